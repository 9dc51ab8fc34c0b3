"""The engine's own sentences and numbers for cost, caveats and the disclaimer, as they stand in the data."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from rules_engine.model.sentences import Sentence


class CostTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/rules/cost.yml``: what is assumed where the contract was not seen, and what each figure rests on."""

    basis: tuple[str, ...]
    payment_basis: tuple[str, ...]
    court_fee_basis: tuple[str, ...]
    added_interest_basis: tuple[str, ...]
    example_multiple: Decimal
    day_count: int
    horizon_days: int
    assumptions: dict[str, Sentence]


class CaveatTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/rules/caveats.yml``: what is said when the facts are thin."""

    caveats: dict[str, Sentence]


class VerdictTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/rules/verdicts.yml``: what is said of a reported contact once all rules were tried on it."""

    verdicts: dict[str, Sentence]


class Disclaimer(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/rules/disclaimer.yml``."""

    text: str


class FirmWords(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/rules/firm_words.yml``: words only law may use, and harmless words that contain them."""

    firm: tuple[str, ...]
    harmless: tuple[str, ...] = ()
