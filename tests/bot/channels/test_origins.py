"""Which sites may embed the chat."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.channels.origins import allowed_origins, may_ask, shared_with


def asked(origin: str | None, host: str = "advisor.example") -> Any:
    return SimpleNamespace(headers={"origin": origin} if origin else {}, host=host)


def test_the_setting_is_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_WEB_ORIGINS", "https://a.example, http://B.example:8080,")
    assert allowed_origins() == ("https://a.example", "http://b.example:8080")
    monkeypatch.delenv("ADVISOR_WEB_ORIGINS")
    assert allowed_origins() == ()


@pytest.mark.parametrize(
    "bad", ["a.example", "https://a.example/path", "*", "https://*.example", "https://a b"]
)
def test_what_is_no_origin_is_refused_with_an_example(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_WEB_ORIGINS", bad)
    with pytest.raises(ValueError, match=r"https://www\.example\.com"):
        allowed_origins()


def test_our_own_pages_and_the_listed_sites_may_ask_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_PUBLIC_URL", "https://public.example")
    listed = ("https://a.example",)
    assert may_ask(asked("https://a.example"), listed)
    assert may_ask(asked("https://advisor.example"), listed)
    assert may_ask(asked("https://public.example"), listed)
    assert may_ask(asked(None), listed), "a program names no site; its token tells who it is"
    for origin in (
        "https://evil.example",
        "null",
        "https://a.example.evil.example",
        "https://advisor.example.evil",
        "http://[",
    ):
        assert not may_ask(asked(origin), listed)


def test_no_answer_is_ever_shared_with_everybody() -> None:
    assert shared_with(asked("https://a.example"))["Access-Control-Allow-Origin"] == "https://a.example"
    assert shared_with(asked(None)) == {}
