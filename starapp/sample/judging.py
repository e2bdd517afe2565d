"""The panel of the example: declarations, scores, moderation, the meeting, the result."""

import re
from functools import partial

from starapp.bids.commands import record_meeting
from starapp.bids.price_commands import answer_about_price, ask_about_price, decide_about_price
from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_commands import agree_score, close_moderation, not_take_further
from starapp.evaluation.result import ScoreState
from starapp.evaluation.run_commands import run_evaluation
from starapp.evaluation.score_commands import open_moderation, record_score
from starapp.panel.commands import (
    appoint_chair,
    appoint_member,
    decide_interest,
    declare_interest,
    start_scoring,
)
from starapp.sample.example import answers, exact, example, workspace_facts
from starapp.sample.story import Story

MEMBERS = ("E1", "E2", "E3", "E4")
MEETING = "Q5"


def seat_panel(story: Story) -> None:
    """Four members declare before they score; the chair decides on what was declared."""
    competition_id = story.ids["competition"]
    story.at("2026-09-08T09:30")
    for code in MEMBERS:
        command = partial(
            appoint_member,
            competition_id=competition_id,
            person_id=story.ids[code],
            role_codes=(code,),
        )
        story.ids[f"seat {code}"] = story.do(command, by="M1").made
    chair = partial(appoint_chair, competition_id=competition_id, person_id=story.ids["M1"])
    story.ids["seat M1"] = story.do(chair, by="M1").made
    told = {one["id"]: one for one in example()["competition"]["conflicts"]}
    for code in (*MEMBERS, "M1"):
        interest = told[code]["declared"] if code in told else ""
        seat = story.ids[f"seat {code}"]
        story.do(partial(declare_interest, seat_id=seat, interest=interest), by=code)
        if code in told:
            decision = partial(
                decide_interest, seat_id=seat, may_score=True, reason=told[code]["decision"]
            )
            story.do(decision, by="M1")
    story.do(partial(start_scoring, competition_id=competition_id), by="M1")


def ask_about_low_price(story: Story) -> None:
    """Bid E's price is asked about, answered and recorded; it decides nothing."""
    told = example()["competition"]["price_clarification"]
    story.at(f"{told['asked']}T11:00")
    ask = partial(ask_about_price, bid_id=story.ids[told["bid"]], question=told["question"])
    question_id = story.do(ask, by="F1").made
    story.at(f"{told['answer_received']}T15:20")
    finding, _, decision = told["finding"].rpartition(". Recorded")
    answer = partial(
        answer_about_price,
        question_id=question_id,
        answer="Open-book sheet received by e-mail.",
        finding=f"{finding}.",
    )
    story.do(answer, by="F1")
    decide = partial(decide_about_price, question_id=question_id, decision=f"Recorded{decision}")
    story.do(decide, by="F1")


def score(story: Story, *, meeting: bool) -> None:
    """Each member writes their own scores; those of the meeting come after it."""
    for code in MEMBERS:
        story.at("2026-09-21T15:30" if meeting else "2026-09-14T16:00")
        mine = [
            one
            for one in example()["competition"]["individual_scores"]
            if one["evaluator"] == code and (one["question"] == MEETING) is meeting
        ]
        for one in mine:
            command = partial(
                record_score,
                seat_id=story.ids[f"seat {code}"],
                bid_id=story.ids[one["bid"]],
                criterion=one["question"],
                state=ScoreState.SCORED,
                score=exact(one["score"]),
                reason=one["comment"],
            )
            story.do(command, by=code)


def moderate(story: Story) -> None:
    """The panel agrees the written answers, and goes no further with bid E."""
    competition_id = story.ids["competition"]
    story.at("2026-09-16T10:00")
    story.do(partial(open_moderation, competition_id=competition_id), by="M1")
    _agree(story, meeting=False)
    stop = example()["competition"]["not_taken_further"][0]
    command = partial(
        not_take_further,
        competition_id=competition_id,
        bid_id=story.ids[stop["bid"]],
        reason=stop["reason"],
    )
    story.do(command, by="M1")


def meet(story: Story) -> None:
    """The four bidders that are still in meet the person; the panel records, scores and agrees."""
    story.at("2026-09-21T14:00")
    for letter, written in answers()["answers"].items():
        if MEETING in written:
            command = partial(
                record_meeting,
                bid_id=story.ids[letter],
                criterion=MEETING,
                text=written[MEETING],
            )
            story.do(command, by="M1")
    score(story, meeting=True)
    story.at("2026-09-22T10:00")
    _agree(story, meeting=True)


def work_out(story: Story) -> None:
    """Moderation is closed, prices are unsealed, the result is worked out."""
    competition_id = story.ids["competition"]
    story.at("2026-09-22T11:30")
    story.do(partial(close_moderation, competition_id=competition_id), by="M1")
    story.at("2026-09-22T11:40")
    story.do(partial(run_evaluation, competition_id=competition_id), by="M1")


def _agree(story: Story, *, meeting: bool) -> None:
    seats = {
        one["id"]: frozenset(story.ids[f"seat {code}"] for code in one["evaluators"])
        for one in example()["competition"]["model"]["criteria"]
    }
    for one in example()["competition"]["moderation"]:
        if one["consensus"] is None or (one["question"] == MEETING) is not meeting:
            continue
        reason, said = reason_and_note(one["rationale"])
        longer = workspace_facts()["letter_reasons"].get(one["bid"], {})
        reason = longer.get(one["question"], reason)
        agreement = Agreement(
            state=ScoreState.SCORED,
            score=exact(one["consensus"]),
            reason=reason,
            agreed_by=seats[one["question"]],
            note=said,
        )
        command = partial(
            agree_score,
            competition_id=story.ids["competition"],
            bid_id=story.ids[one["bid"]],
            criterion=one["question"],
            agreement=agreement,
        )
        story.do(command, by="M1")


_MEMBER = re.compile(r"\bE\d\b")
_MOVED = re.compile(r"E\d(?: and E\d)* moved from \d to \d: ")


def reason_and_note(rationale: str) -> tuple[str, str]:
    """Parts a note of the example into what a provider may read and what stays in the record.

    Who moved, the spread and the score itself stay in the record; why they moved is the reason.
    """
    reason, kept = [], []
    for sentence in re.split(r"(?<=\.) ", rationale):
        why = _MOVED.sub("", sentence)
        if why != sentence:
            kept.append(sentence)
            reason.append(why[0].upper() + why[1:])
        elif re.match(r"Consensus \d\.|Spread of", sentence):
            kept.append(sentence)
        elif re.search(r" \(E\d\)", sentence):
            kept.append(sentence)
            reason.append(re.sub(r" \(E\d\)", "", sentence))
        elif _MEMBER.search(sentence):
            kept.append(sentence)
        else:
            reason.append(sentence)
    return " ".join(reason), " ".join(kept)
