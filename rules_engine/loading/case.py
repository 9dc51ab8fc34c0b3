"""Reading the facts of a case: strict, exact, every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec
from msgspec import Struct

from rules_engine.derived.vagueness import widen
from rules_engine.loading.schema import nearest
from rules_engine.model.facts import CaseFacts, Item, Value
from rules_engine.model.quantities import Quantities, Quantity, UnfitValue, show

VAGUE = "approx"
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
# What a person is vague about when they are vague.
_WIDENED = ("int", "money")


class FactProblem(Struct, frozen=True):
    """One thing wrong with the facts: which fact, what is wrong, what would be right."""

    fact: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.fact}：{self.wrong}；应为{self.right}"


class FactsError(ValueError):
    """The facts cannot be read; carries every problem."""

    def __init__(self, problems: Iterable[FactProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def read_case(quantities: Quantities, raw: Mapping[str, object] | bytes | str) -> CaseFacts:
    """The stated facts, checked against the dictionary; FactsError with every problem otherwise.

    Numbers may be int, Decimal or (as JSON gives them) float, read exactly as written; null means not stated.
    """
    reader = _Reader(quantities)
    case = reader.case(_parsed(raw))
    if reader.problems:
        raise FactsError(reader.problems)
    return case


def _parsed(raw: Mapping[str, object] | bytes | str) -> Mapping[str, object]:
    if isinstance(raw, Mapping):
        return raw
    try:
        parsed = _DECODER.decode(raw)
    except msgspec.DecodeError as error:
        raise FactsError([FactProblem("（全部）", f"不是合法的 JSON：{error}", "一个 JSON 对象")]) from error
    if not isinstance(parsed, dict):
        raise FactsError([FactProblem("（全部）", f"写的是 {show(parsed)}", "一个 JSON 对象")])
    return parsed


class _Reader:
    """Reads one case and collects what is wrong with it."""

    def __init__(self, quantities: Quantities) -> None:
        self._quantities = quantities
        self.problems: list[FactProblem] = []

    def case(self, raw: Mapping[str, object]) -> CaseFacts:
        stated = {key: value for key, value in raw.items() if value is not None and self._is_known(key)}
        facts = self._quantities.facts
        lists = {key: value for key, value in stated.items() if facts[key].type == "list"}
        scalars = {key: self._quantities[key] for key in stated if key not in lists}
        item = self._item(stated, scalars, "")
        items = {key: self._items(key, value) for key, value in lists.items()}
        vague = item.values.get(VAGUE)
        values = dict(item.values)
        if vague is not None and vague.low:
            values = {key: self._widened(key, value) for key, value in values.items()}
        return CaseFacts(values, item.tags, items)

    def _is_known(self, key: str) -> bool:
        fact = self._quantities.facts.get(key)
        if fact is None:
            hint = nearest(key, self._quantities.facts)
            self._add(key, f"没有这个事实{hint}", "事实字典（data/rules/facts.yml）里有的事实")
            return False
        if fact.derived:
            self._add(key, "这一项是算出来的", "不写这一项")
            return False
        return True

    def _items(self, list_id: str, raw: object) -> tuple[Item, ...]:
        if not isinstance(raw, (list, tuple)):
            self._add(list_id, f"写的是 {show(raw)}", "列表")
            return ()
        fields = self._quantities.fields(list_id)
        items = []
        for index, entry in enumerate(raw):
            where = f"{list_id}[{index}]"
            if not isinstance(entry, Mapping):
                self._add(where, f"写的是 {show(entry)}", "键值表")
                continue
            for key in entry:
                if key not in fields:
                    self._add(f"{where}.{key}", f"没有这一项{nearest(str(key), fields)}", "、".join(fields))
            items.append(self._item(entry, {key: fields[key] for key in entry if key in fields}, f"{where}."))
        return tuple(items)

    def _item(self, raw: Mapping[str, object], fields: Mapping[str, Quantity], where: str) -> Item:
        values: dict[str, Value] = {}
        tags: dict[str, frozenset[str]] = {}
        for key, quantity in fields.items():
            if raw[key] is None:
                continue
            try:
                if quantity.type == "enum_list":
                    tags[key] = _words(quantity, raw[key])
                else:
                    values[key] = quantity.read(raw[key])
            except UnfitValue as unfit:
                self._add(where + key, unfit.wrong, unfit.right)
        return Item(values, tags)

    def _widened(self, key: str, value: Value) -> Value:
        return widen(value) if self._quantities[key].type in _WIDENED else value

    def _add(self, fact: str, wrong: str, right: str) -> None:
        self.problems.append(FactProblem(fact, wrong, right))


def _words(quantity: Quantity, raw: object) -> frozenset[str]:
    if not isinstance(raw, (list, tuple)):
        raise UnfitValue(f"{quantity.name}写的是 {show(raw)}", "列表")
    for word in raw:
        if not isinstance(word, str) or word not in quantity.values:
            raise UnfitValue(f"{quantity.name}里写了 {show(word)}", quantity.allowed(word))
    return frozenset(map(str, raw))
