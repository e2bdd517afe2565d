"""Stage 1 of a competition: the specification as bidders have it, which cannot change any more."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.competitions.queries import competition
from starapp.documents.blocks import Document
from starapp.documents.to_pdf import to_pdf
from starapp.foundation.canonical import seal_text
from starapp.specifications.package import STAYS_LOCKED, PackageSummary
from starapp.specifications.queries import for_bidders, package
from starapp.ui.desk import Desk, Place
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.notices import LockedBar
from starapp.ui.widgets.pdf_preview import PdfPreview


class SpecificationStage(QWidget):
    """The pages bidders read."""

    title = "Specification"
    help_topic = "competitions"
    touches = frozenset({"competitions", "packages"})

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("specificationStage")
        self._desk = desk
        self._id = competition_id
        self._shown: Document | None = None
        self.bar = LockedBar("")
        self.open_button = Button(
            "Open the package", icon="external-link", size="small", pressed=self._open
        )
        self.card = Card("As bidders see it", padded=False)
        self.card.add_right(self.open_button)
        self.pages = PdfPreview("Specification", key="stageSpecification")
        self.card.add(self.pages, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 24)
        box.setSpacing(12)
        box.addWidget(self.bar)
        box.addWidget(self.card, 1)
        self.reload()

    def reload(self) -> None:
        """Shows the pages; they are made again only when they changed."""
        place = self._desk.work.read(partial(competition, competition_id=self._id))
        wanted = self._desk.work.read(partial(package, package_id=place.package_id))
        self.bar.show_words(_locked_words(wanted))
        self._package_id = place.package_id
        made = self._desk.work.read(partial(for_bidders, package_id=place.package_id))
        if made != self._shown:
            self._shown = made
            self._desk.work.render(
                partial(to_pdf, made, moment=self._desk.now()), then=self.pages.show_pdf
            )

    def _open(self) -> None:
        self._desk.go(Place("package", self._package_id))


def _locked_words(wanted: PackageSummary) -> str:
    """Why the package stays as it is; one whose competition was abandoned may not."""
    if wanted.state not in STAYS_LOCKED:
        return (
            f"This competition was abandoned, so {wanted.reference} may change again. These are its "
            "pages as they are now."
        )
    seal = f", fingerprint {seal_text(wanted.digest)}" if wanted.digest else ""
    return f"{wanted.reference}{seal}. {STAYS_LOCKED[wanted.state]}"
