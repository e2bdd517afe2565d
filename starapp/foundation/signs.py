"""Signs that nobody sees and no letter can hold: taken out of what people type and paste."""

import unicodedata

_GONE = ("Cc", "Cs")
"""Control characters, and halves of a sign that was cut in two."""


def one_line(typed: str) -> str:
    """Gives the words as one line: tabs and ends of lines become spaces, control signs go."""
    return _kept(" ".join(typed.splitlines()).replace("\t", " "))


def many_lines(typed: str) -> str:
    """Gives the words with their lines: tabs become spaces, control signs go."""
    return "\n".join(_kept(line.replace("\t", " ")) for line in typed.splitlines()) + (
        "\n" if typed.endswith(("\n", "\r")) else ""
    )


def _kept(line: str) -> str:
    return "".join(sign for sign in line if unicodedata.category(sign) not in _GONE)
