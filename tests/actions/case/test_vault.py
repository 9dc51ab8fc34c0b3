"""What is sealed opens only where it was sealed, and only unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.case.keys import new_keys
from actions.case.vault import SealError, Vault, sealed_with

KEYS = new_keys()
VAULT = Vault(KEYS)
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=200)


@given(text=TEXT, place=TEXT)
def test_what_is_sealed_opens_again_and_shows_nothing(text: str, place: str) -> None:
    sealed = VAULT.seal(text, place)
    assert VAULT.open(sealed, place) == text
    assert len(text) < 3 or text.encode() not in sealed


@given(text=TEXT)
def test_the_same_text_is_never_sealed_the_same_way_twice(text: str) -> None:
    assert VAULT.seal(text, "p") != VAULT.seal(text, "p")


@given(text=TEXT, where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_changed_bit_is_noticed(text: str, where: int, bit: int) -> None:
    sealed = bytearray(VAULT.seal(text, "p"))
    sealed[where % len(sealed)] ^= 1 << bit
    with pytest.raises(SealError):
        VAULT.open(bytes(sealed), "p")


def test_a_value_moved_to_another_row_or_person_does_not_open() -> None:
    sealed = VAULT.seal("20000", "oa_fact.body|a|1")
    for place in ("oa_fact.body|a|2", "oa_fact.body|b|1", "oa_contact.body|a|1"):
        with pytest.raises(SealError):
            VAULT.open(sealed, place)


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x01\x01", b"\x01\x01" + bytes(12), b"junk" * 20])
def test_junk_is_no_sealed_value(junk: bytes) -> None:
    with pytest.raises(SealError):
        VAULT.open(junk, "p")


def test_after_a_rotation_old_values_open_and_new_ones_have_the_new_key() -> None:
    old = VAULT.seal("20000", "p")
    rotated = Vault(KEYS.rotated())
    assert rotated.open(old, "p") == "20000"
    assert (sealed_with(old), sealed_with(rotated.seal("1", "p"))) == (1, 2)
    with pytest.raises(SealError):
        Vault(KEYS.rotated().without_old()).open(old, "p")


def test_a_sender_is_hidden_the_same_way_each_time_and_after_a_rotation() -> None:
    hidden = VAULT.owner("rest:me")
    assert hidden == Vault(KEYS.rotated()).owner("rest:me") != VAULT.owner("rest:you")
    assert "me" not in hidden and len(hidden) == 32
    assert Vault(new_keys()).owner("rest:me") != hidden
