"""What a person told is nowhere to be found: sealed on disk, out of the logs, and gone when they say so."""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from actions import context as contexts
from actions.case.models import Base
from actions.context import context
from bot.assistant import Assistant
from bot.desk import Desk

pytestmark = pytest.mark.model

DAY = date(2026, 11, 23)
SENDER = "rest:planted-sender"
TOLD = (
    "借呗逾期45天，本金欠23456.78元，失业了",
    "记一下，昨晚十点半催收打我妈电话，骂人",
    "11月20号收到支付令",
    "提醒我12月5号还款",
    "我的手机号是13712345678，身份证110101199003070038",
)
PLANTED = (
    "23456.78",
    "22:30",
    "payment_order",
    "支付令",
    "unemployed",
    "13712345678",
    "110101199003070038",
    "planted-sender",
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder of its own, with a context that uses it."""
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path / 'cases.db'}")
    monkeypatch.setenv("ADVISOR_KEY_FILE", str(tmp_path / "keys.json"))
    contexts.context.cache_clear()
    yield tmp_path
    contexts.context.cache_clear()


async def tell(desk: Desk, *said: str) -> list[str]:
    return [m["text"] for each in said for m in await desk.respond(SENDER, each, DAY)]


def found_in(folder: Path) -> list[str]:
    """The planted strings in any file of a folder, in any way a program might have written them."""
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    ways = {
        "utf-8": lambda word: word.encode(),
        "utf-16": lambda word: word.encode("utf-16-le"),
        "escaped": lambda word: word.encode("unicode_escape"),
        "base64": lambda word: base64.b64encode(word.encode())[:-4] or b"?",
    }
    return [f"{word} ({way})" for word in PLANTED for way, code in ways.items() if code(word) in content]


def rows(folder: Path) -> dict[str, int]:
    engine = create_engine(f"sqlite:///{folder / 'cases.db'}")
    with engine.connect() as connection:
        tables = [name for name in inspect(engine).get_table_names() if name != "oa_alembic_version"]
        counted = {
            name: connection.execute(text(f"select count(*) from {name}")).scalar() or 0 for name in tables
        }
    engine.dispose()
    return counted


async def test_without_consent_nothing_of_a_person_reaches_the_disk(
    place: Path, assistant: Assistant
) -> None:
    await tell(Desk(assistant), *TOLD)
    assert context().cases.facts(SENDER, DAY)["principal"]
    assert set(rows(place).values()) == {0}


async def test_what_is_kept_is_sealed_and_export_has_it_all(place: Path, assistant: Assistant) -> None:
    await tell(Desk(assistant), *TOLD, "记住我的情况")
    assert found_in(place) == []
    kept = context().cases.kept.export(SENDER)
    assert {row["name"] for row in kept["facts"]} >= {"days_overdue", "principal", "hardship", "documents"}
    assert kept["contacts"][0]["value"]["time"] == "22:30"
    assert kept["reminders"] == [{"what": "还款", "day": "2026-12-05"}]
    assert kept["consent"]


async def test_every_table_of_the_program_was_written_to(place: Path, assistant: Assistant) -> None:
    await tell(Desk(assistant), *TOLD, "记住我的情况", "有用")
    written = rows(place)
    assert written.keys() == Base.metadata.tables.keys(), "a table this test does not know"
    assert all(written.values()), written


async def test_after_deletion_nothing_is_left_in_any_table_or_file(place: Path, assistant: Assistant) -> None:
    await tell(Desk(assistant), *TOLD, "记住我的情况")
    owner = context().cases.kept.database.vault.owner(SENDER)
    (said,) = await tell(Desk(assistant), "删除我的数据")
    assert "已删除" in said
    assert {name: count for name, count in rows(place).items() if name != "oa_feedback" and count} == {}
    content = b"".join(path.read_bytes() for path in place.iterdir() if path.name != "keys.json")
    assert owner.encode() not in content, "the mark of the person is left in the file"
    assert found_in(place) == [] and context().cases.facts(SENDER, DAY) == {}
    assert await assistant._conversations.retrieve(SENDER) is None, "the last turns are still in memory"


async def test_taking_consent_back_empties_the_disk_and_keeps_the_conversation(
    place: Path, assistant: Assistant
) -> None:
    await tell(Desk(assistant), *TOLD, "记住我的情况", "不用记")
    assert set(rows(place).values()) == {0}
    assert context().cases.facts(SENDER, DAY)["principal"]


async def test_no_log_quotes_a_person(
    place: Path, assistant: Assistant, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        await tell(Desk(assistant), *TOLD, "记住我的情况", "导出我的数据", "删除我的数据")
    out, err = capfd.readouterr()
    logged = caplog.text + out + err
    assert [word for word in (*PLANTED, "逾期45天", "骂人") if word in logged] == []


async def test_numbers_that_name_a_person_are_neither_kept_nor_said_back(
    place: Path, assistant: Assistant
) -> None:
    said = "".join(await tell(Desk(assistant), TOLD[-1], "我身份证是110101199003070038，怎么投诉催收"))
    assert "没有保存" in said and "12378" in said
    assert "13712345678" not in said and "110101" not in said
