"""Takes the facts of every letter from the signed-off record, one function per kind of letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from starapp.awards.queries import Award, award, offer, standstill_on
from starapp.awards.standstill import whole_value
from starapp.bids.bid import Bid, BidPrice, BidState
from starapp.bids.compliance import CheckLine
from starapp.bids.queries import arrivals, bids, compliance, price_questions, prices
from starapp.competitions.competition import Competition
from starapp.competitions.queries import competition, rules
from starapp.criteria.criteria_tree import marks
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind
from starapp.evaluation.queries import agreed_scores, run
from starapp.evaluation.ranking import told_apart_by
from starapp.evaluation.result import AgreedScore, NotRanked, Placed, Run, ScoreState
from starapp.evaluation.rules import rules_of
from starapp.evaluation.weighting import score_points
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.exact import plain, round_exact
from starapp.foundation.problems import refuse
from starapp.letters.letter_facts import (
    AnyFacts,
    Assessment,
    AwardFacts,
    LateFacts,
    LetterFacts,
    NotRankedFacts,
    OfferFacts,
    PriceConcern,
    Recipient,
    ScoreLine,
    SetAsideFacts,
    StandstillFacts,
    UnsuccessfulFacts,
)
from starapp.letters.method_part import BASIS_WORDS, price_formula, tie_rule
from starapp.letters.price_told import Whose
from starapp.organisation.people import Letterhead
from starapp.organisation.purchasing_systems import PurchasingSystem
from starapp.organisation.queries import letterhead
from starapp.providers.queries import provider
from starapp.specifications.package import PackageSummary
from starapp.specifications.queries import package

VAT = Decimal("1.2")
"""One plus the standard rate of value added tax: a price with it is the same price."""


@dataclass(frozen=True, slots=True)
class SignedOff:
    """Everything of one competition that letters draw on, read once."""

    place: Competition
    decided: Award
    latest: Run
    system: PurchasingSystem
    package: PackageSummary
    letterhead: Letterhead
    bids: tuple[Bid, ...]
    prices: Mapping[str, BidPrice]
    agreed: Mapping[tuple[str, str], AgreedScore]
    checks: Mapping[tuple[str, str], CheckLine]
    rates_asked: int
    letter_day: date
    notice_day: date

    def placed(self, bid_id: str) -> Placed | None:
        """The bid's place, or None when it is not ranked."""
        return next((p for p in self.latest.result.ranking if p.bid == bid_id), None)

    def not_ranked(self, bid_id: str) -> NotRanked | None:
        """Why the bid is not ranked, or None."""
        return next((n for n in self.latest.result.not_ranked if n.bid == bid_id), None)

    def whose(self, price: Whose, reader: Bid) -> tuple[Bid, ...]:
        """Whose price it is that a reader can work out; nobody's where it is the reader's own."""
        ranked = [bid for bid in self.bids if self.placed(bid.id)]
        others = [bid for bid in ranked if bid.id != reader.id]
        if price is Whose.WINNER:
            return tuple(bid for bid in others if bid.id == self.decided.bid_id)
        if price is Whose.OTHER:
            return tuple(bid for bid in others if bid.id != self.decided.bid_id)
        lowest = min(self.prices[bid.id].compared for bid in ranked)
        cheapest = [bid for bid in ranked if self.prices[bid.id].compared == lowest]
        return () if reader in cheapest else tuple(cheapest)

    def others_cost(self, reader: Bid) -> frozenset[Decimal]:
        """What other bids cost by the week, the year, the first year and the whole term.

        Each with and without value added tax; amounts that are the reader's own too, or that the
        method publishes, are no secret.
        """
        public = {*dict(self.place.model.price.parameters).values()}
        public |= {first for first, _ in self.place.model.price.table}
        edges = self.place.model.price.edges
        public |= {edges.ceiling or 0} if edges is not None else set()
        mine = self._amounts(reader)
        theirs = (self._amounts(bid) for bid in self.bids if bid.id != reader.id)
        return frozenset(x for some in theirs for x in some if x and x not in mine | public)

    def _amounts(self, bid: Bid) -> frozenset[Decimal]:
        known = self.prices.get(bid.id)
        if known is None:
            return frozenset()
        cost = known.price
        years = self.package.term_years, self.package.extension_years
        plain = {cost.weekly, cost.annual, cost.first_year, known.compared}
        plain |= {whole_value(cost.annual, cost.one_off, some) for some in (years[0], sum(years))}
        return frozenset({*plain, *(round_exact(x * VAT, 2) for x in plain)})


def signed_off(session: Session, competition_id: str, *, today: date) -> SignedOff:
    """Reads the signed-off record of a competition.

    Raises:
        CannotDo: when the result is not signed off yet.
    """
    decided = award(session, competition_id)
    if decided is None or decided.approved_at is None:
        raise refuse("", "Letters are made when the result is signed off.", "not signed off")
    place, frozen = competition(session, competition_id), rules(session, competition_id)
    return SignedOff(
        place=place,
        decided=decided,
        latest=run(session, competition_id),
        system=frozen.system,
        package=package(session, place.package_id),
        letterhead=letterhead(session, place.body_id),
        bids=bids(session, competition_id),
        prices={p.bid_id: p for p in prices(session, competition_id)},
        agreed={(a.bid_id, a.criterion): a for a in agreed_scores(session, competition_id)},
        checks=_checks(session, place),
        rates_asked=len(frozen.volumes),
        letter_day=today,
        notice_day=decided.notice_day or today,
    )


def _checks(session: Session, place: Competition) -> dict[tuple[str, str], CheckLine]:
    """The pass or fail questions of every opened bid, by bid and code."""
    codes = {criterion.code for criterion in place.model.leaves(Kind.PASS_FAIL)}
    opened = [bid for bid in bids(session, place.id) if bid.state is BidState.OPENED]
    return {
        (bid.id, line.line): line
        for bid in (opened if codes else ())
        for line in compliance(session, bid.id)
        if line.line in codes
    }


def facts_for(session: Session, record: SignedOff, bid: Bid) -> AnyFacts:
    """Gives the facts of the letter one bidder receives."""
    common = _common(session, record, bid)
    if bid.state is BidState.LATE:
        return _late(session, record, bid, common)
    placed, failed = record.placed(bid.id), record.not_ranked(bid.id)
    if bid.set_aside or bid.state is BidState.WITHDRAWN or (placed is None and failed is None):
        code = bid.set_aside or "withdrawn"
        return SetAsideFacts(common, code, bid.set_aside_words, _concerns(session, bid))
    own = _assessment(record, bid, own=True)
    if bid.id == record.decided.bid_id:
        return AwardFacts(common, own, _offer(session, record))
    winning = next(b for b in record.bids if b.id == record.decided.bid_id)
    winner = _assessment(record, winning, own=False)
    if failed is not None:
        return NotRankedFacts(common, own, winner, failed.reasons)
    known = provider(session, winning.provider_id)
    return UnsuccessfulFacts(
        common,
        own,
        winner,
        winner_email=known.email,
        winner_address_lines=known.address_lines,
        winner_identifier=known.unique_identifier,
        tie_break=_tie_words(record, winning, placed),
    )


def _concerns(session: Session, bid: Bid) -> tuple[PriceConcern, ...]:
    """What this bidder was asked about its price, oldest first."""
    return tuple(
        PriceConcern(
            asked=local_date(one.asked),
            question=one.question,
            answered=None if one.answered is None else local_date(one.answered),
            answer=one.answer,
            no_answer_by=one.answer_by if one.no_answer else None,
            conclusion=f"{one.finding} {one.decision}".strip(),
        )
        for one in price_questions(session, bid.competition_id)
        if one.bid_id == bid.id
    )


def _common(session: Session, record: SignedOff, bid: Bid) -> LetterFacts:
    place, known = record.place, provider(session, bid.provider_id)
    lot = record.system.lot(place.lot_id)
    wait = standstill_on(session, place.id, record.notice_day)
    approved = record.decided.approved_at or record.decided.recommended_at
    return LetterFacts(
        letterhead=record.letterhead,
        recipient=Recipient(
            provider_code=known.code,
            name=known.name,
            contact=known.contact_name,
            address_lines=known.address_lines,
            email=known.email,
            identifier=known.unique_identifier,
        ),
        reference=place.reference,
        package_reference=record.package.reference,
        title=place.title,
        lot=f"{lot.code} {lot.name}",
        system_title=record.system.title,
        regime=place.regime,
        letter_day=record.letter_day,
        model=place.model,
        model_words=(
            f"The invitation for {place.reference} sets out the full method. Its rules carry the "
            f"seal {seal_text(place.model_fingerprint)}."
        ),
        rules_seal=seal_text(place.model_fingerprint),
        number_ranked=len(record.latest.result.ranking),
        rates_asked=record.rates_asked,
        decision_day=local_date(approved),
        standstill=StandstillFacts(
            first_day=wait.period.first_day,
            last_day=wait.period.last_day,
            earliest_signing=wait.period.earliest_signing,
            working_days=wait.working_days,
            voluntary=wait.voluntary,
            why=wait.why,
        ),
    )


def _assessment(record: SignedOff, bid: Bid, *, own: bool) -> Assessment:
    model, placed = record.place.model, record.placed(bid.id)
    lines = tuple(_line(record, bid, criterion, placed, own=own) for criterion in model.leaves())
    got = {line.code: line.points for line in lines if line.weight}
    sections = tuple(
        (c.title, marks(model, c.code), _sum(model, c.code, got))
        for c in model.criteria
        if c.kind is Kind.SECTION and marks(model, c.code)
    )
    return Assessment(bid.provider_name, lines, sections, placed.total if placed else None)


def _sum(
    model: EvaluationModel, section: str, got: Mapping[str, Fraction | None]
) -> Fraction | None:
    """The points of all questions under a section; None while one of them has none."""
    under = [
        _sum(model, c.code, got) if c.kind is Kind.SECTION else got[c.code]
        for c in model.children(section)
        if c.kind is Kind.SECTION or c.code in got
    ]
    known = [points for points in under if points is not None]
    return sum(known, Fraction(0)) if len(known) == len(under) else None


def _line(
    record: SignedOff, bid: Bid, criterion: Criterion, placed: Placed | None, *, own: bool
) -> ScoreLine:
    if criterion.kind is Kind.PASS_FAIL:
        return _passed(record, bid, criterion)
    model = record.place.model
    section = model.criterion(criterion.parent).title if criterion.parent else ""
    got = placed.points.get(criterion.code) if placed else None
    if criterion.kind is Kind.PRICE:
        price = record.prices.get(bid.id)
        shown = price.compared if own and price and placed else None
        return ScoreLine(
            code=criterion.code,
            title=criterion.title,
            section=section,
            weight=criterion.weight,
            score=None,
            state="" if placed else "left out",
            points=got,
            price=shown,
            reason=_price_reason(model, criterion, own=own, ranked=placed is not None),
        )
    agreed = record.agreed.get((bid.id, criterion.code))
    if placed is None and agreed is not None and agreed.score is not None:
        got = score_points(model, criterion.weight, agreed.score)
    return ScoreLine(
        code=criterion.code,
        title=criterion.title,
        section=section,
        weight=criterion.weight,
        score=agreed.score if agreed else None,
        state=agreed.state.value if agreed else ScoreState.NOT_SCORED.value,
        points=got,
        price=None,
        reason=agreed.reason if agreed else "",
    )


def _passed(record: SignedOff, bid: Bid, criterion: Criterion) -> ScoreLine:
    """A question that is passed or failed: its outcome, and what was found."""
    line = record.checks.get((bid.id, criterion.code))
    outcome = line.outcome if line else None
    return ScoreLine(
        code=criterion.code,
        title=criterion.title,
        section="",
        weight=criterion.weight,
        score=None,
        state="not decided" if outcome is None else outcome.value,
        points=None,
        price=None,
        reason=line.words if line else "",
    )


def _price_reason(model: EvaluationModel, criterion: Criterion, *, own: bool, ranked: bool) -> str:
    if not ranked:
        return "A bid that is not ranked is left out of the price sum, so it has no price points."
    basis = BASIS_WORDS[model.price.basis]
    whose = "Your" if own else "The winner’s"
    formula = price_formula(model)
    worked_out = (
        f"{whose} {basis} was worked out from the rates in the bid and the volumes in the "
        "specification."
    )
    if formula is None or formula.compared is not None:
        return f"{worked_out} It carries no points of its own: price and quality are put together."
    return (
        f"{worked_out} Points follow the published formula: {formula.sum_words}, out of "
        f"{plain(criterion.weight)}."
    )


def _tie_words(record: SignedOff, winning: Bid, placed: Placed | None) -> str:
    """What decided between a bid and the winner where they were level, in words; else empty."""
    model, first = record.place.model, record.placed(winning.id)
    if placed is None or first is None:
        return ""
    prices = {one.bid: one.price for one in record.latest.inputs}
    rule = told_apart_by(rules_of(model), first, placed, prices)
    return tie_rule(model, rule) if rule else ""


def _offer(session: Session, record: SignedOff) -> OfferFacts:
    found = offer(session, record.place.id, record.decided.bid_id)
    dates = record.place.timetable
    return OfferFacts(
        weekly=found.price.price.weekly,
        annual=found.price.price.annual,
        annual_factor=record.system.annual_factor,
        one_off=found.price.price.one_off,
        term_years=record.package.term_years,
        extension_years=record.package.extension_years,
        whole_value=found.whole_value,
        transition=dates.transition,
        support_starts=dates.support_starts,
        first_review=dates.first_review,
    )


def _late(session: Session, record: SignedOff, bid: Bid, common: LetterFacts) -> LateFacts:
    deadline = record.place.timetable.deadline
    if deadline is None:
        raise refuse("deadline", "The competition has no deadline.", "deadline")
    rule = record.system.late_rule or (
        f"Bids received after the deadline on {day_text(local_date(deadline))} are not opened."
    )
    same_for_all = not any(
        one.late_decision == "accepted" for one in arrivals(session, record.place.id)
    )
    return LateFacts(common, deadline, bid.received, rule, same_for_all)
