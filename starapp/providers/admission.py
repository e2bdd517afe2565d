"""Who may be invited to a lot in an area, and the reason for each one who may not. Pure."""

from datetime import date

from starapp.foundation.dates import day_text
from starapp.organisation.purchasing_systems import Lot
from starapp.providers.register import CqcRating, Provider, ProviderStatus


def reason_not_eligible(
    provider: Provider, lot: Lot, area_body_id: str, *, today: date, area_name: str = "the area"
) -> str | None:
    """Gives why a provider is not invited, in words for the record; None when it is eligible.

    A suspension counts from its date on and only for new work.
    """
    if lot.id not in provider.lots:
        return f"Not admitted to lot {lot.code}"
    if area_body_id not in provider.areas:
        return f"Does not work in {area_name}"
    began = provider.status_from is None or provider.status_from <= today
    if provider.status is ProviderStatus.SUSPENDED and began:
        return _because("Suspended for new work", provider)
    if provider.status is ProviderStatus.REMOVED and began:
        return _because("Removed from the register", provider)
    if provider.status is ProviderStatus.WITHDRAWN and began:
        return _because("Withdrew from the register", provider)
    if lot.cqc_required and provider.cqc_rating is CqcRating.NOT_REGULATED:
        return "Not registered with the CQC, which this lot needs"
    return None


def _because(words: str, provider: Provider) -> str:
    if provider.status_from is not None:
        words += f" from {day_text(provider.status_from)}"
    return f"{words}: {provider.status_reason}" if provider.status_reason else words
