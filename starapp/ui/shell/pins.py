"""What a person has pinned to the rail, for each workspace."""

import json

from starapp.ui import preferences
from starapp.ui.desk import Place

MOST = 5
Pin = tuple[Place, str, str]


def pins(workspace: str) -> tuple[Pin, ...]:
    """The pinned places of a workspace: place, words and tooltip."""
    found: list[Pin] = []
    for line in preferences.texts(f"pins/{workspace}"):
        try:
            kind, place_id, words, tip = json.loads(line)
        except ValueError:
            continue
        found.append((Place(str(kind), str(place_id)), str(words), str(tip)))
    return tuple(found)


def toggle(workspace: str, place: Place, words: str, tip: str) -> bool:
    """Pins a place or takes its pin away; tells whether it is pinned now.

    The oldest pin makes room when there are five.
    """
    kept = [pin for pin in pins(workspace) if (pin[0].kind, pin[0].id) != (place.kind, place.id)]
    pinned = len(kept) == len(pins(workspace))
    if pinned:
        kept.append((Place(place.kind, place.id), words, tip))
    lines = [json.dumps([one.kind, one.id, name, hint]) for one, name, hint in kept[-MOST:]]
    preferences.keep(f"pins/{workspace}", lines)
    return pinned
