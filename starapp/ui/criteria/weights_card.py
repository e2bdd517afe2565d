"""The top card: the bar that must reach 100 %, and the steps for the whole model."""

from collections.abc import Callable
from functools import partial

from starapp.criteria.criteria_tree import total_marks
from starapp.criteria.evaluation_model import EvaluationModel, Kind
from starapp.foundation.exact import plain
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.model_rows import HUNDRED, MEANINGS
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.points_bar import PointsBar, Segment
from starapp.ui.widgets.tags import Tag, TagLook


def segments(model: EvaluationModel, chosen: str) -> tuple[Segment, ...]:
    """A segment for each leaf that counts, in the order quality, price, social value."""
    return tuple(
        Segment(
            MEANINGS[leaf.part],
            leaf.weight,
            f"{'Price' if leaf.kind is Kind.PRICE else leaf.code} {plain(leaf.weight)}%",
            leaf.title,
            chosen=leaf.code == chosen,
        )
        for part in MEANINGS
        for leaf in model.leaves()
        if leaf.part is part and leaf.weight > 0
    )


def total_words(model: EvaluationModel) -> TagLook:
    """The tag over the bar."""
    total = total_marks(model)
    if total == HUNDRED:
        return TagLook("Adds up to 100%", "green", "check")
    if total < HUNDRED:
        return TagLook(f"{plain(HUNDRED - total)}% left to give", "amber", "triangle-alert")
    return TagLook(f"{plain(total - HUNDRED)}% too much", "red", "circle-alert")


class WeightsCard(Card):
    """The bar with its tag and buttons."""

    def __init__(
        self,
        draft: ModelDraft,
        *,
        copy: Callable[[], None],
        lock: Callable[[], None],
        tries: Callable[[str], None],
    ) -> None:
        super().__init__("Weights")
        self._draft = draft
        self.total = Tag("")
        self.head.insertWidget(1, self.total)
        self.copy = Button("Copy from another", icon="copy", pressed=copy, key="copyFromAnother")
        self.lock = Button("Lock model", kind="main", icon="lock", pressed=lock, key="lockModel")
        self.past = Button("Try with past bids", icon="flask-conical",
                           pressed=partial(tries, "past"), key="tryPastBids")  # fmt: skip
        self.made_up = Button("Try with made-up bids", icon="flask-conical",
                              pressed=partial(tries, "made-up"), key="tryMadeUpBids")  # fmt: skip
        for button in (self.copy, self.lock):
            button.setVisible(not draft.locked)
        self.add_right(flow(self.copy, self.made_up, self.past, self.lock))
        self.bar = PointsBar("Weights", height=30, key="weightsBar")
        self.add(self.bar)

    def show_model(self) -> None:
        """Shows what the draft holds."""
        self.bar.show_segments(*segments(self._draft.model, self._draft.chosen))
        look = total_words(self._draft.model)
        self.total.show_tag(look.text, look.tone, look.icon)
