"""Every sentence of ``cases/`` gives exactly the facts written beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.understanding.facts import read_facts
from bot.understanding.normalizer import normalize

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))


VAGUE = Decimal("0.1")


def _cases() -> list[Any]:
    cases = []
    for path in FILES:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for entry in content["cases"]:
            name = f"{path.stem}: {entry['says']}"
            cases.append(pytest.param(entry["says"], content["as_of"], entry["facts"], id=name))
    return cases


def comparable(value: Any) -> Any:
    """Numbers as Decimal and dates as text, so that YAML and the extractor speak alike."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    if isinstance(value, dict):
        return {key: comparable(part) for key, part in value.items() if key != "acts"} | (
            {"acts": sorted(value["acts"])} if "acts" in value else {}
        )
    if isinstance(value, list):
        return [comparable(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(("says", "as_of", "facts"), _cases())
def test_a_sentence_gives_exactly_its_facts(says: str, as_of: date, facts: dict[str, Any]) -> None:
    read = read_facts(normalize(says), as_of).values
    if facts.get("approx") and "days_overdue" in facts:
        assert abs(read["days_overdue"] - facts["days_overdue"]) <= VAGUE * abs(facts["days_overdue"])
        facts = facts | {"days_overdue": read["days_overdue"]}
    assert comparable(read) == comparable(facts)


def test_there_are_enough_sentences_without_facts() -> None:
    without = [case for case in _cases() if case.values[2] == {}]
    assert len(_cases()) >= 250
    assert len(without) >= 60
