"""What the plan check and the what-if try, assume and advise, as it stands in ``data/rules/planning.yml``."""

from __future__ import annotations

from msgspec import Struct

from rules_engine.model.sentences import Sentence, Step


class StressCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A worse year: the share of the income that is left, in per cent, or months without any.

    ``months_without`` are the months without income in every ``within_months``.
    """

    id: str
    name: str
    income_percent: int = 100
    months_without: int = 0
    within_months: int = 12

    def __post_init__(self) -> None:
        if not 0 <= self.income_percent <= 100:
            raise ValueError("income_percent 应在 0 到 100 之间")
        if not 0 <= self.months_without <= self.within_months or self.within_months < 1:
            raise ValueError("months_without 应不多于 within_months")


class PlanningSteps(Struct, frozen=True, forbid_unknown_fields=True):
    """What to do: with a plan that can be kept, with none, and for who thinks of waiting; at most three each."""

    kept: tuple[Step, ...]
    none: tuple[Step, ...]
    waiting: tuple[Step, ...]

    def __post_init__(self) -> None:
        if max(map(len, (self.kept, self.none, self.waiting))) > 3:
            raise ValueError("最多三步")


class PlanningTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/rules/planning.yml``: ``stand_aside`` are the concerns of people no plan is reckoned for."""

    basis: tuple[str, ...]
    what_if_basis: tuple[str, ...]
    offer_months: tuple[int, ...]
    days_a_month: int
    stress: tuple[StressCase, ...]
    assumptions: dict[str, Sentence]
    steps: PlanningSteps
    stand_aside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if list(self.offer_months) != sorted({*self.offer_months}) or min(self.offer_months, default=1) < 1:
            raise ValueError("offer_months 应从短到长，每个至少是 1")
        if not 1 <= self.days_a_month <= 31:
            raise ValueError("days_a_month 应在 1 到 31 之间")
