"""What every section of the editor has in common: a card that shows the draft and saves to it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.foundation.problems import Problem
from starapp.specifications.care_needs import Section, fields_of
from starapp.specifications.choices_offered import Offered
from starapp.specifications.layers import Layer
from starapp.ui.specifications.draft import PackageDraft
from starapp.ui.specifications.need_field import NeedField, layer_tag
from starapp.ui.specifications.other_finds import OtherFinds
from starapp.ui.widgets.card import Card, Scroll
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words


class SectionPage(QWidget):
    """One section: its fixed fields first, then its free texts.

    Attributes:
        section: which one.
        needs: the free text fields by code.
        fields: the other fields by the name problems use.
    """

    def __init__(
        self, draft: PackageDraft, offered: Callable[[], Offered], section: Section
    ) -> None:
        super().__init__()
        self.draft = draft
        self.offered = offered
        self.section = section
        self.fields: dict[str, LabelledField] = {}
        self.card = Card(section.heading)
        self.others = OtherFinds(draft, section)
        self.card.add(self.others)
        self.build()
        self.needs = {field.code: NeedField(draft, field) for field in fields_of(section)}
        for need in self.needs.values():
            self.card.add(need)
        self.card.body.addStretch(1)
        scroll = Scroll(margin=2)
        scroll.add(self.card, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll)

    def build(self) -> None:
        """Puts the section's own fields in the card; a section of free texts has none."""

    def show_spec(self) -> None:
        """Shows what the draft holds now."""
        for need in self.needs.values():
            need.show_spec()

    def follow(self) -> None:
        """Shows what depends on other sections; never what is being typed."""
        self.others.follow()

    def add_field(self, place: str, field: LabelledField, layer: Layer | None) -> LabelledField:
        """Names a field for problems and puts the layer tag beside its label."""
        self.fields[place] = field
        if layer is not None:
            beside(field, layer_tag(layer))
        return field

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Shows refused problems beside their fields."""
        for place, field in self.fields.items():
            words = " ".join(one.words for one in problems if one.place == place)
            field.show_problem(words)

    def focus_place(self, place: str) -> bool:
        """Moves the focus to the field of a problem; tells whether it is here."""
        if place in self.needs:
            need = self.needs[place]
            if not need.next_find():
                need.edit.setFocus()
            return True
        if place in self.fields:
            self.fields[place].editor.setFocus()
            return True
        return False

    def next_find(self) -> bool:
        """Puts the focus on the first privacy fix; tells whether there is one."""
        if self.others.band.focus_first():
            return True
        return any(need.next_find() for need in self.needs.values())


def beside(field: LabelledField, tag: QWidget) -> None:
    """Puts a tag at the right of a field's label."""
    box = field.layout()
    assert isinstance(box, QVBoxLayout)  # noqa: S101 - a LabelledField stacks its parts
    from PySide6.QtWidgets import QHBoxLayout

    box.removeWidget(field.label)
    line = QHBoxLayout()
    line.addWidget(field.label, 1)
    line.addWidget(tag)
    box.insertLayout(0, line)


def internal_note() -> Words:
    """Says who reads what follows."""
    words = (
        "Bidders see none of this, but the budget if you show it. The chosen provider sees who pays. "
        "Everybody who opens this workspace can read it."
    )
    return Words(words, "hint", ink="muted", wrap=True)
