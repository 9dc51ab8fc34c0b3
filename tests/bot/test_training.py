"""A model for each state of the data: when one is made, when it is not, and what an author is told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot import training

TOPICS = "topics:\n  - {id: greet, title: 你好, group: 会话}\n  - {id: thanks, title: 谢谢, group: 会话}\n"
GREET = 'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - 早上好\n'
THANKS = 'version: "3.1"\nnlu:\n  - intent: thanks\n    examples: |\n      - 麻烦你了\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, content in (
        ("topics.yml", TOPICS),
        ("nlu/greet.yml", GREET),
        ("nlu/thanks.yml", THANKS),
        ("dialogue/rules.yml", "rules: []\n"),
        ("lexicon/terms.yml", "kinds: {}\nterms: []\n"),
        ("lexicon/concepts.yml", "concepts: []\n"),
    ):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "data"


def problems(data: Path) -> str:
    with pytest.raises(training.TrainingDataError) as caught:
        training.check_data(data)
    return str(caught.value)


def test_good_data_raise_nothing(data: Path) -> None:
    training.check_data(data)


def test_the_data_of_the_project_are_good() -> None:
    training.check_data()


def test_a_broken_file_is_told_with_its_line(data: Path) -> None:
    (data / "nlu" / "greet.yml").write_text('version: "3.1"\nnlu:\n  - intent: [greet\n', encoding="utf-8")
    assert "data/nlu/greet.yml 读不了：第 4 行格式不对" in problems(data)


def test_a_topic_nobody_knows_is_named(data: Path) -> None:
    (data / "nlu" / "greet.yml").write_text(GREET.replace("greet", "gret"), encoding="utf-8")
    told = problems(data)
    assert "没有 gret 这个话题" in told
    assert "话题 greet 一条例句也没有" in told


def test_an_example_without_a_dash_is_quoted(data: Path) -> None:
    (data / "nlu" / "thanks.yml").write_text(THANKS.replace("- 麻烦", "麻烦"), encoding="utf-8")
    assert "这一行不是：麻烦你了" in problems(data)


def test_a_slip_in_the_lexicon_is_told_with_its_line_before_anything_is_trained(data: Path) -> None:
    (data / "lexicon" / "concepts.yml").write_text(
        "concepts:\n  - {id: a, name: 甲, words: [还]}\n  - {id: b, name: 乙, words: [还]}\n",
        encoding="utf-8",
    )
    (data / "lexicon" / "terms.yml").write_text(
        "kinds: {}\nterms:\n  - {id: x, kind: odd, word: 罚息}\n", encoding="utf-8"
    )
    told = problems(data)
    assert "data/lexicon/concepts.yml:3: “还”已经属于 a" in told
    assert "data/lexicon/terms.yml:3: 没有 odd 这个类别" in told


def test_all_problems_are_told_at_once(data: Path) -> None:
    (data / "nlu" / "greet.yml").write_text("nlu: 3\n", encoding="utf-8")
    (data / "dialogue" / "rules.yml").write_text("rules: [\n", encoding="utf-8")
    assert len(problems(data).splitlines()) == 3  # two files, and a topic left without examples


@pytest.mark.parametrize("name", ["nlu/greet.yml", "dialogue/rules.yml", "lexicon/terms.yml", "topics.yml"])
def test_any_change_of_the_data_asks_for_another_model(data: Path, tmp_path: Path, name: str) -> None:
    before = training.fingerprint(data, tmp_path)
    with (data / name).open("a", encoding="utf-8") as file:
        file.write("# \n")
    assert training.fingerprint(data, tmp_path) != before


def test_a_change_of_the_code_or_of_a_package_asks_for_another_model(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "bot"
    (code / "understanding").mkdir(parents=True)
    first = training.fingerprint(data, code)
    (code / "understanding" / "classifier.py").write_text("pass\n", encoding="utf-8")
    second = training.fingerprint(data, code)
    monkeypatch.setattr(training, "version", lambda package: "0")
    assert len({first, second, training.fingerprint(data, code)}) == 3


def test_the_same_state_has_the_same_fingerprint(data: Path, tmp_path: Path) -> None:
    assert training.fingerprint(data, tmp_path) == training.fingerprint(data, tmp_path)


def test_a_model_that_exists_is_taken_as_it_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_train_into", lambda path, progress: pytest.fail("trained again"))
    training.model_path().parent.mkdir()
    training.model_path().touch()
    assert training.train() == training.model_path()


def test_two_that_find_no_model_train_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained: list[Path] = []

    def pretend(path: Path, progress: training.Progress) -> None:
        trained.append(path)
        threading.Event().wait(0.3)
        path.touch()

    monkeypatch.setattr(training, "_train_into", pretend)
    both = [threading.Thread(target=training.train) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(trained) == 1


def test_old_models_are_removed_but_for_the_newest_three(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    models = home / "models"
    models.mkdir()
    for age in range(5):
        old = models / f"old{age}.tar.gz"
        old.touch()
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    monkeypatch.setattr(training, "_train_into", lambda path, progress: path.touch())
    newest = training.train()
    assert {path.name for path in models.glob("*.tar.gz")} == {newest.name, "old0.tar.gz", "old1.tar.gz"}


def test_a_training_that_breaks_off_leaves_no_model_and_says_where_to_look(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "RASA", home / "nowhere")
    with pytest.raises(training.TrainingError, match=r"training\.log"):
        training.train()
    assert not list((home / "models").glob("*.tar.gz"))
    assert not list((home / "models").glob("training-*"))
