"""Rule tables: rows of conditions with dated grounds, typed conclusions and worked examples."""

from __future__ import annotations

from datetime import date
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct, field

from rules_engine.model.conditions import Condition
from rules_engine.model.params import ParamRef
from rules_engine.model.periods import Period
from rules_engine.model.sentences import Step, Text

Outcome = Literal["fires", "silent", "undecided", "not_covered"]
Level = Literal["高", "中", "低"]
Purpose = Literal["核对欠款", "协商", "投诉催收", "报警", "应诉", "执行", "征信"]


class StageThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the person stands, the same in simple words, and what to do now (at most three steps)."""

    says: Text
    simple: Text
    do: tuple[Step, ...]

    def __post_init__(self) -> None:
        if len(self.do) > 3:
            raise ValueError("do 最多写三步")


class Shift(Struct, frozen=True, forbid_unknown_fields=True):
    """What changes how likely a next step is; of several that hold the first counts."""

    when: tuple[Condition, ...]
    likelihood: Literal["高", "中", "低", "未知"]
    why: Text


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
    shifts: tuple[Shift, ...] = ()


# A number of days, or the parameter that holds it.
Days = int | ParamRef


class Due(Struct, frozen=True, forbid_unknown_fields=True):
    """A time limit: so many days, months or years after a date fact, or the day ``before`` one.

    ``civil_procedure`` counting moves a last day off on to the next working day, ``calendar`` does not;
    ``event`` is for limits that end the day before something that is to happen (a hearing).
    """

    counting: Literal["civil_procedure", "calendar", "event"]
    after: str | None = None
    before: str | None = None
    days: Days | None = None
    months: int | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        if (self.after is None) == (self.before is None):
            raise ValueError("期限要么写 after（从哪天起算），要么写 before（在哪天之前），恰好一个")
        lengths = [length for length in (self.days, self.months, self.years) if length is not None]
        if len(lengths) != (1 if self.after else 0):
            raise ValueError("写 after 时，days、months、years 恰好写一个；写 before 时都不写")
        if (self.counting == "event") != (self.before is not None):
            raise ValueError("counting: event 和 before 要一起写")

    @property
    def key(self) -> str:
        """The date fact the limit hangs on."""
        return self.after or self.before or ""


class DeadlineThen(Struct, frozen=True, forbid_unknown_fields=True):
    """A deadline, what missing it means and what to do before it."""

    due: Due
    consequence: Text
    do: Text
    cautions: tuple[Text, ...] = ()


class OptionThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that may be negotiated; what it does to the limitation period, what to get in writing."""

    when: Text
    how: Text
    limitation: Text | None = None
    in_writing: tuple[Text, ...] = ()
    documents: tuple[Text, ...] = ()
    cautions: tuple[Text, ...] = ()


class ChannelThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to complain or find help; ``order`` sorts, small first; ``longest_days`` with all extensions."""

    contact: Text
    scope: Text
    order: int
    answer_within_days: Days | None = None
    longest_days: Days | None = None
    cautions: tuple[Text, ...] = ()


class EvidenceThen(Struct, frozen=True, forbid_unknown_fields=True):
    """Something worth keeping, and what for."""

    how: Text
    why: Text
    purposes: tuple[Purpose, ...]


class ConductThen(Struct, frozen=True, forbid_unknown_fields=True):
    """What a collector did, what the norm says of it, how grave it is and which channels take it."""

    act: str
    severity: Level
    says: Text
    remedy: tuple[str, ...]
    do: Text | None = None
    cautions: tuple[Text, ...] = ()


class PointThen(Struct, frozen=True, forbid_unknown_fields=True):
    """A point of law that concerns this case: what it says, what to do, the topic that tells more."""

    says: Text
    topic: str
    do: tuple[Text, ...] = ()
    cautions: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        if len(self.do) > 3:
            raise ValueError("do 最多写三步")


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
    """Rows judged one by one for the case, or for each reported contact, day of calls, paper or complaint."""

    table: str
    each: Literal["case", "contact", "contact_day", "document", "complaint"]
    judged_on: Literal["as_of", "contact.date", "contact_day.date", "document.received", "complaint.filed"]
    hit: Literal["unique", "collect"]
    rules: tuple[Rule[Then], ...]
    examples_as_of: date | None = None


# In the order of evaluation: later tables may read the stage.
THEN_OF_TABLE: dict[str, type] = {
    "stage": StageThen,
    "next_steps": NextStepThen,
    "deadlines": DeadlineThen,
    "replies": DeadlineThen,
    "options": OptionThen,
    "channels": ChannelThen,
    "evidence": EvidenceThen,
    "conduct": ConductThen,
    "daily_calls": ConductThen,
    "points": PointThen,
}
