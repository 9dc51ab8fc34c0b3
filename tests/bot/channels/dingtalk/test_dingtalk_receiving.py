"""钉钉: what comes in, true or forged, once or many times."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bot.channels.messaging.model import Callback
from tests.bot.channels.dingtalk.simulator import APP_KEY, APP_SECRET, until
from tests.bot.channels.dingtalk.world import World, reply, say


def forged() -> float:
    return REGISTRY.get_sample_value("oa_sig_fail_total", {"platform": "dingtalk"}) or 0.0


async def test_a_private_message_is_answered_once(world: World) -> None:
    post = await world.serving()
    answers = await world.platform.push(post, world.platform.message("  逾期了怎么办 "))
    await until(lambda: bool(world.platform.seen))
    assert [answer.status for answer in answers] == [200]
    assert [text for _, text in world.conversation.heard] == ["逾期了怎么办"]
    assert world.platform.texts("staff1") == ["听到了：逾期了怎么办"]


async def test_the_sender_of_the_conversation_names_nobody(world: World) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好", "zhangsan"))
    await until(lambda: bool(world.conversation.heard))
    assert "zhangsan" not in world.conversation.heard[0][0]


@pytest.mark.parametrize(
    "headers",
    [
        {"sign": "AAAA"},
        {"sign": ""},
        {"sign": "签名"},
        {"sign": "\udcff"},
        {"timestamp": ""},
        {"timestamp": "１６１２１７２９９６０２６"},
        {"timestamp": "-1"},
        {"timestamp": "9" * 400},
    ],
    ids=lambda headers: ascii(headers)[:24],
)
async def test_a_bad_signature_is_refused_and_only_counted(world: World, headers: dict[str, str]) -> None:
    post, before = await world.serving(), forged()
    callback = world.platform.callback(world.platform.message(), **headers)
    answer, _ = await post.receive("dingtalk", callback)
    assert (answer.status, answer.body) == (403, b"")
    assert forged() == before + 1
    assert world.conversation.heard == []


async def test_a_signature_with_another_secret_is_refused(world: World) -> None:
    post = await world.serving()
    callback = world.platform.callback(world.platform.message(), secret=APP_SECRET + "x")
    assert (await post.receive("dingtalk", callback))[0].status == 403


async def test_a_message_for_another_robot_is_refused(world: World) -> None:
    post = await world.serving()
    callback = world.platform.callback(world.platform.message(robotCode="dinganother"))
    assert (await post.receive("dingtalk", callback))[0].status == 403
    assert world.conversation.heard == []


@pytest.mark.parametrize(("age", "status"), [(3_550, 200), (3_700, 403), (-250, 200), (-400, 403)])
async def test_a_timestamp_is_good_for_an_hour_and_five_minutes_ahead(
    world: World, age: float, status: int
) -> None:
    post = await world.serving()
    callback = world.platform.callback(world.platform.message(), age=age)
    assert (await post.receive("dingtalk", callback))[0].status == status


async def test_a_replay_changes_nothing_and_after_an_hour_is_refused(world: World) -> None:
    post = await world.serving()
    callback = world.platform.callback(world.platform.message("一次"))
    statuses = [(await post.receive("dingtalk", callback))[0].status for _ in range(2)]
    await until(lambda: len(world.platform.seen) == 1)
    world.ahead = 3_700
    statuses.append((await post.receive("dingtalk", callback))[0].status)
    assert statuses == [200, 200, 403]
    assert len(world.conversation.heard) == 1


async def test_the_same_message_three_times_in_sequence_is_one_turn_and_one_delivery(world: World) -> None:
    post = await world.serving()
    answers = await world.platform.push(post, world.platform.message("三次"), lost=2)
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.1)
    assert len(answers) == 3
    assert (len(world.conversation.heard), len(world.platform.seen)) == (1, 1)


async def test_the_same_message_in_parallel_is_one_turn_and_one_delivery(world: World) -> None:
    post = await world.serving()
    body = world.platform.message("并行")
    await asyncio.gather(*(world.platform.push(post, body) for _ in range(5)))
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.1)
    assert (len(world.conversation.heard), len(world.platform.seen)) == (1, 1)


async def test_two_workers_on_one_database_give_one_answer(world: World) -> None:
    first, second = await world.serving(), await world.serving()
    body = world.platform.message("两个进程")
    await asyncio.gather(world.platform.push(first, body), world.platform.push(second, body))
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.2)
    assert (len(world.conversation.heard), len(world.platform.seen)) == (1, 1)


async def test_a_slow_turn_is_acknowledged_at_once_and_answered_later_once(world: World) -> None:
    post = await world.serving()
    answers = await asyncio.wait_for(
        world.platform.push(post, world.platform.message("slow"), lost=2), timeout=1.0
    )
    assert {answer.status for answer in answers} == {200}
    assert world.platform.seen == []
    world.conversation.gate.set()
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.1)
    assert world.platform.texts() == ["听到了：slow"]


async def test_a_delivery_just_when_the_answer_is_ready_gets_nothing_twice(world: World) -> None:
    post = await world.serving()
    body = world.platform.message("slow")
    await world.platform.push(post, body)
    repeated = asyncio.create_task(world.platform.push(post, body))
    world.conversation.gate.set()
    answers = await repeated
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.1)
    assert [answer.body for answer in answers] == [b"{}"]
    assert len(world.platform.seen) == 1


async def test_messages_of_one_person_are_answered_in_their_order(world: World) -> None:
    post = await world.serving()
    for text in ("slow", "第二", "第三"):
        await world.platform.push(post, world.platform.message(text))
    world.conversation.gate.set()
    await until(lambda: len(world.platform.seen) == 3)
    assert world.platform.texts() == ["听到了：slow", "听到了：第二", "听到了：第三"]


async def test_two_people_never_get_each_others_answers(world: World) -> None:
    post = await world.serving()
    for number in range(6):
        user = "ab"[number % 2]
        await world.platform.push(post, world.platform.message(f"{user}的第{number}句", user))
    await until(lambda: len(world.platform.seen) == 6)
    for user in "ab":
        assert all(text.startswith(f"听到了：{user}的") for text in world.platform.texts(user))
        assert len(world.platform.texts(user)) == 3


async def test_a_debt_is_not_discussed_in_a_group(world: World) -> None:
    post = await world.serving()
    body = world.platform.message("我欠了5万怎么办", conversationType="2")
    await asyncio.gather(*(world.platform.push(post, body) for _ in range(3)))
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.1)
    assert world.conversation.heard == []
    assert world.platform.texts("group") == [say("write_privately")]


async def test_the_sentence_in_a_group_never_goes_to_a_person_instead(world: World) -> None:
    world.platform.troubles["session"] = [(200, {"errcode": 400101})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("群里", conversationType="2"))
    await until(lambda: bool(world.platform.attempts))
    await asyncio.sleep(0.2)
    assert world.platform.attempts == ["session"] and world.platform.seen == []


@pytest.mark.parametrize("kind", ["picture", "audio", "video", "file", "richText", "unknown", None, 7])
async def test_what_is_no_text_is_an_empty_text_to_the_conversation(world: World, kind: Any) -> None:
    post = await world.serving()
    body = world.platform.message("不看", msgtype=kind)
    await world.platform.push(post, body)
    await until(lambda: bool(world.conversation.heard))
    assert [text for _, text in world.conversation.heard] == [""]


@pytest.mark.parametrize("text", ["/restart", "／restart", '/greet{"slot":1}', "2", "２"])
async def test_commands_and_numbers_are_plain_text(world: World, text: str) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message(text))
    await until(lambda: bool(world.conversation.heard))
    assert world.conversation.heard[0][1] == text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[1]",
        b"null",
        b"{",
        b"\xff\xfe",
        b"<xml/>",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'"' + b"x" * 70_000 + b'"',
        b'{"msgId": 9' + b"9" * 5_000 + b"}",
    ],
    ids=lambda body: str(len(body)),
)
async def test_a_malformed_body_is_refused_or_acknowledged(world: World, body: bytes) -> None:
    post = await world.serving()
    answer, _ = await post.receive("dingtalk", world.platform.callback(body))
    assert answer.status in (200, 403)
    assert world.conversation.heard == []


@pytest.mark.parametrize(
    "changed",
    [
        {"msgId": None},
        {"msgId": 5},
        {"msgId": "x" * 500},
        {"msgId": "\ud83d"},
        {"msgId": "a\x00b"},
        {"senderStaffId": None, "senderId": None},
        {"conversationType": None},
        {"conversationType": "3"},
        {"conversationType": 1},
        {"conversationType": ["1"]},
        {"conversationType": "2", "sessionWebhook": None},
    ],
)
async def test_missing_and_wrong_fields_are_acknowledged_without_a_turn(
    world: World, changed: dict[str, Any]
) -> None:
    post = await world.serving()
    raw = json.dumps(world.platform.message(**changed)).encode()
    answer, _ = await post.receive("dingtalk", world.platform.callback(raw))
    assert answer.status == 200
    await asyncio.sleep(0.05)
    assert world.conversation.heard == [] and world.platform.seen == []


@pytest.mark.parametrize("robot", [[], {}, 5, None])
async def test_a_robot_code_of_any_kind_is_no_exception(world: World, robot: Any) -> None:
    post = await world.serving()
    raw = json.dumps({**world.platform.message(), "robotCode": robot}).encode()
    assert (await post.receive("dingtalk", world.platform.callback(raw)))[0].status == 403


@pytest.mark.parametrize(
    "text", [None, [], "只是字", {"content": None}, {"content": 5}, {"content": "\ud83d"}]
)
async def test_a_text_of_another_kind_is_an_empty_text(world: World, text: Any) -> None:
    post = await world.serving()
    body = {**world.platform.message(), "text": text}
    raw = json.dumps(body).encode()
    assert (await post.receive("dingtalk", world.platform.callback(raw)))[0].status == 200
    await until(lambda: bool(world.conversation.heard))
    assert world.conversation.heard[0][1] == ""


async def test_a_get_is_refused(world: World) -> None:
    post = await world.serving()
    signed = world.platform.callback(world.platform.message())
    assert (await post.receive("dingtalk", Callback("GET", {}, signed.headers, signed.body)))[0].status == 403


async def test_a_deletion_forgets_what_is_kept(world: World) -> None:
    world.conversation.replies["删除我的数据"] = [reply("都删了", kind="deleted")]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("先前的话"))
    await until(lambda: bool(world.platform.seen))
    owner = world.mailroom.owner("dingtalk", APP_KEY, "staff1")
    assert world.mailroom.kept(f"session:dingtalk:{owner}") is not None
    await world.platform.push(post, world.platform.message("删除我的数据"))
    await until(lambda: "都删了" in world.platform.texts())
    assert world.mailroom.kept(f"session:dingtalk:{owner}") is None
    assert world.platform.texts() == ["听到了：先前的话", "都删了"]
