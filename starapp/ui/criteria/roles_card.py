"""The evaluator roles: seats on the panel, not people."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import EvaluatorRole
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import TextField


class RolesCard(Card):
    """A title for each seat."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("Who sits on the panel")
        self._draft = draft
        self._codes: tuple[str, ...] | None = None
        self.fields: dict[str, LabelledField] = {}
        self.more = Button("Add seat", icon="plus", size="small", pressed=self.add_role,
                           key="addRole")  # fmt: skip
        self.more.setVisible(not draft.locked)
        self.add_right(self.more)
        holder = QWidget()
        self._box = QVBoxLayout(holder)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.add(holder)

    def show_model(self) -> None:
        """Shows what the draft holds."""
        roles = self._draft.model.roles
        codes = tuple(role.code for role in roles)
        if codes != self._codes:
            self._codes = codes
            clear(self._box)
            self.fields = {}
            for code in codes:
                self._box.addWidget(self._row(code))
        for role in roles:
            field = self.fields[role.code]
            assert isinstance(field.editor, TextField)  # noqa: S101 - made below
            if not field.editor.hasFocus() or field.editor.value() != role.title:
                field.editor.show_value(role.title)
            if self._draft.locked:
                field.set_read_only(role.title)

    def _row(self, code: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        editor = TextField(most=100)
        editor.settled.connect(partial(self._rename, code))
        self.fields[code] = LabelledField(f"Seat {code}", editor, key=f"seat-{code}")
        line.addWidget(self.fields[code], 1)
        if not self._draft.locked:
            key = f"removeSeat-{code}"
            remove = partial(self.remove_role, code)
            line.addWidget(IconButton("trash-2", f"Remove seat {code}", pressed=remove, key=key))
        return row

    def _rename(self, code: str, title: str) -> None:
        model = self._draft.model
        roles = tuple(replace(r, title=title) if r.code == code else r for r in model.roles)
        self._draft.put(replace(model, roles=roles), f"rename seat {code}")

    def add_role(self) -> None:
        """Adds a seat."""
        model = self._draft.model
        taken = {role.code for role in model.roles}
        code = next(f"E{n}" for n in range(1, 1000) if f"E{n}" not in taken)
        roles = (*model.roles, EvaluatorRole(code, "New seat"))
        self._draft.put(replace(model, roles=roles), f"add seat {code}")
        self.fields[code].editor.setFocus()

    def remove_role(self, code: str) -> None:
        """Takes a seat out, also from every question it scores; it can be undone."""
        model = self._draft.model
        roles = tuple(role for role in model.roles if role.code != code)
        criteria = tuple(
            replace(c, roles=tuple(one for one in c.roles if one != code)) for c in model.criteria
        )
        self._draft.put(replace(model, roles=roles, criteria=criteria), f"remove seat {code}")
