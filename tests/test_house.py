"""The floors of the house: arrows run down only, and nobody waits for Rasa who does not need it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "rules_engine": {"actions", "bot", "rasa", "rasa_sdk", "sqlalchemy", "sanic"},
    "actions": {"bot", "rasa", "sanic"},
}


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("floor", sorted(FORBIDDEN))
def test_no_arrow_runs_up(floor: str) -> None:
    found = {
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in (PROJECT / floor).rglob("*.py")
        for name in imports(path) & FORBIDDEN[floor]
    }
    assert not found


def test_the_engine_has_no_clock() -> None:
    for path in (PROJECT / "rules_engine").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for word in ("date.today", "datetime.now", "time.time", "utcnow"):
            assert word not in source, f"{path.relative_to(PROJECT)} asks what time it is"


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["assess", "--days", "45", "--json", "--as-of", "2026-11-23"], ["rules", "list"]],
    ids=["help", "assess", "rules"],
)
def test_commands_without_a_chat_never_import_rasa(arguments: list[str]) -> None:
    code = (
        "import sys; from bot.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'rasa', 'rasa_sdk', 'sanic', 'spacy', 'sklearn', 'numpy', 'sqlalchemy'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_no_path_of_a_machine_and_no_secret_is_in_the_tree() -> None:
    suspicious = ("/wo" + "rk/", "/ro" + "ot/", "BEGIN PRIVATE" + " KEY")
    folders = ("bot", "actions", "rules_engine", "data", "docs", "benchmarks", "tools", ".ci")
    found = [
        f"{path.relative_to(PROJECT)}: {word}"
        for folder in folders
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".pyc",)
        for word in suspicious
        if word in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert not found
