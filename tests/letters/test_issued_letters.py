"""The letters that were issued hold what the law asks, tell nothing of other bidders, and stay.

The table below is read beside the Procurement Regulations 2024 reg. 31, the Procurement Act 2023
s.94(3) and reg. 6: each row is one thing that must stand in a letter, and how it is found there.
"""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

import pikepdf
import pytest

from starapp.criteria.criteria_tree import marks
from starapp.criteria.evaluation_model import Kind as CriterionKind
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.result import Placed
from starapp.foundation.exact import money, plain, points
from starapp.letters.draft_checks import amounts_told
from starapp.letters.kinds import Kind
from tests.make.issued_letters import Paper

ASSESSED = (Kind.AWARD, Kind.UNSUCCESSFUL, Kind.BELOW_MINIMUM)
LOSERS = (Kind.UNSUCCESSFUL, Kind.BELOW_MINIMUM)
EVERYBODY = (*ASSESSED, Kind.LATE)


def own_identity(paper: Paper) -> Iterable[str]:
    to = paper.to
    yield from (
        f"Bidder {to.name}",
        f"Unique identifier {to.unique_identifier}",
        f"Address {', '.join(to.address_lines)}",
        f"Email {to.email}",
    )


def criteria_titles(paper: Paper) -> Iterable[str]:
    yield from (f"{c.code} {c.title}" for c in paper.record.model.leaves())


def importance(paper: Paper) -> Iterable[str]:
    names = {"quality": "Quality", "price": "Price", "social_value": "Social value"}
    for c in paper.record.model.leaves():
        yield f"{c.code} {c.title} {names[c.part.value]} {plain(c.weight)} %"


def how_scored(paper: Paper) -> Iterable[str]:
    model = paper.record.model
    basis = "Price points follow this formula on the first-year price"
    yield f"{basis}: {FORMULAS[model.price.formula].sum_words}."
    for c in model.leaves():
        scored = "Score 0 to 5" if c.kind is CriterionKind.SCORED else "By the price formula"
        yield f"{plain(c.weight)} % {scored}"


def scores_available(paper: Paper) -> Iterable[str]:
    model = paper.record.model
    yield "Scores run from 0 to 5"
    yield from (f"{plain(level.score)} {level.label}: {level.meaning}" for level in model.scale)
    for c in model.criteria:
        if c.minimum is not None and c.kind is CriterionKind.SCORED:
            yield f"{c.code} {c.title}: at least {plain(c.minimum)} of 5"
        elif c.minimum is not None:
            yield f"{c.title}: at least {plain(c.minimum)} points"


def where_the_full_method_is(paper: Paper) -> Iterable[str]:
    reference = paper.record.signed.place.reference
    yield f"The invitation for {reference} sets out the full method."


def own_scores(paper: Paper) -> Iterable[str]:
    for c in paper.record.model.leaves(CriterionKind.SCORED):
        agreed = paper.agreed(c.code)
        if agreed is None:
            yield f"{c.code} {c.title}: not scored"
            continue
        worth = points(c.weight * agreed.score / 5)
        yield f"{c.code} {c.title}: {plain(agreed.score)} of 5, {worth} points"


def own_price(paper: Paper) -> Iterable[str]:
    (price,) = paper.record.model.leaves(CriterionKind.PRICE)
    if paper.placed is None:
        yield f"{price.code} {price.title}: left out"
        return
    got = points(paper.placed.points[price.code])
    yield f"{price.code} {price.title}: {money(paper.price.compared)}, {got} points"


def own_reasons(paper: Paper) -> Iterable[str]:
    yield from (" ".join(reason.split()) for reason in paper.record.reasons(paper.bid.id))


def own_totals(paper: Paper) -> Iterable[str]:
    if paper.placed is not None:
        yield from totals(paper, paper.placed)
        return
    yield "Your price was left out of the price sum, so your bid has no total."
    yield "Total 100 % – "
    for c in paper.record.model.children(None):
        yield f"{c.title} {plain(marks(paper.record.model, c.code))} % – "


def totals(paper: Paper, placed: Placed) -> Iterable[str]:
    yield f"Total 100 % {points(placed.total)}"
    for c in paper.record.model.children(None):
        if c.kind is CriterionKind.SECTION:
            got = points(placed.sections[c.code])
            yield f"{c.title} {plain(marks(paper.record.model, c.code))} % {got}"


def why_not(paper: Paper) -> Iterable[str]:
    if paper.kind is Kind.BELOW_MINIMUM:
        failed = paper.record.signed.not_ranked(paper.bid.id)
        for reason in failed.reasons:
            title = paper.record.model.criterion(reason.criterion).title
            reached, least = plain(reason.reached), plain(reason.minimum)
            yield f"{reason.criterion} {title}: agreed score {reached}, and the minimum is {least}."
        return
    first = paper.record.signed.placed(paper.record.winner.id)
    yield f"Its total was {points(paper.placed.total)} of 100; the winner’s was "
    yield f"{points(first.total)}, which is {points(first.total - paper.placed.total)} more."


def winners_scores(paper: Paper) -> Iterable[str]:
    first = paper.record.signed.placed(paper.record.winner.id)
    for c in paper.record.model.leaves(CriterionKind.SCORED):
        agreed = paper.agreed(c.code, winner=True)
        worth = points(first.points[c.code])
        yield f"{plain(agreed.score)} of 5 {worth}"
        yield f"{c.code} {c.title}: {plain(agreed.score)} of 5, {worth} points"
    (price,) = paper.record.model.leaves(CriterionKind.PRICE)
    yield f"{price.code} {price.title}: {points(first.points[price.code])} points"


def winners_reasons(paper: Paper) -> Iterable[str]:
    yield f"Why {paper.record.winner.provider_name} received its scores"
    yield from (" ".join(said.split()) for said in paper.record.reasons(paper.record.winner.id))


def winners_totals(paper: Paper) -> Iterable[str]:
    first = paper.record.signed.placed(paper.record.winner.id)
    own = points(paper.placed.total) if paper.placed else "–"
    yield f"Total 100 % {own} {points(first.total)}"
    for c in paper.record.model.children(None):
        if c.kind is CriterionKind.SECTION:
            mine = points(paper.placed.sections[c.code]) if paper.placed else "–"
            share = plain(marks(paper.record.model, c.code))
            yield f"{c.title} {share} % {mine} {points(first.sections[c.code])}"


def withheld(paper: Paper) -> Iterable[str]:
    price = "price and rates" if paper.placed is None else "rates"
    yield f"We have withheld the winner’s {price}, and what else its bid says of its staff and methods."
    yield "sensitive commercial information"
    yield "overriding public interest in withholding them (section 94(1)(b)"


def before_signing(_paper: Paper) -> Iterable[str]:
    yield "your details on the central digital platform are complete and shared with us (regulation 6"


def when_it_came(_paper: Paper) -> Iterable[str]:
    yield "Deadline 12:00:00 on Monday 7 September 2026"
    yield "Received 12:04:11 on Monday 7 September 2026"


def the_requirement(paper: Paper) -> Iterable[str]:
    yield "Under the rule printed in the invitation"
    yield f"Rule in the invitation {paper.record.signed.system.late_rule}"
    yield "Procurement Act 2023, section 19(3)(d)"


def the_decision(paper: Paper) -> Iterable[str]:
    place = paper.record.signed.place
    lot = paper.record.signed.system.lot(place.lot_id)
    yield f"Our reference {place.reference}"
    yield f"Lot {lot.code} {lot.name}"
    yield "On 24 September 2026 we decided to award the package to"


def standstill(_paper: Paper) -> Iterable[str]:
    yield "begins on Friday 25 September 2026 and ends at midnight at the end of Tuesday 6 October"
    yield "We will not sign an agreement before Wednesday 7 October 2026."


def challenge(_paper: Paper) -> Iterable[str]:
    yield "within 30 days, beginning with the day you knew or should have known"
    yield "section 106 of the Procurement Act 2023"


@dataclass(frozen=True)
class Item:
    """One row: where it is asked for, what it is, in which letters, and how it is found."""

    law: str
    what: str
    kinds: tuple[Kind, ...]
    found: Callable[[Paper], Iterable[str]]


ITEMS = (
    Item("reg 31(2)(a) and (3)(a)", "recipient, addresses, identifier", EVERYBODY, own_identity),
    Item("reg 31(2)(b)", "title of each criterion", ASSESSED, criteria_titles),
    Item("reg 31(2)(b)", "relative importance of each", ASSESSED, importance),
    Item("reg 31(2)(b)", "how each is scored", ASSESSED, how_scored),
    Item("reg 31(2)(b)", "scores available and minimums", ASSESSED, scores_available),
    Item("reg 31(2)(c)", "where the full method is", ASSESSED, where_the_full_method_is),
    Item("reg 31(2)(d)", "own score of each question", ASSESSED, own_scores),
    Item("reg 31(2)(d)", "own price and its points", ASSESSED, own_price),
    Item("reg 31(2)(d) and (e)", "own explanation of each question", ASSESSED, own_reasons),
    Item("reg 31(2)(f)", "own total and sub-totals", ASSESSED, own_totals),
    Item("reg 31(3)(c)", "further reasons for not winning", LOSERS, why_not),
    Item("reg 31(3)(d)", "winner's scores", LOSERS, winners_scores),
    Item("reg 31(3)(d)", "winner's explanations", LOSERS, winners_reasons),
    Item("reg 31(3)(d)", "winner's total and sub-totals", LOSERS, winners_totals),
    Item("s.94(3)", "what is withheld and on which ground", LOSERS, withheld),
    Item("reg 6", "central digital platform before signing", (Kind.AWARD,), before_signing),
    Item("s.19(3)(d)", "late: what came and when", (Kind.LATE,), when_it_came),
    Item("s.19(3)(d)", "late: the rule and where it was published", (Kind.LATE,), the_requirement),
    Item("good practice", "decision, reference and lot", EVERYBODY, the_decision),
    Item("good practice", "standstill and first day of signing", EVERYBODY, standstill),
    Item("s.106", "how long a challenge is open", EVERYBODY, challenge),
)


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        pytest.param(kind, item, id=f"{kind.value}-{item.law}-{item.what}")
        for item in ITEMS
        for kind in item.kinds
    ],
)
def test_every_item_the_law_asks_for_stands_in_the_issued_letter(
    papers: tuple[Paper, ...], kind: Kind, item: Item
) -> None:
    of_kind = [paper for paper in papers if paper.kind is kind]
    assert len(of_kind) == (3 if kind is Kind.UNSUCCESSFUL else 1)
    for paper in of_kind:
        wanted = list(item.found(paper))
        assert wanted
        assert [words for words in wanted if words not in paper.text] == [], paper.to.name


def test_every_reason_says_more_than_a_word(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        for reason in paper.record.reasons(paper.bid.id):
            assert len(reason.split()) >= 3


def one_line(words: str) -> str:
    """The words with single spaces, as text is read from paper."""
    return re.sub(r"\s+", " ", words)


def allowed(paper: Paper) -> set[str]:
    """Bids whose data may stand in a letter: the recipient's, and the winner's for losers."""
    return {paper.bid.id, *({paper.record.winner.id} if paper.kind in LOSERS else ())}


def test_no_letter_tells_anything_of_a_bidder_that_is_neither_recipient_nor_winner(
    papers: tuple[Paper, ...],
) -> None:
    record = papers[0].record
    for paper in papers:
        mine = {reason for bid_id in allowed(paper) for reason in record.reasons(bid_id)}
        for other in record.signed.bids:
            if other.id in allowed(paper):
                continue
            known = record.providers[other.provider_id]
            secrets = {known.name, known.code, known.email, known.unique_identifier}
            secrets |= {f"{said} {other.label} " for said in ("Bid", "bid") if other.label}
            secrets |= set(record.reasons(other.id)) - mine
            price, placed = record.signed.prices.get(other.id), record.signed.placed(other.id)
            if price is not None:
                secrets |= {money(price.compared), money(price.price.weekly)}
            if placed is not None:
                secrets.add(points(placed.total))
            assert [words for words in secrets if one_line(words) in paper.text] == [], (
                paper.to.name
            )


def test_nobody_reads_what_another_bid_costs_in_any_form_or_the_budget(
    papers: tuple[Paper, ...],
) -> None:
    signed = papers[0].record.signed
    for paper in papers:
        hidden = signed.others_cost(paper.bid)
        assert Decimal("398427.60") in hidden or paper.kind is Kind.AWARD
        assert len(hidden) > 30
        assert list(amounts_told(paper.text, hidden)) == [], paper.to.name
        assert not re.search(r"the value of|a week\b", paper.text)
        assert "2,050" not in paper.text
        assert "2,780" not in paper.text


def test_no_letter_names_a_member_or_says_what_a_member_wrote_alone(
    papers: tuple[Paper, ...],
) -> None:
    record = papers[0].record
    agreed = " ".join(reason for bid in record.signed.bids for reason in record.reasons(bid.id))
    alone = [words for words in record.comments if words not in agreed]
    assert len(alone) > 50
    for paper in papers:
        assert [words for words in alone if " ".join(words.split()) in paper.text] == []
        assert [name for name in record.people if name in paper.text] == []
        assert not re.search(r"\b(E[1-4]|M1|O2|F1|A1)\b", paper.text)


def test_the_files_hold_nothing_hidden(papers: tuple[Paper, ...]) -> None:
    record = papers[0].record
    for paper in papers:
        with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
            hidden = str(dict(pdf.docinfo)) + str(pdf.open_metadata())
            assert "/Annots" not in str([leaf.keys() for leaf in pdf.pages])
            assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        for name in (*record.people, *(bid.provider_name for bid in record.signed.bids)):
            assert name not in hidden


def test_all_letters_went_out_at_one_moment(papers: tuple[Paper, ...]) -> None:
    assert len({paper.letter.issued_at for paper in papers}) == 1
    assert [paper.letter.number for paper in papers] == [1, 2, 3, 4, 5, 6]
