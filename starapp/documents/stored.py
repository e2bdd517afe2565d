"""A document as plain JSON and back, so that an issued one can be read again for ever."""

import base64
from dataclasses import fields
from typing import Any

from starapp.documents import blocks as b
from starapp.foundation.problems import refuse

FORMAT = 1
NOT_A_DOCUMENT = "This is not a stored document."
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        b.Heading, b.Paragraph, b.Bullets, b.Numbered, b.Table, b.Facts, b.Notice, b.Letterhead,
        b.Recipient, b.Signature, b.ByHand, b.Gap, b.PageBreak, b.KeepTogether, b.Document, b.Run,
    )
}  # fmt: skip
_KIND_KEY = "is"


def to_json(document: b.Document) -> dict[str, Any]:
    """The document as plain JSON values, with the version of the form."""
    return {"format": FORMAT, "document": _value(document)}


def _value(value: object) -> Any:  # noqa: ANN401 - JSON has no types
    if type(value).__name__ in _KINDS and not isinstance(value, str):
        kept = {f.name: _value(getattr(value, f.name)) for f in fields(value)}  # type: ignore[arg-type] # one of our dataclasses
        return {_KIND_KEY: type(value).__name__, **kept}
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, bytes):
        return {_KIND_KEY: "bytes", "base64": base64.b64encode(value).decode()}
    if isinstance(value, b.Align):
        return {_KIND_KEY: "Align", "value": value.value}
    return value


def from_json(stored: Any) -> b.Document:  # noqa: ANN401 - JSON has no types
    """The document from the JSON that ``to_json`` made.

    Raises:
        CannotDo: when the form is newer than this program, or is not that of a document.
    """
    try:
        if stored["format"] > FORMAT:
            raise refuse("", "This document was made by a newer version of STAR.", "newer")
        found = _read(stored["document"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise refuse("", NOT_A_DOCUMENT, "kind") from wrong
    if not isinstance(found, b.Document):
        raise refuse("", NOT_A_DOCUMENT, "kind")
    return found


def _read(stored: Any) -> Any:  # noqa: ANN401 - JSON has no types
    if isinstance(stored, list):
        return tuple(_read(one) for one in stored)
    if not isinstance(stored, dict):
        return stored
    kind = stored[_KIND_KEY]
    if kind == "bytes":
        return base64.b64decode(stored["base64"])
    if kind == "Align":
        return b.Align(stored["value"])
    return _KINDS[kind](**{name: _read(one) for name, one in stored.items() if name != _KIND_KEY})
