"""``advisor assess``: the rules alone, no chat and no model."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from actions.settings import DATA
from rules_engine import (
    Assessment,
    CaseFacts,
    Explanation,
    FactsError,
    Rulebook,
    RulebookError,
    assess,
    branches,
    explain,
    load_rulebook,
    read_facts,
    with_reasons,
)

VERDICTS = {"fires": "成立", "silent": "不成立", "undecided": "还定不了", "not_covered": "那一天没有规则"}
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def run(
    file: str | None, stated: Mapping[str, str], as_of: date, as_json: bool, why: str | None = None
) -> int:
    """Print the assessment, or why one rule did or did not apply; 2 when the facts cannot be read.

    :param file: a JSON file of facts, ``-`` for standard input, or nothing.
    :param why: a rule whose judgement is explained instead.
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
    if why is not None:
        return _explain(book, facts, as_of, why, as_json)
    found = assess(book, facts, as_of)
    if as_json:
        sys.stdout.write(with_reasons(book, facts, found).to_json(indent=2).decode() + "\n")
        return 0
    print(_in_words(book, facts, found))
    return 0


def _explain(book: Rulebook, facts: CaseFacts, as_of: date, rule_id: str, as_json: bool) -> int:
    told = explain(book, facts, as_of, rule_id)
    known = {(name, rule.id) for name, table in book.tables.items() for rule in table.rules}
    table, _, wanted = rule_id.rpartition("/")
    if not any(rule == wanted and table in ("", name) for name, rule in known):
        print(f"没有叫 {rule_id} 的规则；“advisor rules list”列出全部", file=sys.stderr)
        return 1
    if as_json:
        sys.stdout.write(msgspec.json.format(_ENCODER.encode(told), indent=2).decode() + "\n")
        return 0
    if not told:
        print("没有可以判断的联系、文书或投诉：先说说哪天、怎么联系的，或者收到了什么。")
    for one in told:
        print("\n".join(_reasons(book, one)))
    return 0


def _reasons(book: Rulebook, told: Explanation) -> Iterator[str]:
    where = "" if told.item is None else f"（第{told.item + 1}条）"
    yield f"{told.name}{where}：{VERDICTS[told.verdict]}"
    for reason in told.reasons:
        read = "、".join(f"{key}={value}" for key, value in reason.read.items())
        label = "例外" if reason.is_exception else "条件"
        yield f"  {label}：{reason.condition} → {reason.holds}" + (f"（{read}）" if read else "")
    if told.not_covered:
        yield f"  {told.not_covered}"
    yield from (f"  注意：{caveat}" for caveat in told.caveats)
    yield from (f"  还要知道：{key}" for key in told.asks)
    for ref in told.basis:
        citation = book.norms.cite(ref)
        yield f"  依据：{citation.title}（{citation.norm.strength}）{citation.article.says}"


def _in_words(book: Rulebook, facts: CaseFacts, found: Assessment) -> str:
    from actions.figures import figures
    from actions.phrases import load_phrases
    from actions.speech import Speech
    from actions.speech.assessment import assessment_reply

    phrases = load_phrases(DATA / "answers" / "phrases")
    speech = Speech(book, {}, phrases)
    split = branches(book, facts, found.as_of, "days_overdue") if found.stage is None else []
    question = found.missing[0] if found.missing else None
    parts = [
        assessment_reply(speech, found, split, "", question, {}).text,
        figures(found, phrases),
        found.disclaimer,
    ]
    return "\n\n".join(part for part in parts if part)


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
