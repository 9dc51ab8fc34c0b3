"""钉钉: which way an answer goes, and what becomes of it when the platform does not take it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.channels.dingtalk.connector import ORIGINS
from bot.channels.dingtalk.platform import vendor_url
from tests.bot.channels.dingtalk.simulator import APP_SECRET, until
from tests.bot.channels.dingtalk.world import World, reply, say


async def test_an_answer_after_the_session_goes_to_the_person_itself(world: World) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message("slow"))
    world.ahead = 5_500
    world.conversation.gate.set()
    await until(lambda: bool(world.platform.seen))
    assert [(each.way, each.whom) for each in world.platform.seen] == [("person", "staff1")]
    assert world.platform.texts() == ["听到了：slow"]


async def test_a_session_that_says_it_is_over_is_not_asked_again(world: World) -> None:
    world.platform.troubles["session"] = [(200, {"errcode": 400101, "errmsg": "token is not exist"})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好"))
    await until(lambda: bool(world.platform.seen))
    assert world.platform.attempts == ["session", "person"]


@pytest.mark.parametrize(
    "webhook",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://oapi.dingtalk.com.evil.example/robot/sendBySession",
        "file:///etc/passwd",
        "",
        None,
        5,
        "https://oapi.dingtalk.com@evil.example/",
        "https://用户@oapi.dingtalk.com/",
        "ELSEWHERE",
    ],
)
async def test_a_session_elsewhere_is_never_asked(world: World, webhook: object) -> None:
    world.origins = ORIGINS
    if webhook == "ELSEWHERE":
        webhook = f"{world.platform.url}/elsewhere"
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好", sessionWebhook=webhook))
    await until(lambda: bool(world.platform.seen))
    assert world.platform.elsewhere == 0
    assert [each.way for each in world.platform.seen] == ["person"]


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://oapi.dingtalk.com/robot/sendBySession?session=a%2Fb", True),
        ("https://api.dingtalk.com/x", True),
        ("https://oapi.dingtalk.com:443/x", True),
        ("http://oapi.dingtalk.com/x", False),
        ("https://oapi.dingtalk.com:8443/x", False),
        ("https://oapi.dingtalk.com.evil.example/x", False),
        ("https://evil.example/oapi.dingtalk.com", False),
        ("https://evil.example#oapi.dingtalk.com", False),
        ("https://evil.example?oapi.dingtalk.com", False),
        ("https://oapi.dingtalk.com@evil.example/x", False),
        ("https://a:b@oapi.dingtalk.com/x", False),
        ("https://oapi.dingtalk.com\\@evil.example/x", False),
        ("https://oapi.dingtalk.com\t.evil.example/x", False),
        ("https://oapi.dingtalk.com\n/x", False),
        ("https://oapi。dingtalk。com/x", False),
        ("https://xoapi.dingtalk.com/x", False),
        ("https://127.0.0.1/x", False),
        ("https://[::1]/x", False),
        ("https://[", False),
        ("//oapi.dingtalk.com/x", False),
        ("/robot", False),
        ("dingtalk://oapi.dingtalk.com/x", False),
        ("https://oapi.dingtalk.com/" + "x" * 3_000, False),
    ],
)
def test_only_the_hosts_of_the_platform_are_asked(url: str, good: bool) -> None:
    assert (vendor_url(url, frozenset(ORIGINS)) is not None) is good


async def test_a_redirect_is_not_followed(world: World) -> None:
    world.platform.troubles["session"] = [(307, {}, {"Location": f"{world.platform.url}/elsewhere"})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好"))
    await until(lambda: bool(world.platform.seen))
    assert world.platform.elsewhere == 0
    assert [each.way for each in world.platform.seen] == ["person"]


async def test_one_token_serves_all_who_send_at_once(world: World) -> None:
    post = await world.serving()
    for number in range(8):
        body = world.platform.message("你好", f"staff{number}", sessionWebhook=None)
        await world.platform.push(post, body)
    await until(lambda: len(world.platform.seen) == 8)
    assert world.platform.token_calls == 1


async def test_a_token_that_ended_while_sending_is_renewed_once_for_all(world: World) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message("先", sessionWebhook=None))
    await until(lambda: len(world.platform.seen) == 1)
    world.platform.valid = "another"
    for number in range(8):
        await world.platform.push(post, world.platform.message("你好", f"staff{number}", sessionWebhook=None))
    await until(lambda: len(world.platform.seen) == 9)
    assert world.platform.token_calls == 2


async def test_a_token_that_stays_refused_is_renewed_once_a_try_and_nothing_is_lost(world: World) -> None:
    world.platform.troubles["person"] = [(401, {"code": "InvalidAuthentication"})] * 3
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好", sessionWebhook=None))
    await until(lambda: bool(world.platform.seen))
    assert len(world.platform.attempts) == 4
    assert world.platform.token_calls <= 3
    assert world.platform.texts() == ["听到了：你好"]


async def test_too_much_for_a_person_waits_out_the_minute(world: World) -> None:
    world.platform.troubles["session"] = [(200, {"errcode": 130101, "errmsg": "send too fast"})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好"))
    await until(lambda: bool(world.platform.attempts))
    world.ahead = 50
    await asyncio.sleep(0.2)
    assert world.platform.seen == []
    world.ahead = 70
    await until(lambda: bool(world.platform.seen))


async def test_too_much_for_a_group_waits_ten_minutes(world: World) -> None:
    world.platform.troubles["session"] = [(200, {"errcode": 130101})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("群", conversationType="2"))
    await until(lambda: bool(world.platform.attempts))
    world.ahead = 500
    await asyncio.sleep(0.2)
    assert world.platform.seen == []
    world.ahead = 610
    await until(lambda: world.platform.texts("group") == [say("write_privately")])


@pytest.mark.parametrize("code", [310000, 400102, 400106, 430104])
async def test_what_is_never_taken_is_not_tried_again(
    world: World, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    world.platform.troubles["session"] = [(200, {"errcode": code, "errmsg": "你好 secret"})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好"))
    await until(lambda: bool(world.platform.attempts))
    await asyncio.sleep(0.2)
    assert world.platform.attempts == ["session"]
    assert str(code) in caplog.text and "secret" not in caplog.text


@pytest.mark.parametrize(
    "trouble", [(500, {}), (503, {"x": 1}), (200, {"errcode": -1}), (200, {"errcode": 99999})]
)
async def test_an_overloaded_platform_is_asked_again_after_a_pause(
    world: World, trouble: tuple[int, object]
) -> None:
    world.platform.troubles["session"] = [trouble] * 2
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好"))
    await until(lambda: bool(world.platform.seen))
    assert len(world.platform.attempts) == 3
    assert world.platform.texts() == ["听到了：你好"]


async def test_an_outage_holds_the_answer_until_the_person_writes_again(world: World) -> None:
    world.platform.troubles["session"] = [(500, {})] * 6
    post = await world.serving()
    await world.platform.push(post, world.platform.message("第一"))
    await until(lambda: len(world.platform.attempts) == 6)
    await asyncio.sleep(0.2)
    assert world.platform.seen == []
    await world.platform.push(post, world.platform.message("第二"))
    await until(lambda: len(world.platform.seen) == 2)
    assert world.platform.texts() == ["听到了：第一", "听到了：第二"]


async def test_a_platform_that_cannot_be_reached_is_asked_again(world: World) -> None:
    post = world.post()
    at_first, world.connector._platform._api_base = world.connector._platform._api_base, "http://127.0.0.1:9"
    world.run(post)
    await world.platform.push(post, world.platform.message("你好", sessionWebhook=None))
    await asyncio.sleep(0.1)
    world.connector._platform._api_base = at_first
    world.ahead = 70
    await until(lambda: bool(world.platform.seen))
    assert world.platform.texts() == ["听到了：你好"]


async def test_after_a_timeout_the_person_is_told_and_can_ask_again(world: World) -> None:
    world.platform.troubles["session"] = [1.0]
    post = await world.serving(timeout=0.2)
    await world.platform.push(post, world.platform.message("第一"))
    await until(lambda: bool(world.platform.attempts))
    await asyncio.sleep(0.4)
    await world.platform.push(post, world.platform.message("第二"))
    await until(lambda: any("重发" in text for text in world.platform.texts()))
    await world.platform.push(post, world.platform.message("重发"))
    await until(lambda: world.platform.texts()[-1] == "听到了：第一")
    assert [text for _, text in world.conversation.heard] == ["第一", "第二"]


async def test_flow_control_of_a_person_is_waited_for(world: World) -> None:
    busy = {"processQueryKey": "k", "flowControlledStaffIdList": ["staff1"]}
    world.platform.troubles["person"] = [(200, busy)]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好", sessionWebhook=None))
    await until(lambda: bool(world.platform.attempts))
    world.ahead = 70
    await until(lambda: bool(world.platform.seen))


async def test_a_missing_permission_holds_the_answer(world: World) -> None:
    refused = (403, {"code": "Forbidden.AccessDenied.AccessTokenPermissionDenied", "message": "x"})
    world.platform.troubles["person"] = [refused]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("第一", sessionWebhook=None))
    await until(lambda: bool(world.platform.attempts))
    await asyncio.sleep(0.1)
    assert world.platform.seen == []
    await world.platform.push(post, world.platform.message("第二"))
    await until(lambda: len(world.platform.seen) == 2)
    assert world.platform.texts() == ["听到了：第一", "听到了：第二"]


async def test_a_person_who_is_gone_is_not_written_to_again(world: World) -> None:
    gone = (200, {"processQueryKey": "k", "invalidStaffIdList": ["staff1"]})
    world.platform.troubles["person"] = [gone]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("你好", sessionWebhook=None))
    await until(lambda: bool(world.platform.attempts))
    await asyncio.sleep(0.2)
    assert world.platform.attempts == ["person"]


async def test_a_person_outside_the_organisation_gets_a_late_answer_in_the_next_session(world: World) -> None:
    post = await world.serving()
    await world.platform.push(post, world.platform.message("slow", senderStaffId=None))
    world.ahead = 5_500
    world.conversation.gate.set()
    await until(lambda: bool(world.conversation.heard))
    await asyncio.sleep(0.3)
    assert world.platform.seen == []
    expires = int((world.clock() + 5_400) * 1_000)
    body = world.platform.message("还在吗", senderStaffId=None, sessionWebhookExpiredTime=expires)
    answer, _ = await post.receive("dingtalk", world.platform.callback(body, age=-5_500))
    assert answer.status == 200
    await until(lambda: len(world.platform.seen) == 2)
    assert world.platform.texts() == ["听到了：slow", "听到了：还在吗"]
    assert [each.way for each in world.platform.seen] == ["session", "session"]


async def test_a_worker_killed_between_turn_and_send_leaves_one_answer(world: World) -> None:
    first = world.post()
    await world.platform.push(first, world.platform.message("你好"))
    await first.settled()
    assert world.platform.seen == []
    await world.serving()
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.2)
    assert world.platform.texts() == ["听到了：你好"]


async def test_a_worker_killed_during_a_turn_leaves_one_answer(world: World) -> None:
    first = await world.serving()
    await world.platform.push(first, world.platform.message("slow"))
    await until(lambda: bool(world.conversation.heard))
    await world.kill(first)
    world.conversation.gate.set()
    await world.serving()
    await until(lambda: bool(world.platform.seen))
    await asyncio.sleep(0.2)
    assert world.platform.texts() == ["听到了：slow"]


async def test_a_worker_killed_while_sending_sends_nothing_twice_by_itself(world: World) -> None:
    world.platform.troubles["session"] = [0.3]
    first = await world.serving()
    await world.platform.push(first, world.platform.message("第一"))
    await until(lambda: bool(world.platform.attempts))
    await world.kill(first)
    second = await world.serving()
    await asyncio.sleep(0.4)
    assert world.platform.attempts == ["session"]
    await world.platform.push(second, world.platform.message("第二"))
    await until(lambda: any("重发" in text for text in world.platform.texts()))
    await world.platform.push(second, world.platform.message("重发"))
    await until(lambda: world.platform.texts()[-1] == "听到了：第一")


async def test_two_workers_send_a_payload_once(world: World) -> None:
    first = await world.serving()
    await world.serving()
    for number in range(5):
        await world.platform.push(first, world.platform.message(f"第{number}句"))
    await until(lambda: len(world.platform.seen) == 5)
    await asyncio.sleep(0.2)
    assert world.platform.texts() == [f"听到了：第{number}句" for number in range(5)]


async def test_nothing_secret_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    world.platform.troubles["session"] = [(500, {}), (200, {"errcode": 310000, "errmsg": "我欠两万"})]
    world.platform.troubles["person"] = [(400, {"code": "invalidParameter\nx", "message": "我欠两万"})]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("我欠两万"))
    await world.platform.push(post, world.platform.message("我欠两万", "another", sessionWebhook=None))
    await until(lambda: len(world.platform.attempts) >= 3)
    await asyncio.sleep(0.2)
    for secret in (APP_SECRET, "session=", "我欠两万", "token1", "staff1"):
        assert secret not in caplog.text


async def test_care_comes_first_and_whole(world: World) -> None:
    care = reply(
        "你的安全最要紧。\n**12356** 全国心理援助热线\n110 报警",
        ("我身边有人", "我身边有人陪着"),
        kind="safety",
    )
    world.conversation.replies["活不下去了"] = [reply("这笔债的时效……"), care]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("活不下去了"))
    await until(lambda: len(world.platform.seen) == 2)
    first, second = world.platform.texts()
    assert all(words in first for words in ("你的安全最要紧。", "12356", "110 报警"))
    assert second == "这笔债的时效……"


async def test_a_button_says_its_words_and_the_click_comes_back_as_a_message(world: World) -> None:
    buttons = (("怎么跟客服谈", "怎么跟客服谈还款 & 100%?"), ("先不谈", "先不谈"))
    world.conversation.replies["逾期了"] = [reply("可以谈。", *buttons)]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("逾期了"))
    await until(lambda: bool(world.platform.seen))
    card = world.platform.seen[0]
    assert card.body["msgtype"] == "actionCard"
    assert [each["title"] for each in card.body["actionCard"]["btns"]] == ["1. 怎么跟客服谈", "2. 先不谈"]
    assert card.clicks == ["怎么跟客服谈还款 & 100%?", "先不谈"]
    await world.platform.push(post, world.platform.message(card.clicks[0]))
    await until(lambda: len(world.conversation.heard) == 2)
    assert world.conversation.heard[1][1] == "怎么跟客服谈还款 & 100%?"


async def test_a_late_answer_has_numbers_for_buttons(world: World) -> None:
    world.conversation.replies["逾期了"] = [
        reply("可以谈。", ("怎么谈", "怎么跟客服谈"), ("先不谈", "先不谈"))
    ]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("逾期了", sessionWebhook=None))
    await until(lambda: bool(world.platform.seen))
    text = world.platform.texts()[0]
    assert text.startswith("可以谈。") and "1. 怎么谈" in text and "2. 先不谈" in text


async def test_a_title_says_nothing_of_the_person(world: World) -> None:
    world.conversation.replies["逾期了"] = [reply("你欠了20000元。")]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("逾期了"))
    await until(lambda: bool(world.platform.seen))
    assert world.platform.seen[0].body["markdown"]["title"] == say("card_title")


async def test_a_file_comes_as_its_link(world: World) -> None:
    link = "https://advisor.example/files/Ab_c-1*2?t=x_y&z=1"
    world.conversation.replies["信"] = [reply(f"写好了：{link}（一小时内有效）", files=[{"url": link}])]
    post = await world.serving()
    await world.platform.push(post, world.platform.message("信"))
    await until(lambda: bool(world.platform.seen))
    assert f"]({link})（一小时内有效）" in world.platform.texts()[0]
