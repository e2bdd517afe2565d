"""Adds and removes the rate types of a purchasing system."""

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.problems import raise_if
from starapp.organisation.people_checks import name_problems
from starapp.organisation.purchasing_systems import RateType, Unit
from starapp.organisation.queries import system
from starapp.organisation.system_commands import save_system


def add_rate_type(session: Session, *, system_id: str, name: str, unit: Unit) -> Change:
    """Adds a rate type at the end; its code is made from its name and stays.

    Raises:
        CannotDo: no name.
    """
    raise_if([*name_problems("name", "the name of the rate", name)])
    now = system(session, system_id)
    code = _free_code(name, frozenset(rate.code for rate in now.rate_types))
    rates = (*now.rate_types, RateType(code, name.strip(), unit))
    return save_system(session, values=replace(now, rate_types=rates))


def remove_rate_type(session: Session, *, system_id: str, code: str) -> Change:
    """Takes a rate type away from new price schedules; its limits stay in the file.

    Raises:
        CannotDo: when it is the last one.
    """
    now = system(session, system_id)
    rates = tuple(rate for rate in now.rate_types if rate.code != code)
    return save_system(session, values=replace(now, rate_types=rates))


def _free_code(name: str, taken: frozenset[str]) -> str:
    stem = "_".join(re.findall(r"[a-z0-9]+", name.casefold())) or "rate"
    codes = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)
