"""Facts of letters with every field defaulted; tests change what they are about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    EvaluatorRole,
    Kind,
    Level,
    Part,
    PriceRule,
    RoundingRule,
)
from starapp.evaluation.ranking import rank, told_apart_by
from starapp.evaluation.result import BidInput, Placed, Reason
from starapp.evaluation.rules import rules_of
from starapp.evaluation.weighting import score_points
from starapp.letters.letter_facts import (
    AnyFacts,
    Assessment,
    AwardFacts,
    LateFacts,
    LetterFacts,
    NotRankedFacts,
    OfferFacts,
    Recipient,
    ScoreLine,
    SetAsideFacts,
    StandstillFacts,
    UnsuccessfulFacts,
)
from starapp.organisation.people import Letterhead
from starapp.regimes.regime import Regime

LEVELS = ("Not answered", "Poor", "Limited", "Satisfactory", "Good", "Excellent")


def small_model() -> EvaluationModel:
    """Two quality questions and price, 60/15/25."""
    return EvaluationModel(
        name="Small",
        roles=(EvaluatorRole("E1", "Lead commissioner"),),
        scale=tuple(Level(Decimal(n), word, f"{word} answer") for n, word in enumerate(LEVELS)),
        criteria=(
            Criterion("quality", "Quality", Kind.SECTION, Part.QUALITY, minimum=Decimal(36)),
            Criterion("Q1", "Understanding", Kind.SCORED, Part.QUALITY, "quality", Decimal(60), Decimal(3)),
            Criterion("SV1", "Local jobs", Kind.SCORED, Part.SOCIAL_VALUE, None, Decimal(15)),
            Criterion("PR", "Price", Kind.PRICE, Part.PRICE, None, Decimal(25)),
        ),
    )  # fmt: skip


def letterhead(**changes: object) -> Letterhead:
    """A council's letterhead with nothing missing."""
    whole = Letterhead(
        body_id="1" * 32,
        name="Alderbrook Council",
        department="Adult Social Care Commissioning",
        address_lines=("Town Hall, Wharf Street", "Alderbrook", "NV1 1WS"),
        email="commissioning@alderbrook.example",
        phone="01632 960147",
        signatory_name="The Director of Adult Services",
        signatory_title="for the Northvale partners",
        other_formats="Easy read, large print, other languages: 01632 960147",
        complaints="Write to the Head of Procurement at the address above.",
    )
    return replace(whole, **changes)


def recipient(**changes: object) -> Recipient:
    """A provider with nothing missing."""
    whole = Recipient(
        provider_code="PR03",
        name="Merrow Bridge Trust",
        contact="The Chief Executive",
        address_lines=("Merrow House, 40 Canal Side", "Brackenfold", "NV2 1CS"),
        email="tenders@merrowbridge.example",
        identifier="PNVC-1111-TEST",
    )
    return replace(whole, **changes)


def common(**changes: object) -> LetterFacts:
    """What every letter of one competition shares."""
    whole = LetterFacts(
        letterhead=letterhead(),
        recipient=recipient(),
        reference="MC-2026-031",
        package_reference="PKG-2026-0147",
        title="Support for one man in his own flat",
        lot="L2 Supported living: complex and PBS",
        system_title="Northvale Flexible Purchasing System",
        regime=Regime.PA2023,
        letter_day=date(2026, 9, 25),
        model=small_model(),
        model_words="The invitation sets out the full method.",
        rules_seal="7F3A 91C2",
        number_ranked=4,
        rates_asked=3,
        decision_day=date(2026, 9, 24),
        standstill=StandstillFacts(
            first_day=date(2026, 9, 25),
            last_day=date(2026, 10, 6),
            earliest_signing=date(2026, 10, 7),
            working_days=8,
            voluntary=True,
            why="It is not required; we offer it (section 51(4)).",
        ),
    )
    return replace(whole, **changes)


def assessment(name: str, *, q1: int | None = 4, price: str | None = None) -> Assessment:
    """A bid's own assessment; ``q1`` None was not scored."""
    q1_points = None if q1 is None else Fraction(60 * q1, 5)
    lines = (
        ScoreLine("Q1", "Understanding", "Quality", Decimal(60), None if q1 is None else Decimal(q1),
                  "" if q1 is not None else "not scored", q1_points,
                  None, f"{name}: outcomes are dated and measurable (p.4)." if q1 is not None else ""),
        ScoreLine("SV1", "Local jobs", "", Decimal(15), Decimal(3), "", Fraction(9), None,
                  f"{name}: three local posts, no measures after year one."),
        ScoreLine("PR", "Price", "", Decimal(25), None, "", Fraction(45, 2),
                  Decimal(price) if price else None, f"{name}: by the published formula."),
    )  # fmt: skip
    total = None if q1_points is None else q1_points + 9 + Fraction(45, 2)
    sections = (("Quality", Decimal(60), q1_points or Fraction(0)),)
    return Assessment(name, lines, sections, total)


def award_facts(**changes: object) -> AwardFacts:
    """The winner's letter."""
    own = assessment("Kitewell Support CIC", q1=5, price="100469.40")
    who = recipient(name="Kitewell Support CIC", provider_code="PR02")
    whole = AwardFacts(
        common=common(recipient=who),
        own=own,
        offer=OfferFacts(
            weekly=Decimal("1904.86"),
            annual=Decimal("99319.40"),
            annual_factor=Decimal("52.14"),
            one_off=Decimal("1150.00"),
            term_years=3,
            extension_years=1,
            whole_value=Decimal("398427.60"),
            transition=date(2026, 10, 12),
            support_starts=date(2026, 11, 9),
            first_review=date(2026, 12, 21),
        ),
    )
    return replace(whole, **changes)


def unsuccessful_facts(**changes: object) -> UnsuccessfulFacts:
    """A ranked bidder's letter."""
    whole = UnsuccessfulFacts(
        common=common(),
        own=assessment("Merrow Bridge Trust", q1=4, price="108033.81"),
        winner=assessment("Kitewell Support CIC", q1=5),
        winner_email="office@kitewell.example",
        winner_address_lines=("The Old Library",),
        winner_identifier="PNVB-1074-TEST",
        tie_break="",
    )
    return replace(whole, **changes)


def not_ranked_facts(**changes: object) -> NotRankedFacts:
    """The letter to a bidder below a minimum."""
    whole = NotRankedFacts(
        common=common(),
        own=assessment("Merrow Bridge Trust", q1=2),
        winner=assessment("Kitewell Support CIC", q1=5),
        reasons=(Reason("below_minimum", "Q1", Fraction(2), Decimal(3)),),
    )
    return replace(whole, **changes)


def late_facts(**changes: object) -> LateFacts:
    """The letter to a bidder whose bid came late."""
    whole = LateFacts(
        common=common(),
        deadline=datetime(2026, 9, 7, 11, 0, tzinfo=UTC),
        received=datetime(2026, 9, 7, 11, 4, 11, tzinfo=UTC),
        rule="Bids received after the deadline are logged, not opened and not scored",
        same_for_all=True,
    )
    return replace(whole, **changes)


def set_aside_facts(**changes: object) -> SetAsideFacts:
    """The letter to a bidder whose bid was set aside."""
    facts = "The price schedule was left empty and was not sent by the date we gave."
    whole = SetAsideFacts(common(), "non_compliant", facts)
    return replace(whole, **changes)


def priced_model(
    price: PriceRule,
    *,
    weight: int = 25,
    rounding: RoundingRule | None = None,
    tie_break: tuple[str, ...] = ("Q1", "lower_price"),
) -> EvaluationModel:
    """Two questions and a price, which carries no marks where it orders bids with quality."""
    rest = Decimal(100 - weight)
    return EvaluationModel(
        name="Priced",
        scale=small_model().scale,
        criteria=(
            Criterion("Q1", "Understanding", Kind.SCORED, Part.QUALITY, None, rest / 3 * 2 // 1, Decimal(1)),
            Criterion("Q2", "Start", Kind.SCORED, Part.QUALITY, None, rest - rest / 3 * 2 // 1),
            Criterion("PR", "Price", Kind.PRICE, Part.PRICE, None, Decimal(weight)),
        ),
        price=price,
        rounding=rounding or RoundingRule(),
        tie_break=tie_break,
    )  # fmt: skip


def assessed(model: EvaluationModel, bid: BidInput, placed: Placed | None) -> Assessment:
    """What a letter tells of one bid of a worked-out competition."""
    lines = []
    for c in model.leaves():
        score = bid.scores.get(c.code)
        got = None if placed is None else placed.points[c.code]
        if placed is None and score is not None:
            got = score_points(model, c.weight, score)
        reason = f"{bid.bid}: page 4 says who does what and when."
        own_price = bid.price if c.kind is Kind.PRICE and placed else None
        lines.append(ScoreLine(c.code, c.title, "", c.weight, score, "", got, own_price, reason))
    return Assessment(f"Provider {bid.bid}", tuple(lines), (), placed.total if placed else None)


def without_price(who: Assessment) -> Assessment:
    """The same as another bidder's letter tells it."""
    return replace(who, lines=tuple(replace(line, price=None) for line in who.lines))


def letters_of(model: EvaluationModel, bids: Sequence[BidInput]) -> dict[str, AnyFacts]:
    """The facts of every assessed bidder's letter, by bid; nothing without one winner."""
    result = rank(model, bids)
    if result.winner is None:
        return {}
    known = {bid.bid: bid for bid in bids}
    placed = {one.bid: one for one in result.ranking}
    shared = common(model=model, number_ranked=len(placed))
    told = {name: assessed(model, bid, placed.get(name)) for name, bid in known.items()}
    winner = without_price(told[result.winner])
    found: dict[str, AnyFacts] = {}
    for name, own in told.items():
        to = replace(shared, recipient=recipient(name=own.provider_name))
        if name == result.winner:
            found[name] = award_facts(common=to, own=own)
        elif name in placed:
            first, prices = placed[result.winner], {bid.bid: bid.price for bid in bids}
            level = told_apart_by(rules_of(model), first, placed[name], prices) or ""
            found[name] = unsuccessful_facts(common=to, own=own, winner=winner, tie_break=level)
        else:
            (failed,) = (one for one in result.not_ranked if one.bid == name)
            found[name] = not_ranked_facts(
                common=to, own=own, winner=winner, reasons=failed.reasons
            )
    return found
