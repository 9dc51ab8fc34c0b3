"""The one answer to whatever does not verify."""

from __future__ import annotations


class Forged(Exception):
    """A callback is not the platform's: its signature, its cipher or its time is wrong. Never says which."""
