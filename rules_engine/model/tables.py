"""Rule tables: rows of conditions with dated grounds, typed conclusions and worked examples."""

from __future__ import annotations

from datetime import date
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct, field

from rules_engine.model.conditions import Condition
from rules_engine.model.periods import Period
from rules_engine.model.sentences import Step, Text

Outcome = Literal["fires", "silent", "undecided", "not_covered"]
Level = Literal["高", "中", "低"]


class StageThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the person stands, and what to do now (at most three steps)."""

    says: Text
    do: tuple[Step, ...]

    def __post_init__(self) -> None:
        if len(self.do) > 3:
            raise ValueError("do 最多写三步")


class DayAfterDue(Struct, frozen=True, forbid_unknown_fields=True):
    """A day counted from the due date: day 31 is the due date plus 31 days."""

    day: int


class NextStepThen(Struct, frozen=True, forbid_unknown_fields=True):
    """What the other side may do next, when and how likely."""

    who: str
    likelihood: Literal["高", "中", "低", "未知"]
    why: Text
    prepare: tuple[Text, ...]
    earliest: DayAfterDue | None = None
    latest: DayAfterDue | None = None


class Due(Struct, frozen=True, forbid_unknown_fields=True):
    """A time limit: so many days or months after a date fact."""

    after: str
    counting: Literal["civil_procedure", "calendar"]
    days: int | None = None
    months: int | None = None

    def __post_init__(self) -> None:
        if (self.days is None) == (self.months is None):
            raise ValueError("期限要么写 days，要么写 months，恰好一个")


class DeadlineThen(Struct, frozen=True, forbid_unknown_fields=True):
    """A deadline, what missing it means and what to do before it."""

    due: Due
    consequence: Text
    do: Text
    cautions: tuple[Text, ...] = ()


class OptionThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that may be negotiated."""

    when: Text
    how: Text
    documents: tuple[Text, ...] = ()
    cautions: tuple[Text, ...] = ()


class ChannelThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to complain or find help; ``order`` sorts, small first."""

    contact: Text
    scope: Text
    order: int
    answer_within_days: int | None = None


class EvidenceThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Something worth keeping."""

    how: Text
    why: Text


class ConductThen(Struct, frozen=True, forbid_unknown_fields=True):
    """What a collector did, how grave it is and which channels take it."""

    act: str
    severity: Level
    remedy: tuple[str, ...]


Then = TypeVar("Then")


class Version(Struct, frozen=True, forbid_unknown_fields=True):
    """The grounds of a rule over some days; ``to`` is the last of them."""

    from_: date = field(name="from")
    basis: tuple[str, ...]
    to: date | None = None
    see_also: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """The days of this version."""
        return Period(from_=self.from_, to=self.to)


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A worked example; ``near_miss`` marks one that almost fires; ``due`` is checked for deadlines."""

    name: str
    given: dict[str, Any]
    expect: Outcome
    near_miss: bool = False
    asks: tuple[str, ...] = ()
    due: date | None = None
    as_of: date | None = None


class Rule(Struct, Generic[Then], frozen=True, forbid_unknown_fields=True):
    """One row: fires when every ``when`` holds and no ``unless`` does."""

    id: str
    name: str
    when: tuple[Condition, ...]
    versions: tuple[Version, ...]
    then: Then
    unless: tuple[Condition, ...] = ()
    not_covered: str | None = None
    speak_as: str | None = None
    examples: tuple[Example, ...] = ()
    note: str | None = None


class Table(Struct, Generic[Then], frozen=True, forbid_unknown_fields=True):
    """Rows judged one by one for the case, or for each reported contact or document."""

    table: str
    each: Literal["case", "contact", "document"]
    judged_on: Literal["as_of", "contact.date", "document.received"]
    hit: Literal["unique", "collect"]
    rules: tuple[Rule[Then], ...]
    examples_as_of: date | None = None


# In the order of evaluation: later tables may read the stage.
THEN_OF_TABLE: dict[str, type] = {
    "stage": StageThen,
    "next_steps": NextStepThen,
    "deadlines": DeadlineThen,
    "options": OptionThen,
    "channels": ChannelThen,
    "evidence": EvidenceThen,
    "conduct": ConductThen,
}
