"""Short codes for the answers on a paper score sheet, with a check sign that finds slips. Pure.

The check sign is that of ISO/IEC 7064, MOD 37,36: it finds every single wrong sign and nearly every
pair of neighbours that were swapped. It also covers the number of the sheet, so the codes of
another member's sheet are told.
"""

from collections.abc import Iterable

from starapp.foundation.problems import refuse
from starapp.panel.working_copy import Key

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = len(SIGNS)


def sheet_number(pack_id: str) -> str:
    """The number printed at the head of every page: "AB12-CD34"."""
    signs = pack_id[:8].upper()
    return f"{signs[:4]}-{signs[4:]}"


def paper_code(pack_id: str, key: Key) -> str:
    """The code of one answer: "A-Q1-7"."""
    bid, code = key
    return f"{bid}-{code}-{check_sign(sheet_number(pack_id) + bid + code)}"


def check_sign(words: str) -> str:
    """The check sign of the letters and figures in some words (ISO/IEC 7064, MOD 37,36)."""
    product = _MODULUS
    for sign in _signs(words):
        total = (product + SIGNS.index(sign)) % _MODULUS or _MODULUS
        product = (total * 2) % (_MODULUS + 1)
    return SIGNS[(_MODULUS + 1 - product) % _MODULUS]


def answer_of(pack_id: str, typed: str, wanted: Iterable[Key]) -> Key:
    """The answer a typed code stands for; capitals, spaces and hyphens do not matter.

    Raises:
        CannotDo: it is no code of this sheet.
    """
    signs = "".join(_signs(typed))
    for key in wanted:
        if signs == "".join(_signs(paper_code(pack_id, key))):
            return key
    words = f"“{typed.strip()[:20]}” is no code of this sheet. Look at the code beside the answer again."
    raise refuse("code", words, "code")


def _signs(words: str) -> Iterable[str]:
    return (sign for sign in words.upper() if sign in SIGNS)
