"""The widget as it is handed out: built from what stands in the tree, small, and asking nobody else."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from opencc import OpenCC

from bot.channels.widget import WIDGET
from bot.paths import DATA

FOLDER = WIDGET.parents[1]
TOOLS = FOLDER / "node_modules"
MOST_BYTES = 20_000

needs_tools = pytest.mark.skipif(
    shutil.which("node") is None or not TOOLS.exists(),
    reason="no Node.js here, or bot/widget/node_modules is missing (npm ci --prefix bot/widget)",
)


def test_it_is_at_most_20_kilobytes_as_it_travels() -> None:
    assert len(gzip.compress(WIDGET.read_bytes(), 9)) <= MOST_BYTES


def test_it_names_no_other_host_and_reads_nothing_as_markup_or_code() -> None:
    script = WIDGET.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[\w.-]+", script)) <= {"http://www.w3.org"}, "only the name of SVG"
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "document.cookie",
    ):
        assert word not in script, word
    for path in FOLDER.glob("src/**/*.ts"):
        assert not re.search(r"setAttribute\([\"']style|style:", path.read_text(encoding="utf-8")), path.name


@needs_tools
def test_what_is_handed_out_is_what_the_sources_give(tmp_path: Path) -> None:
    copy = tmp_path / "bot" / "widget"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    shutil.copytree(DATA / "widget", tmp_path / "data" / "widget")
    (copy / "node_modules").symlink_to(TOOLS)
    subprocess.run(["node", "build.mjs"], cwd=copy, check=True, capture_output=True, timeout=60)
    made = (copy / "dist" / "widget.js").read_bytes()
    assert made == WIDGET.read_bytes(), "bot/widget/dist is out of date: make widget"


@needs_tools
def test_its_types_are_sound() -> None:
    done = subprocess.run(["npx", "tsc", "--noEmit"], cwd=FOLDER, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout


def texts(script: str) -> dict[str, str]:
    return json.loads((DATA / "widget" / f"{script}.json").read_text(encoding="utf-8"))


def test_both_scripts_of_chinese_say_the_same_things() -> None:
    simplified, traditional = texts("zh-Hans"), texts("zh-Hant")
    assert list(simplified) == list(traditional)
    assert all(simplified.values()) and all(traditional.values())
    for name, text in simplified.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", traditional[name]), name


def test_the_traditional_texts_have_no_simplified_characters() -> None:
    convert = OpenCC("s2tw").convert
    left = {
        name: text for name, text in texts("zh-Hant").items() if convert(text) != text and name != "script"
    }
    assert left == {}


def test_the_words_the_server_takes_literally_are_commands() -> None:
    from actions.context import context

    sayings = re.search(r"SAYINGS = (\{.*?\})", (FOLDER / "src" / "chat.ts").read_text(encoding="utf-8"))
    assert sayings
    for words in re.findall(r'"(.+?)"', sayings[1]):
        assert context().commands.find(words) is not None, words
