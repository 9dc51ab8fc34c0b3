"""Every phrase has a use and every use has a phrase."""

from __future__ import annotations

import re
from pathlib import Path

from actions.phrases import load_phrases
from rules_engine.model.norms import STRENGTHS

PROJECT = Path(__file__).resolve().parents[2]
PHRASES = load_phrases(PROJECT / "data" / "answers" / "phrases")
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for floor in ("actions", "bot")
    for path in (PROJECT / floor).rglob("*.py")
)


QUOTED = set(re.findall(r"[\"'](\w+)[\"']", SOURCES))
#: ``say(f"file_{format}")``: every phrase of that beginning is said.
BEGINNINGS = tuple(set(re.findall(r'say\(f"(\w+_)\{', SOURCES)))


def test_every_phrase_is_said_somewhere() -> None:
    assert [each for each in PHRASES.phrases if each not in QUOTED and not each.startswith(BEGINNINGS)] == []


def test_every_phrase_that_is_said_exists() -> None:
    said = set(re.findall(r'(?:\bsay|_phrase|\.plain)\(\s*"(\w+)"', SOURCES))
    assert said <= PHRASES.phrases.keys()


def test_every_strength_has_words() -> None:
    assert PHRASES.strength_notes.keys() == set(STRENGTHS)
