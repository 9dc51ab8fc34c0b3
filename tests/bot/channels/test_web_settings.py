"""How the web page is open to the world."""

from __future__ import annotations

import pytest

from bot.channels.web_settings import WebSettings, web_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ORIGINS", "SESSIONS"):
        monkeypatch.delenv(f"ADVISOR_WEB_{name}", raising=False)
    monkeypatch.delenv("ADVISOR_REAL_IP_HEADER", raising=False)


def test_without_settings_only_our_own_pages_are_served_and_no_header_is_believed() -> None:
    assert web_settings() == WebSettings((), 60, None)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_WEB_ORIGINS", "https://a.example")
    monkeypatch.setenv("ADVISOR_WEB_SESSIONS", "500")
    monkeypatch.setenv("ADVISOR_REAL_IP_HEADER", "X-Real-IP")
    assert web_settings() == WebSettings(("https://a.example",), 500, "X-Real-IP")


@pytest.mark.parametrize("wrong", ["0", "-1", "many", "1.5", "²"])
def test_a_wrong_number_is_refused_with_an_example(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_WEB_SESSIONS", wrong)
    with pytest.raises(ValueError, match="如 60"):
        web_settings()
