"""Drivers of the panel, scoring, moderation and result pages."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from starapp.foundation.change import Change
from starapp.ui.desk import Desk
from starapp.ui.evaluation.assurance_card import AssuranceCard, SentenceRow
from starapp.ui.evaluation.moderation_page import ModerationPage
from starapp.ui.evaluation.result_page import ResultPage
from starapp.ui.evaluation.score_matrix import ScoreMatrix
from starapp.ui.evaluation.scoring_page import ScoringPage
from starapp.ui.panel.panel_page import PanelPage
from starapp.ui.widgets.text_fields import LongText
from tests.drive.drive import Driver
from tests.make.evaluation import Scene

Show = Callable[..., QWidget]


def reload_when_touched(
    desk: Desk, page: PanelPage | ScoringPage | ModerationPage | ResultPage
) -> None:
    """Does what the window does: the page reads again when a change touches it."""
    desk.work.changed.connect(partial(_touch, page))


def _touch(page: PanelPage | ScoringPage | ModerationPage | ResultPage, change: Change) -> None:
    if change.touches(*page.touches):
        page.reload()


class Screens:
    """Opens the pages of one scene as different people on one PC."""

    def __init__(self, bot: QtBot, show: Show, scene: Scene) -> None:
        self._bot = bot
        self._show = show
        self.scene = scene
        self.desks: list[Desk] = []

    def desk(self, code: str) -> Desk:
        """A desk of one person."""
        made = Desk(self.scene.store, self.scene.people[code])
        self.desks.append(made)
        return made

    def panel(self, code: str) -> "PanelDriver":
        """The panel page as one person."""
        desk = self.desk(code)
        return PanelDriver(self._bot, desk, self._shown(desk, PanelPage))

    def scoring(self, code: str) -> "ScoringDriver":
        """The scoring page as one person."""
        desk = self.desk(code)
        return ScoringDriver(self._bot, desk, self._shown(desk, ScoringPage))

    def moderation(self, code: str) -> "ModerationDriver":
        """The moderation page as one person."""
        desk = self.desk(code)
        return ModerationDriver(self._bot, desk, self._shown(desk, ModerationPage))

    def result(self, code: str) -> "ResultDriver":
        """The result page as one person."""
        desk = self.desk(code)
        return ResultDriver(self._bot, desk, self._shown(desk, ResultPage))

    def _shown(self, desk: Desk, kind: type[QWidget]) -> QWidget:
        page = kind(desk, self.scene.competition_id)
        reload_when_touched(desk, page)  # type: ignore[arg-type] # one of the four pages
        return self._show(page)

    def close(self) -> None:
        """Ends every desk."""
        for desk in self.desks:
            desk.close()


class PanelDriver(Driver):
    """Acts on the panel page."""

    @property
    def page(self) -> PanelPage:
        assert isinstance(self.root, PanelPage)
        return self.root

    def dialog(self) -> Driver:
        """The dialog that is open."""
        assert self.page.dialog is not None
        assert self.page.dialog.isVisible()
        return Driver(self.bot, self.desk, self.page.dialog)

    def add(self, person_id: str, *roles: str, chairs: bool = False) -> None:
        """Adds somebody through the dialog."""
        self.press("addPerson")
        dialog = self.dialog()
        dialog.choose("person", person_id)
        if chairs:
            dialog.find(QWidget, "partOnThePanel")
            self.page.dialog.part.button("chairs").click()  # type: ignore[union-attr] # the appoint dialog
        for role in roles:
            dialog.tick(f"role-{role}")
        dialog.press("yes")

    def tags(self) -> list[str]:
        """What each card says of the declaration."""
        return [card.tag.look().text for card in self.page.cards]


class ScoringDriver(Driver):
    """Acts on the scoring page."""

    @property
    def page(self) -> ScoringPage:
        assert isinstance(self.root, ScoringPage)
        return self.root

    def go(self, letter: str, criterion: str, scene: Scene) -> None:
        """Moves to an answer by the grid."""
        matrix = self.find(ScoreMatrix, "progressGrid")
        matrix.setCurrentIndex(matrix.matrix.place((scene.bids[letter], criterion)))
        self.settle()

    def meeting(self) -> Driver:
        """The record of a meeting that is open."""
        assert self.page.dialog is not None
        assert self.page.dialog.isVisible()
        return Driver(self.bot, self.desk, self.page.dialog)

    def write(self, words: str) -> None:
        """Types the reason and leaves the field."""
        self.type("reason", words)

    def paste(self, words: str) -> None:
        """Puts in a reason as from the clipboard and leaves the field."""
        self.page.reason.edit.setFocus()
        self.page.reason.edit.setPlainText(words)
        self.keys(self.page.reason.edit, Qt.Key.Key_Tab)

    def cell(self, letter: str, criterion: str, scene: Scene) -> str:
        """What the grid shows of an answer."""
        matrix = self.find(ScoreMatrix, "progressGrid").matrix
        return str(matrix.place((scene.bids[letter], criterion)).data() or "")

    def press_key(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """Presses a key on the page."""
        self.keys(self.page, key, *held)


class ModerationDriver(Driver):
    """Acts on the moderation page."""

    @property
    def page(self) -> ModerationPage:
        assert isinstance(self.root, ModerationPage)
        return self.root

    def go(self, letter: str, criterion: str, scene: Scene) -> None:
        """Moves to a question by the grid."""
        matrix = self.find(ScoreMatrix, "boardGrid")
        matrix.setCurrentIndex(matrix.matrix.place((criterion, scene.bids[letter])))
        self.settle()

    def where(self) -> tuple[str, str]:
        """The letter and question under discussion."""
        assert self.page.key is not None
        bid, code = self.page.key
        return dict(self.page.board.bids)[bid], code

    def reason(self, words: str) -> None:
        """Types the reason of the agreement."""
        self.type("agreedReason", words)

    def dialog(self) -> Driver:
        """The dialog that is open."""
        assert self.page.dialog is not None
        assert self.page.dialog.isVisible()
        return Driver(self.bot, self.desk, self.page.dialog)

    def give_reason(self, words: str) -> None:
        """Types a reason in the open dialog and goes on."""
        dialog = self.dialog()
        field = self.page.dialog.findChild(LongText)  # type: ignore[union-attr] # it is open
        assert field is not None
        field.edit.setPlainText(words)
        dialog.press("yes")


class ResultDriver(Driver):
    """Acts on the result page."""

    @property
    def page(self) -> ResultPage:
        assert isinstance(self.root, ResultPage)
        return self.root

    def places(self) -> list[tuple[str, str]]:
        """Name and total of each ranked row, as shown."""
        return [(row.name, row.shown) for row in self.page.outcome.ranked]

    def give_reason(self, words: str) -> None:
        """Types a reason in the open dialog and goes on."""
        assert self.page.dialog is not None
        field = self.page.dialog.findChild(LongText)
        assert field is not None
        field.edit.setPlainText(words)
        Driver(self.bot, self.desk, self.page.dialog).press("yes")

    @property
    def card(self) -> AssuranceCard:
        """The card that says how sure the result is."""
        return self.page.assurance

    def sentences(self) -> list[str]:
        """What the card says, line by line, as far as it is shown."""
        rows = self.card.findChildren(SentenceRow)
        return [row.sentence.words for row in rows if row.isVisibleTo(self.card)]

    def slide(self, key: Qt.Key, *, times: int = 1) -> str:
        """Presses a key on the slider of the share of price; gives what stands under it."""
        slider = self.card.share.slider
        slider.setFocus()
        for _ in range(times):
            self.bot.keyClick(slider, key)
        self.settle()
        return self.card.share.answer.whole()

    def slide_to(self, share: int) -> str:
        """Puts the slider at a whole per cent with the mouse; gives what stands under it."""
        slider = self.card.share.slider
        spot = slider.spot(share).toPoint()
        self.bot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=spot)
        self.settle()
        return self.card.share.answer.whole()
