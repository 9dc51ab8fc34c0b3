"""The schemas editors read fit the data and refuse what the loader refuses."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from rules_engine import Rulebook, check_rulebook
from rules_engine.authoring import schemas
from rules_engine.loading.source import Source

REAL = Path(__file__).resolve().parents[3] / "data"


def test_the_schemas_in_the_repository_are_those_of_the_data(real: Rulebook) -> None:
    assert list(schemas.problems(REAL, real)) == [], "run: advisor rules schema"


def test_every_key_an_author_may_write_is_explained(real: Rulebook) -> None:
    meanings = Source.read(REAL / "schema" / "keys.yml", REAL).data["keys"]
    tables = {name: schema for name, schema in schemas.schemas(real, meanings).items() if "$ref" in schema}
    unexplained = {
        f"{name}: {key}"
        for name, schema in tables.items()
        for definition in schema["$defs"].values()
        for key, entry in definition.get("properties", {}).items()
        if "description" not in entry
    }
    assert unexplained == set()


def test_a_fact_and_an_article_are_chosen_from_what_there_is(real: Rulebook) -> None:
    references = schemas.schemas(real, {})[schemas.REFERENCES]["$defs"]
    facts = {choice["const"]: choice["description"] for choice in references["fact"]["anyOf"]}
    assert facts["days_overdue"] == "逾期天数"
    articles = {choice["const"]: choice["description"] for choice in references["article"]["anyOf"]}
    assert articles["civil_procedure_law.art_227"].startswith("《民事诉讼法》第227条（法律）")


@pytest.mark.parametrize("path", sorted((REAL / "rules").glob("*.yml")), ids=lambda path: path.name)
def test_each_file_of_rules_tells_the_editor_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    if not (REAL / "schema" / f"{path.stem}.json").exists():
        pytest.skip("a file of a line or two needs no schema")
    assert first == f"# yaml-language-server: $schema=../schema/{path.stem}.json"
    json.loads((REAL / "schema" / f"{path.stem}.json").read_text(encoding="utf-8"))


def test_stale_schemas_are_a_warning_that_names_the_command(tmp_path: Path) -> None:
    data = Path(shutil.copytree(REAL, tmp_path / "data"))
    keys = data / "schema" / "keys.yml"
    keys.write_text(
        keys.read_text(encoding="utf-8").replace("table: 表名", "table: 表的名字"), encoding="utf-8"
    )
    stale = [str(problem) for problem in check_rulebook(data, date(2026, 11, 24)) if problem.code == "W003"]
    assert stale == [
        "data/schema/stage.json:1: W003 编辑器提示过时：编辑器用的提示和数据不一致；运行 advisor rules schema"
    ]
