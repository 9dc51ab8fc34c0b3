"""Our holiday calendar, written from the State Council notices, against an independent library."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from ruamel.yaml import YAML

FILES = sorted((Path(__file__).resolve().parents[2] / "data" / "calendar").glob("*.yml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_day_of_the_year_is_worked_or_off_as_the_library_says(file: Path) -> None:
    year = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    day, differing = date(year["year"], 1, 1), []
    while day.year == year["year"]:
        off = day in year["holidays"] or (day.weekday() >= 5 and day not in year["workdays"])
        if off != chinese_calendar.is_holiday(day):
            differing.append(day.isoformat())
        day += timedelta(days=1)
    assert differing == []
