"""A pressed button does what it says; whatever is not exactly a button goes on to be understood."""

from __future__ import annotations

import pytest

from actions.context import load_speech
from actions.shortcuts import Shortcut, shortcut

BOOK, SPEECH = load_speech()


def test_a_button_states_its_facts() -> None:
    assert shortcut("31到60天", "days_overdue", SPEECH) == Shortcut(
        "inform", {"days_overdue": 45, "approx": True}
    )
    assert shortcut("支付令", "documents", SPEECH) == Shortcut(
        "inform", {"documents": [{"kind": "payment_order"}]}
    )


def test_the_number_of_a_button_is_the_button() -> None:
    assert shortcut("2", "documents", SPEECH) == Shortcut(
        "inform", {"documents": [{"kind": "lawyer_letter"}]}
    )


def test_a_number_that_may_be_the_value_itself_is_not_a_button() -> None:
    assert shortcut("3", "days_overdue", SPEECH) is None


@pytest.mark.parametrize("text", ["没有", "都没有", "没有。", " 没收到 "])
def test_none_answers_a_question_about_papers(text: str) -> None:
    assert shortcut(text, "documents", SPEECH) == Shortcut("inform", {"documents": []})


@pytest.mark.parametrize("text", ["不知道", "忘了", "不想说", "跳过"])
def test_not_knowing_is_an_answer(text: str) -> None:
    assert shortcut(text, "days_overdue", SPEECH) == Shortcut("inform", skip="days_overdue")


def test_without_an_open_question_such_words_are_left_to_be_understood() -> None:
    assert shortcut("没有", None, SPEECH) is None
    assert shortcut("不知道", None, SPEECH) is None


@pytest.mark.parametrize("topic", sorted(SPEECH.answers))
def test_the_title_of_a_topic_is_that_topic(topic: str) -> None:
    assert shortcut(SPEECH.answers[topic].title, None, SPEECH) == Shortcut(topic)


@pytest.mark.parametrize("text", ["/restart", "restart", "我借呗逾期了", "", "重新开始吗不用吧"])
def test_anything_else_is_no_shortcut(text: str) -> None:
    assert shortcut(text, None, SPEECH) is None


def test_steering_words_steer() -> None:
    assert shortcut("展开", None, SPEECH) == Shortcut("expand")
    assert shortcut("为什么？", None, SPEECH) == Shortcut("explain_why")
