"""One competition's arithmetic as a file: reads ``star-evaluation-case/1`` strictly.

Every problem is found in one go and named by its place, for example ``bids[2].scores.Q3``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from starapp.criteria.evaluation_model import (
    Kind,
    PriceRule,
    RoundingRule,
    RoundingStage,
    ScoreRule,
)
from starapp.criteria.model_checks import LOWER_PRICE
from starapp.criteria.price_formulas import FORMULAS, formula_problems, not_offered
from starapp.evaluation.case_json import Reader, parse
from starapp.evaluation.ranking import failures_of
from starapp.evaluation.result import BidInput
from starapp.evaluation.rules import HUNDRED, Leaf, Rules, Section
from starapp.foundation.canonical import fingerprint
from starapp.foundation.exact import Exact, Rounding, exact_sum, plain

FORMAT = "star-evaluation-case/1"
SET_ASIDE = ("late", "non_compliant", "excluded", "withdrawn", "abnormally_low")
MOST_PLACES = 12
_KINDS = (Kind.SCORED.value, Kind.PRICE.value, Kind.PASS_FAIL.value)
_OF_KIND: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "": (("id",), ("title", "parent")),
    Kind.SCORED.value: (
        ("id", "kind", "weight", "scale"),
        ("title", "parent", "minimum"),
    ),
    Kind.PRICE.value: (
        ("id", "kind", "weight", "formula"),
        ("title", "parent", "parameters"),
    ),
    Kind.PASS_FAIL.value: (("id", "kind"), ("title", "parent")),
}
"""Keys needed and allowed, by kind; empty for a section."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case that can be ranked.

    Attributes:
        fingerprint: SHA-256 of the canonical case without its bids.
        titles: of criteria, where they have one.
    """

    reference: str
    rules: Rules
    bids: tuple[BidInput, ...]
    fingerprint: str
    titles: Mapping[str, str]


def read_case(data: bytes) -> Case:
    """Reads a case file.

    Raises:
        CannotDo: with every problem and its place.
    """
    stored = parse(data)
    reader = Reader()
    whole = reader.mapping(
        stored,
        "",
        needs=("format", "reference", "criteria", "bids"),
        may=("section_minimums", "comparator", "score_rule", "rounding", "tie_break"),
    )
    if "format" in whole and whole["format"] != FORMAT:
        reader.wrong("format", f"This must be “{FORMAT}”.", "format")
        reader.stop_if_wrong()
    reference = reader.text(whole.get("reference", ""), "reference")
    found = _Criteria(reader, reader.listed(whole.get("criteria", []), "criteria"))
    rules = _rules(reader, whole, found)
    sound = not reader.problems
    bids = _bids(reader, whole.get("bids", []), rules)
    if sound:
        _check_complete(reader, rules, bids)
    reader.stop_if_wrong()
    without_bids = {name: value for name, value in whole.items() if name != "bids"}
    return Case(reference, rules, bids, fingerprint(without_bids), found.titles)


class _Criteria:
    """The criteria tree of a case."""

    def __init__(self, reader: Reader, values: list[Any]) -> None:
        self._reader = reader
        self.leaves: list[Leaf] = []
        self.price = PriceRule()
        self.parents: dict[str, str | None] = {}
        self.places: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.order: list[str] = []
        self._kinds: dict[str, str] = {}
        for index, value in enumerate(values):
            self._read(value, f"criteria[{index}]")
        self._check_tree()
        self._check_weights()

    def _read(self, value: object, place: str) -> None:
        reader = self._reader
        kind = value.get("kind", "") if isinstance(value, dict) else ""
        if isinstance(value, dict) and "kind" in value and kind not in _KINDS:
            reader.one_of(kind, f"{place}.kind", _KINDS)
            return
        needs, may = _OF_KIND[str(kind)]
        whole = reader.mapping(value, place, needs=needs, may=may)
        code = reader.name(whole["id"], f"{place}.id") if "id" in whole else ""
        if code in self.places:
            reader.wrong(
                f"{place}.id", f"{code} stands already at {self.places[code]}. Change one.", "twice"
            )
            return
        self.places[code], self._kinds[code] = place, str(kind)
        self.order.append(code)
        parent = whole.get("parent")
        self.parents[code] = None if parent is None else reader.name(parent, f"{place}.parent")
        if "title" in whole:
            self.titles[code] = reader.text(whole["title"], f"{place}.title")
        if kind:
            self._leaf(whole, code, str(kind), place)

    def _leaf(self, whole: Mapping[str, Any], code: str, kind: str, place: str) -> None:
        reader = self._reader
        weight = Fraction(0)
        if "weight" in whole:
            weight = Fraction(reader.number(whole["weight"], f"{place}.weight", least=0) or 0)
        scale: tuple[Fraction, ...] = ()
        minimum: Exact | None = None
        if kind == Kind.SCORED.value:
            scale = self._scale(whole.get("scale", []), f"{place}.scale")
            if "minimum" in whole:
                minimum = reader.number(whole["minimum"], f"{place}.minimum")
        elif kind == Kind.PRICE.value:
            self._price(whole, place, weight)
        self.leaves.append(Leaf(code, Kind(kind), weight, scale, minimum))

    def _scale(self, value: object, place: str) -> tuple[Fraction, ...]:
        reader = self._reader
        found = [
            reader.number(one, f"{place}[{index}]", least=0)
            for index, one in enumerate(reader.listed(value, place))
        ]
        scores = sorted(Fraction(one) for one in found if one is not None)
        if len(scores) != len(found):
            return tuple(scores)
        if len(scores) < 2 or scores[-1] == 0:
            reader.wrong(place, "A scale needs two scores, the highest above 0.", "scale")
        if len(set(scores)) != len(scores):
            reader.wrong(place, "Each score can stand only once on a scale.", "twice")
        return tuple(scores)

    def _price(self, whole: Mapping[str, Any], place: str, weight: Fraction) -> None:
        reader = self._reader
        if any(leaf.kind is Kind.PRICE for leaf in self.leaves):
            reader.wrong(place, "A case has one price criterion. Take one out.", "price")
            return
        code = reader.text(whole.get("formula", ""), f"{place}.formula")
        formula = FORMULAS.get(code)
        if formula is None:
            if "formula" in whole:
                reader.wrong(f"{place}.formula", not_offered(code), "formula")
            return
        given = f"{place}.parameters"
        wanted = [one.name for one in formula.parameters]
        table = formula.table.name if formula.table else ""
        needs = [*wanted, *([table] if table else [])]
        values = reader.mapping(whole.get("parameters", {}), given, needs=needs)
        known = len(reader.problems)
        numbers = tuple(
            (name, number)
            for name in wanted
            if name in values
            for number in [reader.number(values[name], f"{given}.{name}")]
            if number is not None
        )
        rows = self._table(values.get(table), f"{given}.{table}", table) if table else ()
        self.price = PriceRule(code, numbers, table=rows)
        if len(reader.problems) == known and not set(needs) - set(values):
            for problem in formula_problems(self.price):
                where = problem.place.removeprefix("price.")
                reader.wrong(f"{given}.{where}", problem.words, problem.code)
        if formula.compared is not None and weight:
            words = f"{code} carries no marks of its own: this must be “0”."
            reader.wrong(f"{place}.weight", words, "weight")

    def _table(self, value: object, place: str, name: str) -> tuple[tuple[Exact, Exact], ...]:
        reader, rows = self._reader, []
        for index, one in enumerate(reader.listed(value, place)):
            here = f"{place}[{index}]"
            if name == "shares":
                share = reader.number(one, here)
                rows.append((Fraction(index + 1), share))
                continue
            pair = reader.listed(one, here)
            if len(pair) != 2:
                reader.wrong(here, "This must be a price and its share of the marks.", "pair")
                continue
            first, share = (reader.number(part, f"{here}[{n}]") for n, part in enumerate(pair))
            if first is not None:
                rows.append((Fraction(first), share))
        return tuple((first, share) for first, share in rows if share is not None)

    def _check_tree(self) -> None:
        parents = {parent for parent in self.parents.values() if parent is not None}
        for code, parent in self.parents.items():
            place = f"{self.places[code]}.parent"
            if parent is not None and parent not in self.parents:
                self._reader.wrong(place, f"There is no criterion {parent!r}.", "parent")
            elif parent is not None and self._kinds[parent]:
                words = f"{parent} is a question of its own and cannot hold others."
                self._reader.wrong(place, words, "parent")
            elif self._in_a_circle(code):
                self._reader.wrong(place, f"{code} stands under itself. Move it.", "circle")
        for code, kind in self._kinds.items():
            if not kind and code not in parents:
                words = "This has no kind and no criteria under it. Give it a kind, or take it out."
                self._reader.wrong(self.places[code], words, "empty section")

    def _in_a_circle(self, code: str) -> bool:
        seen, above = {code}, self.parents.get(code)
        while above is not None and above in self.parents:
            if above == code:
                return True
            if above in seen:
                return False
            seen.add(above)
            above = self.parents[above]
        return False

    def _check_weights(self) -> None:
        total = exact_sum(leaf.weight for leaf in self.leaves)
        if not self._reader.problems and total != HUNDRED:
            words = f"Weights add up to {plain(total)}. They must add up to exactly 100."
            self._reader.wrong("criteria", words, "weights")

    def sections(self, minimums: Mapping[str, Exact]) -> tuple[Section, ...]:
        """Every section with all the leaves under it."""
        return tuple(
            Section(
                code,
                tuple(leaf.code for leaf in self.leaves if self._under(leaf.code, code)),
                minimums.get(code),
            )
            for code in self.order
            if not self._kinds[code]
        )

    def is_section(self, code: str) -> bool:
        """Tells whether a criterion is a section."""
        return self._kinds.get(code) == ""

    def _under(self, code: str, section: str) -> bool:
        above, steps = self.parents.get(code), 0
        while above is not None and steps <= len(self.parents):
            if above == section:
                return True
            above, steps = self.parents.get(above), steps + 1
        return False


def _rules(reader: Reader, whole: Mapping[str, Any], found: _Criteria) -> Rules:
    comparator = ">="
    if "comparator" in whole:
        comparator = reader.one_of(whole["comparator"], "comparator", (">=", ">"))
    rule = ScoreRule.SCORE_OVER_MAX.value
    if "score_rule" in whole:
        known = [one.value for one in ScoreRule]
        rule = reader.one_of(whole["score_rule"], "score_rule", known) or rule
    return Rules(
        leaves=tuple(found.leaves),
        sections=found.sections(_section_minimums(reader, whole, found)),
        price=found.price,
        score_rule=ScoreRule(rule),
        comparator=comparator,
        rounding=_rounding(reader, whole),
        tie_break=_tie_break(reader, whole, found),
        order=tuple(found.order),
    )


def _section_minimums(
    reader: Reader, whole: Mapping[str, Any], found: _Criteria
) -> dict[str, Exact]:
    minimums: dict[str, Exact] = {}
    values = reader.listed(whole.get("section_minimums", []), "section_minimums")
    for index, value in enumerate(values):
        place = f"section_minimums[{index}]"
        one = reader.mapping(value, place, needs=("criterion", "points"))
        if not {"criterion", "points"} <= one.keys():
            continue
        code = reader.text(one["criterion"], f"{place}.criterion")
        points = reader.number(one["points"], f"{place}.points", least=0)
        if code and not found.is_section(code):
            reader.wrong(f"{place}.criterion", f"There is no section {code!r}.", "section")
        elif code in minimums:
            reader.wrong(f"{place}.criterion", f"{code} has a minimum already.", "twice")
        elif points is not None:
            minimums[code] = points
    return minimums


def _rounding(reader: Reader, whole: Mapping[str, Any]) -> RoundingRule:
    if "rounding" not in whole:
        return RoundingRule()
    value = reader.mapping(whole["rounding"], "rounding", needs=("stage", "places", "mode"))
    stages, modes = [one.value for one in RoundingStage], [one.value for one in Rounding]
    stage = reader.one_of(value.get("stage", stages[0]), "rounding.stage", stages)
    mode = reader.one_of(value.get("mode", modes[0]), "rounding.mode", modes)
    places = 2
    if "places" in value:
        places = reader.whole(value["places"], "rounding.places", most=MOST_PLACES)
    if not stage or not mode:
        return RoundingRule()
    return RoundingRule(RoundingStage(stage), places, Rounding(mode))


def _tie_break(reader: Reader, whole: Mapping[str, Any], found: _Criteria) -> tuple[str, ...]:
    names: list[str] = []
    counts = {leaf.code for leaf in found.leaves if leaf.kind is not Kind.PASS_FAIL}
    known = counts | {code for code in found.order if found.is_section(code)}
    if any(leaf.kind is Kind.PRICE for leaf in found.leaves):
        known.add(LOWER_PRICE)
    for index, value in enumerate(reader.listed(whole.get("tie_break", []), "tie_break")):
        place = f"tie_break[{index}]"
        name = reader.text(value, place)
        if name and name not in known:
            reader.wrong(place, f"There is no section or question {name!r} to decide by.", "tie")
        elif name in names:
            reader.wrong(place, f"{name} stands already. Take one out.", "twice")
        else:
            names.append(name)
    return tuple(names)


def _bids(reader: Reader, value: object, rules: Rules) -> tuple[BidInput, ...]:
    found = []
    for index, one in enumerate(reader.listed(value, "bids")):
        place = f"bids[{index}]"
        whole = reader.mapping(
            one, place, needs=("id",), may=("price", "scores", "passes", "set_aside")
        )
        if "id" in whole:
            found.append(_bid(reader, whole, place, rules))
    for code, times in Counter(bid.bid for bid in found).items():
        if times > 1:
            reader.wrong("bids", f"The bid {code} stands {times} times. Change its id.", "twice")
    return tuple(found)


def _bid(reader: Reader, whole: Mapping[str, Any], place: str, rules: Rules) -> BidInput:
    code = reader.name(whole["id"], f"{place}.id")
    aside = None
    if "set_aside" in whole:
        aside = reader.one_of(whole["set_aside"], f"{place}.set_aside", SET_ASIDE) or None
    price = None
    if "price" in whole:
        price = reader.number(whole["price"], f"{place}.price", least=0)
        if rules.price_leaf is None and not reader.problems:
            reader.wrong(f"{place}.price", "This case has no price criterion.", "price")
    scores = _scores(reader, whole, place, rules)
    passes = _passes(reader, whole, place, rules)
    return BidInput(code, price, scores, passes, aside)


def _scores(reader: Reader, whole: Mapping[str, Any], place: str, rules: Rules) -> dict[str, Exact]:
    leaves = {leaf.code: leaf for leaf in rules.leaves if leaf.kind is Kind.SCORED}
    given = reader.mapping(whole.get("scores", {}), f"{place}.scores", needs=(), may=leaves)
    found: dict[str, Exact] = {}
    for code, value in given.items():
        score = reader.number(value, f"{place}.scores.{code}")
        if score is None or code not in leaves:
            continue
        if Fraction(score) not in leaves[code].scale:
            scale = ", ".join(plain(one) for one in leaves[code].scale)
            words = f"{plain(score)} is not on the scale. Give one of: {scale}."
            reader.wrong(f"{place}.scores.{code}", words, "scale")
            continue
        found[code] = score
    return found


def _passes(reader: Reader, whole: Mapping[str, Any], place: str, rules: Rules) -> dict[str, bool]:
    codes = [leaf.code for leaf in rules.leaves if leaf.kind is Kind.PASS_FAIL]
    given = reader.mapping(whole.get("passes", {}), f"{place}.passes", needs=(), may=codes)
    found = {}
    for code, value in given.items():
        answer = reader.truth(value, f"{place}.passes.{code}")
        if answer is not None and code in codes:
            found[code] = answer
    return found


def _check_complete(reader: Reader, rules: Rules, bids: tuple[BidInput, ...]) -> None:
    """A bid that is still in needs every score, every pass and a price its formula can take.

    A bid that is set aside, or fails by what is given, needs nothing more.
    """
    formula = FORMULAS[rules.price.formula]
    told = {problem.place for problem in reader.problems}
    left = [(n, bid) for n, bid in enumerate(bids) if not failures_of(rules, bid)]
    for index, bid in left:
        place = f"bids[{index}]"
        for leaf in rules.leaves:
            if {f"{place}.{part}" for part in _parts(leaf)} & told:
                continue
            if leaf.kind is Kind.SCORED and leaf.code not in bid.scores:
                reader.wrong(f"{place}.scores.{leaf.code}", _SCORE, "missing")
            elif leaf.kind is Kind.PASS_FAIL and leaf.code not in bid.passes:
                reader.wrong(f"{place}.passes.{leaf.code}", _PASS, "missing")
            elif leaf.kind is Kind.PRICE and bid.price is None:
                reader.wrong(f"{place}.price", _PRICE, "missing")
            elif leaf.kind is Kind.PRICE and bid.price == 0 and formula.ratio:
                reader.wrong(f"{place}.price", _ZERO, "zero price")
    prices = [bid.price for _, bid in left]
    if prices and rules.price.formula == "mean_50" and not any(prices):
        reader.wrong("bids", _ZERO, "zero price")


def _parts(leaf: Leaf) -> tuple[str, ...]:
    """Where a bid's entry for a leaf stands, and what it stands in."""
    if leaf.kind is Kind.PRICE:
        return ("price",)
    part = "scores" if leaf.kind is Kind.SCORED else "passes"
    return (part, f"{part}.{leaf.code}")


_SCORE = "This score is missing. Add it, or set the bid aside."
_PASS = "This is missing. Add true or false, or set the bid aside."
_PRICE = "A bid that is still in needs a price. Add it, or set the bid aside."
_ZERO = "A price of nought needs a decision first: set the bid aside, or correct the price."
