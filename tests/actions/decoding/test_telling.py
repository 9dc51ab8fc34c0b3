"""What is said about a decoded message, and what never is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.decoding.model import Decoded
from actions.decoding.telling import MOST_SENTENCES, MOST_STEPS, QUOTE, tell
from actions.message import Reply
from actions.phrases import load_phrases
from rules_engine import Rulebook

DATA = Path(__file__).parents[3] / "data"
PHRASES = load_phrases(DATA / "answers" / "phrases")
TODAY = date(2026, 11, 24)
CASES: list[dict[str, Any]] = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in YAML(typ="safe").load(path)["cases"]
]

Told = Callable[..., Reply]


@pytest.fixture
def told(book: Rulebook, decoded: Callable[[str], Decoded]) -> Told:
    return lambda text, as_of=TODAY: tell(decoded(text), book, PHRASES, as_of)


@pytest.fixture(params=CASES, ids=lambda case: str(case["name"]))
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


# ── every message ────────────────────────────────────────────────────────────────────────────────────────


def test_the_verdict_comes_first_and_the_ground_last(told: Told, case: dict[str, Any]) -> None:
    reply = told(case["text"])
    blocks = reply.text.split("\n\n")
    first, last = blocks[0], blocks[-1]
    known = any(sentence["patterns"] for sentence in reply.data["sentences"])
    wanted = f"decoded_{case['verdict']}" if known else "decoded_nothing"
    assert first.startswith(PHRASES.say(wanted))
    assert last.startswith(PHRASES.say("basis")) is known


def test_a_legal_step_is_always_to_be_checked(told: Told, case: dict[str, Any]) -> None:
    reply = told(case["text"])
    steps = {pattern for sentence in reply.data["sentences"] for pattern in sentence["patterns"]}
    if steps & {"case_filed", "summons", "payment_order", "judgment", "enforcement_notice", "case_number"}:
        assert "check_court" in {action["id"] for action in reply.data["actions"]}
        assert "别不理" in reply.text


def test_nothing_is_called_a_fraud_for_certain(told: Told, case: dict[str, Any]) -> None:
    text = told(case["text"]).text
    assert not any(word in text for word in ("这是诈骗", "这是骗局", "肯定是骗", "一定是骗", "就是骗子"))


def test_it_keeps_its_measure(told: Told, case: dict[str, Any]) -> None:
    reply = told(case["text"])
    lines = reply.text.split("\n")
    marked = [line for line in lines if line.startswith("【")]
    assert len(marked) <= MOST_SENTENCES and len(reply.data["actions"]) <= MOST_STEPS
    for line in marked:
        assert len(line[line.index("“") + 1 : line.index("”：")]) <= QUOTE + 1


def test_no_link_and_no_number_of_theirs_is_repeated(told: Told, case: dict[str, Any]) -> None:
    reply = told(case["text"])
    whole = reply.text + json.dumps(dict(reply.data), ensure_ascii=False)
    assert "http" not in whole and "0000000" not in whole and "abc00000" not in whole


def test_programs_can_read_it(told: Told, case: dict[str, Any]) -> None:
    data = json.loads(json.dumps(dict(told(case["text"]).data), ensure_ascii=False))
    assert data["kind"] == "decoded" and data["verdict"] == case["verdict"]
    assert set(data) == {"kind", "verdict", "sentences", "basis", "actions"}
    assert all(set(sentence) == {"text", "kind", "patterns"} for sentence in data["sentences"])


# ── single messages ──────────────────────────────────────────────────────────────────────────────────────


def test_marks_quotes_and_dates(told: Told) -> None:
    text = told("【某某资产】今天不还就冻结你名下银行卡和微信，我们已调取你的通话记录。").text
    assert "【没有依据的威胁】“今天不还就冻结你名下银行卡和微信”：" in text
    assert "【不合规】“我们已调取你的通话记录”：" in text
    assert "（11月25日（周三）前）" in text
    assert "署名“某某资产”谁都能写" in text


def test_a_date_in_another_year_is_written_with_it(told: Told) -> None:
    assert "（2027年1月1日（周五）前）" in told("您有一张传票待领取。", date(2026, 12, 31)).text


def test_a_long_quotation_is_shortened(told: Told) -> None:
    text = told("我司将在近日内冻结您名下的所有银行卡以及微信支付宝账户里的存款。").text
    assert "“我司将在近日内冻结您名下的所有银行卡以及…”" in text


def test_a_quotation_is_punctuated_as_chinese_is(told: Told) -> None:
    text = told("您的借款已逾期3天，尚欠12,000元，请打开App还款。").text
    assert "“您的借款已逾期3天，尚欠12,000元”" in text and "“请打开App还款”" in text


def test_the_most_serious_sentences_are_shown_in_their_own_order(told: Told) -> None:
    reminders = "".join(f"您的第{number}笔借款已逾期。" for number in range(1, 10))
    text = told(reminders + "请把钱转到我个人微信。").text
    marked = [line for line in text.split("\n") if line.startswith("【")]
    assert len(marked) == MOST_SENTENCES
    assert marked[-1].startswith("【骗局特征】") and "第1笔" in marked[0]
    assert "其余2句没有列出" in text


def test_a_receipt_is_asked_for_where_a_period_may_run(told: Told) -> None:
    text = told("【某某区人民法院】现向你送达支付令，请在15日内书面提出异议。").text
    assert "告诉我文书种类和收到的日期" in text and "15日内" in text and "12368" in text


def test_a_step_keeps_its_place_among_the_marks_of_a_fraud(told: Told) -> None:
    text = (
        "您的案件已立案。请加我微信做笔录，把资金转入安全账户，提供验证码，寄来银行卡，派出所已涉嫌洗钱调查。"
    )
    reply = told(text)
    assert reply.data["verdict"] == "scam"
    assert "check_court" in {action["id"] for action in reply.data["actions"]}
    assert PHRASES.say("decoded_also_step") in reply.text


def test_a_message_that_is_mostly_unknown_is_not_waved_through(told: Told) -> None:
    unknown = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少白日依山尽黄河入海流。"
    assert PHRASES.say("decoded_partly") in told(unknown + "如已还款请忽略。").text
    assert PHRASES.say("decoded_partly") not in told("您的借款已逾期，请尽快还款。").text


def test_grounds_are_those_in_force_on_the_day(told: Told) -> None:
    threat = "再不还钱打断你的腿。"
    assert "public_security_law_2025.art_50" in told(threat).data["basis"]
    assert "public_security_law_2025.art_50" not in told(threat, date(2025, 11, 24)).data["basis"]


def test_a_text_without_anything_known_gives_the_doors(told: Told) -> None:
    reply = told("今天天气不错，出门走走。")
    assert reply.text == PHRASES.say("decoded_nothing")
    assert "12368" in reply.text and "95188" in reply.text
