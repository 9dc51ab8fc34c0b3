"""Papers are known by their names: every kind of the facts dictionary has one that is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.paths import DATA
from bot.understanding.facts import read_facts
from bot.understanding.facts.papers import find_papers
from bot.understanding.normalizer import normalize

MONDAY = date(2026, 11, 23)

#: The one name by which a paper of no known kind is told.
UNKNOWN = {"other": "终结本次执行程序裁定书"}


def _names() -> dict[str, str]:
    facts = YAML(typ="safe").load((DATA / "rules" / "facts.yml").read_text(encoding="utf-8"))["facts"]
    (papers,) = (fact for fact in facts if fact["id"] == "documents")
    (kind,) = (field for field in papers["fields"] if field["id"] == "kind")
    return {value: UNKNOWN.get(value, name) for value, name in kind["values"].items()}


def _said(name: str) -> str:
    """查封、扣押、冻结裁定 and 调解协议（没有法院盖章） as somebody would say them."""
    return name.split("（")[0].replace("查封、扣押、", "")


@pytest.mark.parametrize(("kind", "name"), _names().items())
def test_every_kind_of_paper_is_read_by_the_name_it_is_shown_under(kind: str, name: str) -> None:
    read = read_facts(normalize(f"昨天收到{_said(name)}"), MONDAY).values
    assert read["documents"] == [{"kind": kind, "received": "2026-11-22"}]


@pytest.mark.parametrize(
    ("says", "kinds"),
    [
        ("执行异议裁定书和裁定书", ["enforcement_objection_ruling", "ruling"]),
        (
            "诉前调解协议 诉前调解书 诉前调解通知",
            ["mediation_agreement", "mediation_statement", "mediation_notice"],
        ),
        (
            "限高令、执行通知书、报告财产令",
            ["consumption_restriction", "enforcement_notice", "property_report_order"],
        ),
        ("财产保全裁定书、冻结裁定书", ["preservation_ruling", "seizure_ruling"]),
        ("管辖权异议裁定书", ["ruling"]),
        ("起诉状副本 开庭传票", ["complaint_copy", "court_summons"]),
    ],
)
def test_the_more_particular_name_is_meant(says: str, kinds: list[str]) -> None:
    assert [paper.kind for paper in find_papers(normalize(says).text)] == kinds


@given(st.text(alphabet="纠正失信驳回决定书执行异议裁定,。查封冻结的调解协议", max_size=60))
def test_names_lie_side_by_side_and_inside_the_text(text: str) -> None:
    position = 0
    for paper in find_papers(text):
        assert position <= paper.start < paper.end <= len(text)
        position = paper.end
