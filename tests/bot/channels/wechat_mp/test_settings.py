"""The settings of a 公众号: what is wrong with them is said in one sentence each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.channels.messaging.model import Connector
from bot.channels.wechat_mp import configured
from bot.channels.wechat_mp.connector import UnverifiedWechatMp, WechatMp
from tests.bot.channels.wechat_mp.conftest import ENVIRONMENT, PHRASES, World
from tests.bot.channels.wechat_mp.simulator import APP_ID, SECRET, TOKEN


def _made(environment: dict[str, str]) -> Connector | None:
    return configured(environment, None, PHRASES.say)  # type: ignore[arg-type]


def test_without_settings_there_is_no_channel() -> None:
    assert _made({}) is None
    assert _made({name: " " for name in ENVIRONMENT} | {"WECHAT_MP_OTHER": "x"}) is None


def test_with_all_settings_there_is_one_with_customer_service_and_without_the_secret_one_without() -> None:
    made = _made(ENVIRONMENT)
    assert isinstance(made, WechatMp) and (made.name, made.account) == ("wechat_mp", APP_ID)
    assert (made.passive_seconds, made.most_payloads, made.idempotent) == (4.5, 4, False)
    assert isinstance(_made({**ENVIRONMENT, "WECHAT_MP_SECRET": ""}), UnverifiedWechatMp)


@pytest.mark.parametrize("name", ["WECHAT_MP_TOKEN", "WECHAT_MP_APP_ID", "WECHAT_MP_ENCODING_AES_KEY"])
def test_a_setting_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(ValueError) as raised:
        _made({key: value for key, value in ENVIRONMENT.items() if key != name})
    assert str(raised.value).startswith(f"{name} 没有设置：") and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WECHAT_MP_TOKEN", "ab"),
        ("WECHAT_MP_TOKEN", "有中文的"),
        ("WECHAT_MP_APP_ID", "gh_0123456789ab"),
        ("WECHAT_MP_APP_ID", "WX0123456789abcdef"),
        ("WECHAT_MP_ENCODING_AES_KEY", "a" * 42),
        ("WECHAT_MP_ENCODING_AES_KEY", "a" * 44),
        ("WECHAT_MP_ENCODING_AES_KEY", "a" * 42 + "="),
        ("WECHAT_MP_SECRET", "short"),
    ],
)
def test_a_setting_that_is_malformed_is_named_and_not_quoted(name: str, value: str) -> None:
    with pytest.raises(ValueError) as raised:
        _made({**ENVIRONMENT, name: value})
    assert str(raised.value).startswith(f"{name} 的写法不对：") and value not in str(raised.value)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(ValueError) as raised:
        _made({"WECHAT_MP_SECRET": "x"})
    assert len(str(raised.value).splitlines()) == 4


def test_blanks_around_a_setting_are_of_no_account() -> None:
    assert _made({name: f" {value}\n" for name, value in ENVIRONMENT.items()}) is not None


async def test_the_check_is_silent_when_all_is_well(world: World) -> None:
    assert await _checked(world) == []


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (40125, "WECHAT_MP_SECRET"),
        (40013, "WECHAT_MP_APP_ID"),
        (40164, "白名单"),
        (40243, "冻结"),
        (88888, "88888"),
    ],
)
async def test_the_check_says_which_field_is_wrong(world: World, code: int, hint: str) -> None:
    world.platform.token_code = code
    (problem,) = await _checked(world)
    assert hint in problem and SECRET not in problem and TOKEN not in problem


async def test_the_check_finds_an_account_without_customer_service(world: World) -> None:
    world.platform.agents_code = 48001
    (problem,) = await _checked(world)
    assert "去掉 WECHAT_MP_SECRET" in problem


async def test_an_account_that_has_no_agents_is_none_the_worse(world: World) -> None:
    world.platform.agents_code = 65400
    assert await _checked(world) == []


async def test_the_check_says_that_the_platform_cannot_be_reached(world: World) -> None:
    world.serve()
    connector = world.running[0][1]
    connector._service._api_base = "http://127.0.0.1:9"
    (problem,) = await connector.check()
    assert "连不上" in problem


async def test_an_account_without_customer_service_has_nothing_to_check(world: World) -> None:
    world.verified = False
    assert await _checked(world) == []


async def _checked(world: World) -> list[str]:
    world.serve()
    check: Callable = world.running[0][1].check
    problems: list[str] = await check()
    return problems
