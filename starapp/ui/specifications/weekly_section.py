"""Weekly support: tools, the painted week, the editor of a block, the receipt and the checks."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.exact import money, plain
from starapp.foundation.problems import Problem
from starapp.specifications.care_needs import Section
from starapp.specifications.choices_offered import Offered
from starapp.specifications.commands import confirm_nights, save_grid
from starapp.specifications.grid_checks import NightQuestion, counted_anew
from starapp.specifications.grid_volumes import Extras, volume_lines
from starapp.specifications.package_cost import guide_price
from starapp.specifications.queries import packages, specification
from starapp.specifications.readiness import open_questions
from starapp.specifications.support_grid import Block, SupportGrid
from starapp.ui import theme
from starapp.ui.specifications.block_editor import BlockEditor
from starapp.ui.specifications.copy_week import CopyWeek
from starapp.ui.specifications.draft import PackageDraft
from starapp.ui.specifications.extras_card import ExtrasCard
from starapp.ui.specifications.other_finds import OtherFinds
from starapp.ui.specifications.reason_dialog import ReasonDialog
from starapp.ui.specifications.week_canvas import WeekCanvas
from starapp.ui.specifications.week_checks import WeekChecks
from starapp.ui.specifications.week_receipt import WeekReceipt
from starapp.ui.specifications.week_tools import WeekTools
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.notices import Notice


class WeeklySection(QWidget):
    """Draws a week and shows hours and guide price at once; updates while dragging."""

    def __init__(self, draft: PackageDraft, offered: Callable[[], Offered]) -> None:
        super().__init__()
        self.draft = draft
        self.offered = offered
        self.section = Section.WEEKLY_SUPPORT
        self.tools = WeekTools()
        self.week = WeekCanvas(self._price_of)
        self.editor = BlockEditor()
        self.receipt = WeekReceipt()
        self.extras = ExtrasCard()
        self.checks = WeekChecks()
        self.errors = ErrorSummary()
        self.others = OtherFinds(draft, self.section)
        self.recounted = Notice("info", "", link="I have seen this", pressed=self._seen)
        self.recounted.setObjectName("recounted")
        self.dialog: CopyWeek | ReasonDialog | None = None
        self._build()
        self._connect()
        self.show_spec()

    def _build(self) -> None:
        frame = QFrame()
        frame.setProperty("look", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.tools)
        inner.addWidget(self.week, 1)
        left = Scroll(margin=2, spacing=12)
        for part in (self.errors, self.recounted, self.others, frame, self.editor):
            left.add(part, 1 if part is frame else 0)
        self._side = Scroll(margin=2, spacing=12)
        for card in (self.receipt, self.checks, self.extras):
            self._side.add(card)
        self._side.body.addStretch(1)
        self._side.setFixedWidth(theme.px(268))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(self._side)

    def _connect(self) -> None:
        self.tools.taken.connect(self._take_tool)
        self.tools.undo.clicked.connect(self.draft.undo)
        self.tools.redo.clicked.connect(self.draft.redo)
        self.tools.copy.clicked.connect(self.week.copy_this_day)
        self.tools.paste.clicked.connect(self.week.paste_day)
        self.week.tool_changed.connect(self.tools.show_tool)
        self.week.edited.connect(self._painted)
        self.week.previewed.connect(self._show_receipt)
        self.week.chose.connect(self._chosen)
        self.week.day_copied.connect(self.tools.show_copied)
        self.week.wants_editor.connect(self._go_to_editor)
        self.editor.edited.connect(self._block_edited)
        self.editor.unwanted.connect(self._delete)
        self.editor.copy_week.clicked.connect(self._ask_for_week)
        self.checks.jumped.connect(self.week.jump)
        self.checks.asked.connect(self._ask_about_nights)
        self.extras.edited.connect(self._extras_edited)

    def show_spec(self) -> None:
        """Shows what the draft holds."""
        locked = self.draft.locked
        self.week.show_grid(self.draft.spec.grid, read_only=locked)
        self.tools.setVisible(not locked)
        self.extras.show_extras(self.draft.spec.extras, locked=locked)
        self._show_receipt(self.draft.spec.grid)
        self._chosen(self.week.chosen)

    def follow(self) -> None:
        """Shows what depends on other sections: the lot's ceilings and the names of the steps."""
        self.others.follow()
        told = self.draft.spec.recounted
        self.recounted.show_words(told)
        self.recounted.setVisible(bool(told) and not self.draft.locked)
        self._show_receipt(self.draft.spec.grid)
        undo, redo = self.draft.undo_names()
        self.tools.undo.setEnabled(bool(undo))
        self.tools.redo.setEnabled(bool(redo))
        self.tools.undo.setToolTip(f"Undo: {undo}" if undo else "Nothing to undo")
        self.tools.redo.setToolTip(f"Redo: {redo}" if redo else "Nothing to redo")

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows refused problems over the week."""
        self.errors.show_problems(problems, {"miles": self.extras.miles_field})

    def focus_place(self, place: str) -> bool:
        """Moves the focus to the place of a problem; tells whether it is in the week."""
        parts = place.split(".")
        if parts[0] != "grid":
            return False
        if len(parts) == 3 and parts[1].isdigit():
            self.week.jump(int(parts[1]), int(parts[2].split("-")[0]))
        else:
            self.week.setFocus()
        return True

    def next_find(self) -> bool:
        """Puts the focus on the first fix of what blocks are for; tells whether there is one."""
        return self.others.band.focus_first()

    def _take_tool(self, tool: str) -> None:
        self.week.set_tool(tool)
        self.week.setFocus()

    def _painted(self, grid: SupportGrid, name: str) -> None:
        self.draft.put(replace(self.draft.spec, grid=grid), name)
        self._chosen(self.week.chosen)

    def _block_edited(self, grid: SupportGrid, block: Block | None, name: str) -> None:
        self.draft.put(replace(self.draft.spec, grid=grid), name)
        self.week.show_grid(grid)
        self.week.choose(block)
        self._chosen(block)

    def _delete(self) -> None:
        self.week.delete_chosen()
        self.week.setFocus()

    def _extras_edited(self, extras: Extras) -> None:
        self.draft.put(replace(self.draft.spec, extras=extras), "change the extras")

    def _chosen(self, block: Block | None) -> None:
        domains = self.offered().domains(self.draft.spec)
        self.editor.show_block(self.week.grid, block, domains, locked=self.draft.locked)

    def _ask_for_week(self) -> None:
        every = self.draft.desk.work.read(packages)
        others = [one for one in every if one.id != self.draft.package_id and one.volumes]
        self.dialog = CopyWeek(others, parent=self.window())
        self.dialog.chosen.connect(self._copy_week)
        self.dialog.open()

    def _copy_week(self, package_id: str) -> None:
        source = self.draft.desk.work.read(partial(specification, package_id=package_id))
        week = counted_anew(source.grid)
        copied = replace(self.draft.spec, grid=week, extras=source.extras)
        self.draft.put(copied, f"copy the week of {source.summary.reference}")
        self.show_spec()
        self.week.setFocus()

    def _seen(self) -> None:
        """Saves the week as it is, so that its nights are those of the present count."""
        command = partial(save_grid, package_id=self.draft.package_id, grid=self.draft.spec.grid)
        self.draft.desk.work.do(command, done=self._answered, refused=self.draft.refused.emit)

    def _ask_about_nights(self, question: NightQuestion) -> None:
        dialog = ReasonDialog(
            f"Are {question.nights} {question.support.words.lower()} nights a week right?",
            text="Say why two workers are needed. Your reason stays in the record of this package.",
            yes=f"Confirm {question.nights} nights",
            parent=self.window(),
        )
        dialog.given.connect(partial(self._confirm, question))
        self.dialog = dialog
        dialog.open()

    def _confirm(self, question: NightQuestion, reason: str) -> None:
        command = partial(
            confirm_nights, package_id=self.draft.package_id, support=question.support,
            nights=question.nights, reason=reason,
        )  # fmt: skip
        self.draft.desk.work.do(command, done=self._answered, refused=self.draft.refused.emit)

    def _answered(self, _change: object) -> None:
        self.draft.read_kept()

    def _go_to_editor(self) -> None:
        self.editor.support.setFocus()

    def _show_receipt(self, grid: SupportGrid) -> None:
        spec = replace(self.draft.spec, grid=grid)
        bought = self.offered().system(spec.about.system_id)
        kinds = bought.rate_types if bought is not None else ()
        lines = volume_lines(grid, spec.extras, kinds)
        factor = plain(bought.annual_factor) if bought is not None else ""
        self.receipt.show_week(grid, lines, self.offered().guide(spec), factor)
        lot = self.offered().lot(spec)
        rates = f"Guide price uses the ceilings of lot {lot.code}" if lot is not None else ""
        questions = () if self.draft.locked else open_questions(spec)
        self.checks.show_week(grid, rates, questions)

    def _price_of(self, block: Block) -> str:
        """What one block costs at ceiling rates, for the tip; empty while it is not known."""
        spec = self.draft.spec
        bought = self.offered().system(spec.about.system_id)
        if bought is None:
            return ""
        lines = tuple(
            line
            for line in volume_lines(SupportGrid((block,)), spec.extras, bought.rate_types)
            if line.rate_code not in {"mile", "tec_week", "transition_one_off"}
        )
        guided = guide_price(
            lines,
            self.offered().ceilings(spec),
            annual_factor=bought.annual_factor,
            rounding=bought.rounding,
        )
        return money(guided.weekly) if guided.weekly is not None else ""
