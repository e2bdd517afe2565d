"""Names of files: endings in any case, names no computer takes, and names made from what is stored."""

import re
from pathlib import PurePath

from starapp.foundation.problems import Unavailable

LONGEST = 240
"""Bytes in a name; disks hold 255, and files of the program's own have a longer name beside it."""
_NEVER = '<>:"/\\|?*'
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
)
"""Windows takes these for a device, whatever ending follows."""


def ends_in(name: str | PurePath, *endings: str) -> bool:
    """Tells whether a file has one of these endings, in capitals or not."""
    return str(name).casefold().endswith(endings)


def name_problem(name: str) -> str:
    """Says why no file can have this name everywhere, and what to do; empty when one can.

    A workspace or a letter made on one computer is copied to others, so what Windows refuses is
    refused here whatever computer it is.
    """
    if not name.strip(". "):
        return "Give the file a name."
    if set(_NEVER) & set(name):
        return f"Leave out these characters: {' '.join(_NEVER)}"
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in name):
        return "Type the name on one line, without signs that cannot be seen."
    if name != name.rstrip(". "):
        return "A name cannot end in a dot or a space. Leave that out."
    device = name.split(".", maxsplit=1)[0].rstrip(" ").upper()
    if device in _DEVICES:
        return f"Windows keeps the name {device} for itself. Choose another name."
    if len(name.encode("utf-8", "surrogateescape")) > LONGEST:
        return "The name is too long. Choose a shorter one."
    return ""


def check_name(path: PurePath) -> None:
    """Stops before a file is made that some computers could not open.

    Raises:
        Unavailable: says what is wrong with the name.
    """
    words = name_problem(path.name)
    if words:
        raise Unavailable(f"No file can be called “{path.name}”. {words}")


def made_safe(words: str, ending: str = "") -> str:
    """A name any computer takes, made of words that are stored, such as the name of a document."""
    clean = re.sub(r"[^\w. -]+", "-", words)
    most = LONGEST - len(ending.encode())
    clean = clean.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore").strip(". ")
    name = f"{clean or 'file'}{ending}"
    return f"_{name}" if name_problem(name) else name
