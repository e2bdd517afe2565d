"""Identities of records: random, never derived from anything about a person."""

import secrets


def new_id() -> str:
    """Gives a fresh identity of 32 hexadecimal digits."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Tells whether a text is such an identity."""
    return len(text) == 32 and set(text) <= set("0123456789abcdef")
