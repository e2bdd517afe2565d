"""Gathers the facts of the award report from every part of the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from starapp.awards.queries import award
from starapp.bids.bid import Bid, BidState, PriceOutcome
from starapp.bids.open_check_queries import open_checks
from starapp.bids.queries import bids, price_questions, prices
from starapp.competitions.competition import Competition
from starapp.competitions.queries import competition, declined, invited, rules
from starapp.documents.blocks import Document
from starapp.evaluation.assurance_queries import assurance
from starapp.evaluation.evaluation_report import evaluation_report
from starapp.evaluation.moderation_board import moderation_board
from starapp.evaluation.moderation_record import RecordFacts, moderation_record
from starapp.evaluation.outcome import outcome
from starapp.evaluation.queries import BEFORE_PRICES, run
from starapp.evaluation.report_facts import (
    PanelSeat,
    Received,
    ReportFacts,
    SavingLine,
    SignOff,
)
from starapp.evaluation.result_words import SET_ASIDE
from starapp.foundation.dates import day_text, local_date, moment_text
from starapp.foundation.exact import money
from starapp.foundation.problems import refuse
from starapp.history.history import entries, now
from starapp.organisation.purchasing_systems import PurchasingSystem, Sealing
from starapp.organisation.queries import body, letterhead
from starapp.panel.declarations import Standing
from starapp.panel.queries import Member, members, replacements
from starapp.reports.savings import Saving, savings
from starapp.specifications.package_cost import VolumeLine, price_package
from starapp.specifications.queries import package

ORDER_OF_OPENING = (
    "moderation closed",
    "prices unsealed",
    "moderation reopened after prices were seen",
    "prices unsealed again",
)
"""The history entries whose order shows that quality was settled before prices were seen."""
STEPS_OF_MODERATION = (
    "scoring started",
    "individual scores frozen and moderation opened",
    *ORDER_OF_OPENING,
)
"""The history entries a moderation record begins with."""
NOT_ANSWERED = "Nobody gave a reason."


@dataclass(frozen=True, slots=True)
class SavingFacts:
    """The savings of the bid in first place."""

    bid_id: str
    savings: tuple[Saving, ...]


def saving_facts(session: Session, competition_id: str) -> SavingFacts | None:
    """The first bid's savings by each definition that is known; None without a first bid."""
    place = competition(session, competition_id)
    result = run(session, competition_id).result
    if result.winner is None:
        return None
    by_bid = {one.bid_id: one.price for one in prices(session, competition_id)}
    wanted = package(session, place.package_id)
    frozen = rules(session, competition_id)
    system = frozen.system
    first = by_bid[result.winner]
    return SavingFacts(
        result.winner,
        savings(
            awarded_weekly=first.weekly,
            awarded_first_year=first.first_year,
            ranked_first_years=[by_bid[placed.bid].first_year for placed in result.ranking],
            annual_factor=system.annual_factor,
            previous_weekly=wanted.current_weekly,
            budget_weekly=wanted.budget_weekly,
            ceiling_weekly=ceiling_weekly(frozen.volumes, system, place.lot_id),
            rounding=system.rounding,
        ),
    )


def ceiling_weekly(
    volumes: Sequence[VolumeLine], system: PurchasingSystem, lot_id: str
) -> Decimal | None:
    """What a week would cost at the lot's ceiling rates; None when a rate has no ceiling."""
    lot = system.lot(lot_id)
    lines = tuple(line for line in volumes if line.weekly)
    ceilings: dict[str, Decimal] = {}
    for line in lines:
        ceiling = lot.limit(line.rate_code).ceiling
        if ceiling is None:
            return None
        ceilings[line.rate_code] = ceiling
    price = price_package(
        lines, ceilings, annual_factor=system.annual_factor, rounding=system.rounding
    )
    return price.weekly


def award_report(session: Session, competition_id: str) -> Document:
    """Makes the award report of a competition whose result was worked out.

    Raises:
        CannotDo: while there is no result.
    """
    return evaluation_report(report_facts(session, competition_id))


def moderation_record_of(session: Session, competition_id: str) -> Document:
    """Makes the moderation record of a competition whose moderation is closed.

    Raises:
        CannotDo: while moderation is not closed.
    """
    place = competition(session, competition_id)
    if place.state in BEFORE_PRICES:
        raise refuse("", "Close moderation first.", "open")
    facts = RecordFacts(
        reference=place.reference,
        title=place.title,
        body=body(session, place.body_id).name,
        other_formats=letterhead(session, place.body_id).other_formats,
        bidder_names={bid.id: bid.provider_name for bid in bids(session, competition_id)},
        steps=_steps(session, competition_id),
        replaced=tuple(
            (moment_text(one.made), one.in_words()) for one in replacements(session, competition_id)
        ),
    )
    return moderation_record(facts, moderation_board(session, competition_id))


def _steps(session: Session, competition_id: str) -> tuple[tuple[str, str], ...]:
    """From the start of scoring to the prices: when, by whom and why, in the order of history."""
    return tuple(
        (
            entry.words.capitalize(),
            f"{moment_text(entry.moment)}, {entry.person} (entry {entry.number}). "
            f"{entry.reason}".strip(),
        )
        for entry in reversed(entries(session, competition_id=competition_id))
        if entry.words in STEPS_OF_MODERATION
    )


def report_facts(session: Session, competition_id: str) -> ReportFacts:
    """Everything the award report prints.

    Raises:
        CannotDo: while there is no result.
    """
    run(session, competition_id)
    place = competition(session, competition_id)
    system = rules(session, competition_id).system
    every = sorted(bids(session, competition_id), key=lambda bid: (bid.received, bid.id))
    lot = system.lot(place.lot_id)
    decided = award(session, competition_id)
    return ReportFacts(
        body=body(session, place.body_id).name,
        system=f"{system.title} ({system.reference})",
        lot=f"{lot.code} {lot.name}",
        package_reference=package(session, place.package_id).reference,
        place=place,
        outcome=outcome(session, competition_id),
        board=moderation_board(session, competition_id),
        invited=len(invited(session, competition_id)),
        declined=tuple(
            f"{one.provider_name}: {one.reason}" for one in declined(session, competition_id)
        ),
        received=tuple(
            Received(bid.provider_name, bid.label, bid.received, _became(bid)) for bid in every
        ),
        panel=tuple(_seat(place, one) for one in members(session, competition_id)),
        sealing=_sealing(session, place, system),
        open_checks=tuple(
            f"{one.bid}: {one.in_words()}. {one.why() or NOT_ANSWERED}"
            for one in open_checks(session, competition_id)
        ),
        price_questions=_price_questions(session, place),
        savings=_savings(session, competition_id),
        sign_off=_sign_off(session, competition_id),
        statement=decided.statement if decided else "",
        other_formats=letterhead(session, place.body_id).other_formats,
        made=now(session),
        bidder_names={bid.id: bid.provider_name for bid in every},
        assurance=assurance(session, competition_id),
    )


def _became(bid: Bid) -> str:
    if bid.set_aside:
        words = SET_ASIDE.get(bid.set_aside, "Set aside")
        return f"{words}. {bid.set_aside_words}".strip()
    return {
        BidState.LATE: "Late; not opened",
        BidState.WITHDRAWN: "Withdrawn",
        BidState.SEALED: "Not opened",
    }.get(bid.state, "Opened and scored")


def _seat(place: Competition, member: Member) -> PanelSeat:
    codes = tuple(c.code for c in place.model.leaves() if member.seat.scores(c))
    said = {
        Standing.MISSING: "Not declared",
        Standing.WAITING: "Declared, not decided",
        Standing.NOTHING: "Nothing to declare",
    }.get(member.declaration.standing)
    if said is None:
        about = [
            f"About {one.name}: {one.interest} Decision: {one.outcome}. {one.reason}"
            for one in member.declaration.interests
        ]
        general = (
            f"{member.declaration.interest} Decision: {member.declaration.standing.value}. "
            f"{member.declaration.reason}"
        )
        said = " ".join([*about, general.strip()])
    if member.seat.stood_down is not None:
        said = f"Left the panel on {day_text(local_date(member.seat.stood_down))}. {said}"
    return PanelSeat(member.title, codes, said)


def _sealing(session: Session, place: Competition, system: PurchasingSystem) -> tuple[str, ...]:
    """When moderation closed and prices were unsealed, from the history, in its order."""
    found = []
    if system.sealing is Sealing.WITH_QUALITY:
        found.append("This system opens prices together with the answers.")
    if system.names_shown:
        found.append("This system shows the panel who each bid is from.")
    for entry in reversed(entries(session, competition_id=place.id)):
        if entry.words in ORDER_OF_OPENING:
            words = entry.words.capitalize()
            found.append(f"{words} on {moment_text(entry.moment)} (entry {entry.number}).")
    return tuple(found)


def _savings(session: Session, competition_id: str) -> tuple[SavingLine, ...]:
    facts = saving_facts(session, competition_id)
    if facts is None:
        return ()
    return tuple(
        SavingLine(one.words, money(one.compared_with), money(one.annual)) for one in facts.savings
    )


def _sign_off(session: Session, competition_id: str) -> tuple[SignOff, ...]:
    one = award(session, competition_id)
    if one is None:
        return (SignOff("Recommended by", "", None), SignOff("Signed off by", "", None))
    return (
        SignOff("Recommended by", one.recommended_by, one.recommended_at),
        SignOff("Signed off by", one.approved_by, one.approved_at),
    )


def _price_questions(session: Session, place: Competition) -> tuple[str, ...]:
    """Each question about a price with its answer, finding and decision, by the bid's letter."""
    letters = {bid.id: bid.label for bid in bids(session, place.id)}
    found = []
    for one in price_questions(session, place.id):
        words = f"Bid {letters[one.bid_id]}, asked on {moment_text(one.asked)}: {one.question}"
        if one.no_answer and one.answer_by is not None:
            words += f" No answer came by {day_text(one.answer_by)}."
        elif one.answered is not None:
            words += f" Answered on {moment_text(one.answered)}."
        stays = "The bid stays in. " if one.outcome is PriceOutcome.STAYS_IN else ""
        decision = f"{stays}{one.decision}" if one.decision else ""
        for name, text in (("Finding", one.finding), ("Decision", decision)):
            if text:
                words += f" {name}: {text}"
        found.append(words)
    return tuple(found)
