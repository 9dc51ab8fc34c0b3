"""Each thing is judged by the version of its own day; what is unknown is undecided, never false."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules_engine import Rulebook, assess, explain, read_facts


def verdicts(book: Rulebook, today: date, rule: str, **facts: Any) -> list[tuple[str, tuple[str, ...]]]:
    trace = assess(book, read_facts(book, facts), today).trace
    return [(row.verdict, row.asks) for row in trace if row.rule == rule]


def test_a_contact_is_judged_by_the_version_of_its_own_day(small: Rulebook, today: date) -> None:
    contacts = [{"date": day, "time": "23:00"} for day in ("2025-02-27", "2026-01-29", "2026-01-30")]
    assert [v for v, _ in verdicts(small, today, "night_contact", contacts=contacts)] == [
        "not_covered",
        "fires",
        "fires",
    ]
    findings = assess(small, read_facts(small, {"contacts": contacts}), today).findings
    assert [(finding.strength, finding.basis) for finding in findings] == [
        ("国家标准（推荐性）", ("small_standard.hours",)),
        ("法律", ("small_standard.hours", "small_law.art_1")),
    ]


def test_an_undated_contact_is_undecided_where_its_day_matters(small: Rulebook, today: date) -> None:
    assert verdicts(small, today, "night_contact", contacts=[{"time": "23:00"}]) == [
        ("undecided", ("contact.date",))
    ]
    assert verdicts(small, today, "night_contact", contacts=[{"time": "12:00"}]) == [("silent", ())]
    assert verdicts(small, today, "night_contact", contacts=[{}]) == [
        ("undecided", ("contact.date", "contact.time"))
    ]


def test_an_undated_item_is_decided_where_all_the_days_it_could_fall_on_agree(small: Rulebook) -> None:
    # On that day no contact reported can be younger than the first version.
    judged = verdicts(small, date(2025, 2, 27), "night_contact", contacts=[{"time": "23:00"}])
    assert judged == [("not_covered", ())]


def test_an_exception_nobody_knows_of_does_not_block_but_is_said_and_asked(
    small: Rulebook, today: date
) -> None:
    night = {"contacts": [{"date": "2026-03-10", "time": "23:00"}]}
    found = assess(small, read_facts(small, night), today)
    assert found.findings[0].caveats == ("同意过的除外",)
    assert "consent" in [missing.fact for missing in found.missing]
    refused = assess(small, read_facts(small, {**night, "consent": False}), today)
    assert refused.findings[0].caveats == ()
    assert assess(small, read_facts(small, {**night, "consent": True}), today).findings == ()


def test_several_contacts_under_one_version_are_one_finding_with_the_evidence_of_each(
    small: Rulebook, today: date
) -> None:
    contacts = [
        {"date": "2026-03-10", "time": time, "acts": ["insult"]} for time in ("23:00", "06:30", "12:00")
    ]
    findings = assess(small, read_facts(small, {"contacts": contacts}), today).findings
    assert [finding.evidence for finding in findings] == [
        ("日期：2026-03-10，时间：23:00，行为：辱骂", "日期：2026-03-10，时间：06:30，行为：辱骂")
    ]
    assert findings[0].remedy == ("hotline",)


def test_explain_says_why_and_why_not(small: Rulebook, today: date) -> None:
    reasons = explain(small, read_facts(small, {"days_overdue": 31}), today, "early")[0].reasons
    assert [(reason.condition, reason.read, reason.holds) for reason in reasons] == [
        ("法律程序是没有", {"legal_step": "none"}, "成立"),
        ("逾期天数在1天到30天", {"days_overdue": 31}, "不成立"),
    ]
    night = {"contacts": [{"date": "2026-03-10", "time": "23:00"}]}
    shown = explain(small, read_facts(small, night), today, "night_contact")[0]
    assert (shown.verdict, shown.reasons[1].holds, shown.reasons[1].is_exception) == (
        "fires",
        "还不知道",
        True,
    )
    assert explain(small, read_facts(small, {}), today, "no_such_rule") == []
