"""What is found wrong with training sentences as a whole."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.examples import (
    LEAST,
    TrainingSentence,
    balance,
    contradictory,
    leaked,
    read_examples,
    repeated,
    uneven,
)


def sentence(text: str, topic: str = "a", line: int = 1) -> TrainingSentence:
    return TrainingSentence(text, topic, f"{topic}.yml:{line}")


def test_sentences_are_read_with_the_place_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "thanks.yml").write_text(
        'version: "3.1"\nnlu:\n  - intent: thanks\n    examples: |\n      - 谢谢\n      - 多谢 了\n',
        encoding="utf-8",
    )
    assert read_examples(tmp_path) == [
        TrainingSentence("谢谢", "thanks", "thanks.yml:5"),
        TrainingSentence("多谢 了", "thanks", "thanks.yml:6"),
    ]


def test_a_sentence_that_stands_twice_is_named_with_both_places() -> None:
    (problem,) = repeated([sentence("还不上，怎么办？"), sentence("还不上怎么办", "b", 7)])
    assert problem.startswith("b.yml:7") and "a.yml:1" in problem


def test_signs_alone_repeat_nothing() -> None:
    assert list(repeated([sentence("？？"), sentence("！", "b")])) == []


def test_nearly_the_same_sentence_under_two_topics_is_a_contradiction() -> None:
    one = sentence("借呗逾期三个月了催收天天打电话给我妈怎么办啊")
    other = sentence("借呗逾期三个月了催收天天打电话给我妈怎么办呀", "b")
    (problem,) = contradictory([one, other])
    assert one.text in problem and other.text in problem
    assert list(contradictory([one, sentence(other.text)])) == []


def test_a_topic_with_few_sentences_is_named() -> None:
    many = [sentence(f"第{number}句", "many", number) for number in range(LEAST)]
    assert list(uneven([*many, sentence("一句", "few")])) == [f"few: 只有 1 句，至少要 {LEAST} 句"]
    assert "最多 many 25 句，最少 few 1 句" in balance([*many, sentence("一句", "few")])


def test_a_copy_and_a_light_rewording_of_an_evaluation_sentence_are_found() -> None:
    held_out = ["我在外地上班收到一张传票该怎么办才好"]
    copy = sentence("我在外地上班，收到一张传票，该怎么办才好？")
    reworded = sentence("我在外地上班收到一张传票该怎么办才好呢", "b")
    other = sentence("逾期以后传票会寄到老家吗我人不在那边", "c")
    found = list(leaked([copy, reworded, other], held_out))
    assert [problem.split(":")[0] for problem in found] == ["a.yml", "b.yml"]


def test_very_short_sentences_belong_to_everybody() -> None:
    assert list(leaked([sentence("你好")], ["你好"])) == []


@given(st.text(alphabet="借呗花逾期还款催收", min_size=28, max_size=60), st.data())
def test_a_long_sentence_with_one_sign_more_is_always_found(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    longer = text[:place] + "了" + text[place:]
    distinct = {text[start : start + 3] for start in range(len(text) - 2)}
    if len(distinct) < 23:  # the sign breaks two pieces and makes three: 21 of 26 are four fifths
        return
    assert list(contradictory([sentence(text), sentence(longer, "b")]))
