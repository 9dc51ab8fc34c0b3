"""The safety layer, sentence by sentence, and its promises: any string, linear time, sound data."""

from __future__ import annotations

import re
import shutil
import sre_constants
import sre_parse
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from ruamel.yaml import YAML

from bot.paths import DATA
from bot.understanding.normalizer import normalize
from bot.understanding.safety import (
    KINDS,
    SAFETY,
    SafetyDataError,
    SafetyScreen,
    data_problems,
    default_screen,
    read_screen,
)

CASES = Path(__file__).parent / "safety_cases"
ANSWERS = DATA / "answers" / "safety"
TRADITIONAL = OpenCC("s2t")
TAIWAN = OpenCC("s2tw")
FILLERS = ("", "", "", " ", "　", "\u200b", "\n", "😭", "💔", "*", "~", "[大哭]")


def _cases(side: str) -> list[tuple[str, str]]:
    pairs = []
    for path in sorted(CASES.glob("*.yml")):
        body = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        pairs += [(body["kind"], sentence) for sentence in body[side]]
    return pairs


POSITIVES = _cases("fires")
NEGATIVES = _cases("silent")


def _kinds(sentence: str) -> set[str]:
    return {finding.kind for finding in default_screen()(normalize(sentence))}


@pytest.mark.parametrize(("kind", "sentence"), POSITIVES)
def test_the_sign_is_found(kind: str, sentence: str) -> None:
    assert kind in _kinds(sentence)


@pytest.mark.parametrize(("kind", "sentence"), NEGATIVES)
def test_the_look_alike_is_let_pass(kind: str, sentence: str) -> None:
    assert kind not in _kinds(sentence)


@pytest.mark.parametrize("sentence", [s for kind, s in NEGATIVES if kind not in ("bereavement", "crisis")])
def test_other_look_alikes_are_no_crisis_either(sentence: str) -> None:
    assert "crisis" not in _kinds(sentence)


def test_the_sets_are_large_enough() -> None:
    assert len(POSITIVES) >= 150
    assert sum(kind == "crisis" for kind, _ in POSITIVES) >= 90
    assert len(NEGATIVES) >= 300
    assert {kind for kind, _ in POSITIVES} == set(KINDS)


# How it is typed does not matter.

_POSITIVE = st.sampled_from(POSITIVES)


@given(_POSITIVE, st.data())
@settings(max_examples=300, deadline=None)
def test_spaces_and_emoji_between_characters_change_nothing(
    case: tuple[str, str], data: st.DataObject
) -> None:
    kind, sentence = case
    if sentence.isascii():
        return
    fillers = data.draw(st.lists(st.sampled_from(FILLERS), min_size=len(sentence), max_size=len(sentence)))
    scattered = "".join(character + filler for character, filler in zip(sentence, fillers, strict=True))
    assert kind in _kinds(scattered)


@pytest.mark.parametrize(("kind", "sentence"), POSITIVES)
def test_traditional_and_full_width_writing_change_nothing(kind: str, sentence: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in sentence)
    assert kind in _kinds(TRADITIONAL.convert(sentence))
    assert kind in _kinds(TAIWAN.convert(sentence))
    assert kind in _kinds(wide)


@given(
    _POSITIVE,
    st.sampled_from(("借呗逾期45天，", "你好。", "我想问一下，", "欠了三万块！")),
    st.sampled_from(("。", "，怎么办", "")),
)
@settings(max_examples=300, deadline=None)
def test_other_clauses_around_a_crisis_do_not_hide_it(case: tuple[str, str], before: str, after: str) -> None:
    kind, sentence = case
    if kind == "crisis":
        assert kind in _kinds(before + sentence + after)


# What a finding says.


@given(_POSITIVE)
def test_the_span_lies_in_the_original(case: tuple[str, str]) -> None:
    _, sentence = case
    for finding in default_screen()(normalize(sentence)):
        assert 0 <= finding.start < finding.end <= len(sentence)


def test_the_span_marks_the_words_as_they_were_typed() -> None:
    text = "借唄逾期了，不 想😭活 了"
    finding = default_screen()(normalize(text))[0]
    assert (finding.kind, finding.entry) == ("crisis", "not_wanting_to_live")
    assert text[finding.start : finding.end] == "不 想😭活"


def test_the_most_urgent_finding_comes_first() -> None:
    found = default_screen()(normalize("收到法院传票，催收说要弄死我，我不想活了"))
    assert [finding.kind for finding in found] == ["crisis", "violence", "court_paper"]


def test_a_death_already_happened_is_not_taken_for_present_danger() -> None:
    assert _kinds("老公因为欠债跳楼走了") == {"bereavement"}


def test_a_bereaved_person_in_danger_is_found_too() -> None:
    assert _kinds("老公因为欠债跳楼走了，我也不想活了") == {"bereavement", "crisis"}


def test_a_denial_covers_its_own_clause_only() -> None:
    assert _kinds("我不会自杀的") == set()
    assert "crisis" in _kinds("我不会自杀的，就是觉得活着没意思")


# Any string, quickly.


@given(st.text(max_size=300))
@settings(deadline=None)
def test_no_string_raises(text: str) -> None:
    for finding in default_screen()(normalize(text)):
        assert 0 <= finding.start < finding.end <= len(text)


@given(st.text(alphabet="不想死活我你他了的催收自杀去没会要法院传票弄打门钱借还证假转", max_size=200))
@settings(deadline=None)
def test_no_string_of_our_own_words_raises(text: str) -> None:
    default_screen()(normalize(text))


@pytest.mark.parametrize(
    "unit", ["想死你", "不会自杀", "催收让我去", "法院短信", "我我我", "帮我协商收费", "活着", "死了"]
)
def test_a_thousand_characters_stay_cheap(unit: str) -> None:
    screen = default_screen()
    text = normalize((unit * 1000)[:1000])
    screen(text)
    assert _fastest(screen, text) < 0.25


@pytest.mark.parametrize("unit", ["想死你", "不会自杀", "催收让我去", "帮我协商收费"])
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    screen = default_screen()
    short, long = normalize((unit * 1000)[:500]), normalize((unit * 1000)[:2000])
    screen(long)
    assert _fastest(screen, long) < 10 * max(_fastest(screen, short), 0.0005)


def _fastest(screen: SafetyScreen, text: object) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        screen(text)  # type: ignore[arg-type]
        times.append(time.perf_counter() - start)
    return min(times)


# The data.


def test_the_shipped_data_has_no_problem() -> None:
    assert data_problems(SAFETY) == ()


@pytest.mark.parametrize("entry", default_screen().entries, ids=lambda entry: entry.id)
def test_every_match_holds_a_needed_character(entry: object) -> None:
    """Otherwise the search would be skipped for a text it should find."""
    assert _certain(sre_parse.parse(entry.source), entry.needs)  # type: ignore[attr-defined]


def _certain(sequence: object, needs: frozenset[str]) -> bool:
    return any(_certain_item(operator, value, needs) for operator, value in sequence)  # type: ignore[attr-defined]


def _certain_item(operator: object, value: object, needs: frozenset[str]) -> bool:
    if operator is sre_constants.LITERAL:
        return chr(value) in needs  # type: ignore[arg-type]
    if operator is sre_constants.IN:
        return all(_within(item, needs) for item in value)  # type: ignore[attr-defined]
    if operator is sre_constants.SUBPATTERN:
        return _certain(value[3], needs)  # type: ignore[index]
    if operator is sre_constants.BRANCH:
        return all(_certain(branch, needs) for branch in value[1])  # type: ignore[index]
    if operator is sre_constants.MAX_REPEAT:
        return value[0] > 0 and _certain(value[2], needs)  # type: ignore[index]
    return False


def _within(item: tuple[object, object], needs: frozenset[str]) -> bool:
    operator, value = item
    if operator is sre_constants.LITERAL:
        return chr(value) in needs  # type: ignore[arg-type]
    if operator is sre_constants.RANGE:
        return all(chr(code) in needs for code in range(value[0], value[1] + 1))  # type: ignore[index]
    return False


def test_every_guard_is_used() -> None:
    guards = YAML(typ="safe").load((SAFETY / "guards.yml").read_text(encoding="utf-8"))["guards"]
    used = {
        name
        for path in SAFETY.glob("*.yml")
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8")).get("entries", [])
        for name in entry.get("unless", [])
    }
    assert set(guards) == used


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "safety"
    shutil.copytree(SAFETY, copy)
    return copy


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    why: 英文和拼音写法\n", "", "没有写理由"),
        ("kind: crisis", "kind: crysis", "没有“crysis”这个种类"),
        ("  - id: english", "  - id: release", "出现了两次"),
        ("unless: [debt_closed, negated]", "unless: [debt_closed, negatid]", "没有“negatid”"),
        ("'一了百了'", "'{nobody}一了百了'", "words.yml 里没有"),
        ("一了百了'", "一了.*百了'", "无界重复"),
        ("一了百了'", "一了.{0,99}百了'", "无界重复"),
        ("    why: 英文和拼音写法\n", "    why: 英文\n    because: x\n", "不认识的键“because”"),
        ("yields_to: [bereavement]", "yields_to: [mourning]", "yields_to"),
    ],
)
def test_broken_data_is_refused_with_file_and_line(folder: Path, old: str, new: str, told: str) -> None:
    path = folder / "crisis.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SafetyDataError, match=re.escape(told)) as refused:
        read_screen(folder)
    assert "safety" in str(refused.value)


def test_a_broken_pattern_is_told_with_file_and_line(folder: Path) -> None:
    path = folder / "crisis.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("'一了百了'", "'一了(百了'"), encoding="utf-8")
    (problem,) = data_problems(folder)
    assert re.match(r"safety/crisis\.yml:\d+: 正则写错了", problem)


def test_an_unreadable_file_is_told_and_not_swallowed(folder: Path) -> None:
    (folder / "violence.yml").write_text("entries: [", encoding="utf-8")
    with pytest.raises(SafetyDataError, match=r"violence\.yml:1"):
        read_screen(folder)


# What is answered.


@pytest.mark.parametrize("topic", ["crisis", "bereavement", "violence"])
def test_an_answer_puts_care_and_numbers_first(topic: str) -> None:
    answer = YAML(typ="safe").load((ANSWERS / f"{topic}.yml").read_text(encoding="utf-8"))
    known = {line["number"]: line for line in _hotlines()}
    assert answer["topic"] == topic
    assert len(answer["title"]) <= 10
    assert all(number in known for number in answer["hotlines"])
    assert len(answer["do"]) <= 3
    said = "".join(text["text"] for text in answer["say"] + answer["do"])
    assert "110" in said and "120" in said
    assert not re.search(r"还款|罚息|利息|征信|逾期|保证|一定", said)


@pytest.mark.parametrize("topic", ["crisis", "bereavement", "violence"])
def test_a_number_in_an_answer_is_one_of_its_hotlines(topic: str) -> None:
    answer = YAML(typ="safe").load((ANSWERS / f"{topic}.yml").read_text(encoding="utf-8"))
    texts = "".join(text["text"] for part in ("say", "do", "more") for text in answer[part])
    assert set(re.findall(r"\d{3,}", texts)) <= set(answer["hotlines"])


@pytest.mark.parametrize("topic", ["crisis", "bereavement", "violence"])
def test_a_button_under_an_answer_does_not_set_off_the_screen(topic: str) -> None:
    answer = YAML(typ="safe").load((ANSWERS / f"{topic}.yml").read_text(encoding="utf-8"))
    assert answer["choices"]
    for choice in answer["choices"]:
        assert _kinds(choice["payload"]) == set()


def test_every_hotline_was_checked_somewhere() -> None:
    for line in _hotlines():
        assert line["checked"] in ("text", "secondary")
        assert isinstance(line["verified_on"], date)


def _hotlines() -> list[dict[str, object]]:
    return YAML(typ="safe").load((SAFETY / "hotlines.yml").read_text(encoding="utf-8"))["hotlines"]
