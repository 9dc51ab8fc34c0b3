"""The message list: read on from a cursor that moves only when the messages are safe."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Callback
from tests.bot.channels.wecom.simulator import KEY, TOKEN, Office, delivered, quiet, until
from tests.bot.channels.wecom_kf.simulator import KF, Platform, built


async def test_the_url_check_is_answered_with_the_bare_plaintext(office: Office, platform: Platform) -> None:
    answer, _ = await office.worker().receive("wecom_kf", platform.check("1616140317555161061"))
    assert (answer.status, answer.body) == (200, b"1616140317555161061")


async def test_a_message_is_fetched_and_answered(office: Office, platform: Platform) -> None:
    platform.write("网贷逾期了")
    answer = await delivered(office.worker(), "wecom_kf", platform.callback())
    assert (answer.status, answer.body) == (200, b"")
    await until(lambda: platform.texts() == ["听到：网贷逾期了"])


async def test_what_does_not_verify_is_refused_and_nothing_is_fetched(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.write("你好")
    for callback in (
        platform.callback(token="AnotherToken"),
        platform.callback(key=KEY[::-1][:42] + "A"),
        platform.callback(receiver="wwsomebodyelse"),
        platform.callback(age=301),
        Callback("POST", platform.callback().query, {}, b"<xml>"),
        Callback("POST", {}, {}, platform.callback().body),
    ):
        assert (await post.receive("wecom_kf", callback))[0].status == 403
    await quiet(0.1)
    assert platform.counts["sync"] == 0 and office.heard == []


@pytest.mark.parametrize(
    "inside",
    [
        b"<xml><Event>kf_msg_or_event</Event></xml>",
        b"<xml><Event>other</Event><OpenKfId>wk1</OpenKfId></xml>",
        b"<xml><Event>kf_msg_or_event</Event><OpenKfId>../../x</OpenKfId></xml>",
        b"<xml></xml>",
    ],
)
async def test_callbacks_about_nothing_are_acknowledged(
    office: Office, platform: Platform, inside: bytes
) -> None:
    answer, _ = await office.worker().receive("wecom_kf", platform.sealed(inside))
    assert answer.status == 200 and platform.counts["sync"] == 0


async def test_pages_are_read_to_the_end_past_empty_ones(office: Office, platform: Platform) -> None:
    platform.page, platform.empty_pages = 2, 3
    for number in range(7):
        platform.write(f"第{number}句", f"wm{number}")
    answer = await delivered(office.worker(), "wecom_kf", platform.callback(), tries=1)
    assert answer.status == 200
    await until(lambda: len(platform.shown) == 7)
    assert platform.counts["sync"] == 7


async def test_the_next_callback_reads_on_from_the_cursor(office: Office, platform: Platform) -> None:
    post = office.worker()
    for text in ("一", "二", "三"):
        platform.write(text)
        await delivered(post, "wecom_kf", platform.callback())
        await until(lambda text=text: platform.texts()[-1:] == [f"听到：{text}"])
    assert [text for _, text in office.heard] == ["一", "二", "三"]
    assert platform.counts["sync"] == 3


async def test_one_message_announced_three_times_and_in_parallel_is_answered_once(
    office: Office, platform: Platform
) -> None:
    posts = [office.worker(), office.worker()]
    platform.write("你好")
    callback = platform.callback()
    await asyncio.gather(*(post.receive("wecom_kf", callback) for post in posts * 3))
    await delivered(posts[0], "wecom_kf", callback)
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["听到：你好"] and len(office.heard) == 1


async def test_killed_before_the_messages_are_taken_they_come_again(
    office: Office, platform: Platform, monkeypatch: Any
) -> None:
    post = office.worker()
    platform.write("你好")

    def end(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Mailroom, "take", end)
        with pytest.raises(KeyboardInterrupt):
            await post.receive("wecom_kf", platform.callback())
    await office.kill(post)
    await delivered(office.worker(), "wecom_kf", platform.callback())
    await until(lambda: platform.texts() == ["听到：你好"])


async def test_killed_after_they_are_taken_and_before_the_cursor_moves_they_are_answered_once(
    office: Office, platform: Platform, monkeypatch: Any
) -> None:
    post = office.worker()
    platform.write("你好")

    def end(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Mailroom, "keep", _unless_cursor(Mailroom.keep, end))
        with pytest.raises(KeyboardInterrupt):
            await post.receive("wecom_kf", platform.callback())
    await post.settled()
    await office.kill(post)
    platform.clock.time += 61
    await delivered(office.worker(), "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["听到：你好"] and len(office.heard) == 1


def _unless_cursor(keep: Any, end: Any) -> Any:
    def chosen(self: Mailroom, name: str, value: str, seconds: float) -> None:
        if name.startswith("cursor:"):
            end()
        keep(self, name, value, seconds)

    return chosen


async def test_the_history_before_the_first_callback_gets_no_answer(
    office: Office, platform: Platform
) -> None:
    platform.page = 2
    for age in (200_000, 80_000, 3_000, 601):
        platform.write(f"{age}秒前", age=age)
    platform.write("刚才", age=30)
    await delivered(office.worker(), "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    await quiet(0.1)
    assert [text for _, text in office.heard] == ["刚才"]


async def test_a_lost_cursor_brings_no_old_answers_even_when_read_in_pieces(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    for number in range(6):
        platform.write(f"旧{number}", age=7_000)
    platform.page, platform.slow = 1, 0.3
    await delivered(post, "wecom_kf", platform.callback(), tries=1)
    platform.clock.time += 500
    platform.slow = 0.0
    platform.write("新的")
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    await quiet(0.1)
    assert [text for _, text in office.heard] == ["新的"]


async def test_what_came_while_we_were_down_is_answered_when_the_cursor_is_known(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.write("你好")
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    await office.kill(post)
    platform.write("还有人吗")
    platform.clock.time += 7_200
    await delivered(office.worker(), "wecom_kf", platform.callback())
    await until(lambda: platform.texts() == ["听到：你好", "听到：还有人吗"])


async def test_a_cursor_the_platform_does_not_know_any_more_is_as_a_lost_one(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.write("你好", age=0)
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    platform.write("很久以前")
    platform.clock.time += 3_600
    platform.era = "d"
    platform.write("刚才")
    assert (await delivered(post, "wecom_kf", platform.callback(), tries=1)).status == 200
    await until(lambda: len(platform.shown) == 2)
    await quiet(0.1)
    assert [text for _, text in office.heard] == ["你好", "刚才"]


async def test_a_refusal_that_is_not_the_cursors_fault_keeps_the_cursor(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.write("你好")
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    platform.write("还在吗")
    platform.clock.time += 3_600
    platform.failures.extend([48002, 48002])
    assert (await delivered(post, "wecom_kf", platform.callback(), tries=1)).status == 503
    assert (await delivered(post, "wecom_kf", platform.callback(), tries=1)).status == 200
    await until(lambda: platform.texts() == ["听到：你好", "听到：还在吗"])


async def test_a_slow_list_is_given_up_in_time_and_read_with_the_next_try(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.page, platform.slow = 1, 0.4
    for number in range(4):
        platform.write(f"第{number}句", f"wm{number}")
    callback, started = platform.callback(), time.monotonic()
    answer, _ = await post.receive("wecom_kf", callback)
    assert answer.status == 503 and time.monotonic() - started < 2
    answer = await delivered(post, "wecom_kf", callback, tries=2)
    assert answer.status == 200
    await until(lambda: len(platform.shown) == 4)
    await quiet(0.1)
    assert sorted(text for _, text in office.heard) == [f"第{number}句" for number in range(4)]


async def test_a_list_that_does_not_answer_is_asked_for_again_by_the_platforms_next_try(
    office: Office, platform: Platform
) -> None:
    office.build = built(platform, reading_seconds=0.3)
    platform.write("你好")
    platform.failures.append("hang")
    answer = await delivered(office.worker(), "wecom_kf", platform.callback())
    assert answer.status == 200
    await until(lambda: platform.texts() == ["听到：你好"])


@pytest.mark.parametrize("failure", [-1, 45009, 500, (429, 5), "garbage", 48002])
async def test_a_list_that_fails_is_asked_for_again_by_the_platforms_next_try(
    office: Office, platform: Platform, failure: Any
) -> None:
    platform.write("你好")
    platform.failures.append(failure)
    post, callback = office.worker(), platform.callback()
    assert (await post.receive("wecom_kf", callback))[0].status == 503
    assert (await delivered(post, "wecom_kf", callback)).status == 200
    await until(lambda: platform.texts() == ["听到：你好"])


async def test_an_expired_token_is_renewed_while_reading(office: Office, platform: Platform) -> None:
    post = office.worker()
    platform.write("一")
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    platform.expire()
    platform.write("二")
    assert (await delivered(post, "wecom_kf", platform.callback(), tries=1)).status == 200
    await until(lambda: len(platform.shown) == 2)
    assert platform.counts["gettoken"] == 2


async def test_only_what_customers_send_is_answered(office: Office, platform: Platform) -> None:
    platform.put({"msgtype": "text", "text": {"content": "接待人员说的"}}, origin=5)
    platform.put({"msgtype": "event", "event": {"event_type": "msg_send_fail", "fail_type": 6}}, origin=4)
    platform.put({"msgtype": "event", "event": {"event_type": "session_status_change"}}, origin=4)
    platform.put({"msgtype": "event", "event": "broken"}, origin=4)
    platform.put({"msgtype": "text", "text": "broken", "external_userid": None})
    platform.put({"msgtype": "text", "text": {"content": "无编号"}, "msgid": 5})
    platform.write("客户说的")
    await delivered(office.worker(), "wecom_kf", platform.callback())
    await until(lambda: platform.shown)
    await quiet(0.1)
    assert [text for _, text in office.heard] == ["客户说的"]


@pytest.mark.parametrize("kind", ["image", "voice", "video", "file", "location"])
async def test_what_is_no_text_is_an_empty_one(office: Office, platform: Platform, kind: str) -> None:
    platform.write("先说一句")
    platform.put({"msgtype": kind, kind: {"media_id": "m"}})
    await delivered(office.worker(), "wecom_kf", platform.callback())
    await until(lambda: len(office.heard) == 2)
    assert [text for _, text in office.heard] == ["先说一句", ""]


async def test_the_order_of_the_list_is_the_order_of_the_answers(office: Office, platform: Platform) -> None:
    for number in range(4):
        platform.write(f"第{number}句")
    await delivered(office.worker(), "wecom_kf", platform.callback())
    await until(lambda: len(platform.shown) == 4)
    assert platform.texts() == [f"听到：第{number}句" for number in range(4)]


async def test_the_check_says_which_setting_or_permission_is_missing(
    office: Office, platform: Platform
) -> None:
    mailroom = office.worker(running=False)._mailroom
    for other, word in (
        ({}, None),
        ({"secret": "another-invented-secret"}, "WECOM_KF_SECRET"),
        ({"corp_id": "wwanother"}, "WECOM_KF_CORP_ID"),
    ):
        connector = built(platform, **other)(mailroom)
        problems = await connector.check()
        assert (problems == []) if word is None else (len(problems) == 1 and word in problems[0])
        await connector.close()
    connector = built(platform)(mailroom)
    platform.failures.append(48002)
    assert "可调用接口的应用" in (await connector.check())[0]
    platform.accounts = []
    assert "客服账号" in (await connector.check())[0]
    await connector.close()


def test_the_account_of_these_tests_is_invented() -> None:
    assert "Invented" in KF and "Invented" in TOKEN
