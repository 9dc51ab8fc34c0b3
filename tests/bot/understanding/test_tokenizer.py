"""Words: terms in one piece, spans in the original, whatever was typed around them."""

from __future__ import annotations

import jieba
import pytest
from pipeline import Bench, read, taught
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT_TOKENS

from bot.understanding.tokenizer import ChineseTokenizer, jieba_with


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> ChineseTokenizer:
    return Bench(tmp_path_factory.mktemp("model")).created(ChineseTokenizer)


def tokens(tokenizer: ChineseTokenizer, text: str) -> list[Token]:
    return read(tokenizer, text).get(TEXT_TOKENS)


@pytest.mark.parametrize(
    "term", ["借呗", "花呗", "停息挂账", "个性化分期", "律师函", "失信被执行人", "爆通讯录", "诉前调解"]
)
@pytest.mark.parametrize("frame", ["{}", "我的{}怎么办", "都说{}可以"])
def test_a_term_is_one_word_wherever_it_stands(tokenizer: ChineseTokenizer, term: str, frame: str) -> None:
    assert term in [token.text for token in tokens(tokenizer, frame.format(term))]


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("借 呗 逾期", "借呗", "借 呗"),
        ("藉唄逾期了", "借呗", "藉唄"),
        ("欠了３５００元", "3500", "３５００"),
        ("我😀的借呗😭到期", "借呗", "借呗"),
        ("用iPhone还借呗", "iphone", "iPhone"),
        ("打了12378没人接", "12378", "12378"),
        ("兩個律師函", "律师函", "律師函"),
        ("Alipay 客服 says 借呗", "借呗", "借呗"),
    ],
)
def test_a_word_points_at_what_was_typed(
    tokenizer: ChineseTokenizer, text: str, word: str, original: str
) -> None:
    (token,) = (token for token in tokens(tokenizer, text) if token.text == word)
    assert text[token.start : token.end] == original


@pytest.mark.parametrize("text", ["", " ", "😀", "\ud83d", "a b c", "ﷺ", "İstanbul 借呗", "逾" * 1000])
def test_spans_are_in_order_and_inside_whatever_comes(tokenizer: ChineseTokenizer, text: str) -> None:
    found = tokens(tokenizer, text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


def test_the_dictionary_is_not_shared_with_the_rest_of_the_process(tokenizer: ChineseTokenizer) -> None:
    assert "个性化分期" not in jieba.lcut("个性化分期")


def test_a_loaded_tokenizer_cuts_with_the_dictionary_of_its_model(bench: Bench) -> None:
    trained = bench.created(ChineseTokenizer)
    trained._dictionary, trained._jieba = "逾期三天 x\n", jieba_with("逾期三天 x\n")
    trained.train(taught({}))
    loaded = bench.loaded(ChineseTokenizer)
    assert [token.text for token in tokens(loaded, "我逾期三天")] == ["我", "逾期三天"]
