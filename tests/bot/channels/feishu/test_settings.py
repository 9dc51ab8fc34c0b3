"""The settings, and the question to the platform whether they work."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.feishu import FeishuConnector, configured
from tests.bot.channels.feishu.conftest import World, say
from tests.bot.channels.feishu.simulator import (
    APP_ID,
    APP_SECRET,
    ENCRYPT_KEY,
    VERIFICATION_TOKEN,
    Fault,
    Platform,
)

GOOD = {
    "FEISHU_APP_ID": APP_ID,
    "FEISHU_APP_SECRET": APP_SECRET,
    "FEISHU_ENCRYPT_KEY": ENCRYPT_KEY,
    "FEISHU_VERIFICATION_TOKEN": VERIFICATION_TOKEN,
}


async def test_without_settings_there_is_no_connector(world: World) -> None:
    assert configured({}, world.mailroom, say) is None
    assert configured({"OTHER": "x", "FEISHU_APP_ID": ""}, world.mailroom, say) is None


@pytest.mark.parametrize("base", [None, "", "https://open.larksuite.com", "https://open.feishu.cn/"])
async def test_good_settings_give_a_connector(world: World, base: str | None) -> None:
    connector = configured(GOOD if base is None else {**GOOD, "FEISHU_API_BASE": base}, world.mailroom, say)
    assert connector is not None
    assert (connector.name, connector.account) == ("feishu", APP_ID)


@pytest.mark.parametrize("name", sorted(GOOD))
async def test_each_missing_setting_is_named(world: World, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} 没有设置：") as raised:
        configured({key: value for key, value in GOOD.items() if key != name}, world.mailroom, say)
    assert len(str(raised.value).splitlines()) == 1


async def test_each_problem_is_a_sentence_of_its_own_and_shows_no_secret(world: World) -> None:
    wrong = {
        "FEISHU_APP_ID": "wx123",
        "FEISHU_APP_SECRET": "a secret",
        "FEISHU_API_BASE": "http://open.feishu.cn",
    }
    with pytest.raises(ValueError) as raised:
        configured(wrong, world.mailroom, say)
    lines = str(raised.value).splitlines()
    assert len(lines) == 5
    assert all("FEISHU_" in line and line.endswith("。") for line in lines)
    assert "a secret" not in str(raised.value)


async def test_a_check_of_what_works_says_nothing(world: World) -> None:
    assert await world.connector.check() == []


async def test_a_check_names_the_field_of_a_wrong_secret(world: World, platform: Platform) -> None:
    platform.token_faults.append(Fault(200, {"code": 10014}))
    (sentence,) = await world.connector.check()
    assert "FEISHU_APP_SECRET" in sentence
    assert "10014" in sentence


@pytest.mark.parametrize("robot", [{"code": 11205}, {"code": 0, "bot": {"activate_status": 0}}])
async def test_a_check_tells_when_the_robot_is_not_there(
    world: World, platform: Platform, robot: dict[str, Any]
) -> None:
    platform.robot = robot
    (sentence,) = await world.connector.check()
    assert "发布" in sentence


@pytest.mark.parametrize("fault", [Fault(500, "x"), Fault(200, "not json"), Fault(429, {"code": 99991400})])
async def test_a_check_never_raises(world: World, platform: Platform, fault: Fault) -> None:
    platform.token_faults.append(fault)
    assert len(await world.connector.check()) == 1


async def test_a_check_where_nobody_answers_names_the_address(world: World) -> None:
    connector = FeishuConnector(
        app_id=APP_ID,
        app_secret=APP_SECRET,
        encrypt_key=ENCRYPT_KEY,
        verification_token=VERIFICATION_TOKEN,
        mailroom=world.mailroom,
        say=say,
        api_base="http://127.0.0.1:9",
    )
    (sentence,) = await connector.check()
    assert "FEISHU_API_BASE" in sentence
    await connector.close()
