"""A message is cut into sentences and each is named; a person's own words are neither pasted nor judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.decoding.folding import folded
from actions.decoding.model import KINDS, Decoded, Patterns
from actions.decoding.reading import decode, is_pasted
from bot.understanding.examples import read_examples
from bot.understanding.normalizer import normalize

DATA = Path(__file__).parents[3] / "data"

Decode = Callable[[str], Decoded]


def kinds(decoded: Decoded) -> dict[str, str]:
    return {sentence.text: sentence.kind for sentence in decoded.sentences}


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sentence_is_cut_where_another_thing_is_said(decoded: Decode) -> None:
    found = kinds(decoded("您的借款已逾期30天，今天不还就冻结你名下银行卡并联系您的家人。"))
    assert found == {
        "您的借款已逾期30天,": "lawful_notice",
        "今天不还就冻结你名下银行卡": "empty_threat",
        "并联系您的家人。": "improper",
    }


def test_a_sentence_that_goes_on_about_one_thing_stays_whole(decoded: Decode) -> None:
    assert len(decoded("您有一张传票，定于12月9日开庭，请按时到庭。").sentences) == 1


def test_a_link_and_a_sum_end_no_sentence(decoded: Decode) -> None:
    texts = [
        s.text for s in decoded("尚欠本金12,000.50元。点击链接 http://a.example.cn/x?y=1 还款。").sentences
    ]
    assert texts == ["尚欠本金12,000.50元。", "点击链接http://a.example.cn/x?y=1还款。"]


def test_the_signature_is_the_sender_and_no_sentence(decoded: Decode) -> None:
    found = decoded("【某某银行】您的贷款已逾期。")
    assert found.sender == "某某银行"
    assert [sentence.text for sentence in found.sentences] == ["您的贷款已逾期。"]


def test_a_title_in_brackets_names_no_sender(decoded: Decode) -> None:
    assert decoded("【还款提醒】您的贷款已逾期。").sender is None


def test_a_signature_at_the_end_is_read_too(decoded: Decode) -> None:
    assert decoded("您的贷款已逾期，请尽快还款。【某某消费金融】").sender == "某某消费金融"


def test_what_no_pattern_knows_is_unclear_and_claims_nothing(decoded: Decode) -> None:
    found = decoded("今天天气不错，出门走走。")
    assert [(sentence.kind, sentence.patterns) for sentence in found.sentences] == [("unclear", ())]
    assert found.verdict == "unclear"


def test_an_unknown_sentence_does_not_make_a_normal_message_unclear(decoded: Decode) -> None:
    assert decoded("春天来了。您的借款已逾期3天，请尽快还款。").verdict == "lawful_notice"


def test_the_quotation_starts_at_the_clause_of_the_finding(decoded: Decode) -> None:
    (sentence,) = decoded("某某您好，经系统核实，现将冻结你名下银行卡。").sentences
    assert sentence.quote.startswith("现将冻结")


@pytest.mark.parametrize(
    "text",
    [
        "如您仍未还款，我司可能依法向人民法院提起诉讼。",
        "我司保留通过法律途径追偿的权利。",
        "逾期信息将如实报送征信，可能影响您今后的贷款。",
        "判决生效后仍不履行的，法院可以限制高消费。",
        "我司将安排外访人员上门沟通。",
    ],
)
def test_what_is_lawful_is_called_normal_however_unpleasant(decoded: Decode, text: str) -> None:
    assert decoded(text).verdict == "lawful_notice"


@pytest.mark.parametrize(
    "text",
    [
        "【某某区人民法院】您的案件已立案，今天不还就抓人，冻结你全家账户。",
        "我司已向法院提起诉讼，明天你就成老赖了，列为老赖。",
        "您有一张传票，请速回电，否则后果自负。",
    ],
)
def test_a_legal_step_is_not_hidden_by_an_empty_threat(decoded: Decode, text: str) -> None:
    assert decoded(text).verdict == "real_step"


def test_a_court_that_speaks_of_its_measures_makes_no_empty_threat(decoded: Decode) -> None:
    text = "逾期不履行，将纳入失信名单、限制高消费。"
    assert decoded("【某某区人民法院】" + text).verdict == "real_step"
    assert decoded("【某某资产】" + text).verdict == "empty_threat"


# ── own words ────────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_person_wrote_around_it_is_left_out(decoded: Decode) -> None:
    found = decoded("帮我看看这条短信：【某某银行】您的贷款已逾期，请尽快还款。这是不是骗子？怎么办")
    assert [sentence.text for sentence in found.sentences] == ["您的贷款已逾期,请尽快还款"]
    quoted = decoded("催收发来“您的资料已移交经侦，请速回电，谢谢配合”，我该怎么回他")
    assert [sentence.text for sentence in quoted.sentences][-1].startswith("请速回电")


@pytest.mark.parametrize(
    "text",
    [
        "他们说要起诉我怎么办",
        "收到短信说我要被起诉是真的吗",
        "【借呗】逾期了怎么办",
        "您好，请问借呗逾期会上征信吗",
        "你好，我借呗逾期32天了，欠2万",
        "律师您好，本人借呗逾期，催收称要起诉，请问如何应对",
        "短信里说“您的案件已进入第二阶段”，第二阶段是什么",
        "收到个短信说“您涉及的合同纠纷已立案，请于今日18点前联系”，这是真的法院发的吗，不理行不行",
        "",
    ],
)
def test_a_persons_own_question_is_not_pasted(text: str) -> None:
    assert not is_pasted(normalize(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "【某某金融】您的借款已逾期，请尽快还款。",
        "尊敬的客户，您的借款已逾期，请尽快还款，如已还款请忽略。",
        "收到短信说您已被起诉请点击链接缴费",
        "帮我看看这条：您的案件已移交法务，请于今日联系专员处理，否则后果自负",
        "某某律师事务所接受委托，就贵方欠款一事致函：请于十日内清偿全部欠款，否则将提起诉讼。",
    ],
)
def test_a_pasted_text_is_known(text: str) -> None:
    assert is_pasted(normalize(text).text)


def test_no_sentence_people_say_of_themselves_is_taken_for_a_pasted_one() -> None:
    said = read_examples(DATA / "nlu")
    taken = [sentence.place for sentence in said if is_pasted(normalize(sentence.text).text)]
    assert len(said) > 10_000
    assert taken == []


# ── any text ─────────────────────────────────────────────────────────────────────────────────────────────

_PIECES = [
    "【某某银行】",
    "您",
    "今天",
    "冻结",
    "银行卡",
    "，",
    "。",
    "：",
    "、",
    "并",
    "法院",
    "已立案",
    "http://a.cn/",
    "12,000元",
    "？",
    "\n",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_read_and_nothing_is_made_up(patterns: Patterns, text: str) -> None:
    found = decode(text, patterns)
    assert found.verdict in KINDS
    for sentence in found.sentences:
        assert sentence.text in text and sentence.quote in sentence.text
        assert sentence.kind == (sentence.patterns[0].kind if sentence.patterns else "unclear")
        ranks = [KINDS.index(pattern.kind) for pattern in sentence.patterns]
        assert ranks == sorted(ranks)


@given(st.text(max_size=300))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(max_size=300))
def test_any_text_is_judged_pasted_or_not(text: str) -> None:
    assert is_pasted(text) in (True, False)
