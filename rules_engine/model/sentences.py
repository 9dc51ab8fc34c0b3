"""Texts for people, with the ground they rest on."""

from __future__ import annotations

from msgspec import Struct


class Sentence(Struct, frozen=True, forbid_unknown_fields=True):
    """A text with its own ground; without one it rests on what it stands in."""

    text: str
    basis: tuple[str, ...] = ()


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to do; ``within_days`` counts from the day of the assessment."""

    text: str
    within_days: int | None = None
    basis: tuple[str, ...] = ()


# A plain string rests on the basis of the rule it stands in.
Text = str | Sentence


def text_of(text: Text) -> str:
    """The words themselves."""
    return text if isinstance(text, str) else text.text


def basis_of(text: Text) -> tuple[str, ...]:
    """The text's own ground; empty when it inherits the rule's."""
    return () if isinstance(text, str) else text.basis
