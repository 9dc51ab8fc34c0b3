"""Our understanding as a subject of ``benchmarks.nlu``.

python -m benchmarks.ours train NLU_FOLDER OUT     leaves OUT/model.tar.gz
python -m benchmarks.ours parse MODEL < sentences  prints one JSON object, see ``benchmarks.subject``
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.subject import report
from bot.paths import DATA, RASA

DAY = date(2026, 11, 24)


def train(nlu: Path, out: Path) -> None:
    """Train on a folder of examples, with the rest of our data as it is."""
    from bot.rasa_training import build

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(DATA / "dialogue", data / "dialogue")
        shutil.copytree(nlu, data / "nlu")
        model = build(Path(folder), data, RASA, lambda step, share: None)
        out.mkdir(parents=True, exist_ok=True)
        shutil.copy(model, out / "model.tar.gz")


async def parse(model: Path, sentences: list[str]) -> None:
    """Parse every sentence (topic, facts, safety, terms) and report."""
    from bot.assistant import Assistant

    assistant = await Assistant.load(model)

    async def topic(sentence: str) -> str | None:
        return (await assistant.parse(sentence, DAY)).topic

    await report(topic, sentences)


def main() -> None:
    """Do what the arguments say."""
    if sys.argv[1] == "train":
        train(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        asyncio.run(parse(Path(sys.argv[2]), sys.stdin.read().splitlines()))


if __name__ == "__main__":
    main()
