"""Candidates for the topic classifier beside each other: which features, which method. The table of docs/nlu.md.

    python -m benchmarks.nlu_candidates FILE.jsonl ...

Trains every candidate on all sentences of data/nlu, with the normaliser, tokenizer and lexicon of the product.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot import rasa_runtime

rasa_runtime.prepare()

from bot.evaluation.labelled import Labelled, read_labelled  # noqa: E402
from bot.paths import DATA  # noqa: E402
from bot.understanding.encoder import NoEncoder, default_encoder  # noqa: E402
from bot.understanding.examples import read_examples  # noqa: E402
from bot.understanding.lexicon import default_lexicon  # noqa: E402
from bot.understanding.normalizer import normalize  # noqa: E402
from bot.understanding.terms import built_pipeline, matches  # noqa: E402
from bot.understanding.tokenizer import jieba_with, tokens  # noqa: E402
from bot.understanding.topic_model import Example, Settings, trained  # noqa: E402

Classify = Callable[[Example], str]


@dataclass(frozen=True)
class Lessons:
    """The training sentences with their topics."""

    examples: Sequence[Example]
    topics: Sequence[str]


def main() -> None:
    """Train and judge every candidate, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    read = _reader()
    sets = {
        path.stem: [(each, read(each.text)) for each in read_labelled(path)]
        for path in parser.parse_args().files
    }
    lessons = _lessons(read)
    print(f"{len(lessons.examples)} sentences")
    print(f"{'':<44}" + "".join(f"{name:>14}" for name in sets) + f"{'train s':>10}")
    for name, learn in _candidates().items():
        started = time.perf_counter()
        classify = learn(lessons)
        seconds = time.perf_counter() - started
        shares = "".join(f"{_share(classify, sentences):>14.3f}" for sentences in sets.values())
        print(f"{name:<44}{shares}{seconds:>10.1f}", flush=True)


def _candidates() -> Mapping[str, Callable[[Lessons], Classify]]:
    return {
        "nearest example, sentence vectors": _nearest(1),
        "ten nearest examples, sentence vectors": _nearest(10),
        "regression: sentence vectors": _regression(characters=0, words=0, terms=0, concepts=0),
        "regression: characters": _regression(False, words=0, terms=0, concepts=0),
        "regression: words": _regression(False, characters=0, terms=0, concepts=0),
        "regression: concepts": _regression(False, characters=0, words=0, terms=0),
        "regression: characters, words, terms": _regression(False, concepts=0),
        "regression: … and concepts (no encoder)": _regression(False),
        "regression: … and sentence vectors": _regression(concepts=0),
        "regression: all (in use)": _regression(),
    }


def _regression(encoder: bool = True, **weights: float) -> Callable[[Lessons], Classify]:
    def learn(lessons: Lessons) -> Classify:
        known = default_encoder() if encoder else NoEncoder()
        model = trained(lessons.examples, lessons.topics, known, Settings(**weights))
        return lambda example: model.ranking(example)[0][0]

    return learn


def _nearest(count: int) -> Callable[[Lessons], Classify]:
    """The topic most of the nearest examples have; each counts by its likeness."""

    def learn(lessons: Lessons) -> Classify:
        encoder = default_encoder()
        vectors = encoder.encode([example.text for example in lessons.examples])

        def classify(example: Example) -> str:
            likeness = vectors @ encoder.encode_one(example.text)
            votes: dict[str, float] = {}
            for place in np.argsort(-likeness)[:count]:
                topic = lessons.topics[place]
                votes[topic] = votes.get(topic, 0.0) + float(likeness[place])
            return max(votes, key=lambda topic: votes[topic])

        return classify

    return learn


def _share(classify: Classify, sentences: Sequence[tuple[Labelled, Example]]) -> float:
    return sum(classify(example) in (each.topic, *each.also) for each, example in sentences) / len(sentences)


def _reader() -> Callable[[str], Example]:
    """From a text to what the components before the classifier read in it."""
    lexicon = default_lexicon()
    tokenizer, pipeline = jieba_with(lexicon.jieba_dictionary()), built_pipeline(lexicon)

    def read(text: str) -> Example:
        normal = normalize(text)
        terms = tuple(name for term in matches(normal, pipeline) for name in (term.id, f"kind:{term.kind}"))
        return Example(normal.text, tuple(token.text for token in tokens(normal, tokenizer)), terms)

    return read


def _lessons(read: Callable[[str], Example]) -> Lessons:
    sentences = read_examples(DATA / "nlu")
    return Lessons([read(each.text) for each in sentences], [each.topic for each in sentences])


if __name__ == "__main__":
    main()
