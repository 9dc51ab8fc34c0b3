"""Whole messages with what must be found in each sentence: one test for each case in cases/*.yml.

``found`` is complete: it names a piece of every sentence in which a pattern is found, and all its patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.decoding.model import Decoded
from actions.decoding.reading import is_pasted
from bot.understanding.normalizer import normalize

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
CASES: list[dict[str, Any]] = [case for path in FILES for case in YAML(typ="safe").load(path)["cases"]]
LEAST = 120


@pytest.fixture(params=CASES, ids=lambda case: str(case["name"]))
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


def test_each_sentence_is_what_it_is(case: dict[str, Any], decoded: Callable[[str], Decoded]) -> None:
    sentences = decoded(case["text"]).sentences
    expected: dict[str, set[str]] = defaultdict(set)
    for piece, ids in case["found"].items():
        plain = normalize(str(piece)).text
        home = next((sentence.text for sentence in sentences if plain in sentence.text), None)
        assert home is not None, f"“{piece}”在哪一句里都没有"
        expected[home] |= {ids} if isinstance(ids, str) else set(ids)
    found = {s.text: {pattern.id for pattern in s.patterns} for s in sentences if s.patterns}
    assert found == {text: ids for text, ids in expected.items() if ids}


def test_the_verdict_is_the_most_serious_of_them(
    case: dict[str, Any], decoded: Callable[[str], Decoded]
) -> None:
    assert decoded(case["text"]).verdict == case["verdict"]


def test_the_signature_is_read(case: dict[str, Any], decoded: Callable[[str], Decoded]) -> None:
    if "sender" in case:
        assert decoded(case["text"]).sender == case["sender"]


def test_it_is_known_as_pasted(case: dict[str, Any]) -> None:
    assert is_pasted(normalize(case["text"]).text) is case.get("pasted", True)


def test_there_are_enough_messages_of_every_verdict() -> None:
    assert len(CASES) >= LEAST
    assert len({case["text"] for case in CASES}) == len(CASES)
    verdicts = [case["verdict"] for case in CASES]
    assert min(map(verdicts.count, set(verdicts))) >= 10


def test_most_messages_are_known_as_pasted() -> None:
    known = [case for case in CASES if case.get("pasted", True)]
    assert len(known) / len(CASES) >= 0.7
