"""The training sentences of ``data/nlu``, and what is wrong with them as a whole.

A sentence that stands under two topics, or nearly so, teaches nothing; a topic with a handful of sentences is not
learnt; a sentence that also stands in an evaluation set makes the measurement worthless.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ruamel.yaml import YAML

LEAST = 25
"""Sentences a topic needs."""

_ALIKE = 0.8  # share of common pieces from which two sentences count as one
_COPIED = 0.75  # the same, against an evaluation set
_SHORT = 7  # characters; shorter sentences (你好, 45天) are everybody's


@dataclass(frozen=True)
class TrainingSentence:
    """A sentence with its topic and the place where it stands, ``file:line``."""

    text: str
    topic: str
    place: str

    @property
    def bare(self) -> str:
        """The sentence without punctuation, in lower case."""
        return bare(self.text)


def read_examples(folder: Path) -> list[TrainingSentence]:
    """The sentences of all files of a folder, in order."""
    return [sentence for path in sorted(folder.glob("*.yml")) for sentence in _read(path)]


def bare(text: str) -> str:
    """A text without punctuation and spaces, in lower case."""
    return re.sub(r"\W+", "", text).lower()


def repeated(sentences: Sequence[TrainingSentence]) -> Iterator[str]:
    """Sentences that stand twice, in one topic or in two."""
    first: dict[str, TrainingSentence] = {}
    for each in sentences:
        if not each.bare:
            continue
        known = first.setdefault(each.bare, each)
        if known is not each:
            yield f"{each.place}: “{each.text}”在 {known.place} 已经有了"


def contradictory(sentences: Sequence[TrainingSentence]) -> Iterator[str]:
    """Sentences that are almost the same and stand under different topics."""
    yield from (
        f"{one.place}: “{one.text}”和 {other.place} 的“{other.text}”几乎一样，话题却是 {one.topic} 和 {other.topic}"
        for one, other in _near(sentences, sentences, _ALIKE)
        if one.topic != other.topic and one.bare != other.bare and one.place < other.place
    )


def uneven(sentences: Sequence[TrainingSentence]) -> Iterator[str]:
    """Topics with too few sentences."""
    counts = Counter(each.topic for each in sentences)
    yield from (
        f"{topic}: 只有 {count} 句，至少要 {LEAST} 句" for topic, count in counts.items() if count < LEAST
    )


def balance(sentences: Sequence[TrainingSentence]) -> str:
    """How the sentences are spread, in a line."""
    counts = Counter(each.topic for each in sentences)
    (largest, most), (smallest, fewest) = counts.most_common()[0], counts.most_common()[-1]
    middle = median(counts.values())
    return f"{len(sentences)} 句，{len(counts)} 个话题；中位 {middle:.0f} 句，最多 {largest} {most} 句，最少 {smallest} {fewest} 句"


def leaked(sentences: Sequence[TrainingSentence], texts: Iterable[str]) -> Iterator[str]:
    """Sentences that stand in an evaluation set, word for word or lightly reworded."""
    known = [TrainingSentence(text, "", "") for text in texts]
    copies = {each.bare for each in known if len(each.bare) >= _SHORT}
    for each in sentences:
        if each.bare in copies:
            yield f"{each.place}: “{each.text}”就是评测集里的一句"
    long = [each for each in known if len(each.bare) >= 2 * _SHORT]
    for one, other in _near(sentences, long, _COPIED):
        if one.bare != other.bare:
            yield f"{one.place}: “{one.text}”和评测集里的“{other.text}”只差几个字"


def _read(path: Path) -> Iterator[TrainingSentence]:
    (entry,) = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("      - "):
            yield TrainingSentence(line[8:].strip(), str(entry["intent"]), f"{path.name}:{number}")


def _near(
    ones: Sequence[TrainingSentence], others: Sequence[TrainingSentence], least: float
) -> Iterator[tuple[TrainingSentence, TrainingSentence]]:
    """Pairs whose pieces of three characters are nearly the same; each sentence also pairs with itself."""
    pieces = [_pieces(each.bare) for each in others]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(pieces):
        for piece in own:
            holders[piece].append(number)
    for one in ones:
        own = _pieces(one.bare)
        if len(own) < _SHORT - 2:
            continue
        # To share that much, another must hold one of any few pieces: those that the fewest hold are looked up.
        needed = int(len(own) * (1 - least)) + 1
        looked_up = sorted(own, key=lambda piece: (len(holders.get(piece, ())), piece))[:needed]
        for number in sorted({number for piece in looked_up for number in holders.get(piece, ())}):
            if len(own & pieces[number]) / len(own | pieces[number]) >= least:
                yield one, others[number]


def _pieces(text: str) -> set[str]:
    return {text[start : start + 3] for start in range(len(text) - 2)}
