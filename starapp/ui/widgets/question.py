"""A dialog: its title is the question, its text is what happens, its buttons are the answers."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.ids import is_id
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.choices import Check
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Icon, Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.text_fields import TextField
from starapp.ui.widgets.typed import about, keeper_of

EDGE = 32
"""Pixels of the window behind a dialog that stay in sight."""
QWIDGETSIZE_MAX = (1 << 24) - 1


class Sheet(QDialog):
    """The frame of every dialog: a title, a body to fill, a foot with the answers.

    Args:
        title: the question, also the accessible name.
        text: what happens, under it.
        risky: a warning stands beside the title.
        width: in pixels at text size 100; never more than the window behind it leaves.
        scrolls: the body scrolls where the window behind it is too low for it.
        parent: the widget it belongs to.

    Attributes:
        body: the layout for what the dialog holds.
        foot: the layout of the buttons; ``add_answers`` fills it.
        before: offers what was typed here before, if anything was.
    """

    def __init__(
        self,
        title: str,
        *,
        text: str = "",
        risky: bool = False,
        width: int = 480,
        scrolls: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.setMinimumWidth(min(theme.px(width), self._space().width()))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = Scroll() if scrolls else None
        self.body = self._scroll.body if self._scroll else QVBoxLayout()
        self.body.setContentsMargins(22, 18, 22, 18)
        self.body.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        if risky:
            head.addWidget(Icon("triangle-alert", colour="redText", size=24))
        head.addWidget(Words(title, "sectionTitle", wrap=True), 1)
        self.body.addLayout(head)
        if text:
            self.body.addWidget(Words(text, "body", wrap=True))
        if self._scroll is not None:
            outer.addWidget(self._scroll, 1)
        else:
            outer.addLayout(self.body, 1)
        self.before: Notice | None = None
        self._foot = foot = QFrame()
        foot.setProperty("look", "dialogFoot")
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(22, 12, 22, 12)
        self.foot.setSpacing(10)
        self.foot.addStretch(1)
        outer.addWidget(foot)

    def _space(self) -> QSize:
        """What the window it belongs to leaves; as large as can be without one."""
        over = self.parentWidget()
        if over is None:
            return QSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX)
        return over.window().size() - QSize(EDGE, EDGE)

    def fit(self) -> None:
        """Makes a dialog as high as its words need; one that scrolls, within the window behind it."""
        if self._scroll is None:
            layout = self.layout()
            wanted = layout.totalHeightForWidth(self.width()) if layout is not None else 0
            self.resize(self.width(), max(self.height(), wanted))
            return
        page = self._scroll.page
        page.adjustSize()
        wide = max(self.width(), self.minimumWidth())
        high = max(page.sizeHint().height(), self.body.totalHeightForWidth(wide - 4))
        wanted = high + self._foot.sizeHint().height() + 4
        self.resize(self.width(), min(wanted, self._space().height()))

    def showEvent(self, event: QShowEvent) -> None:
        about(self, " ".join(self._things()))
        self._offer_what_was_typed()
        self.fit()
        super().showEvent(event)

    def _things(self) -> list[str]:
        """The identities a dialog holds: which thing it is about."""
        held = [getattr(one, "id", one) for one in vars(self).values()]
        return sorted({one for one in held if isinstance(one, str) and is_id(one)})

    def _offer_what_was_typed(self) -> None:
        """Offers what was typed in this dialog before, when it was closed without its answer."""
        keeper = keeper_of(self)
        words = keeper.opened(self) if keeper is not None else ""
        if words and self.before is None:
            self.before = Notice("info", words, link="Put it back", pressed=self._put_back)
            self.before.setObjectName("typedBefore")
            self.body.insertWidget(1, self.before)

    def _put_back(self) -> None:
        keeper = keeper_of(self)
        if keeper is not None and self.before is not None:
            self.before.hide()
            keeper.put_back(self)
            self.fit()

    def done(self, result: int) -> None:
        keeper = keeper_of(self)
        if keeper is not None:
            keeper.answered(self, accepted=result == QDialog.DialogCode.Accepted)
        super().done(result)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a widget in the body."""
        self.body.addWidget(widget, stretch)

    def add_answers(self, *buttons: Button) -> None:
        """Puts the answers in the foot, the main one last."""
        for button in buttons:
            self.foot.addWidget(button)


class Question(Sheet):
    """Asks before a big step. ``accepted`` means yes.

    Attributes:
        yes: the button that goes on.
        no: the button that goes back.
    """

    def __init__(
        self,
        question: str,
        *,
        text: str,
        yes: str,
        no: str = "Cancel",
        risky: bool = False,
        must_tick: str = "",
        must_type: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(question, text=text, risky=risky, parent=parent)
        self.setObjectName("question")
        self.yes = Button(yes, kind="risky" if risky else "main", pressed=self.accept, key="yes")
        self.no = Button(no, pressed=self.reject, key="no")
        self._box: Check | None = None
        self._typed: TextField | None = None
        self._wanted = must_type
        if must_tick:
            self._box = Check(must_tick, key="mustTick")
            self._box.toggled.connect(self._check)
            self.add(self._box)
        if must_type:
            self._typed = TextField(kept=False)
            self._typed.textChanged.connect(self._check)
            self.add(LabelledField(f"Type {must_type} to go on", self._typed, key="mustType"))
        self.add_answers(self.no, self.yes)
        self._check()
        (self.no if risky else self.yes).setFocus()

    def _check(self) -> None:
        if self._box is not None and not self._box.isChecked():
            self.yes.off("Tick the box first.")
        elif self._typed is not None and self._typed.value() != self._wanted:
            self.yes.off(f"Type {self._wanted} first.")
        else:
            self.yes.on()


class Told(Sheet):
    """Words the person should read, with one button. Not for what a notice in the page can say."""

    def __init__(
        self, title: str, text: str, *, button: str = "Close", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text=text, scrolls=True, parent=parent)
        self.setObjectName("told")
        self.close_button = Button(button, kind="main", pressed=self.accept, key="close")
        self.add_answers(self.close_button)
        self.close_button.setFocus()
