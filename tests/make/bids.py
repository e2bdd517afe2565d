"""Bids of the Northvale example as they arrive, whole or changed for a test."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starapp.bids.bid_entry import BidDocument, BidEntry
from starapp.sample.example import answers, exact, example
from tests.make.competitions import Scene

PDF = b"%PDF-1.7 a small file"


def told(letter: str) -> Mapping[str, Any]:
    """A bid as the example tells it."""
    bids: list[Mapping[str, Any]] = example()["competition"]["bids"]
    return next(one for one in bids if one["ref"] == letter)


def entry(scene: Scene, letter: str = "A", **changes: Any) -> BidEntry:
    """A bid of the example, not received yet."""
    written = {code: text for code, text in answers()["answers"][letter].items() if code != "Q5"}
    whole = BidEntry(
        provider_id=scene.ids[told(letter)["provider"]],
        answers=tuple(written.items()),
        documents=(BidDocument("bid.pdf", "application/pdf", PDF),),
        rates=tuple((code, exact(rate)) for code, rate in told(letter)["rates"].items()),
    )
    return replace(whole, **changes)
