"""The name SQLite opens a file by: a URI, right for drives, shares and every letter in a name."""

import re
from pathlib import PurePath
from urllib.parse import quote

_LONG_SHARE = re.compile(r"^//\?/UNC/", re.IGNORECASE)
_LONG_DRIVE = re.compile(r"^//\?/(?=[A-Za-z]:)")


def sqlite_uri(path: PurePath, query: str = "") -> str:
    r"""Gives the URI of an absolute path, with what follows the question mark.

    The authority stays empty, so a share ``\\server\share`` has four slashes: SQLite takes a name
    between two slashes for a host and refuses it. The prefix of long names (``\\?\``) is left out,
    because SQLite sets its own where it needs one. Bytes that are no UTF-8 are kept as they are.

    Raises:
        ValueError: the path is relative, so what it names depends on where the program was started.
    """
    if not path.is_absolute():
        raise ValueError(f"{path} is relative")
    name = _LONG_DRIVE.sub("", _LONG_SHARE.sub("//", path.as_posix()))
    root = "" if name.startswith("/") else "/"
    written = quote(name.encode("utf-8", "surrogateescape"), safe="/:")
    return f"file://{root}{written}{'?' if query else ''}{query}"
