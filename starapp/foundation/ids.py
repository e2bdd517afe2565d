"""Identities of records: random, never derived from anything about a person."""

import secrets


def new_id() -> str:
    """Gives a fresh identity of 32 hexadecimal digits."""
    return secrets.token_hex(16)
