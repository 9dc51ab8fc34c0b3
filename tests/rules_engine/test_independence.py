"""The engine stands alone: no Rasa, nothing of the floors above, no clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ENGINE = Path(__file__).parents[2] / "rules_engine"
ALLOWED = frozenset(sys.stdlib_module_names) | {"msgspec", "ruamel", "_ruamel_yaml", "rules_engine"}


def test_it_imports_only_the_standard_library_msgspec_and_ruamel() -> None:
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert {name.split(".")[0] for name in names} <= ALLOWED, path


def test_importing_it_loads_no_rasa() -> None:
    above = "('rasa', 'sanic', 'bot', 'actions')"
    code = f"import sys, rules_engine; sys.exit(any(m.split('.')[0] in {above} for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ENGINE.parent, check=False).returncode == 0


def test_it_has_no_clock() -> None:
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("today", "now", "utcnow"), path


def test_it_reckons_without_floats() -> None:
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"), path
