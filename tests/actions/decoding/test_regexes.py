"""No pattern can run away, whatever the message."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from actions.decoding import regexes
from actions.decoding.model import KINDS, Patterns
from actions.decoding.reading import decode, is_pasted

WORDS = {"court": ("人民法院", "法院")}
HOSTILE = [
    "您",
    "，",
    "。",
    "【",
    "】",
    "今天",
    "法院",
    "冻结",
    "将通知",
    "已被",
    "（2026）",
    "通知你",
    "请点击",
    "http://",
    "a.",
    "1",
    "的",
    "先交",
    "不",
    "转到我的",
    "如果",
    "“",
]


def test_names_and_gaps_are_written_out() -> None:
    assert regexes.expanded("{court}{gap3}立案", WORDS) == "(?:人民法院|法院)[^。！？；\n，：]{0,3}立案"
    assert regexes.expanded("今天{far2}还", WORDS) == "今天[^。！？；\n]{0,2}还"
    assert regexes.expanded(r"\d{1,2}点", WORDS) == r"\d{1,2}点"


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        regexes.expanded("{cort}", WORDS)


@pytest.mark.parametrize(
    "source", ["冻结{gap8}(?:银行卡|账户)", r"\d{1,2}点", "(?:将|会){0,3}冻结", "今天(?:就|马上)?还"]
)
def test_a_bounded_pattern_is_allowed(source: str) -> None:
    assert regexes.faults(regexes.expanded(source, WORDS)) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("冻结.*账户", "无界"),
        ("冻结.+", "无界"),
        ("冻结.{3,}", "无界"),
        ("冻结.{0,60}账户", "空档最多"),
        ("(?:将要|会){0,9}冻结", "空档最多"),
        ("(?:将.{0,3}){0,3}冻结", "重复里面"),
        ("(?:a?){1,3}b", "重复里面"),
        ("冻.{0,20}结.{0,20}账.{0,20}户", "走法"),
        ("(?:冻结", "写错"),
        ("冻结{2}{3}", "写错"),
        ("(?:冻结)?", "什么都没有"),
    ],
)
def test_a_pattern_that_could_run_away_is_refused(source: str, said: str) -> None:
    assert any(said in fault for fault in regexes.faults(source))


def test_ways_multiply_along_a_pattern_and_not_across_its_alternatives() -> None:
    assert regexes.ways("a.{0,4}b.{0,9}c") == 50
    assert regexes.ways("a.{0,4}b|c.{0,9}d") == 10


def test_every_pattern_of_the_data_is_bounded(patterns: Patterns) -> None:
    for pattern in patterns.all:
        for regex in (pattern.look, pattern.unless, pattern.unless_in_sentence, *pattern.also):
            assert regex is None or regexes.faults(regex.pattern) == [], pattern.id


def test_characters_that_are_needed_are_in_every_hit() -> None:
    assert regexes.needed("(?:冻结|查封){1,2}.{0,4}账户") == {"冻", "查"} or regexes.needed(
        "(?:冻结|查封){1,2}.{0,4}账户"
    ) <= {"账", "户"}
    assert regexes.needed("a?b") == {"b"}
    assert regexes.needed("a?|b") == frozenset()


def test_needs_never_hide_a_hit(patterns: Patterns) -> None:
    folder = Path(__file__).parent / "cases"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yml")))
    for pattern in patterns.all:
        for match in pattern.look.finditer(text):
            assert not pattern.needs or pattern.needs & set(match[0]), pattern.id


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_thousand_hostile_characters_are_read(patterns: Patterns, piece: str) -> None:
    text = (piece * 1000)[:1000]
    assert decode(text, patterns).verdict in KINDS
    assert is_pasted(text) in (True, False)


def test_a_thousand_characters_of_everything_are_read(patterns: Patterns) -> None:
    characters = sorted({character for pattern in patterns.all for character in pattern.needs})
    shuffled = random.Random(7)
    text = "".join(shuffled.choice(characters) for _ in range(1000))
    assert decode(text, patterns).verdict in KINDS


def test_a_message_beyond_all_measure_is_cut(patterns: Patterns) -> None:
    found = decode("您的借款已逾期。" * 10_000, patterns)
    assert sum(len(sentence.text) for sentence in found.sentences) <= 4000
