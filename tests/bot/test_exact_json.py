"""Numbers are printed as they were read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.exact_json import dumps


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.0005"), "0.0005"),
        (Decimal("20000"), "20000"),
        (Decimal("0.144"), "0.144"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-3.50"), "-3.50"),
        (Decimal("1E-7"), "0.0000001"),
    ],
)
def test_a_decimal_is_an_exact_number(value: Decimal, text: str) -> None:
    assert dumps({"rate": value}) == f'{{"rate": {text}}}'


def test_chinese_is_not_escaped_and_a_string_of_digits_stays_a_string() -> None:
    assert dumps({"产品": "借呗", "time": "22"}) == '{"产品": "借呗", "time": "22"}'


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError):
        dumps({"x": Decimal("NaN")})
    with pytest.raises(TypeError):
        dumps({"x": object()})
