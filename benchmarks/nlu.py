"""Our understanding beside Rasa's suggested Chinese pipeline: trained on the same sentences, asked the same ones.

    python -m benchmarks.nlu [--epochs 100] [--per-topic N] FILE.jsonl ...

The peer (jieba, word and char_wb counts, DIET) lives in `benchmarks/stock` with an environment of its own, locked,
made when it is missing: 2.5 GB. DIET takes hours on all sentences; ``--per-topic`` gives both subjects only so many
of each topic, ``--epochs`` cuts its training short. Both are printed with the figures.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.labelled import Labelled, read_labelled
from bot.paths import DATA, PROJECT
from bot.understanding.examples import read_examples

STOCK = PROJECT / "benchmarks" / "stock"
STOCK_PYTHON = STOCK / ".venv" / "bin" / "python"


@dataclass(frozen=True)
class Subject:
    """Something that can be trained and asked."""

    name: str
    command: tuple[str, ...]
    extra: tuple[str, ...] = ()

    def train(self, nlu: Path, out: Path) -> float:
        """Seconds of the whole process that trains."""
        started = time.perf_counter()
        subprocess.run(
            [*self.command, "train", str(nlu), str(out), *self.extra],
            check=True,
            cwd=PROJECT,
            stdout=sys.stderr,
        )
        return time.perf_counter() - started

    def parse(self, model: Path, sentences: Sequence[str]) -> dict[str, Any]:
        """What the subject reports of itself."""
        done = subprocess.run(
            [*self.command, "parse", str(model)],
            input="\n".join(sentences),
            check=True,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )
        return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Train both, ask both, print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--epochs", type=int, default=100, help="of DIET")
    parser.add_argument("--per-topic", type=int, help="sentences of each topic for both (default: all)")
    options = parser.parse_args()
    sets = {path.stem: _one_line_each(read_labelled(path)) for path in options.files}
    if any(each.topic is None for sentences in sets.values() for each in sentences):
        parser.error("the sentences need topics; a set of facts has none")
    _ensure_stock()
    subjects = (
        Subject("ours", (sys.executable, "-m", "benchmarks.ours")),
        Subject("stock", (str(STOCK_PYTHON), str(STOCK / "subject.py")), (str(options.epochs),)),
    )
    with tempfile.TemporaryDirectory() as folder:
        nlu = Path(folder) / "nlu"
        count = _sampled(DATA / "nlu", nlu, options.per_topic)
        print(f"{count} sentences to learn from, DIET {options.epochs} epochs")
        rows = {each.name: _row(each, nlu, Path(folder) / each.name, sets) for each in subjects}
    print(_table(rows))


def _one_line_each(sentences: Sequence[Labelled]) -> list[Labelled]:
    return [Labelled(" ".join(each.text.split()), each.topic, each.also) for each in sentences]


def _ensure_stock() -> None:
    if not STOCK_PYTHON.exists():
        subprocess.run(
            [str(PROJECT / "tools" / "uv"), "sync", "--frozen", "--quiet", "--python", sys.executable],
            check=True,
            cwd=STOCK,
        )


def _sampled(source: Path, target: Path, per_topic: int | None) -> int:
    """Write the examples, or a fixed random choice of them; how many there are."""
    target.mkdir()
    by_topic: dict[str, list[str]] = {}
    for sentence in read_examples(source):
        by_topic.setdefault(sentence.topic, []).append(sentence.text)
    for topic, texts in by_topic.items():
        if per_topic is not None and len(texts) > per_topic:
            texts[:] = random.Random(0).sample(texts, per_topic)
        lines = "".join(f"      - {text}\n" for text in texts)
        head = f'version: "3.1"\nnlu:\n  - intent: {topic}\n    examples: |\n'
        (target / f"{topic}.yml").write_text(head + lines, encoding="utf-8")
    return sum(map(len, by_topic.values()))


def _row(subject: Subject, nlu: Path, out: Path, sets: Mapping[str, Sequence[Labelled]]) -> dict[str, float]:
    seconds = subject.train(nlu, out)
    model = out / "model.tar.gz"
    row = {"train s": seconds, "model MB": model.stat().st_size / 1e6}
    for name, sentences in sets.items():
        found = subject.parse(model, [each.text for each in sentences])
        right = sum(
            topic in (each.topic, *each.also) for each, topic in zip(sentences, found["topics"], strict=True)
        )
        row[f"{name} right"] = right / len(sentences)
        row[f"{name} p50 ms"] = found["p50_ms"]
        row[f"{name} p95 ms"] = found["p95_ms"]
        row["memory MB"] = max(row.get("memory MB", 0.0), found["memory_mb"])
    return row


def _table(rows: Mapping[str, Mapping[str, float]]) -> str:
    ours, stock = rows["ours"], rows["stock"]
    lines = [f"{'':<28}{'ours':>10}{'stock':>10}{'stock/ours':>12}"]
    for name in ours:
        lines.append(f"{name:<28}{ours[name]:>10.3f}{stock[name]:>10.3f}{stock[name] / ours[name]:>12.1f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
