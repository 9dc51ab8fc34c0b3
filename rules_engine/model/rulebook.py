"""The rulebook: everything that was loaded, checked and ready to judge a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from rules_engine.model.calendar import CalendarYear
from rules_engine.model.norms import Norms
from rules_engine.model.params import Param, ParamRef
from rules_engine.model.planning_texts import PlanningTexts
from rules_engine.model.quantities import Quantities
from rules_engine.model.sentences import Sentence
from rules_engine.model.tables import Rule, Table
from rules_engine.model.texts import CostTexts, FirmWords


class Rulebook(Struct, frozen=True):
    """Facts, norms, parameters, calendar, tables and texts, under one version."""

    version: str
    quantities: Quantities
    norms: Norms
    params: Mapping[str, Param]
    calendar: Mapping[int, CalendarYear]
    tables: Mapping[str, Table[Any]]
    # The compiled rows of each table, in file order; see evaluation.
    rows: Mapping[str, tuple[Any, ...]]
    cost: CostTexts
    planning: PlanningTexts
    caveats: Mapping[str, str]
    verdicts: Mapping[str, Sentence]
    disclaimer: str
    firm_words: FirmWords
    # The tables compiled, where that was asked for; see evaluation.programs.
    programs: Any = None

    def days(self, days: int | ParamRef | None, on: date) -> int | None:
        """A number of days as it stands on that day; None when there is none or its parameter has none then."""
        if not isinstance(days, ParamRef):
            return days
        value = self.params[days.param].on(on)
        return None if value is None else value.value

    def rule(self, rule_id: str) -> tuple[Table[Any], Rule[Any]]:
        """The rule of that id with its table; KeyError when there is none."""
        for table in self.tables.values():
            for rule in table.rules:
                if rule.id == rule_id:
                    return table, rule
        raise KeyError(rule_id)
