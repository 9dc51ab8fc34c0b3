"""Facts are read strictly, and everything wrong with them is said at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules_engine import FactsError, Rulebook, read_facts


def problems(book: Rulebook, raw: object) -> list[tuple[str, str, str]]:
    with pytest.raises(FactsError) as error:
        read_facts(book, raw)  # type: ignore[arg-type]
    return [(problem.fact, problem.wrong, problem.right) for problem in error.value.problems]


def test_json_numbers_are_read_as_they_are_written(small: Rulebook) -> None:
    facts = read_facts(small, b'{"amount": 20000.10, "daily_rate": 0.0005}')
    assert facts.values["amount"].low == 2_000_010
    assert facts.values["daily_rate"].said == Decimal("0.0005")


def test_every_problem_is_named_with_what_would_be_right(small: Rulebook) -> None:
    found = problems(
        small,
        {
            "days_overdu": 3,
            "amount": "2万",
            "legal_step": "none",
            "hardship": ["poor"],
            "documents": [{"kind": "payment_order", "recieved": "2026-03-01"}, 3],
            "contacts": {},
        },
    )
    assert [fact for fact, _, _ in found] == [
        *("days_overdu", "legal_step", "amount", "hardship"),
        *("documents[0].recieved", "documents[1]", "contacts"),
    ]
    assert "你是想写 days_overdue？" in found[0][1]
    assert all(right for _, _, right in found)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"amount": 1e999999}',
        b'{"daily_rate": 1e-999999}',
        b'{"amount": 1.0000000000000000000000000001}',
        b'{"hardship": [{}]}',
        b'{"documents": [{"kind": ["payment_order"]}]}',
        b'{"days_overdue": 99999999999999999999999999}',
    ],
)
def test_hostile_values_are_refused_at_once(small: Rulebook, raw: bytes) -> None:
    assert len(problems(small, raw)) == 1


def test_null_is_not_stated_and_an_empty_list_is(small: Rulebook) -> None:
    facts = read_facts(small, {"days_overdue": None, "documents": []})
    assert facts.values == {}
    assert facts.items == {"documents": ()}


def test_what_is_no_object_is_refused(small: Rulebook) -> None:
    assert problems(small, "[1]")[0][0] == "（全部）"
    assert "不是合法的 JSON" in problems(small, "{")[0][1]


def test_roughness_widens_days_and_money_only(small: Rulebook) -> None:
    facts = read_facts(small, {"days_overdue": 60, "amount": 100, "daily_rate": 0.0005, "approx": True})
    assert (facts.values["days_overdue"].low, facts.values["days_overdue"].high) == (45, 75)
    assert not facts.values["amount"].exact
    assert facts.values["daily_rate"].exact


def test_a_word_that_was_nearly_right_is_suggested_by_code_or_by_its_chinese_name(small: Rulebook) -> None:
    for written, meant in (
        ("payment_oder", "payment_order"),
        ("支付令", "payment_order"),
        ("律师涵", "lawyer_letter"),
    ):
        with pytest.raises(FactsError) as error:
            read_facts(small, {"documents": [{"kind": written}]})
        assert f"你是想写 {meant}（" in str(error.value)
