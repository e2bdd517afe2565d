"""Adds a provider to the register or changes its entry, with problems beside the fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem
from starapp.organisation.people import Body
from starapp.organisation.purchasing_systems import Lot
from starapp.providers.commands import add_provider, edit_provider
from starapp.providers.identifiers import FORMS, PLACES
from starapp.providers.register import CqcRating, Insurance, Provider, ProviderKind
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.providers.provider_columns import KINDS
from starapp.ui.providers.provider_panel import POLICIES
from starapp.ui.widgets.card import Scroll, Section
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import field_row
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.form import Form
from starapp.ui.widgets.text_fields import LongText, TextField

Command = Callable[[Session], Change]
TEXTS = ("name", "contact_name", "email", "phone", *PLACES)


@dataclass(frozen=True, slots=True)
class Offered:
    """The lots and areas a provider can be given."""

    lots: Sequence[Lot]
    bodies: Sequence[Body]


class ProviderForm(CommandDialog):
    """The whole entry of a provider."""

    def __init__(self, desk: Desk, offered: Offered, provider: Provider | None = None) -> None:
        title = f"Edit {provider.name}" if provider else "Add provider"
        super().__init__(desk, title, yes="Save provider" if provider else "Add provider")
        self.setObjectName("providerForm")
        self._entry = provider or Provider("", "", "")
        self._today = local_date(desk.now())
        self.form = Form()
        self._page = Scroll(margin=2, spacing=12)
        self._page.setMinimumHeight(self._room())
        self.setMinimumWidth(theme.px(680))
        self._build(offered)
        self.add(self._page, 1)
        self.fields.update(self.form.fields)
        self._show(self._entry)
        self.form.editors["name"].setFocus()

    def _room(self) -> int:
        screen = QApplication.primaryScreen()
        return min(theme.px(460), screen.availableGeometry().height() - theme.px(260))

    def _build(self, offered: Offered) -> None:
        add = self.form.add
        kinds = Choice([(kind.value, words) for kind, words in KINDS.items()])
        self._put(add("name", "Name", TextField()))
        self._put(add("kind", "Kind", kinds))
        self.lots = _checks([(lot.id, f"{lot.code} {lot.name}") for lot in offered.lots])
        self.areas = _checks([(body.id, body.name) for body in offered.bodies])
        self._boxes("Lots", self.lots, "No lots yet. Add them in Settings.")
        self._boxes("Areas", self.areas, "No bodies yet. Add them in Settings.")
        self._page.add(self.form.hold("local_head_office", Check("Head office in the area")))
        self._page.add(Section("CQC"))
        ratings = Choice([(rating.value, rating.value) for rating in CqcRating])
        day = DateField(today=self._today)
        self._put(
            add("cqc_rating", "Rating", ratings),
            add("cqc_date", "Published on", day, optional=True),
        )
        self._page.add(Section("Insurance", "The last day each policy covers"))
        ends = [
            add(field, title, DateField(today=self._today), may_be_empty=True)
            for field, title in POLICIES
        ]
        self._put(*ends)
        self._contact()
        self._identifiers()

    def _contact(self) -> None:
        add = self.form.add
        self._page.add(Section("Contact", "Where invitations and letters go"))
        self._put(
            add("contact_name", "Name or role", TextField(), optional=True),
            add("email", "Email", TextField(), optional=True),
            add("phone", "Phone", TextField(), optional=True),
        )
        address = LongText(lines=3, count=False)
        self._put(add("address_lines", "Address", address, hint="One line each", optional=True))

    def _identifiers(self) -> None:
        self._page.add(Section("Identifiers", "Leave empty what is not known"))
        made = [
            self.form.add(
                form.place, form.name[:1].upper() + form.name[1:], TextField(),
                hint=_example(form.example),
            )
            for form in FORMS
        ]  # fmt: skip
        for first, second in zip(made[::2], made[1::2], strict=True):
            self._put(first, second)

    def _boxes(self, title: str, boxes: Mapping[str, Check], none: str) -> None:
        self._page.add(Section(title, "" if boxes else none))
        if boxes:
            self._page.add(flow(*boxes.values()))

    def _put(self, *row: QWidget) -> None:
        self._page.add(field_row(*row))

    def _show(self, entry: Provider) -> None:
        shown: dict[str, object] = {place: getattr(entry, place) for place in TEXTS}
        shown |= {field.name: getattr(entry.insurance, field.name) for field in fields(Insurance)}
        shown |= {
            "kind": entry.kind.value,
            "cqc_rating": entry.cqc_rating.value,
            "cqc_date": entry.cqc_date,
            "address_lines": "\n".join(entry.address_lines),
            "local_head_office": entry.local_head_office,
        }
        self.form.show_values(shown)
        for chosen, boxes in ((entry.lots, self.lots), (entry.areas, self.areas)):
            for one, box in boxes.items():
                box.setChecked(one in chosen)

    def attempt(self) -> None:
        """Gives the command, unless something typed is no date."""
        problems: tuple[Problem, ...] = tuple(self.form.problems())
        if problems:
            self.show_problems(problems)
            return
        super().attempt()

    def command(self) -> Command:
        """Adds or changes the entry."""
        return partial(edit_provider if self._entry.id else add_provider, entry=self.entry())

    def entry(self) -> Provider:
        """What is in the fields now."""
        values = self.form.values()
        ends = {field.name: values[field.name] for field in fields(Insurance)}
        return replace(
            self._entry,
            **{place: values[place] for place in TEXTS},
            kind=ProviderKind(str(values["kind"])),
            cqc_rating=CqcRating(str(values["cqc_rating"])),
            cqc_date=values["cqc_date"],
            insurance=Insurance(**ends),
            address_lines=tuple(str(values["address_lines"]).splitlines()),
            local_head_office=values["local_head_office"],
            lots=_kept(self._entry.lots, self.lots),
            areas=_kept(self._entry.areas, self.areas),
        )


def _checks(options: Sequence[tuple[str, str]]) -> dict[str, Check]:
    return {value: Check(words, key=f"box-{value}") for value, words in options}


def _kept(before: frozenset[str], boxes: Mapping[str, Check]) -> frozenset[str]:
    ticked = frozenset(one for one, box in boxes.items() if box.isChecked())
    return ticked | (before - boxes.keys())


def _example(example: str) -> str:
    return example[:1].upper() + example[1:]
