"""Writes one competition as an evaluation case, so that somebody else can repeat its arithmetic.

Bids go by their letters and no provider is named. Before a case is given out it is ranked again:
it must come to the stored result, figure by figure.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from starapp.bids.queries import bids
from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind
from starapp.criteria.price_formulas import FORMULAS
from starapp.evaluation.case_file import FORMAT, read_case
from starapp.evaluation.case_result import as_text, evaluate
from starapp.evaluation.queries import latest_run
from starapp.evaluation.result import BidInput, NotRanked, Run
from starapp.foundation.exact import fraction_text, plain
from starapp.foundation.problems import refuse


def case_text(session: Session, competition_id: str) -> str:
    """The case of a competition as the text of a file.

    Raises:
        CannotDo: there is no result yet, or the case cannot say what the model says.
    """
    run = latest_run(session, competition_id)
    if run is None:
        raise refuse(
            "", "There is no result to save yet. Work it out when moderation is closed.", "no_run"
        )
    letters = _letters(session, competition_id)
    case = case_of(competition(session, competition_id).reference, run, letters)
    text = as_text(case)
    if _totals(text) != _stored_totals(run, letters):
        raise refuse(
            "",
            "A case file cannot say every rule of this model, so it would come to another result. "
            "Use the award report instead.",
            "not_the_same",
        )
    return text


def _letters(session: Session, competition_id: str) -> dict[str, str]:
    """A name for each bid: its letter, or a number for those that were never opened."""
    found: dict[str, str] = {}
    for bid in bids(session, competition_id):
        found[bid.id] = bid.label or f"not-opened-{len(found) + 1}"
    return found


def case_of(reference: str, run: Run, letters: Mapping[str, str]) -> dict[str, Any]:
    """The case of a stored run as plain JSON values."""
    model = run.model
    out = {one.bid: one for one in run.result.not_ranked}
    return {
        "format": FORMAT,
        "reference": reference,
        "criteria": [_criterion(model, one) for one in model.criteria],
        "section_minimums": [
            {"criterion": one.code, "points": plain(one.minimum)}
            for one in model.criteria
            if one.kind is Kind.SECTION and one.minimum is not None
        ],
        "comparator": model.comparator,
        "score_rule": model.score_rule.value,
        "rounding": {
            "stage": model.rounding.stage.value,
            "places": model.rounding.places,
            "mode": model.rounding.mode.value,
        },
        "tie_break": list(model.tie_break),
        "bids": [_bid(one, letters[one.bid], out.get(one.bid)) for one in run.inputs],
    }


def _criterion(model: EvaluationModel, one: Criterion) -> dict[str, Any]:
    told: dict[str, Any] = {"id": one.code, "title": one.title}
    if one.parent is not None:
        told["parent"] = one.parent
    if one.kind is Kind.SECTION:
        return told
    told["kind"] = one.kind.value
    if one.kind is Kind.PASS_FAIL:
        return told
    told["weight"] = plain(one.weight)
    if one.kind is Kind.SCORED:
        told["scale"] = [plain(score) for score in model.scores]
        if one.minimum is not None:
            told["minimum"] = plain(one.minimum)
        return told
    told["formula"] = model.price.formula
    told["parameters"] = _parameters(model)
    return told


def _parameters(model: EvaluationModel) -> dict[str, Any]:
    rule, formula = model.price, FORMULAS[model.price.formula]
    told: dict[str, Any] = {name: plain(value) for name, value in rule.parameters}
    if formula.table is not None and formula.table.name == "shares":
        told["shares"] = [plain(share) for _, share in rule.table]
    elif formula.table is not None:
        told[formula.table.name] = [[plain(at), plain(share)] for at, share in rule.table]
    return told


def _bid(one: BidInput, letter: str, out: NotRanked | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": letter}
    by_rule = [
        reason.detail
        for reason in (out.reasons if out else ())
        if reason.code == "set_aside" and reason.criterion
    ]
    if one.price is not None:
        told["price"] = plain(one.price)
    if one.scores:
        told["scores"] = {code: plain(score) for code, score in one.scores.items()}
    if one.passes:
        told["passes"] = dict(one.passes)
    aside = one.set_aside or ("non_compliant" if by_rule else None)
    if aside is not None:
        told["set_aside"] = aside
    return told


def _totals(text: str) -> dict[str, tuple[int, str]]:
    result = evaluate(read_case(text.encode()), how_sure=False)
    return {row["bid"]: (row["place"], row["exact_total"]) for row in result["ranking"]}


def _stored_totals(run: Run, letters: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    return {
        letters[placed.bid]: (placed.place, fraction_text(placed.total))
        for placed in run.result.ranking
    }
