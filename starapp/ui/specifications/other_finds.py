"""Privacy finds in short fields: title, area, outcomes, and what a block is for."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.foundation.dates import local_date
from starapp.specifications.care_needs import BY_CODE, Section
from starapp.specifications.commands import keep_and_explain
from starapp.specifications.privacy import Find, Fix
from starapp.specifications.privacy_places import mended
from starapp.specifications.readiness import PlacedFind, open_finds
from starapp.ui.specifications.draft import PackageDraft
from starapp.ui.specifications.finds_band import FindsBand
from starapp.ui.specifications.keep_dialog import KeepDialog


class OtherFinds(QWidget):
    """The amber list of a section for fields without marks of their own."""

    def __init__(self, draft: PackageDraft, section: Section) -> None:
        super().__init__()
        self._draft = draft
        self._section = section
        self._placed: tuple[PlacedFind, ...] = ()
        self.band = FindsBand(f"{section.value}-short")
        self.band.mended.connect(self._mend)
        self.band.kept.connect(self._ask)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.band)
        self.dialog: KeepDialog | None = None

    def follow(self) -> None:
        """Looks the section over again."""
        today = local_date(self._draft.desk.now())
        self._placed = tuple(
            placed
            for placed in open_finds(self._draft.spec, today=today)
            if placed.section is self._section and placed.place not in BY_CODE
        )
        finds = () if self._draft.locked else tuple(placed.find for placed in self._placed)
        self.band.show_finds(finds)
        self.setVisible(bool(finds))

    def _mend(self, fix: Fix) -> None:
        placed = next((one for one in self._placed if fix in one.find.fixes), None)
        if placed is not None:
            self._draft.put(mended(self._draft.spec, placed.place, fix), "mend a privacy find")
            self._draft.replaced.emit()

    def _ask(self, find: Find) -> None:
        placed = next((one for one in self._placed if one.find == find), None)
        if placed is not None:
            self.dialog = KeepDialog(find, parent=self.window())
            self.dialog.explained.connect(partial(self._keep, placed))
            self.dialog.open()

    def _keep(self, placed: PlacedFind, reason: str) -> None:
        self._draft.desk.work.do(
            partial(
                keep_and_explain,
                package_id=self._draft.package_id,
                place=placed.place,
                kind=placed.find.kind,
                text=placed.find.text,
                reason=reason,
            ),
            done=self._kept_now,
            refused=self._draft.refused.emit,
        )

    def _kept_now(self, _change: object) -> None:
        self._draft.read_kept()
