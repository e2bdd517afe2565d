"""Acts on the sheet of one price: question, answer, what it shows, decision."""

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from starapp.ui.bids.price_sheet import PriceSheet
from starapp.ui.widgets.notices import Notice
from tests.drive.drive import Driver
from tests.drive.evaluation_screens import ResultDriver


class PriceDriver(Driver):
    """The sheet of one bid's price, or the dialog that is open over it."""

    def __init__(self, result: ResultDriver, letter: str) -> None:
        self.bot, self.desk, self.result = result.bot, result.desk, result
        result.press(f"openPrice-{letter}")
        sheet = result.page.price_notices.sheet
        assert sheet is not None
        self.sheet: PriceSheet = sheet

    @property
    def root(self) -> QWidget:  # type: ignore[override] # the dialog in front, else the sheet
        """The dialog that is open, else the sheet."""
        dialog = self.sheet.dialog
        return dialog if dialog is not None and dialog.isVisible() else self.sheet

    def ask(self, bid_id: str, question: str) -> None:
        """Records a question with the day the dialog offers."""
        self.press(f"ask-{bid_id}")
        self.type("reason", question)
        self.press("yes")

    def answer(self, words: str, finding: str) -> None:
        """Records the answer and what it shows."""
        self.press("recordTheAnswer")
        self.type("priceAnswer", words)
        self.type("priceFinding", finding)
        self.press("yes")

    def decide(self, outcome: str, why: str) -> None:
        """Records the decision."""
        self.press("recordTheDecision")
        self.pick(outcome)
        self.type("reason", why)
        self.press("yes")

    def words(self) -> str:
        """Everything written on the sheet or dialog in front."""
        labels = self.root.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisibleTo(self.root))


def notices(result: ResultDriver) -> list[str]:
    """What the result page says about prices, once it has been laid out."""
    QApplication.processEvents()
    shown = result.page.price_notices.findChildren(Notice)
    return [one.accessibleName() for one in shown if one.isVisibleTo(result.page)]
