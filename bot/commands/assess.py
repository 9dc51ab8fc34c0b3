"""``advisor assess``: the rules alone, no chat and no model."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from actions.settings import DATA
from rules_engine import (
    Assessment,
    CaseFacts,
    FactsError,
    Rulebook,
    RulebookError,
    assess,
    branches,
    load_rulebook,
    read_facts,
)

_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def run(file: str | None, stated: Mapping[str, str], as_of: date, as_json: bool) -> int:
    """Print the assessment; 2 when the facts cannot be read, with every reason.

    :param file: a JSON file of facts, ``-`` for standard input, or nothing.
    :param stated: facts given as options, as they were typed; they add to the file and win over it.
    """
    try:
        book = load_rulebook(DATA)
    except RulebookError as error:
        print(f"规则数据有 {len(error.problems)} 处问题，请运行 advisor rules check 查看。", file=sys.stderr)
        return 1
    try:
        facts = _facts(book, file, stated)
    except FactsError as error:
        print("有几处事实读不了：" if len(error.problems) > 1 else "有一处事实读不了：", file=sys.stderr)
        for problem in error.problems:
            print(f"· {problem}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"打不开 {file}：{error.strerror}", file=sys.stderr)
        return 2
    found = assess(book, facts, as_of)
    if as_json:
        sys.stdout.write(found.to_json(indent=2).decode() + "\n")
        return 0
    print(_in_words(book, facts, found))
    return 0


def _in_words(book: Rulebook, facts: CaseFacts, found: Assessment) -> str:
    from actions.phrases import load_phrases
    from actions.speech import Speech

    speech = Speech(book, {}, load_phrases(DATA / "answers" / "phrases.yml"))
    split = branches(book, facts, found.as_of, "days_overdue") if found.stage is None else []
    question = found.missing[0] if found.missing else None
    return f"{speech.assessment(found, split, '', question).text}\n\n{found.disclaimer}"


def _facts(book: Rulebook, file: str | None, stated: Mapping[str, str]) -> CaseFacts:
    if file is None:
        return read_facts(book, _typed(stated))
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    from_file = read_facts(book, content)
    if not stated:
        return from_file
    return read_facts(book, {**_DECODER.decode(content), **_typed(stated)})


def _typed(stated: Mapping[str, str]) -> dict[str, object]:
    """Options as JSON would carry them: numbers as numbers; what is no number stays text, to be refused kindly."""
    return {name: _number(text) for name, text in stated.items()}


def _number(text: str) -> int | Decimal | str:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() and abs(number) < 10**15 else number
