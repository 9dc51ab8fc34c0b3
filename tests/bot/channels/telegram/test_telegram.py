"""Telegram: true and forged updates, one answer each, buttons, and what the platform refuses."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY

from actions.case.keys import new_keys
from actions.case.vault import Vault
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Callback
from bot.channels.telegram import Telegram, configured
from tests.bot.channels.telegram.simulator import SECRET, TOKEN, until
from tests.bot.channels.telegram.world import World, reply, say


def forged() -> float:
    return REGISTRY.get_sample_value("oa_sig_fail_total", {"platform": "telegram"}) or 0.0


async def test_a_private_message_is_answered_once(world: World) -> None:
    post = await world.serving()
    answers = await world.platform.push(post, world.platform.message("逾期了怎么办"))
    await until(lambda: bool(world.platform.sent))
    assert [answer.status for answer in answers] == [200]
    assert world.platform.texts(42) == ["听到了：逾期了怎么办"]
    assert "42" not in world.conversation.heard[0][0].split(":")[1:]


@pytest.mark.parametrize("secret", ["", "x", SECRET + "x", SECRET[:-1], SECRET.upper(), "密", "\udcff"])
async def test_an_update_with_another_secret_is_refused_and_only_counted(world: World, secret: str) -> None:
    post, before = await world.serving(), forged()
    callback = world.platform.callback(world.platform.message(), secret)
    answer, _ = await post.receive("telegram", callback)
    assert (answer.status, answer.body, forged()) == (403, b"", before + 1)
    assert world.conversation.heard == []


async def test_an_update_without_the_header_or_by_get_is_refused(world: World) -> None:
    post = await world.serving()
    signed = world.platform.callback(world.platform.message())
    for callback in (Callback("POST", {}, {}, signed.body), Callback("GET", {}, signed.headers, signed.body)):
        assert (await post.receive("telegram", callback))[0].status == 403


@pytest.mark.parametrize(("age", "status"), [(0, 200), (80_000, 200), (90_000, 403), (-1_000, 403)])
async def test_a_message_older_than_the_platform_keeps_any_is_refused(
    world: World, age: int, status: int
) -> None:
    post = await world.serving()
    update = world.platform.message(date=int(time.time()) - age)
    assert (await post.receive("telegram", world.platform.callback(update)))[0].status == status


async def test_a_replay_is_no_second_turn(world: World) -> None:
    post = await world.serving()
    update = world.platform.message("一次")
    await world.platform.push(post, update, lost=2)
    await asyncio.gather(*(world.platform.push(post, update) for _ in range(4)))
    await until(lambda: bool(world.platform.sent))
    await asyncio.sleep(0.1)
    assert (len(world.conversation.heard), len(world.platform.sent)) == (1, 1)


async def test_two_workers_on_one_database_give_one_answer(world: World) -> None:
    first, second = await world.serving(), await world.serving()
    update = world.platform.message("两个进程")
    await asyncio.gather(world.platform.push(first, update), world.platform.push(second, update))
    await until(lambda: bool(world.platform.sent))
    await asyncio.sleep(0.2)
    assert (len(world.conversation.heard), len(world.platform.sent)) == (1, 1)


async def test_a_slow_turn_is_acknowledged_at_once(world: World) -> None:
    post = await world.serving()
    await asyncio.wait_for(world.platform.push(post, world.platform.message("slow"), lost=2), 1.0)
    assert world.platform.sent == []
    world.conversation.gate.set()
    await until(lambda: bool(world.platform.sent))
    await asyncio.sleep(0.1)
    assert world.platform.texts() == ["听到了：slow"]


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/start", "你好"),
        ("/start x", "/start x"),
        ("／start", "／start"),
        ("/restart", "/restart"),
        ("/START", "/START"),
        ("2", "2"),
        ('/greet{"slot":1}', '/greet{"slot":1}'),
    ],
)
async def test_only_start_is_a_greeting_and_all_else_is_as_typed(
    world: World, typed: str, heard: str
) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message(typed))
    await until(lambda: bool(world.conversation.heard))
    assert world.conversation.heard[0][1] == heard


async def test_what_is_no_text_is_an_empty_text(world: World) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message(None, photo=[{}], caption="不看"))
    await until(lambda: bool(world.conversation.heard))
    assert world.conversation.heard[0][1] == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"chat": {"id": -100, "type": "group"}},
        {"chat": {"id": -100, "type": "supergroup"}},
        {"chat": {"id": 42, "type": "group"}},
        {"chat": {"id": 43, "type": "private"}},
        {"from": {"id": 42, "is_bot": True}},
        {"from": None},
        {"chat": None},
        {"from": {"id": True}, "chat": {"id": True, "type": "private"}},
        {"from": {"id": "42"}, "chat": {"id": "42", "type": "private"}},
    ],
)
async def test_only_private_chats_of_people_are_answered(world: World, changed: dict[str, Any]) -> None:
    post = await world.serving()
    update = world.platform.message(**changed)
    assert (await world.platform.push(post, update))[0].status == 200
    await asyncio.sleep(0.05)
    assert world.conversation.heard == []


@pytest.mark.parametrize("kind", ["edited_message", "my_chat_member", "channel_post", "poll"])
async def test_other_updates_are_acknowledged(world: World, kind: str) -> None:
    post = await world.serving()
    update = world.platform.message()
    other = {"update_id": update["update_id"], kind: update["message"]}
    assert (await world.platform.push(post, other))[0].status == 200
    assert world.conversation.heard == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"\xff", b"<x/>", b"{}", b"[" * 60_000, b'"' + b"x" * 70_000 + b'"']
    + [json.dumps({"update_id": each, "message": {}}).encode() for each in ("1", None, True, 1.5, -1)],
    ids=lambda body: body[:20].decode("latin-1"),
)
async def test_a_malformed_body_is_refused(world: World, body: bytes) -> None:
    post = await world.serving()
    assert (await post.receive("telegram", world.platform.callback(body)))[0].status == 403


@pytest.mark.parametrize(
    "value", [None, [], "x", {"id": []}, {"id": "q", "message": 5, "data": {}}, {"data": "1"}]
)
async def test_a_malformed_press_is_acknowledged(world: World, value: Any) -> None:
    post = await world.serving()
    update = world.platform.callback({"update_id": 1, "callback_query": value, "message": value})
    assert (await post.receive("telegram", update))[0].status == 200
    assert world.conversation.heard == []


async def test_a_lone_surrogate_is_left_out(world: World) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message("好\ud83d的"))
    await until(lambda: bool(world.conversation.heard))
    assert world.conversation.heard[0][1] == "好的"


async def test_a_press_comes_back_as_the_words_of_the_button_and_is_always_thanked_for(world: World) -> None:
    long = "这一句话实在太长了，长到六十四个字节里放不下，只好用它的号码代替它说"
    world.conversation.replies["逾期了"] = [reply("可以谈。", ("怎么谈", "怎么跟客服谈还款"), ("长", long))]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("逾期了"))
    await until(lambda: bool(world.platform.sent))
    message = world.platform.sent[0]
    await world.platform.push(post, world.platform.press(message, 1), lost=1)
    await until(lambda: len(world.conversation.heard) == 2)
    await world.platform.push(post, world.platform.press(message, 2))
    await until(lambda: len(world.conversation.heard) == 3)
    await until(lambda: len(world.platform.thanked) == 3)
    assert [text for _, text in world.conversation.heard] == ["逾期了", "怎么跟客服谈还款", "2"]


async def test_a_press_in_a_group_is_thanked_for_and_not_answered(world: World) -> None:
    post = await world.serving()
    message = {"chat_id": 42, "reply_markup": {"inline_keyboard": [[{"callback_data": "1"}]]}}
    update = world.platform.press(message, 1, message={"chat": {"id": -5, "type": "group"}})
    await world.platform.push(post, update)
    await until(lambda: len(world.platform.thanked) == 1)
    assert world.conversation.heard == []


async def test_markup_survives_and_bold_is_bold(world: World) -> None:
    text = '**要紧** a<b>&amp; ]]> {"x": [1]} *_`# 😀 **'
    world.conversation.replies["?"] = [reply(text)]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("?"))
    await until(lambda: bool(world.platform.sent))
    assert world.platform.sent[0]["text"].startswith("<b>要紧</b> a&lt;b&gt;&amp;amp;")
    assert world.platform.texts() == [text.replace("**要紧**", "要紧")]


async def test_markup_the_platform_cannot_read_is_sent_once_more_as_plain_text(world: World) -> None:
    world.platform.troubles = [(400, {"ok": False, "description": "Bad Request: can't parse entities"})]
    world.conversation.replies["?"] = [reply("a<b **粗**", ("好", "好的"))]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("?"))
    await until(lambda: bool(world.platform.sent))
    assert len(world.platform.attempts) == 2
    assert "parse_mode" not in world.platform.sent[0] and world.platform.texts() == ["a<b **粗**"]
    assert world.platform.sent[0]["reply_markup"]


async def test_what_is_refused_as_plain_text_too_is_not_tried_again(world: World) -> None:
    bad = {"ok": False, "description": "Bad Request: can't parse entities"}
    world.platform.troubles = [(400, bad), (400, bad)]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("?"))
    await until(lambda: len(world.platform.attempts) == 2)
    await asyncio.sleep(0.2)
    assert len(world.platform.attempts) == 2 and world.platform.sent == []


async def test_too_many_requests_wait_as_long_as_the_platform_says(world: World) -> None:
    world.platform.troubles = [(429, {"ok": False, "parameters": {"retry_after": 30}})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好"))
    await until(lambda: bool(world.platform.attempts))
    world.ahead = 20
    await asyncio.sleep(0.2)
    assert world.platform.sent == []
    world.ahead = 40
    await until(lambda: bool(world.platform.sent))


async def test_who_blocked_the_bot_gets_the_answer_when_they_write_again(world: World) -> None:
    world.platform.troubles = [(403, {"ok": False, "description": "Forbidden: bot was blocked by the user"})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("第一"))
    await until(lambda: bool(world.platform.attempts))
    await asyncio.sleep(0.1)
    assert len(world.platform.attempts) == 1
    await world.platform.push(post, world.platform.message("第二"))
    await until(lambda: len(world.platform.sent) == 2)
    assert world.platform.texts() == ["听到了：第一", "听到了：第二"]


@pytest.mark.parametrize("trouble", [(500, {}), (502, {"x": 1})])
async def test_an_overloaded_platform_is_asked_again(world: World, trouble: tuple[int, Any]) -> None:
    world.platform.troubles = [trouble] * 2
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好"))
    await until(lambda: bool(world.platform.sent))
    assert world.platform.texts() == ["听到了：你好"]


async def test_after_a_timeout_the_person_is_told_and_can_ask_again(world: World) -> None:
    world.platform.troubles = [1.0]
    post = await world.serving(timeout=0.2)
    await world.platform.push(post, world.platform.message("第一"))
    await until(lambda: bool(world.platform.attempts))
    await asyncio.sleep(0.4)
    await world.platform.push(post, world.platform.message("第二"))
    await until(lambda: any("重发" in text for text in world.platform.texts()))
    await world.platform.push(post, world.platform.message("重发"))
    await until(lambda: world.platform.texts()[-1] == "听到了：第一")
    assert len(world.conversation.heard) == 2


async def test_a_worker_killed_during_a_turn_leaves_one_answer(world: World) -> None:
    first = await world.serving()
    await world.platform.push(first, world.platform.message("slow"))
    await until(lambda: bool(world.conversation.heard))
    await world.kill(first)
    world.conversation.gate.set()
    await world.serving()
    await until(lambda: bool(world.platform.sent))
    await asyncio.sleep(0.2)
    assert world.platform.texts() == ["听到了：slow"]


async def test_a_worker_killed_between_turn_and_send_leaves_one_answer(world: World) -> None:
    first = world.post()
    await world.platform.push(first, world.platform.message("你好"))
    await first.settled()
    await world.serving()
    await until(lambda: bool(world.platform.sent))
    await asyncio.sleep(0.2)
    assert world.platform.texts() == ["听到了：你好"]


async def test_a_worker_killed_while_sending_sends_nothing_twice_by_itself(world: World) -> None:
    world.platform.troubles = [0.3]
    first = await world.serving()
    await world.platform.push(first, world.platform.message("第一"))
    await until(lambda: bool(world.platform.attempts))
    await world.kill(first)
    second = await world.serving()
    await asyncio.sleep(0.4)
    assert len(world.platform.attempts) == 1
    await world.platform.push(second, world.platform.message("第二"))
    await until(lambda: any("重发" in text for text in world.platform.texts()))
    await world.platform.push(second, world.platform.message("重发"))
    await until(lambda: world.platform.texts()[-1] == "听到了：第一")


async def test_two_people_get_their_own_answers_in_order(world: World) -> None:
    post = await world.serving()
    for number in range(6):
        await world.platform.push(post, world.platform.message(f"{number % 2}的第{number}句", number % 2 + 7))
    await until(lambda: len(world.platform.sent) == 6)
    for user in (7, 8):
        own = [f"听到了：{number % 2}的第{number}句" for number in range(6) if number % 2 + 7 == user]
        assert world.platform.texts(user) == own


async def test_care_comes_first_and_whole(world: World) -> None:
    care = reply("你的安全最要紧。12356\n110", kind="safety")
    world.conversation.replies["活不下去了"] = [reply("这笔债……"), care]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("活不下去了"))
    await until(lambda: len(world.platform.sent) == 2)
    assert world.platform.texts() == ["你的安全最要紧。12356\n110", "这笔债……"]


async def test_a_long_answer_arrives_whole_in_several_messages(world: World) -> None:
    text = "\n\n".join(f"第{number}段。" + "说明😀。" * 40 for number in range(60))
    world.conversation.replies["长"] = [reply(text, ("好", "好的"))]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("长"))
    await until(lambda: any("reply_markup" in each for each in world.platform.sent))
    assert len(world.platform.sent) > 1
    assert "".join("".join(world.platform.texts()).split()) == "".join(text.split())


async def test_neither_token_nor_words_are_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world.platform.troubles = [(500, {}), (400, {"description": "我欠两万"})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("我欠两万"))
    await until(lambda: len(world.platform.attempts) == 2)
    await asyncio.sleep(0.1)
    away = Telegram(TOKEN, SECRET, say=say, api_base="http://127.0.0.1:9")
    press = {"update_id": 5, "callback_query": {"id": "q"}}
    await away.receive(world.platform.callback(press), world.now())
    assert "连不上" in (await away.check())[0]
    await away.close()
    assert "answerCallbackQuery" in caplog.text
    for secret in (TOKEN, TOKEN.partition(":")[2], SECRET, "我欠两万", "127.0.0.1:9"):
        assert secret not in caplog.text


GOOD = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_SECRET_TOKEN": SECRET}


@pytest.fixture
def mailroom(tmp_path: Path) -> Mailroom:
    return Mailroom(f"sqlite:///{tmp_path}/rooms.db", Vault(new_keys()))


def test_without_settings_there_is_no_bot_and_with_them_there_is_one(mailroom: Mailroom) -> None:
    assert configured({}, mailroom, say) is None
    for more in ({}, {"TELEGRAM_API_BASE": "https://a.example"}, {"TELEGRAM_PROXY": "http://127.0.0.1:3128"}):
        made = configured({**GOOD, **more}, mailroom, say)
        assert isinstance(made, Telegram) and made.account == "123456789"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", ""),
        ("TELEGRAM_BOT_TOKEN", "abc"),
        ("TELEGRAM_BOT_TOKEN", TOKEN + "\n"),
        ("TELEGRAM_BOT_TOKEN", " " + TOKEN),
        ("TELEGRAM_SECRET_TOKEN", ""),
        ("TELEGRAM_SECRET_TOKEN", "有中文"),
        ("TELEGRAM_SECRET_TOKEN", "x" * 257),
        ("TELEGRAM_API_BASE", "http://a.example"),
        ("TELEGRAM_API_BASE", "ftp://a.example"),
        ("TELEGRAM_API_BASE", "https://["),
        ("TELEGRAM_PROXY", "socks5://127.0.0.1:1080"),
        ("TELEGRAM_PROXY", "127.0.0.1:3128"),
    ],
)
def test_a_setting_that_is_missing_or_malformed_is_named_without_its_value(
    mailroom: Mailroom, name: str, value: str
) -> None:
    with pytest.raises(ValueError) as raised:
        configured({**GOOD, name: value}, mailroom, say)
    (line,) = str(raised.value).split("\n")
    assert line.startswith(name) and TOKEN not in line


async def test_the_check_is_content_when_all_is_well(world: World) -> None:
    world.post()
    assert await world.connector.check() == []


async def test_the_check_names_a_wrong_token(world: World) -> None:
    world.post(token="123456789:AAanother-invented-token-0000000000000")
    assert "TELEGRAM_BOT_TOKEN" in (await world.connector.check())[0]


async def test_the_check_says_when_no_webhook_is_set_or_it_fails(world: World) -> None:
    world.post()
    world.platform.webhook = {"url": ""}
    assert "setWebhook" in (await world.connector.check())[0]
    world.platform.webhook = {
        "url": "https://x.example/webhooks/telegram",
        "last_error_date": 1,
        "pending_update_count": 3,
    }
    assert "TELEGRAM_SECRET_TOKEN" in (await world.connector.check())[0]
