"""Sealed bytes open with the right key only, and only beside what they were sealed beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.panel.sealing import (
    KeyRecipe,
    Shut,
    fresh_key,
    fresh_recipe,
    passphrase_key,
    public_sealing_key,
    public_signing_key,
    seal,
    seal_to,
    sign,
    signed_by,
    subkey,
    unseal,
    unseal_from,
)

ONE, OTHER = bytes(32), bytes(range(32))


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_sealed_bytes_open_again(data: bytes, beside: bytes) -> None:
    assert unseal(ONE, seal(ONE, data, beside), beside) == data


def test_another_key_or_another_label_opens_nothing() -> None:
    sealed = seal(ONE, b"scores", b"label")
    for key, beside in ((OTHER, b"label"), (ONE, b"other")):
        with pytest.raises(Shut):
            unseal(key, sealed, beside)


@given(st.integers(min_value=0, max_value=33))
def test_every_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(seal(ONE, b"scores", b""))
    sealed[place] ^= 1
    with pytest.raises(Shut):
        unseal(ONE, bytes(sealed), b"")


@pytest.mark.parametrize("length", [0, 1, 27])
def test_too_little_opens_nothing(length: int) -> None:
    with pytest.raises(Shut):
        unseal(ONE, bytes(length), b"")


def test_two_seals_of_the_same_differ() -> None:
    assert seal(ONE, b"same", b"") != seal(ONE, b"same", b"")


def test_only_the_holder_of_the_key_reads_what_is_sealed_to_it() -> None:
    private = fresh_key()
    used, sealed = seal_to(public_sealing_key(private), b"scores", b"label")
    assert unseal_from(private, used, sealed, b"label") == b"scores"
    with pytest.raises(Shut):
        unseal_from(fresh_key(), used, sealed, b"label")
    with pytest.raises(Shut):
        unseal_from(private, public_sealing_key(fresh_key()), sealed, b"label")


@pytest.mark.parametrize("public", ["00" * 32, "zz", "00" * 31])
def test_a_key_that_is_none_seals_nothing(public: str) -> None:
    with pytest.raises(Shut):
        seal_to(public, b"scores", b"")


def test_a_signature_is_of_one_key_and_one_text() -> None:
    public = public_signing_key(ONE)
    signature = sign(ONE, b"text")
    assert signed_by(public, signature, b"text")
    assert not signed_by(public, signature, b"texts")
    assert not signed_by(public_signing_key(OTHER), signature, b"text")
    assert not signed_by("zz", signature, b"text")


def test_a_recipe_that_would_work_for_hours_is_refused() -> None:
    assert fresh_recipe().allowed
    for recipe in (KeyRecipe("00" * 16, memory=2**31), KeyRecipe("00" * 8), KeyRecipe("zz" * 16)):
        with pytest.raises(Shut):
            passphrase_key("kfrm-7wpt-hq4x", recipe)


def test_a_passphrase_gives_the_same_key_with_the_same_salt_only() -> None:
    recipe = fresh_recipe()
    key = passphrase_key("kfrm-7wpt-hq4x", recipe)
    assert key == passphrase_key("KFRM 7WPT HQ4X", recipe)
    assert key != passphrase_key("kfrm-7wpt-hq4x", fresh_recipe())
    assert subkey(key, "pack") != subkey(key, "working copy")
