"""The side panel of the register: one provider with everything known and its history."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.dates import day_text, local_date
from starapp.history.history import Entry
from starapp.organisation.purchasing_systems import Lot
from starapp.providers.identifiers import FORMS
from starapp.providers.insurance import Cover, cover
from starapp.providers.register import CqcRating, Provider, ProviderStatus
from starapp.ui import theme
from starapp.ui.providers.provider_columns import KINDS, cover_mark, cover_words, status_look
from starapp.ui.providers.register_marks import RatingMark
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import Card, Scroll, Section, clear
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Facts, Icon, Words, hairline
from starapp.ui.widgets.tags import Tag

POLICIES = (
    ("employers_liability", "Employer's liability"),
    ("public_liability", "Public liability"),
    ("professional_indemnity", "Professional indemnity"),
)
_INKS = {Cover.RAN_OUT: "red", Cover.SOON: "amber"}


class ProviderPanel(Card):
    """Shows one provider; the page gives its buttons their work.

    Attributes:
        edit, suspend, reinstate, remove: the buttons, shown as the status allows.
    """

    def __init__(self, *, may_change: bool) -> None:
        super().__init__(padded=False)
        self.setObjectName("providerPanel")
        self._may_change = may_change
        self.edit = Button("Edit", icon="pencil", size="small", key="editProvider")
        self.suspend = Button("Suspend for new work", size="small", key="suspendProvider")
        self.reinstate = Button("End suspension", size="small", key="reinstateProvider")
        self.remove = Button("Remove", kind="quiet", size="small", key="removeProvider")
        self.name = Words("", "sectionTitle", wrap=True)
        self.name.setObjectName("providerName")
        self.close_button = IconButton("x", "Close the panel", key="closePanel")
        self._tags = QVBoxLayout()
        self._tags.setSpacing(6)
        self._scroll = Scroll(margin=16, spacing=12)
        self._more = QVBoxLayout()
        self._more.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll.body.addLayout(top)
        self._scroll.body.addLayout(self._tags)
        self._scroll.add(flow(self.edit, self.suspend, self.reinstate, self.remove))
        self._scroll.body.addLayout(self._more)
        self._scroll.body.addStretch(1)
        self.nothing = EmptyState("Choose a provider", "Its details are shown here.")
        self.add(self._scroll, 1)
        self.add(self.nothing)
        self.show_nothing()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(200))

    def show_nothing(self) -> None:
        """No provider is chosen."""
        self._scroll.hide()
        self.nothing.show()

    def show_provider(
        self,
        provider: Provider,
        *,
        lots: Sequence[Lot],
        areas: Mapping[str, str],
        entries: Sequence[Entry],
        today: date,
    ) -> None:
        """Shows a provider.

        Args:
            provider: the provider.
            lots: every lot of the workspace.
            areas: names of bodies by id.
            entries: its history, newest first.
            today: the day insurance is judged on.
        """
        self.nothing.hide()
        self._scroll.show()
        self.name.setText(provider.name)
        self._show_tags(provider, today)
        self._show_buttons(provider)
        clear(self._more)
        self._put(hairline(), _membership(provider, lots, areas))
        self._put(hairline(), _rating(provider))
        self._put(hairline(), Section("Insurance"), *_policies(provider, today))
        self._put(hairline(), Section("Contact"), _contact(provider))
        self._put(hairline(), Section("Identifiers"), _identifiers(provider))
        self._put(hairline(), Section("History"), *(_line(entry) for entry in entries))

    def _put(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._more.addWidget(widget)

    def _show_tags(self, provider: Provider, today: date) -> None:
        clear(self._tags)
        look = status_look(provider)
        self._tags.addWidget(Tag(look.text, look.tone, look.icon))
        standing = cover(provider.insurance.first_to_end, today=today)
        if standing is Cover.SOON:
            self._tags.addWidget(Tag("Insurance ends soon", "amber", "triangle-alert"))
        elif standing is Cover.RAN_OUT:
            self._tags.addWidget(Tag("Insurance ran out", "red", "circle-x"))

    def _show_buttons(self, provider: Provider) -> None:
        on_register = provider.status not in {ProviderStatus.REMOVED, ProviderStatus.WITHDRAWN}
        suspended = provider.status is ProviderStatus.SUSPENDED
        self.edit.setVisible(self._may_change)
        self.suspend.setVisible(self._may_change and on_register and not suspended)
        self.reinstate.setVisible(self._may_change and suspended)
        self.remove.setVisible(self._may_change and on_register)


def _membership(provider: Provider, lots: Sequence[Lot], areas: Mapping[str, str]) -> QWidget:
    named = [f"{lot.code} {lot.name}" for lot in lots if lot.id in provider.lots]
    where = sorted(areas[one] for one in provider.areas if one in areas)
    facts = [
        ("Number", provider.code),
        ("Lots", ", ".join(named) or "None yet"),
        ("Areas", ", ".join(where) or "None yet"),
        ("Kind", KINDS[provider.kind]),
        ("Head office", "In the area" if provider.local_head_office else "Elsewhere"),
    ]
    if provider.status_from is not None and provider.status is not ProviderStatus.ACTIVE:
        facts.insert(
            0, (provider.status.value.capitalize(), f"From {day_text(provider.status_from)}")
        )
    if provider.status_reason:
        facts.insert(1, ("Reason", provider.status_reason))
    return Facts(*facts)


def _rating(provider: Provider) -> QWidget:
    line = QHBoxLayout()
    if provider.cqc_rating is not CqcRating.NOT_REGULATED:
        line.addWidget(RatingMark(provider.cqc_rating))
    line.addWidget(Words(provider.cqc_rating.value, "label", wrap=True), 1)
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(Section("CQC rating"))
    box.addLayout(line)
    if provider.cqc_date is not None:
        box.addWidget(Words(f"Published {day_text(provider.cqc_date)}", "hint", ink="muted"))
    return holder


def _policies(provider: Provider, today: date) -> list[QWidget]:
    lines = []
    for field, title in POLICIES:
        end: date | None = getattr(provider.insurance, field)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Words(title, "table", wrap=True), 1)
        mark = cover_mark(end, today)
        if mark is not None:
            line.addWidget(Icon(mark[0], colour=mark[1], size=16))
        ink = _INKS.get(cover(end, today=today), "muted" if end is None else "")
        line.addWidget(Words(cover_words(end, today), "table", ink=ink))
        lines.append(holder)
    return lines


def _contact(provider: Provider) -> QWidget:
    facts = [
        ("Contact", provider.contact_name),
        ("Email", provider.email),
        ("Phone", provider.phone),
        ("Address", "\n".join(provider.address_lines)),
    ]
    return Facts(*((name, value or "Not known") for name, value in facts))


def _identifiers(provider: Provider) -> QWidget:
    known = [
        (form.name[:1].upper() + form.name[1:], getattr(provider, form.place)) for form in FORMS
    ]
    facts = [(name, value) for name, value in known if value]
    if not facts:
        return Words("None recorded", "table", ink="muted")
    return Facts(*facts, name_width=130)


def _line(entry: Entry) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(1)
    words = entry.words.removeprefix("provider ")
    box.addWidget(Words(words[:1].upper() + words[1:], "table", wrap=True))
    if entry.reason:
        box.addWidget(Words(entry.reason, "hint", wrap=True))
    told = f"{day_text(local_date(entry.moment))}, {entry.person}"
    box.addWidget(Words(told, "hint", ink="muted", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
    return holder
