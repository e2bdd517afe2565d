"""Issues the invitations and freezes what they say: specification, model and rules."""

from dataclasses import replace

from sqlalchemy.orm import Session

from starapp.competitions.commands import TOUCHED, noted
from starapp.competitions.competition import State
from starapp.competitions.eligibility import Eligible
from starapp.competitions.invitation_document import InvitationFacts, invitation_document
from starapp.competitions.queries import (
    competition,
    invitations,
    rules,
    stored,
    timetable_of,
    who_is_eligible,
)
from starapp.competitions.records import CompetitionRecord, InvitationRecord
from starapp.competitions.stages import Action, move, require, require_organiser
from starapp.competitions.timetable import timetable_problems
from starapp.criteria.queries import model as stored_model
from starapp.criteria.stored_form import model_to_json
from starapp.documents.blocks import Document
from starapp.documents.blocks import Letterhead as LetterheadBlock
from starapp.foundation.canonical import fingerprint, plain_value
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem, raise_if
from starapp.history.history import actor, now
from starapp.organisation.people import Letterhead
from starapp.organisation.queries import letterhead, system
from starapp.organisation.system_form import system_to_json
from starapp.providers.queries import provider
from starapp.providers.register import Provider
from starapp.specifications.package import PackageState
from starapp.specifications.queries import package, specification
from starapp.specifications.readiness import recount_problems
from starapp.specifications.specification import digest_of, for_bidders

LETTERHEAD_NEEDS = {
    "department": "the department",
    "address_lines": "the address",
    "email": "an email address for questions",
    "signatory_name": "who signs",
}


def publication_problems(session: Session, competition_id: str) -> tuple[Problem, ...]:
    """What stands in the way of issuing the invitations."""
    record = stored(session, competition_id)
    dates = timetable_of(record)
    if dates.invitation is not None:
        dates = replace(dates, invitation=now(session))
    found = [
        *timetable_problems(dates, now=now(session)),
        *_package_problems(session, record),
        *_model_problems(session, record),
        *letterhead_gaps(letterhead(session, record.body_id)),
    ]
    if not who_is_eligible(session, competition_id).chosen:
        words = "No provider is left to invite for this lot and area."
        found.append(Problem("providers", words, "nobody"))
    return tuple(found)


def _package_problems(session: Session, record: CompetitionRecord) -> list[Problem]:
    wanted = package(session, record.package_id)
    if wanted.state is not PackageState.IN_COMPETITION:
        return [Problem("package", f"{wanted.reference} is not in this competition.", "package")]
    spec = specification(session, record.package_id)
    if digest_of(spec) != wanted.digest:
        words = (
            "The specification no longer matches its fingerprint. Abandon this competition, unlock "
            "the package and lock it again."
        )
        return [Problem("package", words, "digest")]
    return [*recount_problems(spec)]


def _model_problems(session: Session, record: CompetitionRecord) -> list[Problem]:
    chosen = stored_model(session, record.model_id)
    if chosen.locked is None:
        return [Problem("model", f"{chosen.name} is a draft. Lock it first.", "model")]
    if chosen.model.fingerprint() != record.model_fingerprint:
        words = (
            "The evaluation model is not the one that was chosen. Choose Check the workspace in the "
            "Tools menu to see what was changed."
        )
        return [Problem("model", words, "fingerprint")]
    return []


def letterhead_gaps(head: Letterhead) -> list[Problem]:
    """What a letterhead lacks for an invitation."""
    return [
        Problem("letterhead", f"The letterhead lacks {what}. Add it in Settings.", "letterhead")
        for field, what in LETTERHEAD_NEEDS.items()
        if not getattr(head, field)
    ]


def publish(session: Session, *, competition_id: str) -> Change:
    """Issues the invitations: freezes specification, model, rules, and who was left out and why.

    Nothing leaves this PC: people save the invitations and send them.

    Raises:
        CannotDo: with everything that stands in the way.
    """
    record = require(session, competition_id, Action.PUBLISH)
    require_organiser(session)
    raise_if(publication_problems(session, competition_id))
    who = who_is_eligible(session, competition_id)
    record.invitation = record.published = now(session)
    record.published_by = actor(session).name
    _freeze(session, record)
    move(session, competition_id, State.PUBLISHED)
    session.flush()
    _write_invitations(session, record, who)
    number = len(who.chosen)
    said = "1 invitation issued" if number == 1 else f"{number} invitations issued"
    noted(session, said, competition_id)
    return changed(said, *TOUCHED, "bids")


def _freeze(session: Session, record: CompetitionRecord) -> None:
    wanted = package(session, record.package_id)
    record.rules = plain_value(
        {
            "system": system_to_json(system(session, record.system_id)),
            "volumes": wanted.volumes,
            "guide_weekly": wanted.guide_weekly,
        }
    )
    chosen = stored_model(session, record.model_id)
    record.model, record.model_fingerprint = model_to_json(chosen.model), chosen.fingerprint
    record.specification = for_bidders(specification(session, record.package_id))
    record.specification_digest = fingerprint(record.specification)


def _write_invitations(session: Session, record: CompetitionRecord, who: Eligible) -> None:
    known = {one.provider_id: one for one in invitations(session, record.id)}
    for one in who.chosen:
        document = _document(session, record.id, one)
        session.add(
            InvitationRecord(
                competition_id=record.id,
                provider_id=one.id,
                provider_code=one.code,
                provider_name=one.name,
                sent=now(session),
                document=fingerprint(without_logo(document)),
            )
        )
    for left in who.left_out:
        if left.provider.id not in known:
            session.add(
                InvitationRecord(
                    competition_id=record.id,
                    provider_id=left.provider.id,
                    provider_code=left.provider.code,
                    provider_name=left.provider.name,
                    left_out=left.reason,
                )
            )


def invitation_for(session: Session, competition_id: str, provider_id: str) -> Document:
    """The invitation addressed to one provider; before publication as it would be issued now."""
    return _document(session, competition_id, provider(session, provider_id))


def _document(session: Session, competition_id: str, to: Provider) -> Document:
    place = competition(session, competition_id)
    sent = stored(session, competition_id).published
    return invitation_document(
        InvitationFacts(
            place=place,
            package=package(session, place.package_id),
            rules=rules(session, competition_id),
            letterhead=letterhead(session, place.body_id),
            provider=to,
            specification_digest=place.specification_digest
            or fingerprint(for_bidders(specification(session, place.package_id))),
            day=local_date(sent or now(session)),
        )
    )


def without_logo(document: Document) -> object:
    """The content of a document without the picture of the letterhead, for its fingerprint."""
    return [
        replace(block, logo=None) if isinstance(block, LetterheadBlock) else block
        for block in document.blocks
    ]
