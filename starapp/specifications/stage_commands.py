"""Moves a package on: lock, unlock, enter a competition, award, end."""

from sqlalchemy.orm import Session

from starapp.foundation.change import Change, changed
from starapp.foundation.dates import local_date
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import actor, note, now
from starapp.specifications.commands import note_recount, open_package, require_writer
from starapp.specifications.grid_form import grid_to_json
from starapp.specifications.package import STAYS_LOCKED, PackageState
from starapp.specifications.queries import locked_versions, specification, stored
from starapp.specifications.readiness import lock_problems, recount_problems
from starapp.specifications.records import PackageRecord, PackageVersionRecord
from starapp.specifications.specification import digest_of, for_bidders


def make_ready(session: Session, *, package_id: str) -> Change:
    """Locks a specification and takes its fingerprint.

    Raises:
        CannotDo: with every thing that is missing or could say who the person is.
    """
    record = open_package(session, package_id)
    spec = specification(session, package_id)
    raise_if(lock_problems(spec, today=local_date(now(session))))
    record.state, record.digest = PackageState.READY, digest_of(spec)
    record.locked, record.locked_by = now(session), actor(session).name
    session.add(
        PackageVersionRecord(
            package_id=package_id,
            number=locked_versions(session, package_id) + 1,
            made=now(session),
            made_by=actor(session).name,
            digest=record.digest,
            for_bidders=for_bidders(spec),
        )
    )
    locked = _moved(session, record, "specification locked", "Specification locked")
    note_recount(session, record)
    record.grid = grid_to_json(spec.grid)
    return locked


def unlock(session: Session, *, package_id: str, reason: str) -> Change:
    """Opens a locked specification for changes, before a competition uses it.

    Raises:
        CannotDo: not locked, in use, or no reason.
    """
    require_writer(session)
    record = stored(session, package_id)
    if record.state is PackageState.DRAFT:
        raise refuse("", "This specification is not locked.", "not_locked")
    if record.state is not PackageState.READY:
        raise refuse("", STAYS_LOCKED[record.state], "in_use")
    if not reason.strip():
        raise refuse("reason", "Write why it is unlocked.", "no_reason")
    record.state, record.digest = PackageState.DRAFT, ""
    record.locked, record.locked_by = None, ""
    return _moved(
        session, record, "specification unlocked", "Specification unlocked", reason=reason.strip()
    )


def enter_competition(session: Session, *, package_id: str) -> Change:
    """Marks a locked package as used by a competition; from here it stays locked.

    Raises:
        CannotDo: not locked, already used, changed since it was locked, or its nights were counted
            in another way.
    """
    record = stored(session, package_id)
    if record.state is PackageState.DRAFT:
        raise refuse("package", "Lock the specification first.", "not_locked")
    if record.state is not PackageState.READY:
        raise refuse("package", "This package is already in a competition.", "in_use")
    spec = specification(session, package_id)
    if digest_of(spec) != record.digest:
        words = "The specification no longer matches its fingerprint. Unlock it and lock it again."
        raise refuse("package", words, "digest")
    raise_if(recount_problems(spec))
    record.state = PackageState.IN_COMPETITION
    return _moved(session, record, "competition started", "Package is in a competition")


def mark_awarded(session: Session, *, package_id: str) -> Change:
    """Marks the package of a competition as awarded.

    Raises:
        CannotDo: it is not in a competition.
    """
    record = stored(session, package_id)
    if record.state is not PackageState.IN_COMPETITION:
        raise refuse("package", "This package is not in a competition.", "state")
    record.state = PackageState.AWARDED
    return _moved(session, record, "package awarded", "Package awarded")


def leave_competition(session: Session, *, package_id: str, reason: str) -> Change:
    """Makes the package of an abandoned competition ready for another one.

    Raises:
        CannotDo: it is not in a competition, or no reason.
    """
    record = stored(session, package_id)
    if record.state is not PackageState.IN_COMPETITION:
        raise refuse("package", "This package is not in a competition.", "state")
    if not reason.strip():
        raise refuse("reason", "Write the reason.", "no_reason")
    record.state = PackageState.READY
    return _moved(
        session, record, "competition left", "Package is ready again", reason=reason.strip()
    )


def abandon(session: Session, *, package_id: str, reason: str) -> Change:
    """Ends a package that is no longer wanted, or whose support has ended.

    Raises:
        CannotDo: a competition is using it, it has ended, or no reason.
    """
    require_writer(session)
    record = stored(session, package_id)
    if record.state is PackageState.IN_COMPETITION:
        raise refuse("", "Abandon its competition first.", "in_use")
    if record.state is PackageState.ENDED:
        raise refuse("", "This package has ended already.", "state")
    if not reason.strip():
        raise refuse("reason", "Write why the package ends.", "no_reason")
    record.state = PackageState.ENDED
    return _moved(session, record, "package ended", "Package ended", reason=reason.strip())


def _moved(
    session: Session, record: PackageRecord, words: str, said: str, *, reason: str = ""
) -> Change:
    note(session, words, about=("package", record.id), reason=reason)
    return changed(said, "packages", made=record.id)
