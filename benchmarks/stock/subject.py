"""Rasa's suggested Chinese pipeline as a subject of ``benchmarks.nlu``; runs in the environment of this folder.

python subject.py train NLU_FOLDER OUT EPOCHS      leaves OUT/model.tar.gz
python subject.py parse MODEL < sentences          prints one JSON object, see ``benchmarks.subject``
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ruamel.yaml import YAML

from benchmarks.subject import report

SETTINGS = Path(__file__).parent / "config.yml"


def train(nlu: Path, out: Path, epochs: int) -> None:
    """Train on a folder of examples; Rasa's cache stays beside the model."""
    os.environ["RASA_CACHE_DIRECTORY"] = str(out / "cache")
    from rasa.model_training import train_nlu

    config = YAML(typ="safe").load(SETTINGS.read_text(encoding="utf-8"))
    for component in config["pipeline"]:
        if component["name"] == "DIETClassifier":
            component["epochs"] = epochs
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "config.yml"
        with settings.open("w", encoding="utf-8") as stream:
            YAML(typ="safe").dump(config, stream)
        train_nlu(str(settings), str(nlu), str(out), fixed_model_name="model")


async def parse(model: Path, sentences: list[str]) -> None:
    """Parse every sentence and report."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))

    async def topic(sentence: str) -> str | None:
        ranking = (await agent.parse_message(sentence))["intent_ranking"]
        return next((each["name"] for each in ranking if each["name"] != "nlu_fallback"), None)

    await report(topic, sentences)


def main() -> None:
    """Do what the arguments say."""
    if sys.argv[1] == "train":
        train(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        asyncio.run(parse(Path(sys.argv[2]), sys.stdin.read().splitlines()))


if __name__ == "__main__":
    main()
