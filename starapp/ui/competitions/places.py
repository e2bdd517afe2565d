"""The screens of competitions by kind of place, their stage pages, and how a search finds them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.competitions.lists import find
from starapp.competitions.queries import count_competitions
from starapp.ui.competitions.competitions_page import CompetitionsPage
from starapp.ui.competitions.invitations_page import InvitationsPage
from starapp.ui.competitions.model_stage import ModelStage
from starapp.ui.competitions.specification_stage import SpecificationStage
from starapp.ui.competitions.workspace import CompetitionWorkspace
from starapp.ui.desk import Desk, Place

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {
    "competitions": CompetitionsPage,
    "competition": CompetitionWorkspace,
}
STAGE_PAGES: dict[str, Callable[[Desk, str], QWidget]] = {
    "specification": SpecificationStage,
    "model": ModelStage,
    "invitations": InvitationsPage,
}
FIND = find
COUNTS: dict[str, Callable[[Session], int]] = {"competitions": count_competitions}
