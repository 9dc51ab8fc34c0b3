"""One turn and one delivery for each message, whatever is slow, repeated, refused or killed."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.channels.messaging.mailroom import PAUSES, SENDING, TURN
from tests.bot.channels.feishu.conftest import World, message
from tests.bot.channels.feishu.simulator import RETRIES, Fault, Platform


async def test_the_same_message_three_times_is_one_turn_and_one_delivery(
    world: World, platform: Platform
) -> None:
    content = platform.written("ou_a", "你好")
    for _ in range(3):
        assert (await world.push(content)).status == 200
    await world.settle()
    assert len(world.conversation.heard) == platform.send_calls == 1


async def test_the_same_message_three_times_at_once_is_one_turn_and_one_delivery(
    world: World, platform: Platform
) -> None:
    content = platform.written("ou_a", "你好")
    world.run()
    await asyncio.gather(*(world.push(content) for _ in range(3)))
    assert await world.shown(1) == ["听到了：你好"]
    await world.settle()
    assert len(world.conversation.heard) == platform.send_calls == 1


async def test_another_event_id_for_the_same_message_changes_nothing(
    world: World, platform: Platform
) -> None:
    content = platform.written("ou_a", "你好")
    again = json.loads(json.dumps(content))
    again["header"]["event_id"] = "another"
    await world.push(content)
    await world.push(again)
    await world.settle()
    assert len(world.conversation.heard) == platform.send_calls == 1


async def test_a_slow_turn_is_acknowledged_at_once_and_answered_once(
    world: World, platform: Platform
) -> None:
    world.conversation.gate = asyncio.Event()
    world.run()
    content = platform.written("ou_a", "算一算")
    for pause in (0.0, *RETRIES[:2]):  # the platform repeats what it thinks was lost
        world.clock.seconds += pause
        answer, _ = await asyncio.wait_for(world.post.receive("feishu", platform.callback(content)), 0.5)
        assert (answer.status, answer.body) == (200, b"{}")
    assert world.texts == []
    world.conversation.gate.set()
    assert await world.shown(1) == ["听到了：算一算"]
    await world.settle()
    assert len(world.conversation.heard) == platform.send_calls == 1


async def test_a_retry_just_as_the_answer_is_ready_sends_nothing_twice(
    world: World, platform: Platform
) -> None:
    content = platform.written("ou_a", "你好")
    platform.gate = asyncio.Event()
    world.run()
    await world.push(content)
    while not platform.send_calls:
        await asyncio.sleep(0.01)
    await world.push(content)
    platform.gate.set()
    await world.shown(1)
    await world.push(content)
    await world.settle()
    assert len(world.conversation.heard) == platform.send_calls == len(platform.shown) == 1


async def test_messages_of_one_person_are_answered_in_their_order(world: World, platform: Platform) -> None:
    world.run()
    for number in range(6):
        await world.push(platform.written("ou_a", f"第{number}句"))
    assert await world.shown(6) == [f"听到了：第{number}句" for number in range(6)]


async def test_callbacks_out_of_order_are_each_answered_once(world: World, platform: Platform) -> None:
    contents = [platform.written("ou_a", f"第{number}句") for number in range(4)]
    for place in (2, 0, 3, 1, 0, 2):
        await world.push(contents[place])
    await world.settle()
    assert sorted(world.texts) == [f"听到了：第{number}句" for number in range(4)]
    replies = {shown.answers: shown.text for shown in platform.shown}
    for number, content in enumerate(contents):
        assert replies[content["event"]["message"]["message_id"]] == f"听到了：第{number}句"


# Tokens


async def test_one_token_serves_all_and_is_renewed_early(world: World, platform: Platform) -> None:
    for user in "abc":
        await world.said(f"ou_{user}", "你好")
    assert platform.token_calls == 1
    world.clock.seconds += 7200 - 299
    await world.said("ou_a", "还在吗")
    assert platform.token_calls == 2


async def test_a_token_that_ends_meanwhile_is_renewed_once_for_all_parallel_sends(
    world: World, platform: Platform
) -> None:
    await world.said("ou_a", "你好")
    platform.tokens.clear()
    for number in range(8):
        await world.push(platform.written(f"ou_{number}", "在吗"))
    await world.settle()
    assert platform.token_calls == 2
    assert len(platform.shown) == 9


async def test_a_token_refused_twice_is_tried_later(world: World, platform: Platform) -> None:
    await world.said("ou_a", "你好")
    platform.faults.extend(Fault(400, {"code": 99991661}) for _ in range(2))
    await world.said("ou_a", "在吗")
    assert len(world.texts) == 1
    world.clock.seconds += PAUSES[0]
    await world.settle()
    assert world.texts[1:] == ["听到了：在吗"]


async def test_no_token_at_all_loses_nothing(world: World, platform: Platform) -> None:
    platform.token_faults.extend([Fault(200, {"code": 10014}), Fault(500, "oops"), Fault(200, {"code": 0})])
    await world.said("ou_a", "你好")
    for pause in PAUSES[:3]:
        assert world.texts == []
        world.clock.seconds += pause
        await world.settle()
    assert world.texts == ["听到了：你好"]


# Failures of the platform


@pytest.mark.parametrize(
    "fault",
    [
        Fault(500, "oops"),
        Fault(502, {"code": 1}),
        Fault(200, "<html>"),
        Fault(404, "nothing here"),
        Fault(200, {"msg": "no code"}),
        Fault(429, "slow down"),
        Fault(400, {"code": 99991400}),
        Fault(400, {"code": 230020}),
        Fault(200, {"code": 11232}),
    ],
    ids=lambda fault: f"{fault.status}-{fault.body}",
)
async def test_what_passes_is_tried_again_after_a_pause(
    world: World, platform: Platform, fault: Fault
) -> None:
    platform.faults.append(fault)
    await world.said("ou_a", "你好")
    assert world.texts == []
    world.clock.seconds += PAUSES[0] - 0.1
    await world.settle()
    assert platform.send_calls == 1
    world.clock.seconds += 0.1
    await world.settle()
    assert world.texts == ["听到了：你好"]


@pytest.mark.parametrize("name", ["x-ogw-ratelimit-reset", "Retry-After"])
async def test_a_limit_is_waited_for_as_long_as_the_platform_says(
    world: World, platform: Platform, name: str
) -> None:
    platform.faults.append(Fault(429, {"code": 99991400}, {name: "52"}))
    await world.said("ou_a", "你好")
    world.clock.seconds += 51
    await world.settle()
    assert platform.send_calls == 1
    world.clock.seconds += 1
    await world.settle()
    assert world.texts == ["听到了：你好"]


async def test_a_timeout_after_the_message_was_taken_shows_it_once(world: World, platform: Platform) -> None:
    platform.faults.append(Fault(200, {"code": 0}, taken=True, hang=1.5))
    await world.said("ou_a", "你好")
    world.clock.seconds += PAUSES[0]
    await world.settle()
    assert platform.send_calls == 2
    assert world.texts == ["听到了：你好"]


async def test_too_many_failures_hold_the_answer_until_the_person_writes(
    world: World, platform: Platform
) -> None:
    platform.faults.extend(Fault(503, "busy") for _ in range(len(PAUSES) + 1))
    await world.said("ou_a", "一")
    for pause in PAUSES:
        world.clock.seconds += pause
        await world.settle()
    world.clock.seconds += 3600
    await world.settle()
    assert (world.texts, platform.send_calls) == ([], len(PAUSES) + 1)
    await world.said("ou_a", "二")
    assert world.texts == ["听到了：一", "听到了：二"]


@pytest.mark.parametrize("code", [230002, 230013, 230053, 230006, 230027, 99991672])
async def test_out_of_reach_holds_the_answer_until_the_next_message(
    world: World, platform: Platform, code: int
) -> None:
    platform.faults.append(Fault(400, {"code": code}))
    await world.said("ou_a", "一")
    world.clock.seconds += 3600
    await world.settle()
    assert (world.texts, platform.send_calls) == ([], 1)
    await world.said("ou_a", "二")
    assert world.texts == ["听到了：一", "听到了：二"]


async def test_what_the_platform_never_takes_does_not_block_what_follows(
    world: World, platform: Platform
) -> None:
    platform.faults.append(Fault(400, {"code": 230001}))
    await world.said("ou_a", "一")
    await world.said("ou_a", "二")
    assert world.texts == ["听到了：二"]


async def test_a_recalled_message_is_answered_without_quoting_it(world: World, platform: Platform) -> None:
    content = platform.written("ou_a", "我欠2万")
    platform.recalled.add(content["event"]["message"]["message_id"])
    await world.push(content)
    await world.settle()
    assert [(each.to, each.answers) for each in platform.shown] == [("ou_a", None)]


async def test_a_card_that_is_refused_goes_out_as_a_text_with_numbers(
    world: World, platform: Platform
) -> None:
    world.conversation.says["问"] = [message("多久了？ <at id=all></at>", ("不到30天", "a"), ("更久", "b"))]
    platform.faults.append(Fault(400, {"code": 230099}))
    await world.said("ou_a", "问")
    assert platform.shown[0].kind == "text"
    assert world.texts[0].splitlines()[-2:] == ["1. 不到30天", "2. 更久"]
    assert "<at" not in world.texts[0]


async def test_logs_say_codes_and_never_words_tokens_or_addresses(
    world: World, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    platform.faults.extend([Fault(400, {"code": 230001, "msg": "我欠2万"}), Fault(500, "x"), Fault(200, "y")])
    for text in ("我欠2万", "在吗", "喂"):
        await world.said("ou_a", text)
    assert "230001" in caplog.text
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("bot."))
    assert not any(word in ours for word in ("欠2万", "t-", "ou_a", "om_", world.base))


# Ends of processes


async def test_killed_between_turn_and_send_is_sent_once(world: World, platform: Platform) -> None:
    await world.push(platform.written("ou_a", "你好"))
    await world.post.settled()
    assert platform.send_calls == 0
    world.restart()
    world.post.recover()
    await world.settle()
    assert world.texts == ["听到了：你好"]
    assert len(world.conversation.heard) == 1


async def test_killed_while_sending_is_sent_again_and_shown_once(world: World, platform: Platform) -> None:
    platform.faults.append(Fault(200, {"code": 0}, taken=True, hang=0.5))
    await world.push(platform.written("ou_a", "你好"))
    await world.post.settled()
    sending = asyncio.create_task(world.post.pump())
    while not platform.shown:
        await asyncio.sleep(0.01)
    for letter in world.post._under_way():
        letter.cancel()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    world.restart()
    world.post.recover()
    await world.settle()
    assert platform.send_calls == 1  # another worker might still be sending it
    world.clock.seconds += SENDING + 1
    world.post.recover()
    await world.settle()
    assert platform.send_calls == 2
    assert world.texts == ["听到了：你好"]


async def test_killed_in_the_middle_of_a_turn_answers_once_after_the_restart(
    world: World, platform: Platform
) -> None:
    world.conversation.gate = asyncio.Event()
    await world.push(platform.written("ou_a", "你好"))
    await asyncio.sleep(0)
    world.restart()
    world.conversation.gate.set()
    world.clock.seconds += TURN + 1
    world.post.recover()
    await world.settle()
    assert world.texts == ["听到了：你好"]


@pytest.mark.parametrize("later", [15.0, 300.0, 3600.0, 21600.0, 6 * 86_400.0])
async def test_a_redelivery_after_our_restart_makes_no_second_turn(
    world: World, platform: Platform, later: float
) -> None:
    content = platform.written("ou_a", "你好")
    await world.push(content)
    await world.settle()
    world.clock.seconds += later
    world.restart()
    world.mailroom.sweep()
    await world.push(content)
    await world.settle()
    assert len(world.conversation.heard) == platform.send_calls == 1


async def test_a_message_that_came_while_we_were_down_is_answered_when_it_is_repeated(
    world: World, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    receive = world.post.receive

    async def down_at_first(name: str, callback: object) -> object:
        tries.append(world.clock.seconds)
        if len(tries) < 3:
            raise ConnectionError
        return await receive(name, callback)  # type: ignore[arg-type]

    monkeypatch.setattr(world.post, "receive", down_at_first)
    assert (await world.said("ou_a", "你好")).status == 200
    assert [later - earlier for earlier, later in zip(tries, tries[1:], strict=False)] == [15.0, 300.0]  # noqa: RUF007
    assert world.texts == ["听到了：你好"]


async def test_two_workers_answer_a_message_once(world: World, platform: Platform) -> None:
    _, _, other = world.server()
    content = platform.written("ou_a", "你好")
    world.run()
    world.run(other)
    await asyncio.gather(*(platform.push(post, content) for post in (world.post, other, world.post, other)))
    assert await world.shown(1) == ["听到了：你好"]
    await asyncio.sleep(0.2)
    await world.settle()
    assert len(world.conversation.heard) == platform.send_calls == 1
    await other.settled()


# What is said


async def test_care_is_sent_first_and_whole(world: World, platform: Platform) -> None:
    care = "谢谢你告诉我。\n现在有危险，请打 120 或 110；打 12356，可以匿名。\n" + "陪着你。" * 300
    offer = ("我现在安全", "我现在安全")
    world.conversation.says["不想活了"] = [
        *(message(f"旁的{number}") for number in range(5)),
        message(care, offer, kind="safety"),
    ]
    await world.said("ou_a", "不想活了")
    assert world.texts[0].strip() == care.strip()
    assert platform.shown[0].buttons == (("我现在安全", "1"),)
    assert len(platform.shown) <= world.connector.most_payloads
    assert [f"旁的{number}" in "\n".join(world.texts[1:]) for number in range(5)] == [True] * 5


async def test_care_overtakes_what_is_held_up(world: World, platform: Platform) -> None:
    platform.faults.append(Fault(500, "busy"))
    world.conversation.says["我不想活了"] = [message("请打 120 或 110。", kind="safety")]
    await world.said("ou_a", "一")
    await world.said("ou_a", "我不想活了")
    assert world.texts == ["请打 120 或 110。"]
    world.clock.seconds += PAUSES[0]
    await world.settle()
    assert world.texts == ["请打 120 或 110。", "听到了：一"]


async def test_a_long_answer_arrives_whole_in_order_and_within_the_limits(
    world: World, platform: Platform
) -> None:
    long = "\n".join(f"第{number}段，" + "还款、协商、征信。" * 40 for number in range(60))
    world.conversation.says["全部"] = [message(long)]
    await world.said("ou_a", "全部")
    assert "".join("".join(world.texts).split()) == "".join(long.split())
    assert 1 < len(platform.shown) <= world.connector.most_payloads


MARKS = '&lt; <b>粗</b> **粗** ~~删~~ `码` [字](x) _斜_ ]]> {"a": "\\u4f60"} :OK: <at id=all></at> # $ \\ 👨‍👩‍👧😀'


@pytest.mark.parametrize("text", [MARKS, MARKS * 40, "逾期😀", "a\nb\n\nc"])
async def test_marks_chinese_and_emoji_arrive_as_they_are(world: World, text: str) -> None:
    world.conversation.says["说"] = [message(text)]
    await world.said("ou_a", "说")
    assert world.texts == [text]


async def test_files_arrive_as_links_that_can_be_pressed(world: World, platform: Platform) -> None:
    address = "https://bank.example/files/a_b*c(1)?token=x_y&n=1"
    file = {"title": "申请书", "format": "docx", "url": address, "token": "x"}
    world.conversation.says["文书"] = [
        message(f"写好了：{address}。一小时内有效。", kind="letter", files=[file])
    ]
    await world.said("ou_a", "文书")
    assert world.texts == [f"写好了：{address}。一小时内有效。"]
    source = platform.shown[0].content["elements"][0]["text"]["content"]
    assert "](https://bank.example/files/a_b%2Ac%281%29?token=x_y&n=1)" in source


async def test_a_card_is_not_passed_on(world: World, platform: Platform) -> None:
    world.conversation.says["问"] = [message("多久了？", ("不到30天", "a"))]
    await world.said("ou_a", "问")
    assert platform.shown[0].content["config"]["enable_forward"] is False
