"""What the header of a package says: status, key facts, and the eight stages with one current."""

from datetime import date

from starapp.foundation.dates import day_text
from starapp.specifications.choices_offered import Offered
from starapp.specifications.package import PackageState
from starapp.specifications.readiness import Progress, SectionState
from starapp.specifications.specification import Specification
from starapp.specifications.specification_document import term_words
from starapp.ui.widgets.stage_bar import Stage, StageState
from starapp.ui.widgets.tags import Tone

STATUS: dict[PackageState, tuple[str, Tone, str]] = {
    PackageState.DRAFT: ("Draft specification", "blue", "pencil"),
    PackageState.READY: ("Ready, locked", "green", "lock"),
    PackageState.IN_COMPETITION: ("In a competition", "teal", "scale"),
    PackageState.AWARDED: ("Awarded", "green", "award"),
    PackageState.ENDED: ("Ended", "grey", "circle"),
}
"""The tag of each state, also in the list of packages."""
LATER = (
    ("model", "Evaluation model"),
    ("invitations", "Invitations"),
    ("bids", "Bids"),
    ("panel", "Panel"),
    ("moderation", "Moderation"),
    ("result", "Result"),
    ("award", "Award"),
)
_CLOSED = "This opens in a competition. Lock the specification, then start one."


def header_facts(spec: Specification, offered: Offered, today: date) -> list[tuple[str, str]]:
    """Lot, area, start and term, and the time left to the start."""
    lot = offered.lot(spec)
    start = spec.dates.start_target
    facts = [
        ("Lot", f"{lot.code} {_short(lot.name)}" if lot is not None else "Not chosen"),
        ("Term", term_words(spec.dates.term_years, 0) or "Not set"),
        ("Start of support", day_text(start) if start else "Not set"),
    ]
    days = (start - today).days if start else None
    left = "Not set" if days is None else _left(days)
    return [*facts, ("Time left", left)]


def _short(name: str) -> str:
    return name if len(name) <= 24 else name.split(",", maxsplit=1)[0]


def _left(days: int) -> str:
    if days < 0:
        return "Start has passed"
    if days < 14:
        return "1 day" if days == 1 else f"{days} days"
    return f"{days // 7} weeks"


def stages(states: tuple[SectionState, ...], state: PackageState) -> list[Stage]:
    """Stage 1 is current; the others open in a competition."""
    done = sum(one.progress is Progress.DONE for one in states)
    drafting = state is PackageState.DRAFT
    first = Stage(
        "specification",
        "Specification",
        StageState.NOW if drafting else StageState.DONE,
        f"{done} of {len(states)} sections" if drafting else "Locked",
    )
    rest = [
        Stage(part, title, StageState.TO_COME, "Not started", closed=_CLOSED)
        for part, title in LATER
    ]
    return [first, *rest]
