"""Stage 2 of a competition: the evaluation model as bidders are told it, which cannot change."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.competitions.queries import competition
from starapp.criteria.criteria_tree import part_marks
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, Part
from starapp.criteria.price_edges import edge_sentences
from starapp.criteria.price_formulas import FORMULAS
from starapp.criteria.price_words import parameter_sentences
from starapp.evaluation.result_words import rounding_words
from starapp.foundation.canonical import seal_text
from starapp.foundation.exact import plain
from starapp.ui.desk import Desk
from starapp.ui.widgets.card import Card, Scroll
from starapp.ui.widgets.labels import Facts
from starapp.ui.widgets.notices import LockedBar
from starapp.ui.widgets.points_bar import PointsBar, PointsKey, Segment
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable

PARTS = ((Part.QUALITY, "Quality"), (Part.PRICE, "Price"), (Part.SOCIAL_VALUE, "Social value"))
MEANINGS = {Part.QUALITY: "quality", Part.PRICE: "price", Part.SOCIAL_VALUE: "social"}
NAMES = dict(PARTS)


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the model."""

    criterion: Criterion
    roles: str

    @property
    def code(self) -> str:
        """The code, which names the row."""
        return self.criterion.code


def _code(line: Line) -> str:
    return line.criterion.code


def _question(line: Line) -> str:
    return line.criterion.title


def _how(line: Line) -> str:
    criterion = line.criterion
    if criterion.kind is Kind.PRICE:
        return "By the formula"
    if criterion.kind is Kind.PASS_FAIL:
        return "Pass or fail"
    limit = f"at most {criterion.word_limit} words" if criterion.word_limit else "written answer"
    return limit if criterion.written else "meeting with the person"


def _part(line: Line) -> str:
    return NAMES[line.criterion.part]


def _weight(line: Line) -> str:
    return "" if line.criterion.kind is Kind.PASS_FAIL else f"{plain(line.criterion.weight)}%"


def _minimum(line: Line) -> str:
    return plain(line.criterion.minimum) if line.criterion.minimum is not None else "None"


def _roles(line: Line) -> str:
    return line.roles


COLUMNS: tuple[Column[Line], ...] = (
    Column("Code", _code, width=70, strong=True),
    Column("Question", _question, second=_how),
    Column("Part", _part, width=120),
    Column("Counts for", _weight, numeric=True, width=110),
    Column("Minimum score", _minimum, numeric=True, width=130),
    Column("Scored by", _roles, width=140),
)


class ModelStage(QWidget):
    """The frozen rules."""

    title = "Evaluation model"
    help_topic = "competitions"
    touches = frozenset({"competitions", "models"})

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("modelStage")
        self._desk = desk
        self._id = competition_id
        self.bar = LockedBar("")
        self.weights = PointsBar("What each part counts for")
        self.key_holder = QVBoxLayout()
        self.table: ListTable[Line] = ListTable(
            "Questions and weights", COLUMNS, _code, row_height=56, key="modelQuestions"
        )
        self.facts = Facts(name_width=150)
        page = Scroll(spacing=12)
        page.add(self.bar)
        weights = Card("What each part counts for")
        weights.add(self.weights)
        weights.body.addLayout(self.key_holder)
        page.add(weights)
        asked = Card("Questions", padded=False)
        asked.add(self.table)
        page.add(asked)
        rules = Card("Rules")
        rules.add(self.facts)
        page.add(rules)
        page.body.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        self.reload()

    def reload(self) -> None:
        """Shows the model."""
        place = self._desk.work.read(partial(competition, competition_id=self._id))
        model = place.model
        self.bar.show_words(
            f"{model.name} is locked, fingerprint {seal_text(place.model_fingerprint)}. "
            "Weights and questions cannot change in this competition."
        )
        marks = [(part, name, part_marks(model, part)) for part, name in PARTS]
        used = [(part, name, mark) for part, name, mark in marks if mark]
        self.weights.show_segments(
            *(Segment(MEANINGS[part], mark, plain(mark), name) for part, name, mark in used)
        )
        while (item := self.key_holder.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        pairs = [(MEANINGS[part], f"{name} {plain(mark)}%") for part, name, mark in used]
        self.key_holder.addWidget(PointsKey(*pairs))
        self.table.show_rows([Line(c, ", ".join(c.roles)) for c in model.leaves()])
        self.facts.show_facts(*_rules(model))


def _price_facts(model: EvaluationModel) -> list[tuple[str, str]]:
    if not model.leaves(Kind.PRICE):
        return []
    formula, rule = FORMULAS[model.price.formula], model.price
    facts = [("Price formula", f"{formula.name}: {formula.sum_words}")]
    if numbers := parameter_sentences(rule):
        facts.append(("Its numbers", " ".join(numbers)))
    facts.append(("At the edges", " ".join(edge_sentences(rule.edges))))
    return facts


def _rules(model: EvaluationModel) -> list[tuple[str, str]]:
    scale = "; ".join(
        f"{plain(x.score)} {x.label}" for x in sorted(model.scale, key=lambda level: level.score)
    )
    sections = [
        f"{c.title}: at least {plain(c.minimum)} points"
        for c in model.criteria
        if c.kind is Kind.SECTION and c.minimum is not None
    ]
    known = {c.code: c.title for c in model.criteria}
    ties = [known.get(code, code.replace("_", " ")) for code in model.tie_break]
    facts = [
        ("Scale", scale),
        *_price_facts(model),
        ("Rounding", rounding_words(model)),
        ("Equal totals", ", then ".join(ties) or "Not settled by a rule"),
    ]
    if sections:
        facts.insert(1, ("Minimum points", "; ".join(sections)))
    return facts
