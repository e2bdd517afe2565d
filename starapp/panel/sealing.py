"""Locks and signatures of score packs and score files.

A pack opens with its passphrase: Argon2id (RFC 9106) gives the key, ChaCha20-Poly1305 (RFC 8439)
seals each part and checks that what stands in clear beside it was not changed. A score file is
sealed to the workspace by X25519 (RFC 7748), so that only the workspace reads it and needs no
passphrase. Ed25519 (RFC 8032) signs both.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
SALT = 16
NONCE = 12
TAG = 16
LEAST_PASSPHRASE = 12
"""Letters and figures a passphrase needs, spaces and hyphens not counted."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which look alike on paper."""
_GROUPS, _GROUP = 4, 4


class Shut(ValueError):
    """Sealed bytes do not open: the key is another one, or something was changed."""


@dataclass(frozen=True, slots=True)
class KeyRecipe:
    """How a passphrase becomes a key.

    Attributes:
        memory: in KiB.
        salt: random, hexadecimal.
    """

    salt: str
    memory: int = 65_536
    passes: int = 3
    lanes: int = 4

    @property
    def allowed(self) -> bool:
        """Tells whether it is the recipe of this format: nobody is made to work for hours."""
        fixed = KeyRecipe(self.salt)
        return self == fixed and bool(re.fullmatch(rf"[0-9a-f]{{{2 * SALT}}}", self.salt))


def fresh_recipe() -> KeyRecipe:
    """A recipe with a new salt."""
    return KeyRecipe(secrets.token_hex(SALT))


def fresh_passphrase() -> str:
    """A new passphrase that is easy to copy from paper, with more than 78 bits of chance."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def passphrase_core(passphrase: str) -> str:
    """What counts of a passphrase: capitals, spaces and hyphens do not."""
    text = unicodedata.normalize("NFKC", passphrase).casefold()
    return re.sub(r"[\s\-‐‑–—]+", "", text)


def passphrase_key(passphrase: str, recipe: KeyRecipe) -> bytes:
    """The key of a passphrase. Takes a fifth of a second on purpose.

    Raises:
        Shut: the recipe is not the one of this format.
    """
    if not recipe.allowed:
        raise Shut
    kdf = Argon2id(
        salt=bytes.fromhex(recipe.salt), length=KEY, iterations=recipe.passes, lanes=recipe.lanes,
        memory_cost=recipe.memory,
    )  # fmt: skip
    return kdf.derive(passphrase_core(passphrase).encode())


def subkey(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, made from another; one does not tell the other."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose.encode()).derive(key)


def seal(key: bytes, data: bytes, beside: bytes) -> bytes:
    """Seals bytes, bound to what stands in clear beside them."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, beside)


def unseal(key: bytes, sealed: bytes, beside: bytes) -> bytes:
    """The bytes again.

    Raises:
        Shut: another key, or something was changed.
    """
    if len(sealed) < NONCE + TAG:
        raise Shut
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], beside)
    except InvalidTag:
        raise Shut from None


def fresh_key() -> bytes:
    """A new private key, to sign with or to be sealed to; keep one for each."""
    return secrets.token_bytes(KEY)


def public_signing_key(private: bytes) -> str:
    """The public half of a signing key, hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def public_sealing_key(private: bytes) -> str:
    """The public half of a sealing key, hexadecimal."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def sign(private: bytes, data: bytes) -> str:
    """The signature of bytes, hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(data).hex()


def signed_by(public: str, signature: str, data: bytes) -> bool:
    """Tells whether the holder of a key signed these bytes."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal_to(public: str, data: bytes, beside: bytes) -> tuple[str, bytes]:
    """Seals bytes so that only the holder of a sealing key reads them.

    Returns:
        The public half of a key used this once, and the sealed bytes.

    Raises:
        Shut: the public key is none.
    """
    once = X25519PrivateKey.generate()
    used = once.public_key().public_bytes_raw().hex()
    return used, seal(_shared(once, used, public, to=public), data, beside)


def unseal_from(private: bytes, used: str, sealed: bytes, beside: bytes) -> bytes:
    """The bytes sealed to one's own key.

    Raises:
        Shut: they were sealed to another key, or something was changed.
    """
    own = X25519PrivateKey.from_private_bytes(private)
    to = own.public_key().public_bytes_raw().hex()
    return unseal(_shared(own, used, used, to=to), sealed, beside)


def digest(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def same(one: str, other: str) -> bool:
    """Compares two fingerprints in a time that tells nothing of them."""
    return hmac.compare_digest(one.encode(), other.encode())


def _shared(own: X25519PrivateKey, used: str, other: str, *, to: str) -> bytes:
    """The key two halves share, for one score file."""
    try:
        secret = own.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(other)))
    except ValueError:
        raise Shut from None
    salt = bytes.fromhex(used) + bytes.fromhex(to)
    kdf = HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=b"starapp score file 1")
    return kdf.derive(secret)
