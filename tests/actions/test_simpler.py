"""Simple words: the sentences of the data, one thing for today, a few hard words; nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.glossary import load_glossary
from actions.message import Reply
from actions.phrases import load_phrases
from actions.simpler import MOST_TERMS, shortest, simpler_answer, simpler_assessment
from rules_engine import Assessment, assess, load_answers, load_rulebook, read_facts

DATA = Path(__file__).resolve().parents[2] / "data"
BOOK = load_rulebook(DATA)
ANSWERS = load_answers(DATA, BOOK)
PHRASES = load_phrases(DATA / "answers" / "phrases")
GLOSSARY = load_glossary(DATA / "answers" / "glossary.yml", BOOK)
AS_OF = date(2026, 11, 23)
ORDER = {"kind": "payment_order", "received": "2026-11-20"}


def found(**facts: Any) -> Assessment:
    return assess(BOOK, read_facts(BOOK, facts), AS_OF)


def answered(topic: str, **facts: Any) -> Reply:
    return simpler_answer(ANSWERS[topic], found(**facts), GLOSSARY, PHRASES)


def assessed(**facts: Any) -> Reply:
    return simpler_assessment(found(**facts), GLOSSARY, PHRASES)


def all_steps() -> list[str]:
    """Every step that may be the one for today."""
    tables = [
        YAML(typ="safe").load(path.read_text(encoding="utf-8")) for path in (DATA / "rules").glob("*.yml")
    ]
    rules = [rule["then"] for table in tables for rule in table.get("rules", ()) if "do" in rule["then"]]
    steps = [
        step for then in rules for step in (then["do"] if isinstance(then["do"], list) else [then["do"]])
    ]
    texts = [step if isinstance(step, str) else step["text"] for step in steps]
    return texts + [step.text for answer in ANSWERS.values() for step in answer.do]


# ── a topic ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_topic_is_told_in_its_simple_sentences_one_a_line() -> None:
    lines = answered("cannot_repay").text.splitlines()
    assert lines[:4] == [*(sentence.text for sentence in ANSWERS["cannot_repay"].simple), ""]


def test_one_thing_is_to_do_today_with_its_last_day() -> None:
    text = answered("negotiate_waiver").text
    assert (
        "今天先做一件事：查账单里本金、利息、罚息各多少，算出一次能拿出的钱。最晚11月24日（周二）。" in text
    )
    assert "打95188" not in text, "the second step waits"


def test_a_deadline_that_runs_is_the_thing_for_today_whatever_was_asked() -> None:
    reply = answered("cannot_repay", documents=[ORDER])
    assert reply.data["step"] == {"text": "清偿，或向发出支付令的法院交书面异议", "due": "2026-12-07"}
    assert "最晚12月7日（周一）。" in reply.text


def test_a_deadline_whose_day_is_unknown_asks_for_the_day() -> None:
    reply = answered("cannot_repay", documents=[{"kind": "payment_order"}])
    assert PHRASES.say("simple_undated") in reply.text
    assert reply.data["step"]["due"] is None


def test_a_step_without_a_last_day_asks_for_none() -> None:
    text = answered("home_visit").text
    assert "最晚" not in text and PHRASES.say("simple_undated") not in text


def test_a_step_that_says_today_is_not_announced_as_todays() -> None:
    assert answered("emotional_distress").text.count("今天") == 1


def test_hard_words_of_the_original_are_explained_those_of_the_step_first() -> None:
    reply = answered("negotiate_waiver")
    assert reply.data["terms"] == ["本金", "罚息", "减免"]
    assert "· 罚息：过了还款日，按合同多收的利息。" in reply.text


def test_a_word_the_simple_sentences_explain_is_not_explained_twice() -> None:
    assert "12368" in answered("court_notice_check").text
    assert "12368" not in answered("court_notice_check").data["terms"]


def test_an_answer_without_simple_words_is_told_as_it_is() -> None:
    text = answered("greet").text
    assert text.splitlines()[: len(ANSWERS["greet"].say)] == [each.text for each in ANSWERS["greet"].say]


@pytest.mark.parametrize("topic", sorted(ANSWERS))
def test_every_topic_gives_a_short_reply_with_at_most_three_words_explained(topic: str) -> None:
    reply = answered(topic, days_overdue=45)
    assert len(reply.data["terms"]) <= MOST_TERMS
    assert len(reply.text) <= 260
    assert reply.data["kind"] == "simple" and reply.data["topic"] == topic


@pytest.mark.parametrize("topic", sorted(path.stem for path in (DATA / "answers" / "topics").glob("*.yml")))
def test_the_grounds_of_what_is_said_are_kept_for_programs(topic: str) -> None:
    said = {ref for sentence in ANSWERS[topic].simple for ref in sentence.basis}
    assert said and said <= set(answered(topic).data["basis"]) <= set(BOOK.norms.references)


# ── an assessment ────────────────────────────────────────────────────────────────────────────────────────


def test_a_stage_is_told_in_its_simple_words() -> None:
    reply = assessed(days_overdue=45)
    assert reply.text.splitlines()[:3] == ["电话通常变多，可能换人催、律师来信。", "这还不是告你。", ""]
    assert reply.data["stage"] == "middle_overdue" and reply.data["strength"] == "平台惯例"
    assert "最晚11月26日（周四）。" in reply.text


def test_a_payment_order_says_what_it_is_and_by_when() -> None:
    text = assessed(documents=[ORDER]).text
    assert "只说没钱不算" in text and "最晚12月7日（周一）。" in text
    assert "· 支付令：" in text


def test_where_nothing_is_known_the_days_are_asked_for() -> None:
    reply = assessed()
    assert reply.text == PHRASES.say("simple_unknown")
    assert reply.data["asked"] == "days_overdue" and reply.choices


@pytest.mark.parametrize("stage", [rule.id for rule in BOOK.tables["stage"].rules])
def test_each_stage_can_be_told(stage: str) -> None:
    then = next(rule.then for rule in BOOK.tables["stage"].rules if rule.id == stage)
    assert then.simple and then.simple != then.says


# ── the step ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("step", "cut"),
    [
        ("清偿，或向法院交书面异议", "清偿，或向法院交书面异议"),
        (
            "没有约定过仲裁，或认为无效的，首次开庭前书面提出，留好凭证",
            "没有约定过仲裁，或认为无效的，首次开庭前书面提出",
        ),
        ("向法院交答辩状；通知书写了更短期限的，按通知书", "向法院交答辩状"),
        (
            "打95188（其他贷款找官方客服）登记“非本人借款”，请求冻结账户，要编号。",
            "打95188登记“非本人借款”，请求冻结账户",
        ),
        ("还得上的先还上，拖得越久，记录通常越重。", "还得上的先还上，拖得越久，记录通常越重"),
        (
            "先对他说“请走95188联系，我不同意你进屋里来”，再关门。",
            "先对他说“请走95188联系，我不同意你进屋里来”",
        ),
    ],
)
def test_a_step_is_cut_where_it_is_whole(step: str, cut: str) -> None:
    assert shortest(step) == cut


@pytest.mark.parametrize("step", all_steps())
def test_no_step_of_the_data_is_cut_into_half_a_sentence(step: str) -> None:
    cut = shortest(step)
    assert cut and step.replace("（", "").startswith(cut[:4])
    assert len(cut) <= 40
    assert cut.count("“") == cut.count("”") and cut.count("（") == cut.count("）") == 0
    assert not cut.endswith(("，", "、", "：", "的时", "之前", "之后"))
