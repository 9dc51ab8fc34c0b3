"""What Rasa's training is given of the data folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.paths import DATA, RASA
from bot.training_data import DataFolder

NLU = 'version: "3.1"\nnlu:\n  - intent: {intent}\n    examples: |\n{lines}'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the rules of the project and three sentences in two files."""
    shutil.copytree(DATA / "dialogue", tmp_path / "dialogue")
    (tmp_path / "nlu").mkdir()
    for intent, texts in {"thanks": ["谢谢", "多谢"], "goodbye": ["再见"]}.items():
        lines = "".join(f"      - {text}\n" for text in texts)
        (tmp_path / "nlu" / f"{intent}.yml").write_text(
            NLU.format(intent=intent, lines=lines), encoding="utf-8"
        )
    return tmp_path


def test_the_sentences_of_all_files_are_there_with_their_topics(data: Path) -> None:
    read = DataFolder(data, RASA).get_nlu_data()
    assert {(each.get("text"), each.get("intent")) for each in read.intent_examples} == {
        ("谢谢", "thanks"),
        ("多谢", "thanks"),
        ("再见", "goodbye"),
    }


def test_rules_domain_and_configuration_are_the_project_s(data: Path) -> None:
    folder = DataFolder(data, RASA)
    assert folder.get_stories().story_steps
    assert "thanks" in folder.get_domain().intents
    assert folder.get_config()["language"] == "zh"


def test_the_files_are_read_once(data: Path) -> None:
    folder = DataFolder(data, RASA)
    first = folder.get_nlu_data()
    (data / "nlu" / "thanks.yml").unlink()
    assert folder.get_nlu_data() is first


def test_without_its_settings_nothing_is_trained(data: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"config\.yml"):
        DataFolder(data, tmp_path / "nowhere")
