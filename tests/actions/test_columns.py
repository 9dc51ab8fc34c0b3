"""Figures stand under each other."""

from __future__ import annotations

from actions.columns import left, right


def test_figures_end_at_the_same_place() -> None:
    assert right(["833.34元", "1,666.67元"]) == ["\u2007\u2007833.34元", "1,666.67元"]


def test_words_are_followed_by_the_same_room() -> None:
    assert left(["抵本金", "又生的利息"]) == ["抵本金\u3000\u3000", "又生的利息"]


def test_no_lines_are_no_lines() -> None:
    assert right([]) == left([]) == []
