"""Telephone numbers a text may name: only those somebody looked up, with the day they did."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from rules_engine.model.norms import Checked


class Hotline(Struct, frozen=True, forbid_unknown_fields=True):
    """A number, whose it is, and where that was found (an article of ``data/norms``)."""

    number: str
    name: str
    source: str
    checked: Checked
    verified_on: date
    review_by: date


class Hotlines(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/safety/hotlines.yml``."""

    hotlines: tuple[Hotline, ...]
