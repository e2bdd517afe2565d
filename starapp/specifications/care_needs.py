"""The sections of a specification and the fields people write in, each declared once.

Sections and fields follow what individual service specifications hold in practice, trimmed to what
a provider needs to price and plan; each field belongs to one layer.
"""

from dataclasses import dataclass
from enum import StrEnum

from starapp.foundation.problems import Problem
from starapp.specifications.layers import Layer

LONGEST = 40_000


class Section(StrEnum):
    """The sections in the order people fill them in."""

    ABOUT = "about"
    PEN_PICTURE = "pen-picture"
    OUTCOMES = "outcomes"
    WEEKLY_SUPPORT = "weekly-support"
    HOME = "home"
    HEALTH = "health-and-safety"
    STAFF = "staff-skills"
    DATES = "dates-and-reviews"
    MONEY = "money"
    CHOSEN = "chosen-provider"

    @property
    def heading(self) -> str:
        """The heading people see."""
        return _TITLES[self]


_TITLES = {
    Section.ABOUT: "About the package",
    Section.PEN_PICTURE: "Pen picture",
    Section.OUTCOMES: "Outcomes",
    Section.WEEKLY_SUPPORT: "Weekly support",
    Section.HOME: "Home and area",
    Section.HEALTH: "Health and safety",
    Section.STAFF: "Staff skills",
    Section.DATES: "Start date and reviews",
    Section.MONEY: "Money and funders",
    Section.CHOSEN: "For the chosen provider",
}


@dataclass(frozen=True, slots=True)
class CareField:
    """One field of free text.

    Attributes:
        help: what to write, shown under the label.
        example: shown in an empty field; never saved.
        required: must be filled in before the specification is locked.
        lines: about how many lines people write; 1 for a single line.
        list: one thing on each line, shown as a list.
    """

    code: str
    section: Section
    name: str
    help: str
    layer: Layer = Layer.BIDDERS
    required: bool = False
    lines: int = 3
    example: str = ""
    list: bool = False


def _field(
    code: str,
    section: Section,
    name: str,
    words: str,
    *,
    required: bool = False,
    lines: int = 3,
    example: str = "",
    layer: Layer = Layer.BIDDERS,
    many: bool = False,
) -> CareField:
    return CareField(code, section, name, words, layer, required, lines, example, many)


FIELDS: tuple[CareField, ...] = (
    _field(
        "pen_picture", Section.PEN_PICTURE, "Pen picture",
        "Who the person is, in their own words where you can. No names or exact places.",
        required=True, lines=8,
        example="A warm, funny man who loves music and buses. He is moving to his own flat.",
    ),
    _field(
        "what_matters", Section.PEN_PICTURE, "What matters to me",
        "The people, things and routines that make life good.", required=True,
    ),
    _field(
        "communication", Section.PEN_PICTURE, "How I communicate",
        "How the person says things and how others should.", required=True,
    ),
    _field(
        "good_day", Section.PEN_PICTURE, "A good day", "What a good day looks like.",
    ),
    _field(
        "bad_day", Section.PEN_PICTURE, "A hard day",
        "What makes a day hard, and how to help.",
    ),
    _field(
        "culture", Section.PEN_PICTURE, "Culture, faith, language and food",
        "What support must respect. Leave out what could say who the person is.",
    ),
    _field(
        "helped_by", Section.PEN_PICTURE, "Who helped to write this",
        "Roles, not names, for example the person with their social worker.", lines=1,
    ),
    _field(
        "housing", Section.HOME, "Home",
        "Kind of home, tenancy, who shares it, adaptations. No street.", required=True,
    ),
    _field(
        "tec", Section.HOME, "Technology enabled care",
        "Sensors, apps and aids that are in place or wanted.",
    ),
    _field("transport", Section.HOME, "Transport", "How the person gets about, and mileage."),
    _field(
        "night", Section.HOME, "Nights", "What happens at night and who is near.",
    ),
    _field("health", Section.HEALTH, "Health", "Diagnoses, checks due, medicines.", required=True),
    _field(
        "behaviour", Section.HEALTH, "Behaviour support",
        "What it looks like, what sets it off, what works, whether there is a plan.",
        required=True,
    ),
    _field(
        "risk", Section.HEALTH, "Risks and risk-taking",
        "Each risk, what keeps it low, and risks the person wants to take.", required=True,
    ),
    _field(
        "capacity", Section.HEALTH, "Capacity and liberty",
        "Capacity for daily choices, care and tenancy; any liberty decision.",
    ),
    _field(
        "staff", Section.STAFF, "The staff team",
        "Skills, interests and anything about the team that matters to the person.",
        required=True,
    ),
    _field(
        "training", Section.STAFF, "Training", "One on each line.", required=True, lines=6,
        many=True,
    ),
    _field(
        "transition_plan", Section.DATES, "Moving in",
        "Visits, shadow shifts and overlap before support starts.",
    ),
    _field(
        "reviews", Section.DATES, "Reviews", "When the package is reviewed, one on each line.",
        required=True, many=True,
    ),
    _field(
        "contingency", Section.DATES, "If things change",
        "Extra hours, hospital stays, on-call and who agrees them.",
    ),
    _field(
        "full_plan", Section.CHOSEN, "Where the full plan is",
        "Which team holds the full care, behaviour and risk plans, and how to ask for them.",
        layer=Layer.WINNER, required=True,
    ),
    _field(
        "real_places", Section.CHOSEN, "Home, clubs and routes by name",
        "Only what the chosen provider needs to start. No page for bidders prints it.",
        layer=Layer.WINNER,
    ),
    _field(
        "people", Section.CHOSEN, "Family and professionals",
        "Who to talk to and how they are involved.", layer=Layer.WINNER,
    ),
    _field(
        "full_risk", Section.CHOSEN, "Behaviour and risk in detail",
        "What bidders do not need to price the package.", layer=Layer.WINNER,
    ),
)  # fmt: skip
"""Every free text field, in the order it is shown."""

BY_CODE = {field.code: field for field in FIELDS}


def fields_of(section: Section) -> tuple[CareField, ...]:
    """The free text fields of a section."""
    return tuple(field for field in FIELDS if field.section is section)


def check_needs(needs: dict[str, str]) -> tuple[Problem, ...]:
    """What stops texts from being saved: a field that does not exist, or a text too long."""
    found = []
    for code, text in needs.items():
        if code not in BY_CODE:
            found.append(Problem(code, "There is no such field.", "field"))
        elif len(text) > LONGEST:
            words = f"Shorten this to {LONGEST:,} characters. It has {len(text):,}."
            found.append(Problem(code, words, "too_long"))
    return tuple(found)
