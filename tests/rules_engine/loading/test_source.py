"""YAML is read the way people read it, and what is ambiguous is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from rules_engine.loading.source import Source


def test_plain_values_have_one_meaning() -> None:
    text = 'a: no\nb: 1.50\nc: 2026-01-01\nd: "22:30"\ne: true\nf:\ng: 12\n'
    source = Source("x.yml", text)
    assert source.problems == []
    assert source.data == {
        **{
            "a": "no",
            "b": Decimal("1.50"),
            "c": date(2026, 1, 1),
            "d": "22:30",
            "e": True,
            "f": None,
            "g": 12,
        }
    }


def test_ambiguous_values_are_refused_at_their_line() -> None:
    source = Source("x.yml", "a: 22:30\nb: 010\nc: 1_000\nd: 2026-01-01T08:00:00\ne: 1\ne: 2\n")
    assert [(problem.line, problem.code) for problem in sorted(source.problems)] == [
        *((1, "E106"), (2, "E106"), (3, "E106"), (4, "E106"), (6, "E102")),
    ]


def test_a_path_leads_to_its_line_or_its_nearest_ancestors() -> None:
    source = Source("x.yml", "rules:\n  - id: a\n    when:\n      - {fact: x}\n  - id: b\n")
    assert source.line(("rules", 0, "when", 0, "fact")) == 4
    assert source.line(("rules", 1, "then", "says")) == 5
    assert source.line(("nothing",)) == 1


def test_an_empty_file_and_broken_yaml_are_problems_not_crashes() -> None:
    for text in ("", "# only a comment\n", "a: [1, 2\n", "\tb: 1\n"):
        source = Source("x.yml", text)
        assert source.data is None
        assert [problem.code for problem in source.problems] == ["E101"]


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes("name: 逾期".encode("gb18030"))
    source = Source.read(tmp_path / "x.yml", tmp_path)
    assert (source.data, [problem.code for problem in source.problems]) == (None, ["E101"])
