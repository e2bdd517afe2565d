"""The competition of the example: model, invitations, questions, bids and their opening."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from starapp.bids.bid_entry import SUMMARY, BidDocument, BidEntry
from starapp.bids.checking import record_check
from starapp.bids.commands import receive_bid
from starapp.bids.compliance import BY_HAND, Outcome
from starapp.bids.opening import begin_opening, keep_late_bid_sealed, label_bids, open_bid
from starapp.competitions.bidding_time import answer_question, ask_question, record_decline
from starapp.competitions.commands import create_competition, edit_timetable
from starapp.competitions.competition import Timetable
from starapp.competitions.publication import publish
from starapp.criteria.commands import add_model, lock_model
from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    EvaluatorRole,
    Kind,
    Level,
    Part,
    PriceRule,
    RoundingRule,
    RoundingStage,
)
from starapp.criteria.price_edges import EdgeRules
from starapp.documents.blocks import Document, Heading, Paragraph
from starapp.documents.to_pdf import to_pdf
from starapp.foundation.dates import LONDON
from starapp.sample.example import answers, exact, example
from starapp.sample.story import Story

NUMBER = 31
LATE_RATES = {
    "hour_1to1": "24.10", "hour_2to1_per_staff": "24.10", "shared_hour": "23.40",
    "sleep_in": "110.00", "mile": "0.45", "tec_week": "8.00", "transition_one_off": "1300.00",
}  # fmt: skip
"""The late bid's rates, which nobody ever sees."""
LATE_REASON = "The invitation says that a late bid is not opened, and the rule is the same for all."
SECTIONS = {"Q": "quality", "SV": "social", "PR": "price"}
PARTS = {"Q": Part.QUALITY, "SV": Part.SOCIAL_VALUE, "PR": Part.PRICE}


def invite(story: Story) -> None:
    """Locks the model, makes the competition and sends the invitations."""
    story.at("2026-08-14T15:30")
    story.ids["model"] = story.do(partial(add_model, model=the_model()), by="E1").made
    story.at("2026-08-14T16:00")
    story.do(partial(lock_model, model_id=story.ids["model"]), by="M1")
    story.at("2026-08-14T16:10")
    create = partial(
        create_competition,
        package_id=story.ids["package"],
        model_id=story.ids["model"],
        number=NUMBER,
    )
    competition_id = story.do(create, by="M1").made
    story.ids["competition"] = competition_id
    dates = _dates(example()["competition"]["timeline"])
    story.do(partial(edit_timetable, competition_id=competition_id, dates=dates), by="M1")
    story.at("2026-08-17T10:00")
    story.do(partial(publish, competition_id=competition_id), by="M1")


def _dates(told: dict[str, str]) -> Timetable:
    def moment(name: str) -> datetime:
        return datetime.fromisoformat(told[name]).replace(tzinfo=LONDON)

    def day(name: str) -> date:
        return date.fromisoformat(told[name])

    return Timetable(
        invitation=moment("invitation"),
        questions_by=moment("questions_by"),
        answers_by=moment("answers_by"),
        deadline=moment("deadline"),
        scoring_by=day("individual_scoring_by"),
        moderation=day("moderation"),
        meeting=day("meet_J"),
        decision=day("decision_approved"),
        letters=day("letters"),
        transition=day("transition_starts"),
        support_starts=day("support_starts"),
        first_review=day("first_review"),
    )


def the_model() -> EvaluationModel:
    """The evaluation model of the example with its questions in both wordings."""
    told = example()["competition"]["model"]
    plain = answers()["scale_plain"]
    sections = (
        Criterion(
            "quality", "Quality", Kind.SECTION, Part.QUALITY,
            minimum=exact(told["quality_minimum_points"]),
        ),
        Criterion("price", "Price", Kind.SECTION, Part.PRICE),
        Criterion("social", "Social value", Kind.SECTION, Part.SOCIAL_VALUE),
    )  # fmt: skip
    return EvaluationModel(
        name="Person J, complex supported living, 60/25/15",
        criteria=(*sections, *(_criterion(one) for one in told["criteria"])),
        scale=tuple(
            Level(
                exact(level["score"]), level["label"], level["meaning"],
                plain[str(level["score"])],
            )
            for level in told["scale"]
        ),
        roles=tuple(
            EvaluatorRole(one["id"], one["role"])
            for one in example()["competition"]["panel"]
            if one["scores"]
        ),
        rounding=RoundingRule(RoundingStage.CRITERION),
        tie_break=("quality", "Q5", "Q3"),
        price=PriceRule(edges=EdgeRules()),
    )  # fmt: skip


def _criterion(one: dict[str, Any]) -> Criterion:
    prefix = one["id"].rstrip("0123456789")
    part, section = PARTS[prefix], SECTIONS[prefix]
    if part is Part.PRICE:
        weight = exact(one["weight"])
        return Criterion(one["id"], "First-year cost", Kind.PRICE, part, section, weight)
    told = answers()["question_texts"][one["id"]]
    minimum = None if one["minimum"] is None else exact(one["minimum"])
    return Criterion(
        code=one["id"],
        title=_title(one["title"]),
        kind=Kind.SCORED,
        part=part,
        parent=section,
        weight=exact(one["weight"]),
        minimum=minimum,
        question=told["question"],
        look_for=tuple(told["what_to_look_for"]),
        word_limit=told["word_limit"],
        written=one["id"] != "Q5",
        roles=tuple(one["evaluators"]),
        plain_question=told["plain_question"],
        plain_words=tuple(sorted(told["plain_words"].items())),
        reasons=tuple(answers()["easy_reasons"]),
    )


def _title(told: str) -> str:
    title = told.removeprefix("Social value: ")
    return title[0].upper() + title[1:]


def ask_and_answer(story: Story) -> None:
    """Three questions answered to all, and one provider that declines."""
    competition_id = story.ids["competition"]
    for one in example()["competition"]["clarifications"]:
        story.at(f"{one['asked']}T11:20")
        ask = partial(
            ask_question,
            competition_id=competition_id,
            provider_id=story.ids[one["from_"]],
            question=one["question"],
        )
        question_id = story.do(ask, by="M1").made
        story.at(f"{one['asked']}T16:40")
        answer = partial(answer_question, question_id=question_id, answer=one["answer"])
        story.do(answer, by="M1")
    for one in example()["competition"]["declined"]:
        story.at("2026-08-26T09:15")
        decline = partial(
            record_decline,
            competition_id=competition_id,
            provider_id=story.ids[one["provider"]],
            reason=one["reason"],
        )
        story.do(decline, by="M1")


def receive(story: Story) -> None:
    """Five bids on time and one four minutes late."""
    told = sorted(example()["competition"]["bids"], key=lambda one: one["received"])
    for one in told:
        story.at(one["received"])
        entry = BidEntry(
            provider_id=story.ids[one["provider"]],
            answers=_answers(one["ref"]),
            documents=(_summary(story, one["ref"]),),
            rates=_rates(one["rates"]),
            stated_weekly=exact(one["weekly"]).quantize(Decimal("0.01")),
            pages=_pages(one["ref"]),
        )
        command = partial(receive_bid, competition_id=story.ids["competition"], entry=entry)
        story.ids[one["ref"]] = story.do(command, by="M1").made
    late = example()["competition"]["late"][0]
    story.at(late["received"])
    entry = BidEntry(provider_id=story.ids[late["provider"]], rates=_rates(LATE_RATES))
    command = partial(receive_bid, competition_id=story.ids["competition"], entry=entry)
    story.ids["late"] = story.do(command, by="M1").made


def _answers(letter: str) -> tuple[tuple[str, str], ...]:
    written = answers()["answers"][letter]
    found = [(code, text) for code, text in written.items() if code != "Q5"]
    return (*found, (SUMMARY, answers()["summary"][letter]))


def _pages(letter: str) -> tuple[tuple[str, int, str], ...]:
    return tuple(
        (code, place["page"], place["starts"])
        for code, places in answers()["pages"].get(letter, {}).items()
        for place in places
        if code != "Q5"
    )


def _rates(told: Mapping[str, object]) -> tuple[tuple[str, Decimal], ...]:
    return tuple(sorted((code, exact(rate)) for code, rate in told.items()))


def _summary(story: Story, letter: str) -> BidDocument:
    title = "Cover page of the bid"
    page = Document(
        title=title,
        language="en-GB",
        reference="Bid",
        footer="",
        author="",
        subject="",
        blocks=(Heading(1, title), Paragraph.of(answers()["summary"][letter])),
    )
    return BidDocument("Cover page.pdf", "application/pdf", to_pdf(page, moment=story.clock()))


def settle(story: Story) -> None:
    """Every bid is checked before the panel starts, and the late one is decided about."""
    story.at("2026-09-07T15:30")
    for letter in "ABCDE":
        for line, _ in BY_HAND:
            check = partial(
                record_check, bid_id=story.ids[letter], item=line, outcome=Outcome.PASSED
            )
            story.do(check, by="M1")
    keep = partial(keep_late_bid_sealed, bid_id=story.ids["late"], reason=LATE_REASON)
    story.do(keep, by="M1")


def open_all(story: Story) -> None:
    """Two people open the bids one by one after the deadline; the late one stays sealed."""
    competition_id = story.ids["competition"]
    labels = {story.ids[one["ref"]]: one["ref"] for one in example()["competition"]["bids"]}
    story.at("2026-09-07T14:00")
    story.do(partial(label_bids, competition_id=competition_id, labels=labels), by="M1")
    begin = partial(begin_opening, competition_id=competition_id, second_opener=story.ids["O2"])
    story.do(begin, by="M1")
    for minute, letter in enumerate("ABCDE", 2):
        story.at(f"2026-09-07T14:{minute:02}")
        story.do(partial(open_bid, bid_id=story.ids[letter]), by="M1")
