"""Conditions as data: one struct of optional operators, exactly one of which is used."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, UnsetType, field

from rules_engine.model.sentences import Text

COMPARISONS = ("is", "in", "between", "at_least", "at_most", "more_than", "less_than", "from")
COMBINATIONS = ("all", "any", "not")


class Condition(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """``{fact: ID, <operator>: value}``, a combination, or a question about the items of a list.

    ``from`` and ``before`` go together: half-open, and wrapping round midnight for times.
    ``caveat`` belongs to an exception (``unless``): what is said while nobody knows whether it applies.
    """

    fact: str | None = None
    is_: Any = field(default=UNSET, name="is")
    in_: tuple[Any, ...] | UnsetType = field(default=UNSET, name="in")
    between: tuple[Any, Any] | UnsetType = UNSET
    at_least: Any = UNSET
    at_most: Any = UNSET
    more_than: Any = UNSET
    less_than: Any = UNSET
    from_: Any = field(default=UNSET, name="from")
    before: Any = UNSET
    all: tuple[Condition, ...] | UnsetType = UNSET
    any: tuple[Condition, ...] | UnsetType = UNSET
    not_: Condition | UnsetType = field(default=UNSET, name="not")
    any_of: str | None = None
    count_of: str | None = None
    where: tuple[Condition, ...] = ()
    caveat: Text | None = None

    def __post_init__(self) -> None:
        used = self.comparisons
        if (self.from_ is UNSET) != (self.before is UNSET):
            raise ValueError("from 和 before 要一起写")
        subjects = [self.fact, self.any_of, self.count_of, *(self.combination or ())]
        if sum(subject is not None for subject in subjects) != 1:
            raise ValueError("一个条件只能说一件事：fact、any_of、count_of、all、any、not 里恰好写一个")
        wanted = 1 if self.fact or self.count_of else 0
        if len(used) != wanted:
            written = "、".join(used) or "没有写"
            raise ValueError(f"运算符要恰好 {wanted} 个（写的是：{written}），可用：{'、'.join(COMPARISONS)}")
        if self.where and not (self.any_of or self.count_of):
            raise ValueError("where 只能和 any_of 或 count_of 一起写")

    @property
    def comparisons(self) -> tuple[str, ...]:
        """The comparison operators that are written."""
        values = {
            "is": self.is_,
            "in": self.in_,
            "between": self.between,
            "at_least": self.at_least,
            "at_most": self.at_most,
            "more_than": self.more_than,
            "less_than": self.less_than,
            "from": self.from_,
        }
        return tuple(name for name, value in values.items() if value is not UNSET)

    @property
    def combination(self) -> tuple[str, ...] | None:
        """The combinations that are written; None when there is none."""
        values = {"all": self.all, "any": self.any, "not": self.not_}
        return tuple(name for name, value in values.items() if value is not UNSET) or None
