"""Reading the answers: strictly, every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as File

from msgspec import Struct

from rules_engine.loading import schema
from rules_engine.loading.diagnostics import Problem, refuse_errors
from rules_engine.loading.references import citation_findings
from rules_engine.loading.schema import Finding, Path, nearest
from rules_engine.loading.source import Source
from rules_engine.model.answers import Answer, Topics
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import spoken

TITLE_LENGTH = 10
# What a reply has room for.
MOST: Mapping[str, int] = {"say": 2, "simple": 3, "do": 3, "more": 6, "next": 3, "offers": 2}
# Folders of answers, and whether their sentences need a ground.
FOLDERS: Mapping[str, bool] = {"topics": True, "talk": False}


class Answers(Struct, frozen=True):
    """The answers by topic, with their files and what is wrong with them."""

    by_topic: Mapping[str, Answer]
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]


def load_answers(data: File, book: Rulebook) -> dict[str, Answer]:
    """Every answer by topic; RulebookError with every problem when one cannot be used."""
    answers = read_answers(data, book)
    refuse_errors(answers.problems)
    return dict(answers.by_topic)


def read_answers(data: File, book: Rulebook) -> Answers:
    """Read all answers and keep going past every problem."""
    topics, sources, problems = _topics(data)
    answers: dict[str, Answer] = {}
    for folder, grounded in FOLDERS.items():
        for path in sorted((data / "answers" / folder).glob("*.yml")):
            source = Source.read(path, data)
            answer = schema.read(source, Answer)
            if path.stem in sources:
                problems.append(source.problem("E109", ("topic",), f"{path.stem} 在别的文件夹里已有答案"))
            sources[path.stem] = source
            if answer is None:
                continue
            answers[path.stem] = answer
            found = [*_findings(book, answer, path.stem, topics), *(_ungrounded(answer) if grounded else ())]
            problems.extend(source.problem(code, place, message) for place, code, message in found)
    problems.extend(problem for source in sources.values() for problem in source.problems)
    return Answers(answers, sources, tuple(sorted(set(problems))))


def _topics(data: File) -> tuple[set[str], dict[str, Source], list[Problem]]:
    path = data / "topics.yml"
    if not path.exists():
        return set(), {}, [Problem(f"{data.name}/topics.yml", 1, "E108", "话题都列在这里")]
    source = Source(f"{data.name}/topics.yml", path.read_text(encoding="utf-8"))
    listed = schema.read(source, Topics)
    return {topic.id for topic in listed.topics} if listed else set(), {"topics.yml": source}, []


def _findings(book: Rulebook, answer: Answer, stem: str, topics: set[str]) -> Iterator[Finding]:
    if answer.topic != stem:
        yield ("topic",), "E109", f"应和文件名一样写 {stem}"
    if len(answer.title) > TITLE_LENGTH:
        yield ("title",), "E111", f"title 有 {len(answer.title)} 个字，最多 {TITLE_LENGTH} 个"
    for key, most in MOST.items():
        if len(getattr(answer, key)) > most:
            yield (key,), "E111", f"{key} 最多 {most} 条"
    for key in ("say", "simple", "do") if answer.relative else ():
        if len(getattr(answer.relative, key)) > MOST[key]:
            yield ("relative", key), "E111", f"{key} 最多 {MOST[key]} 条"
    if not answer.say:
        yield ("say",), "E111", "say 至少一句：先直接回答"
    for text in spoken(answer):
        yield from citation_findings(book, text.basis, (*text.path[:-1], "basis"))
    for index, fact in enumerate(answer.ask):
        if book.quantities.question(fact) is None:
            hint = nearest(fact, book.quantities.facts)
            yield ("ask", index), "E201", f"{fact} 不在事实字典里或没有 ask{hint}"
    concerns = book.quantities.facts.get("concerns")
    for index, concern in enumerate(answer.concerns):
        known = (concerns.values or {}) if concerns else {}
        if concern not in known:
            yield ("concerns", index), "E201", f"{concern} 不是 concerns 的值{nearest(concern, known)}"
    mentioned: list[tuple[Path, str]] = [(("topic",), answer.topic)]
    mentioned.extend((("next", index), topic) for index, topic in enumerate(answer.next))
    for path, topic in mentioned:
        if topics and topic not in topics:
            yield path, "E207", f"{topic}{nearest(topic, topics) or '；话题都在 data/topics.yml'}"


def _ungrounded(answer: Answer) -> Iterator[Finding]:
    """Sentences without a ground, answers without simple words, and answers nobody promised to review."""
    for key in ("say", "simple", "more"):
        for index, sentence in enumerate(getattr(answer, key)):
            if not sentence.basis:
                yield (key, index), "E403", "这句话没有 basis"
    if not answer.simple:
        yield (), "E104", "缺少 simple：一到三句，说给很累、很怕或者不太识字的人听"
    for index, sentence in enumerate(answer.relative.say if answer.relative else ()):
        if not sentence.basis:
            yield ("relative", "say", index), "E403", "这句话没有 basis"
    if answer.reviewed is None or answer.review_by is None:
        yield (), "E104", "缺少 reviewed 或 review_by"
