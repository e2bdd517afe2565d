"""What was found in a rehearsal as sentences, for the screen and the record."""

from collections.abc import Iterator

from starapp.evaluation.assurance_words import or_list
from starapp.evaluation.rehearsal import LeftOut, Rehearsal


def made_up_sentences(found: Rehearsal) -> tuple[str, ...]:
    """What the made-up bids and the hard cases showed."""
    return tuple(_made_up(found))


def _made_up(found: Rehearsal) -> Iterator[str]:
    if not found.contests:
        yield "None of the made-up competitions had one winner and another ranked bid."
    elif found.turned:
        yield (
            f"In {found.turned} of {found.contests} made-up competitions the winner changes when one "
            "losing bid leaves."
        )
    else:
        yield (
            f"In none of {found.contests} made-up competitions did the winner change when one "
            "losing bid left."
        )
    if found.idle:
        codes = or_list(found.idle)
        alone = " alone" if len(found.idle) > 1 else ""
        yield f"Without {codes}{alone} the winner was the same in every one of them."
    for one in found.findings:
        yield one.words
    for case in found.cases:
        yield f"{case.name}: {case.outcome}"
    yield f"Seed of the made-up bids: {found.seed}."


def past_sentences(found: Rehearsal, left_out: tuple[LeftOut, ...]) -> tuple[str, ...]:
    """Who won each earlier competition, who wins by this model, and which do not fit."""
    return tuple(_past(found, left_out))


def _past(found: Rehearsal, left_out: tuple[LeftOut, ...]) -> Iterator[str]:
    fit = len(found.replays)
    every = fit + len(left_out)
    if not every:
        yield "No competition in this workspace has finished yet."
        return
    of = "competition fits" if fit == 1 else "competitions fit"
    yield f"{fit} of {every} finished {of} this model."
    changed = sum(not one.same for one in found.replays)
    if fit:
        yield f"The winner is another in {changed} of them."
    for one in found.replays:
        now = f"{one.before} again" if one.same else one.now
        yield f"{one.reference}: {one.before} won; by this model {now}."
    for out in left_out:
        yield f"{out.reference} does not fit. {out.why}"
