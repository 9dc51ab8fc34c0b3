"""A pressed button does what it says; whatever is not exactly a button goes on to be understood."""

from __future__ import annotations

import pytest

from actions.commands import load_commands
from actions.context import load_speech
from actions.settings import DATA
from actions.shortcuts import Shortcut, pressed
from actions.shortcuts import shortcut as any_shortcut

BOOK, SPEECH = load_speech()
COMMANDS = load_commands(DATA)


def shortcut(text: str, asked: str | None, offered: tuple[str, ...] = ()) -> Shortcut | None:
    return any_shortcut(text, asked, SPEECH, COMMANDS, offered)


def test_a_button_states_its_facts() -> None:
    assert shortcut("31到60天", "days_overdue") == Shortcut("inform", {"days_overdue": 45, "approx": True})
    assert shortcut("支付令", "documents") == Shortcut("inform", {"documents": [{"kind": "payment_order"}]})


def test_the_number_of_a_button_is_the_button() -> None:
    assert shortcut("2", "documents", ("都没有", "律师函")) == Shortcut(
        "inform", {"documents": [{"kind": "lawyer_letter"}]}
    )
    assert shortcut("1", None, ("会上征信吗",)) == shortcut("会上征信吗", None)
    assert pressed("2", None, SPEECH, ("第一个", "第二个")) == "第二个"


def test_a_number_that_may_be_the_value_itself_is_not_a_button() -> None:
    assert shortcut("3", "days_overdue", ("还没到期", "30天以内", "31到60天")) is None
    assert pressed("3", "document.received", SPEECH, ("一", "二", "三")) == "3"


def test_the_number_of_no_button_is_no_button() -> None:
    assert pressed("0", None, SPEECH, ("一",)) == "0"
    assert pressed("2", None, SPEECH, ("一",)) == "2"


@pytest.mark.parametrize("text", ["没有", "都没有", "没有。", " 没收到 "])
def test_none_answers_a_question_about_papers(text: str) -> None:
    assert shortcut(text, "documents") == Shortcut("inform", {"documents": []})


@pytest.mark.parametrize("text", ["不知道", "忘了", "不想说", "跳过"])
def test_not_knowing_is_an_answer(text: str) -> None:
    assert shortcut(text, "days_overdue") == Shortcut("inform", skip="days_overdue")


def test_without_an_open_question_such_words_are_left_to_be_understood() -> None:
    assert shortcut("没有", None) is None
    assert shortcut("不知道", None) is None


@pytest.mark.parametrize("topic", sorted(SPEECH.answers))
def test_the_title_of_a_topic_is_that_topic(topic: str) -> None:
    assert shortcut(SPEECH.answers[topic].title, None) == Shortcut(topic)


@pytest.mark.parametrize("text", ["/restart", "restart", "我借呗逾期了", "", "重新开始吗不用吧"])
def test_anything_else_is_no_shortcut(text: str) -> None:
    assert shortcut(text, None) is None


@pytest.mark.parametrize(
    ("text", "intent", "details"),
    [
        ("删第2条", "remove_contact", {"number": "2"}),
        ("把第三条删掉", "remove_contact", {"number": "三"}),
        ("删这条", "remove_contact", {}),
        ("改第1条", "correct_contact", {"number": "1"}),
        ("改逾期天数", "ask_fact", {"fact": "逾期天数"}),
        ("帮我写一份答辩状", "letter", {"letter": "答辩状"}),
        ("写协商还款申请书", "letter", {"letter": "协商还款申请书"}),
        ("请把我的资料全部删掉", "delete_data", {}),
        ("删除我的所有记录", "delete_data", {}),
        ("不用记", "do_not_remember", {}),
        ("算了", "pause", {}),
        ("看记录", "show_ledger", {}),
    ],
)
def test_commands_carry_what_they_are_about(text: str, intent: str, details: dict[str, str]) -> None:
    assert shortcut(text, None) == Shortcut(intent, details=details)


@pytest.mark.parametrize(
    "text",
    [
        "写错了",
        "帮我写个假的失业证明",
        "怎么删除征信记录",
        "删除我的数据要多久",
        "能不能把我的逾期记录删掉",
        "改天再说",
        "注销账户",
    ],
)
def test_what_only_looks_like_a_command_is_none(text: str) -> None:
    assert shortcut(text, None) is None


def test_steering_words_steer() -> None:
    assert shortcut("展开", None) == Shortcut("expand")
    assert shortcut("为什么？", None) == Shortcut("explain_why")


def test_a_field_of_a_contact_is_answered_by_its_words_or_by_the_number_of_one() -> None:
    assert shortcut("不是", "contact.reachable") == Shortcut("inform", choice=False)
    assert shortcut("短信", "contact.channel") == Shortcut("inform", choice="sms")
    assert shortcut("1", "contact.reachable", ("是", "不是")) == Shortcut("inform", choice=True)
    assert shortcut("9", "contact.count", ("是",)) is None
