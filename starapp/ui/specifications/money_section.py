"""Money and funders: what is paid now, the budget, and each funder's share of the week."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.exact import money, plain
from starapp.foundation.problems import Problem
from starapp.specifications.package import Funder
from starapp.specifications.package_cost import split_between
from starapp.specifications.specification import Money
from starapp.ui.specifications.section_page import SectionPage, internal_note
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import ExactField, TextField
from starapp.ui.widgets.typed import about

_MOST = Decimal(100_000)
_HUNDRED = Decimal(100)


class _FunderRow(QWidget):
    """One funder: who, which share, and why."""

    def __init__(self, page: "MoneySection", place: int, funder: Funder) -> None:
        super().__init__()
        number = place + 1
        self.body = Choice([(body.id, body.name) for body in page.offered().bodies], empty="Choose")
        self.body.choose(funder.body_id)
        self.share = ExactField(funder.percent, places=2, least=Decimal(0), most=_HUNDRED, unit="%")
        self.reason = TextField(funder.reason, most=200)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(LabelledField(f"Funder {number}", self.body, key=f"funder-{number}"), 3)
        share = LabelledField(f"Share {number}", self.share, key=f"share-{number}")
        row.addWidget(share, 1)
        reason = LabelledField(f"Reason {number}", self.reason, optional=True,
                               key=f"reason-{number}")  # fmt: skip
        row.addWidget(reason, 3)
        self.remove = IconButton("trash-2", f"Remove funder {number}", key=f"removeFunder{number}")
        self.remove.clicked.connect(partial(page.remove, place))
        row.addWidget(self.remove)
        self.body.chosen.connect(partial(page.funder_changed, place))
        self.share.settled.connect(partial(page.funder_changed, place))
        self.reason.settled.connect(partial(page.funder_changed, place))

    def value(self) -> Funder:
        """The funder as the fields say."""
        return Funder(self.body.value(), self.share.value_exact() or Decimal(0),
                      self.reason.value())  # fmt: skip


class MoneySection(SectionPage):
    """Bidders see none of this, but the budget when the switch says so."""

    def build(self) -> None:
        self._rows: list[_FunderRow] = []
        self.card.add(internal_note())
        self._current = self._amount("current_weekly", "Paid a week now")
        self._budget = self._amount("budget_weekly", "Budget a week")
        self.card.add(field_row(self._current, self._budget))
        self._shown = Check("Show the budget to bidders", key="budget_shown")
        self._shown.ticked.connect(self._show_budget)
        self.card.add(self._shown)
        self.card.add(Words("Who pays", "cardTitle"))
        self._holder = QWidget()
        self._funders = QVBoxLayout(self._holder)
        self._funders.setContentsMargins(0, 0, 0, 0)
        self.card.add(self._holder)
        self._sum = Words("", "table", ink="muted", wrap=True)
        self._sum.setObjectName("sharesSum")
        self.card.add(self._sum)
        self._add = Button("Add a funder", icon="plus", size="small", pressed=self.add_funder)
        line = QHBoxLayout()
        line.addWidget(self._add)
        line.addStretch(1)
        self.card.body.addLayout(line)
        self.show_money()

    def _amount(self, name: str, label: str) -> LabelledField:
        editor = ExactField(places=2, least=Decimal(0), most=_MOST, unit="£ a week")
        editor.settled.connect(partial(self._save_amount, name, label))
        return self.add_field(name, LabelledField(label, editor, optional=True, key=name), None)

    def _save_amount(self, name: str, label: str, _typed: str) -> None:
        editor = self.fields[name].editor
        assert isinstance(editor, ExactField)  # noqa: S101 - made in _amount
        if not editor.problem():
            change: dict[str, Any] = {name: editor.value_exact()}
            self._put(replace(self.draft.spec.money, **change), label)

    def _show_budget(self, on: object) -> None:
        self._put(replace(self.draft.spec.money, budget_shown=bool(on)), "who sees the budget")

    def _put(self, paid: Money, what: str) -> None:
        self.draft.put(replace(self.draft.spec, money=paid), f"change {what}")
        self._show_sum()

    def add_funder(self) -> None:
        """Adds an empty line; it takes what is left to 100 %."""
        funders = self.draft.spec.money.funders
        left = max(_HUNDRED - sum(funder.percent for funder in funders), Decimal(0))
        taken = {funder.body_id for funder in funders}
        free = next((b.id for b in self.offered().bodies if b.id not in taken), "")
        if not free:
            self._sum.setText("Every organisation is in the list already.")
            return
        added = replace(self.draft.spec.money, funders=(*funders, Funder(free, left)))
        self._put(added, "funders")
        self.show_money()
        self._rows[-1].body.setFocus()

    def remove(self, place: int) -> None:
        """Takes a funder out."""
        funders = self.draft.spec.money.funders
        kept = funders[:place] + funders[place + 1 :]
        self._put(replace(self.draft.spec.money, funders=kept), "funders")
        self.show_money()
        self._add.setFocus()

    def funder_changed(self, place: int, _value: object = None) -> None:
        """Saves one line; a share that cannot be read stays as it was in the draft."""
        row = self._rows[place]
        others = self.draft.spec.money.funders
        changed = row.value()
        if row.share.problem():
            changed = replace(changed, percent=others[place].percent)
        twice = any(f.body_id == row.body.value() for i, f in enumerate(others) if i != place)
        if twice:
            self._sum.setText("This body is already in the list. Choose another one.")
            return
        funders = (*others[:place], changed, *others[place + 1 :])
        self._put(replace(self.draft.spec.money, funders=funders), "funders")

    def show_money(self) -> None:
        """Shows what the draft holds."""
        paid, locked = self.draft.spec.money, self.draft.locked
        for name in ("current_weekly", "budget_weekly"):
            editor, amount = self.fields[name].editor, getattr(paid, name)
            assert isinstance(editor, ExactField)  # noqa: S101 - made in _amount
            editor.show_exact(amount)
            if locked:
                shown = f"{money(amount)} a week" if amount is not None else "Not set."
                self.fields[name].set_read_only(shown)
        self._shown.setChecked(paid.budget_shown)
        self._shown.setEnabled(not locked)
        self._add.setVisible(not locked)
        clear(self._funders)
        about(self._holder, f"of {len(paid.funders)}")
        self._rows = []
        for place, funder in enumerate(paid.funders):
            if locked:
                who = self.offered().body_name(funder.body_id)
                said = f"{who}, {plain(funder.percent)} %"
                words = f"{said}, {funder.reason}" if funder.reason else said
                self._funders.addWidget(Words(words, "body", wrap=True))
                continue
            row = _FunderRow(self, place, funder)
            self._rows.append(row)
            self._funders.addWidget(row)
        self._show_sum()

    def _show_sum(self) -> None:
        funders = self.draft.spec.money.funders
        total = Decimal(sum(funder.percent for funder in funders))
        guided = self.offered().guide(self.draft.spec)
        weekly = guided.weekly if guided is not None else None
        if not funders:
            words = "Nobody pays yet. Add a funder."
        elif total != _HUNDRED:
            words = f"The shares make {plain(total)} %. Make them 100 %."
        elif weekly is not None:
            parts = split_between(weekly, tuple(funder.percent for funder in funders))
            names = [self.offered().body_name(funder.body_id) for funder in funders]
            shares = ", ".join(
                f"{name} {money(part)}" for name, part in zip(names, parts, strict=True)
            )
            words = f"Of the guide price of {money(weekly)} a week: {shares}."
        else:
            words = "The shares make 100 %."
        self._sum.setText(words)
        self._sum.set_ink("red" if funders and total != _HUNDRED else "muted")

    def follow(self) -> None:
        super().follow()
        self._show_sum()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        super().show_problems(problems)
        words = [one.words for one in problems if one.place.startswith("funders")]
        if words:
            self._sum.setText(" ".join(words))
            self._sum.set_ink("red")

    def focus_place(self, place: str) -> bool:
        if place.startswith("funders"):
            (self._rows[0].body if self._rows else self._add).setFocus()
            return True
        return super().focus_place(place)

    def show_spec(self) -> None:
        super().show_spec()
        self.show_money()
