"""The providers of the lot: who is invited, who is not and why, who declined."""

from PySide6.QtCore import Signal

from starapp.competitions.stage_rules import Action
from starapp.foundation.enumerating import listed
from starapp.ui.competitions.invitations_view import InvitationsView, ProviderRow
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.tags import TagLook

LOOKS = {
    "to invite": TagLook("To invite", "blue", "mail"),
    "invited": TagLook("Invited", "green", "circle-check"),
    "declined": TagLook("Declined", "grey", "minus"),
    "left out": TagLook("Not invited", "amber", "circle-x"),
}


def _id(row: ProviderRow) -> str:
    return row.id


def _name(row: ProviderRow) -> str:
    return row.name


def _code(row: ProviderRow) -> str:
    return f"{row.code}, {row.email}" if row.email else row.code


def _state(row: ProviderRow) -> str:
    return LOOKS[row.state].text


def _tag(row: ProviderRow) -> TagLook:
    return LOOKS[row.state]


def _reason(row: ProviderRow) -> str:
    if row.by_hand:
        return f"Left out: {row.reason}"
    return row.reason or (f"Letters will need {listed(row.gaps)}" if row.gaps else "")


COLUMNS: tuple[Column[ProviderRow], ...] = (
    Column("Provider", _name, second=_code, strong=True),
    Column("Invitation", _state, tag=_tag, width=140),
    Column("Reason", _reason, tip=_reason, width=190),
)


class ProvidersCard(Card):
    """The table with one button for what can be done with the chosen provider.

    Signals:
        acting: what to do ("leave out", "put back", "decline", "preview") and the provider's id.
    """

    acting = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Providers of the lot", padded=False)
        self.preview = Button("Preview", icon="file-text", size="small", key="previewInvitation")
        self.act = Button("Leave out", size="small", key="actOnProvider")
        self.preview.clicked.connect(self._preview)
        self.act.clicked.connect(self._press)
        self.add_right(self.preview, self.act)
        self.table: ListTable[ProviderRow] = ListTable(
            "Providers of the lot", COLUMNS, _id, row_height=56, key="invitedProviders"
        )
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._open)
        self.add(self.table)
        self.reason = Words("", "table", wrap=True)
        self.reason.setContentsMargins(16, 10, 16, 12)
        self.add(self.reason)
        self.body.addStretch(1)
        self._rows: dict[str, ProviderRow] = {}
        self._what = ""
        self._view: InvitationsView | None = None
        self._may = False

    def show_view(self, view: InvitationsView, *, may: bool) -> None:
        """Shows the providers; ``may`` tells whether the person may change anything."""
        self._view, self._may = view, may
        self._rows = {row.id: row for row in view.rows}
        self.table.show_rows(view.rows)
        if self.table.current() not in self._rows and view.rows:
            self.table.choose(view.rows[0].id)
        self._picked(self.table.current())

    def _picked(self, provider_id: str) -> None:
        row = self._rows.get(provider_id)
        view = self._view
        self._what = ""
        self.act.hide()
        said = _reason(row) if row is not None else ""
        self.reason.setText(f"{row.name}: {said}" if row is not None else "")
        self.reason.setVisible(bool(said))
        if row is None or view is None:
            self.preview.off("Choose a provider in the list.")
            return
        if row.state == "left out":
            self.preview.off("This provider gets no invitation.")
        else:
            self.preview.on()
        if self._may:
            self._offer(row, view)

    def _offer(self, row: ProviderRow, view: InvitationsView) -> None:
        if view.building:
            if row.state == "to invite":
                self._what = "leave out"
                self.act.set_text("Leave out")
            elif row.by_hand:
                self._what = "put back"
                self.act.set_text("Put back")
        elif row.state == "invited" and view.may(Action.DECLINE):
            self._what = "decline"
            self.act.set_text("Record decline")
        self.act.setVisible(bool(self._what))

    def _press(self) -> None:
        if self._what:
            self.acting.emit(self._what, self.table.current())

    def _preview(self) -> None:
        self.acting.emit("preview", self.table.current())

    def _open(self, provider_id: str) -> None:
        if self._rows[provider_id].state != "left out":
            self.acting.emit("preview", provider_id)
