"""One answer to each message, whatever is slow, repeated, refused or killed: an account with customer service."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.channels.messaging import mailroom as mailroom_module
from bot.channels.messaging.model import Outbound
from bot.channels.wechat_mp import customer_service
from tests.bot.channels.wechat_mp.conftest import World, said, until

CARE = "你现在安全吗？请马上打 12356 或 120。"


def _gate(world: World, text: str) -> asyncio.Event:
    return world.conversation.gates.setdefault(text, asyncio.Event())


async def test_an_answer_in_time_rides_on_the_response_and_calls_nothing(world: World) -> None:
    post = world.serve()
    assert await world.platform.say(post, "o1", "你好") == "听到了：你好"
    await asyncio.sleep(0.1)
    assert world.platform.shown["o1"] == ["听到了：你好"]
    assert not world.platform.calls


async def test_the_same_message_three_times_is_one_turn_and_one_delivery(world: World) -> None:
    post, sent = world.serve(), world.platform.written("o1", "你好")
    for _ in range(3):
        await world.platform.push(post, "o1", sent)
    await asyncio.sleep(0.1)
    assert world.conversation.texts == ["你好"]
    assert world.platform.shown["o1"] == ["听到了：你好"]


async def test_the_same_message_three_times_at_once_is_one_turn_and_one_delivery(world: World) -> None:
    post, sent = world.serve(), world.platform.written("o1", "你好")
    await asyncio.gather(*(world.platform.push(post, "o1", sent) for _ in range(3)))
    await asyncio.sleep(0.1)
    assert world.conversation.texts == ["你好"]
    assert world.platform.shown["o1"] == ["听到了：你好"]


async def test_the_same_words_said_twice_are_two_messages(world: World) -> None:
    post = world.serve()
    for _ in range(2):
        await world.platform.say(post, "o1", "你好")
    assert world.conversation.texts == ["你好", "你好"]


async def test_a_turn_slower_than_every_retry_is_acknowledged_in_time_and_answered_once_late(
    world: World,
) -> None:
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.1)
    sent = world.platform.written("o1", "慢")
    for _ in range(3):  # as if each acknowledgement had been lost
        assert await world.platform.push(post, "o1", sent, deadline=3.0) == ""
    gate.set()
    await until(lambda: world.platform.shown["o1"] != [])
    await asyncio.sleep(0.1)
    assert world.platform.shown["o1"] == ["听到了：慢"]
    assert world.conversation.texts == ["慢"]


@pytest.mark.parametrize("pause", [0.0, 0.08, 0.1, 0.12])
async def test_an_answer_that_is_ready_as_the_retry_arrives_goes_exactly_one_way(
    world: World, pause: float
) -> None:
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.1)
    sent = world.platform.written("o1", "慢")
    first = asyncio.ensure_future(world.platform.push(post, "o1", sent))
    await asyncio.sleep(pause)
    gate.set()
    await asyncio.gather(first, world.platform.push(post, "o1", sent), world.platform.push(post, "o1", sent))
    await until(lambda: world.platform.shown["o1"] != [])
    await asyncio.sleep(0.15)
    assert world.platform.shown["o1"] == ["听到了：慢"]


async def test_a_token_that_ends_is_renewed_once_for_many_sends(world: World) -> None:
    post = world.serve(passive_seconds=0.02)
    await _late(world, post, "o0", "先")
    world.platform.expire()
    before = world.platform.calls["token"]
    people = [f"p{number}" for number in range(12)]
    gate = _gate(world, "慢")
    await asyncio.gather(*(world.platform.say(post, user, "慢") for user in people))
    gate.set()
    await until(lambda: all(world.platform.shown[user] == ["听到了：慢"] for user in people))
    assert world.platform.calls["token"] == before + 1
    assert not world.platform.calls["forced"]


async def test_a_refused_token_that_the_platform_gives_again_is_forced_to_change(world: World) -> None:
    post = world.serve(passive_seconds=0.02)
    await _late(world, post, "o0", "先")
    world.platform.outcomes.append(40001)
    await _late(world, post, "o1", "慢")
    assert world.platform.calls["forced"] == 1
    assert world.platform.shown["o1"] == ["听到了：慢"]


async def test_a_token_is_shared_by_servers_and_outlives_them(world: World) -> None:
    post = world.serve(passive_seconds=0.02)
    await _late(world, post, "o1", "一")
    await world.kill(post)
    await _late(world, world.serve(passive_seconds=0.02), "o1", "二")
    assert world.platform.calls["token"] == 1


async def test_without_a_token_an_answer_waits_and_comes_with_one(world: World) -> None:
    world.platform.token_code = -1
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.02)
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await until(lambda: world.platform.calls["token"] >= 2)
    world.platform.token_code = 0
    await until(lambda: world.platform.shown["o1"] == ["听到了：慢"])


@pytest.mark.parametrize("code", [45015, 45047, 43004, 48002])
async def test_what_may_not_be_sent_is_held_and_comes_with_the_next_message(world: World, code: int) -> None:
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.3)
    world.platform.outcomes.append(code)
    assert await world.platform.say(post, "o1", "慢") == ""
    gate.set()
    await until(lambda: world.platform.calls["send"] == 1)
    await asyncio.sleep(0.2)
    assert world.platform.calls["send"] == 1, "it is not tried again by itself"
    await world.platform.say(post, "o1", "在")
    await until(lambda: len(world.platform.shown["o1"]) == 2)
    assert sorted(world.platform.shown["o1"]) == ["听到了：在", "听到了：慢"]


async def test_a_closed_window_opens_with_the_next_message_and_nothing_is_lost(world: World) -> None:
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.3)
    world.platform.closed.add("o1")
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await until(lambda: world.platform.calls["send"] == 1)
    world.platform.closed.clear()
    await world.platform.say(post, "o1", "在")
    await until(lambda: len(world.platform.shown["o1"]) == 2)


async def test_an_answer_longer_than_the_quota_is_held_in_part_and_comes_whole(world: World) -> None:
    long = _sentences(900)
    world.conversation.answers["长"] = [said(long)]
    post = world.serve()
    await world.platform.say(post, "o1", "长")
    await until(lambda: len(world.platform.shown["o1"]) == 6)
    assert "后面还有" in world.platform.shown["o1"][3]
    for _ in range(5):
        await world.platform.say(post, "o1", "接着")
        await asyncio.sleep(0.2)
    shown = "".join(text for text in world.platform.shown["o1"] if not text.startswith("听到了"))
    assert _sentences_of(shown) == _sentences_of(long)


@pytest.mark.parametrize(
    "outcomes",
    [["http 500", "http 502"], [-1, 45009], ["garbage"], ["http 429"], [45011], [99999], [40001, 40001]],
)
async def test_what_passes_is_tried_again(
    world: World, outcomes: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_service, "_MINUTE", 0.05)
    world.platform.outcomes.extend(outcomes)
    post = world.serve(passive_seconds=0.02)
    await _late(world, post, "o1", "慢")
    assert world.platform.shown["o1"] == ["听到了：慢"]
    assert world.platform.calls["send"] > len(outcomes)


async def test_a_platform_that_says_slower_is_left_alone_for_a_minute(world: World) -> None:
    world.platform.outcomes.append(45011)
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.02)
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await until(lambda: world.platform.calls["send"] == 1)
    await asyncio.sleep(0.2)
    assert world.platform.calls["send"] == 1
    world.clock.ahead = 61
    await until(lambda: world.platform.shown["o1"] == ["听到了：慢"])


async def test_a_platform_that_does_not_answer_is_asked_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_service, "_TIMEOUT", customer_service.aiohttp.ClientTimeout(total=0.3))
    world.platform.outcomes.append("hang")
    post = world.serve(passive_seconds=0.02)
    await _late(world, post, "o1", "慢")
    assert world.platform.shown["o1"] == ["听到了：慢"]


async def test_what_is_tried_in_vain_for_too_long_comes_with_the_next_message(world: World) -> None:
    world.platform.outcomes.extend(["http 500"] * 6)
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.3)
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await until(lambda: world.platform.calls["send"] == 6)
    await asyncio.sleep(0.2)
    await world.platform.say(post, "o1", "在")
    await until(lambda: len(world.platform.shown["o1"]) == 2)


async def test_a_server_killed_between_turn_and_send_sends_once_after_the_restart(world: World) -> None:
    post = world.serve(passive_seconds=0.05, running=False)
    gate = _gate(world, "慢")
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await post.settled()
    await world.kill(post)
    assert world.platform.shown["o1"] == []
    world.serve()
    await until(lambda: world.platform.shown["o1"] == ["听到了：慢"])
    await asyncio.sleep(0.2)
    assert world.platform.shown["o1"] == ["听到了：慢"]


async def test_a_server_killed_while_sending_tells_the_person_who_can_ask_again(world: World) -> None:
    world.platform.sends_wait = asyncio.Event()
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.05)
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await until(lambda: world.platform.calls["send"] == 1)
    await world.kill(post)
    world.platform.sends_wait = None
    world.clock.ahead = mailroom_module.SENDING + 5
    post = world.serve()
    post.recover()
    await asyncio.sleep(0.2)
    assert world.platform.calls["send"] == 1, "what may have arrived is not sent again by itself"
    assert "重发" in await world.platform.say(post, "o1", "在吗")
    before = len(world.platform.shown["o1"])
    await world.platform.say(post, "o1", "重发")
    await until(lambda: len(world.platform.shown["o1"]) > before)
    assert world.platform.shown["o1"][-1] == "听到了：慢"
    assert world.conversation.texts == ["慢", "在吗"]


async def test_a_message_taken_but_not_answered_is_answered_once_after_the_restart(world: World) -> None:
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.05)
    await world.platform.say(post, "o1", "慢")
    await world.kill(post)
    gate.set()
    world.clock.ahead = mailroom_module.TURN + 5
    posts = [world.serve(), world.serve()]
    for each in posts:
        each.recover()
    await until(lambda: world.platform.shown["o1"] == ["听到了：慢"])
    await asyncio.sleep(0.2)
    assert world.platform.shown["o1"] == ["听到了：慢"]
    assert world.conversation.texts == ["慢", "慢"], "begun twice, the first was killed"


async def test_a_retry_that_meets_a_restarted_server_does_not_begin_a_second_turn(world: World) -> None:
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=5)
    sent = world.platform.written("o1", "慢")
    pushed = asyncio.ensure_future(world.platform.push(post, "o1", sent))
    await until(lambda: world.conversation.texts == ["慢"])
    pushed.cancel()
    await world.kill(post)
    post = world.serve(passive_seconds=0.05)
    assert await world.platform.push(post, "o1", sent) == ""
    assert world.conversation.texts == ["慢"]
    gate.set()
    world.clock.ahead = mailroom_module.TURN + 5
    post.recover()
    await until(lambda: world.platform.shown["o1"] == ["听到了：慢"])


async def test_two_workers_give_one_answer(world: World) -> None:
    posts, sent = [world.serve(), world.serve()], world.platform.written("o1", "你好")
    await asyncio.gather(*(world.platform.push(post, "o1", sent) for post in [*posts, *posts]))
    await asyncio.sleep(0.2)
    assert world.conversation.texts == ["你好"]
    assert world.platform.shown["o1"] == ["听到了：你好"]


async def test_two_workers_give_one_late_answer(world: World) -> None:
    posts, sent = [world.serve(0.1), world.serve(0.1)], world.platform.written("o1", "慢")
    gate = _gate(world, "慢")
    await asyncio.gather(*(world.platform.push(post, "o1", sent) for post in posts))
    gate.set()
    await until(lambda: world.platform.shown["o1"] != [])
    await asyncio.sleep(0.2)
    assert world.platform.shown["o1"] == ["听到了：慢"]


async def test_late_answers_come_in_the_order_of_the_messages(world: World) -> None:
    gate, post = _gate(world, "一"), world.serve(passive_seconds=0.05)
    for text in ("一", "二", "三"):
        await world.platform.say(post, "o1", text)
    gate.set()
    await until(lambda: len(world.platform.shown["o1"]) == 3)
    assert world.platform.shown["o1"] == ["听到了：一", "听到了：二", "听到了：三"]


async def test_messages_delivered_out_of_order_are_each_answered_once(world: World) -> None:
    post = world.serve()
    sent = [world.platform.written("o1", text) for text in ("一", "二", "三")]
    for callback in (sent[2], sent[0], sent[1], sent[0], sent[2]):
        await world.platform.push(post, "o1", callback)
    assert sorted(world.platform.shown["o1"]) == sorted(f"听到了：{text}" for text in ("一", "二", "三"))


async def test_care_comes_first_and_whole(world: World) -> None:
    world.conversation.answers["撑不住了"] = [said("欠款的事：" + _sentences(200)), said(CARE, kind="safety")]
    post = world.serve()
    assert await world.platform.say(post, "o1", "撑不住了") == CARE
    await until(lambda: len(world.platform.shown["o1"]) > 1)


async def test_a_long_answer_comes_in_parts_within_the_limit_and_in_order(world: World) -> None:
    long = _sentences(250)
    world.conversation.answers["长"] = [said(long)]
    post = world.serve()
    await world.platform.say(post, "o1", "长")
    await until(lambda: _sentences_of("".join(world.platform.shown["o1"])) == _sentences_of(long))
    assert 2 <= len(world.platform.shown["o1"]) <= 4


async def test_choices_on_a_response_are_numbered_lines(world: World) -> None:
    world.conversation.answers["问"] = [
        said("怎么办？", ("能还一点", "我能还一点"), ("没钱", "没钱还了怎么办"))
    ]
    post = world.serve()
    assert (
        await world.platform.say(post, "o1", "问")
        == "怎么办？\n\n回复数字，或者直接说：\n1. 能还一点\n2. 没钱"
    )
    await world.platform.say(post, "o1", "2")
    assert world.conversation.texts[-1] == "2", "the conversation knows its numbers itself"


async def test_choices_of_a_late_answer_are_a_menu_whose_click_says_the_payload(world: World) -> None:
    world.conversation.answers["问"] = [
        said("怎么办？", ("能还一点", "我能还一点"), ("没钱", "没钱还了怎么办"))
    ]
    post = world.serve(passive_seconds=0.1)
    await _late(world, post, "o1", "问")
    (menu,) = world.platform.menus["o1"]
    assert [each["content"] for each in menu] == ["能还一点", "没钱"]
    clicked = world.platform.written("o1", menu[1]["content"], bizmsgmenuid=menu[1]["id"])
    await world.platform.push(post, "o1", clicked)
    assert world.conversation.texts[-1] == "没钱还了怎么办"


@pytest.mark.parametrize("code", [40200, 40008])
async def test_where_an_account_takes_no_menu_the_choices_are_numbered_lines(world: World, code: int) -> None:
    world.conversation.answers["问"] = [said("怎么办？", ("能还一点", "x"), ("没钱", "y"))]
    world.platform.outcomes.append(code)
    post = world.serve(passive_seconds=0.05)
    await _late(world, post, "o1", "问")
    assert world.platform.shown["o1"] == ["怎么办？\n\n回复数字，或者直接说：\n1. 能还一点\n2. 没钱"]


@pytest.mark.parametrize(
    "buttons",
    [
        [(f"选{number}", f"选{number}") for number in range(11)],
        [("长" * 43, "x")],
        [("短", "长" * 22)],
        [("短", "")],
    ],
    ids=["eleven", "long title", "long payload", "no payload"],
)
async def test_choices_that_fit_no_menu_are_numbered_lines(
    world: World, buttons: list[tuple[str, str]]
) -> None:
    world.conversation.answers["问"] = [said("怎么办？", *buttons)]
    post = world.serve(passive_seconds=0.05)
    await _late(world, post, "o1", "问")
    assert world.platform.shown["o1"][0].endswith(f"{len(buttons)}. {buttons[-1][0]}")
    assert not world.platform.menus["o1"]


async def test_a_text_too_long_for_the_head_of_a_menu_keeps_its_choices_as_lines(world: World) -> None:
    world.conversation.answers["问"] = [said("字" * 400, ("好", "好"))]
    post = world.serve(passive_seconds=0.05)
    await _late(world, post, "o1", "问")
    assert world.platform.shown["o1"][0].endswith("1. 好")


async def test_a_payload_the_platform_will_never_take_is_dropped_and_blocks_nothing(world: World) -> None:
    world.platform.outcomes.append(45002)
    post = world.serve(passive_seconds=0.05)
    gate = _gate(world, "慢")
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await until(lambda: world.platform.calls["send"] == 1)
    await _late(world, post, "o1", "二")
    assert world.platform.shown["o1"] == ["听到了：二"]


async def test_a_file_comes_as_the_link_in_the_text(world: World) -> None:
    link = "https://advisor.example/files/abc123"
    file = {"title": "协商申请书", "format": "docx", "url": link, "token": "abc123"}
    world.conversation.answers["写"] = [said(f"写好了，一小时内有效：\n{link}", files=[file])]
    assert link in await world.platform.say(world.serve(), "o1", "写")


async def test_a_deletion_forgets_what_is_held(world: World) -> None:
    gate, post = _gate(world, "慢"), world.serve(passive_seconds=0.3)
    world.platform.outcomes.append(45015)
    await world.platform.say(post, "o1", "慢")
    gate.set()
    await until(lambda: world.platform.calls["send"] == 1)
    await asyncio.sleep(0.1)
    # two at once, so that the message itself does not let go of what is held before the turn forgets it
    world.platform.closed.add("o1")
    world.conversation.answers["删除我的数据"] = [said("都删了。", kind="deleted")]
    await world.platform.say(post, "o1", "删除我的数据")
    await asyncio.sleep(0.2)
    world.platform.closed.clear()
    await world.platform.say(post, "o1", "在")
    await asyncio.sleep(0.2)
    assert "听到了：慢" not in world.platform.shown["o1"]


async def test_two_people_never_get_each_others_answers(world: World) -> None:
    post, gate = world.serve(passive_seconds=0.3), _gate(world, "慢")
    people = [f"o{number}" for number in range(8)]
    # the platform numbers messages for each person on its own
    await asyncio.gather(
        *(world.platform.push(post, user, world.platform.written(user, f"我是{user}", 7)) for user in people)
    )
    await asyncio.gather(*(world.platform.say(post, user, "慢") for user in people))
    gate.set()
    await until(lambda: all(len(world.platform.shown[user]) == 2 for user in people))
    for user in people:
        assert world.platform.shown[user] == [f"听到了：我是{user}", "听到了：慢"]
    assert len({sender for sender, _ in world.conversation.heard}) == len(people)


async def test_no_log_holds_words_or_tokens(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    world.platform.outcomes.extend(["http 500", -1, 48001])
    post = world.serve(passive_seconds=0.05)
    gate = _gate(world, "我的秘密")
    await world.platform.say(post, "o-person", "我的秘密")
    gate.set()
    await until(lambda: world.platform.calls["send"] == 3)
    await asyncio.sleep(0.1)
    for secret in ("秘密", "token-0", "access_token", "o-person"):
        assert secret not in caplog.text
    assert "48001" in caplog.text


async def test_a_send_that_cannot_connect_names_no_address(world: World) -> None:
    world.serve()
    _, connector, _, _ = world.running[0]
    connector._service._api_base = "http://127.0.0.1:9"
    with pytest.raises(Exception) as raised:
        await connector.send(Outbound("k", "o1", {"text": "x", "buttons": [], "urgent": False}))
    assert "127.0.0.1" not in str(raised.value) and raised.value.__cause__ is None


async def _late(world: World, post: object, user: str, text: str) -> None:
    """A message whose answer comes after the response."""
    gate, before = _gate(world, text), len(world.platform.shown[user])
    assert await world.platform.say(post, user, text) == ""  # type: ignore[arg-type]
    gate.set()
    await until(lambda: len(world.platform.shown[user]) > before)


def _sentences(count: int) -> str:
    return "".join(f"第{number}句，说的是还款。" for number in range(count))


def _sentences_of(text: str) -> list[str]:
    return re.findall(r"第\d+句", text)
