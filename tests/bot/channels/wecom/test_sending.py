"""What goes out: in order, once, held or tried again, whatever the platform and our own processes do."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.channels.messaging import mailroom as mailroom_module
from tests.bot.channels.wecom.simulator import (
    SECRET,
    Clock,
    Office,
    Platform,
    built,
    delivered,
    in_time,
    quiet,
    said,
    until,
)


async def test_one_token_is_fetched_for_many_sends(office: Office, platform: Platform) -> None:
    post = office.worker()
    await asyncio.gather(
        *(delivered(post, "wecom", platform.message("你好", f"u{number}")) for number in range(12))
    )
    await until(lambda: len(platform.shown) == 12)
    assert platform.counts["gettoken"] == 1


async def test_a_token_that_ends_amid_many_sends_is_renewed_once(office: Office, platform: Platform) -> None:
    post = office.worker()
    await delivered(post, "wecom", platform.message("你好", "first"))
    await until(lambda: platform.shown)
    platform.expire()
    await asyncio.gather(
        *(delivered(post, "wecom", platform.message("在吗", f"u{number}")) for number in range(10))
    )
    await until(lambda: len(platform.shown) == 11)
    assert platform.counts["gettoken"] == 2


async def test_a_token_refused_twice_is_tried_later_and_nothing_is_lost(
    office: Office, platform: Platform
) -> None:
    platform.failures.extend([40014, 42001])
    await delivered(office.worker(), "wecom", platform.message("你好"))
    await until(lambda: platform.counts["send"] == 2)
    await quiet(0.1)
    assert not platform.shown
    await in_time(platform.clock, lambda: platform.texts() == ["听到：你好"], 2)


async def test_a_wrong_secret_holds_what_is_to_be_sent_until_it_is_mended(
    office: Office, platform: Platform
) -> None:
    platform.token_failures.extend([40001] * 6)
    post = office.worker()
    await delivered(post, "wecom", platform.message("你好"))
    for _ in mailroom_module.PAUSES:
        before = platform.counts["gettoken"]
        await until(lambda before=before: platform.counts["gettoken"] > before or platform.shown)
        await quiet(0.05)
        platform.clock.time += 301
    await until(lambda: platform.counts["gettoken"] >= 6)
    await quiet(0.1)
    await delivered(post, "wecom", platform.message("在吗"))
    await until(lambda: platform.texts() == ["听到：你好", "听到：在吗"])


@pytest.mark.parametrize("failure", [-1, 45009, 45033, 500, 503, (429, 30), "garbage", "lost"])
async def test_what_passes_is_tried_again_after_a_pause_and_shown_once(
    office: Office, platform: Platform, failure: Any
) -> None:
    platform.failures.append(failure)
    await delivered(office.worker(), "wecom", platform.message("你好"))
    await until(lambda: platform.counts["send"] == 1 and not platform.failures)
    await quiet(0.1)
    assert platform.counts["send"] == 1
    await in_time(platform.clock, lambda: platform.counts["send"] == 2)
    await quiet(0.1)
    assert platform.texts() == ["听到：你好"]


async def test_the_pause_the_platform_asks_for_is_kept(office: Office, platform: Platform) -> None:
    platform.failures.append((429, 30))
    await delivered(office.worker(), "wecom", platform.message("你好"))
    await until(lambda: platform.counts["send"] == 1)
    await quiet(0.1)
    platform.clock.time += 25
    await quiet(0.15)
    assert platform.counts["send"] == 1
    await in_time(platform.clock, lambda: platform.shown, 6)


async def test_the_same_words_are_checked_for_only_when_a_send_ended_without_an_answer(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.failures.append("lost")
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: platform.shown)
    await in_time(platform.clock, lambda: platform.counts["suppressed"] == 1, 2)
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: len(platform.shown) == 2)
    assert platform.texts() == ["听到：你好", "听到：你好"]
    assert [body.get("enable_duplicate_check", 0) for body in platform.bodies] == [0, 1, 0]


async def test_a_platform_that_does_not_answer_is_given_up_and_tried_again(
    office: Office, platform: Platform, monkeypatch: Any
) -> None:
    import aiohttp

    from bot.channels.wecom import api

    monkeypatch.setattr(api, "_TIMEOUT", aiohttp.ClientTimeout(total=0.2))
    platform.failures.append("hang")
    await delivered(office.worker(), "wecom", platform.message("你好"))
    await until(lambda: platform.counts["send"] == 1)
    await quiet(0.4)
    await in_time(platform.clock, lambda: platform.texts() == ["听到：你好"], 2)


async def test_a_platform_out_of_reach_is_tried_again(office: Office, platform: Platform) -> None:
    office.build = built(platform, api_base="http://127.0.0.1:9")
    post = office.worker()
    await delivered(post, "wecom", platform.message("你好"))
    await quiet(0.2)
    await office.kill(post)
    office.build = built(platform)
    office.worker()
    await in_time(platform.clock, lambda: platform.texts() == ["听到：你好"])


async def test_who_left_the_application_gets_what_was_held_when_they_write_again(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.outside.add("zhang")
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: platform.counts["send"] == 1)
    platform.clock.time += 1000
    await quiet(0.1)
    assert platform.counts["send"] == 1
    platform.outside.clear()
    await delivered(post, "wecom", platform.message("我回来了"))
    await until(lambda: platform.texts() == ["听到：你好", "听到：我回来了"])


async def test_what_the_platform_will_never_take_stops_nothing_else(
    office: Office, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    post = office.worker()
    platform.failures.append(40058)
    with caplog.at_level(logging.INFO):
        await delivered(post, "wecom", platform.message("秘密的话"))
        await until(lambda: platform.counts["send"] == 1)
        await delivered(post, "wecom", platform.message("还有一句"))
        await until(lambda: platform.texts() == ["听到：还有一句"])
    assert "40058" in caplog.text
    assert not any(word in caplog.text for word in ("秘密", "token-", SECRET, "access_token"))


async def test_nobody_is_written_to_more_often_than_the_platform_shows(
    office: Office, platform: Platform
) -> None:
    async def many(sender: str, text: str) -> list[dict[str, Any]]:
        return [said(f"{number}" + "长" * 670) for number in range(40)]

    office.respond, post = many, office.worker()
    await delivered(post, "wecom", platform.message("都说说"))
    await until(lambda: len(platform.shown) == 25)
    await quiet(0.15)
    assert len(platform.shown) == 25
    platform.clock.time += 30
    await quiet(0.15)
    assert len(platform.shown) == 25
    await in_time(platform.clock, lambda: len(platform.shown) == 40, 31)
    assert platform.dropped == 0
    assert [text.split("长")[0] for text in platform.texts()] == [str(number) for number in range(40)]


async def test_the_pace_of_one_member_is_kept_by_two_workers_and_does_not_slow_others(
    office: Office, platform: Platform
) -> None:
    posts = [office.worker(), office.worker()]
    for number in range(28):
        await delivered(posts[number % 2], "wecom", platform.message(f"第{number}句"))
    await until(lambda: len(platform.shown) == 25, 10)
    await delivered(posts[0], "wecom", platform.message("我也问", "li"))
    await until(lambda: platform.texts("li") == ["听到：我也问"])
    assert len(platform.texts("zhang")) == 25
    await in_time(platform.clock, lambda: len(platform.texts("zhang")) == 28)
    assert platform.dropped == 0


async def test_killed_between_turn_and_send_it_is_sent_once_after_the_restart(
    office: Office, platform: Platform
) -> None:
    post = office.worker(running=False)
    await delivered(post, "wecom", platform.message("你好"))
    await post.settled()
    await office.kill(post)
    office.worker()
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["听到：你好"] and len(office.heard) == 1


async def test_killed_while_sending_the_person_is_told_and_can_have_it_again(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.failures.append("hang")
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: platform.counts["send"] == 1)
    await office.kill(post)
    post = office.worker()
    platform.clock.time += mailroom_module.SENDING + 1
    await quiet()
    assert platform.shown == []
    await delivered(post, "wecom", platform.message("在吗"))
    await until(lambda: platform.shown)
    assert "重发" in platform.texts()[0] and "听到：在吗" in platform.texts()[0]
    await delivered(post, "wecom", platform.message("重发"))
    await until(lambda: platform.texts()[1:] == ["听到：你好"])
    await quiet(0.1)
    assert len(platform.shown) == 2


async def test_a_message_taken_but_not_answered_is_answered_after_the_restart(
    office: Office, platform: Platform
) -> None:
    gate = asyncio.Event()

    async def stuck(sender: str, text: str) -> list[dict[str, Any]]:
        await gate.wait()
        return []

    office.respond, post = stuck, office.worker()
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: office.heard)
    await office.kill(post)
    office.respond = office.echo
    office.worker()
    platform.clock.time += mailroom_module.TURN + 1
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["听到：你好"] and len(office.heard) == 2


async def test_care_comes_first_and_whole(office: Office, platform: Platform) -> None:
    care = "先别一个人扛。\n1. 打 12356\n2. 有危险打 120" + "。陪着你" * 60

    async def crisis(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("表格里的下一个问题" * 300), said(care, "我现在安全", kind="safety")]

    office.respond = crisis
    await delivered(office.worker(), "wecom", platform.message("不想活了"))
    await until(lambda: platform.cards)
    assert platform.texts()[0] == care
    assert "".join(platform.texts()[1:-1]) == "表格里的下一个问题" * 300


async def test_a_click_comes_back_as_what_the_button_stands_for(office: Office, platform: Platform) -> None:
    async def asks(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("欠了多少？", "一万以内", "一万以上")] if text == "你好" else [said(f"听到：{text}")]

    office.respond, post = asks, office.worker()
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: platform.cards)
    assert platform.texts() == ["欠了多少？", "一万以内|一万以上"]
    assert [button["key"] for button in platform.cards[0]["button_list"]] == ["1", "2"]
    callback = platform.click(2)
    for _ in range(3):
        await delivered(post, "wecom", callback)
    await until(lambda: platform.texts()[2:] == ["听到：要：一万以上"])
    await quiet(0.1)
    assert len(office.heard) == 2


async def test_a_click_on_an_older_card_means_that_card(office: Office, platform: Platform) -> None:
    async def asks(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("问一", "甲", "乙")] if text == "一" else [said("问二", "丙", "丁")]

    office.respond, post = asks, office.worker()
    for number, text in enumerate(("一", "二"), 1):
        await delivered(post, "wecom", platform.message(text))
        await until(lambda number=number: len(platform.cards) == number)
    await delivered(post, "wecom", platform.click(2, card=0))
    await until(lambda: len(office.heard) == 3)
    assert office.heard[-1][1] == "要：乙"


async def test_a_card_belongs_to_one_person_and_ends_after_three_days(
    office: Office, platform: Platform
) -> None:
    async def asks(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("问", "甲", "乙")]

    office.respond, post = asks, office.worker()
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: platform.cards)
    await delivered(post, "wecom", platform.click(1, user="li"))
    await until(lambda: len(office.heard) == 2)
    platform.clock.time += 73 * 3600
    await delivered(post, "wecom", platform.click(1, card=0))
    await until(lambda: len(office.heard) == 3)
    assert [text for _, text in office.heard] == ["你好", "", ""]


async def test_a_card_the_platform_refuses_becomes_numbered_lines(office: Office, platform: Platform) -> None:
    async def asks(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("", "甲", "乙")]

    office.respond = asks
    platform.failures.append(40039)
    await delivered(office.worker(), "wecom", platform.message("你好"))
    await until(lambda: platform.shown)
    assert "1. 甲\n2. 乙" in platform.texts()[0]


async def test_deletion_forgets_what_waits_and_what_cards_stand_for(
    office: Office, platform: Platform
) -> None:
    async def deletes(sender: str, text: str) -> list[dict[str, Any]]:
        if text == "删除我的数据":
            return [said("都删了", kind="deleted")]
        return [said("问", "甲", "乙")]

    office.respond, post = deletes, office.worker()
    await delivered(post, "wecom", platform.message("你好"))
    await until(lambda: platform.cards)
    platform.outside.add("zhang")
    await delivered(post, "wecom", platform.message("再问"))
    await until(lambda: platform.counts["send"] == 3)
    platform.outside.clear()
    await delivered(post, "wecom", platform.message("删除我的数据"))
    await until(lambda: "都删了" in platform.texts())
    await delivered(post, "wecom", platform.click(1, card=0))
    await until(lambda: len(office.heard) == 4)
    assert office.heard[-1][1] == ""


async def test_a_deletion_asked_for_in_a_card_answers_with_its_own_card(
    office: Office, platform: Platform
) -> None:
    async def deletes(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("都删了", "重新开始", kind="deleted")]

    office.respond, post = deletes, office.worker()
    await delivered(post, "wecom", platform.message("删除我的数据"))
    await until(lambda: platform.cards)
    await delivered(post, "wecom", platform.click(1))
    await until(lambda: len(office.heard) == 2)
    assert office.heard[-1][1] == "要：重新开始"


async def test_a_long_answer_arrives_whole_and_within_the_limit(office: Office, platform: Platform) -> None:
    long = "\n\n".join(f"第{number}段。" + "逾期了先别慌，" * 40 for number in range(30))

    async def tells(sender: str, text: str) -> list[dict[str, Any]]:
        return [said(long + "\nhttps://advisor.example/files/abc?t=1", "好")]

    office.respond = tells
    await delivered(office.worker(), "wecom", platform.message("全部告诉我"))
    await until(lambda: platform.cards)
    whole = "".join(platform.texts()[:-1]).replace("\n", "")
    assert whole == (long + "https://advisor.example/files/abc?t=1").replace("\n", "")
    assert any("https://advisor.example/files/abc?t=1" in text for text in platform.texts())


async def test_the_check_says_which_field_is_wrong(office: Office, platform: Platform) -> None:
    office.worker(running=False)
    for other, word in (
        ({}, None),
        ({"secret": "another-invented-secret"}, "WECOM_SECRET"),
        ({"corp_id": "wwanother"}, "WECOM_CORP_ID"),
        ({"agent_id": "1000077"}, "WECOM_AGENT_ID"),
        ({"api_base": "http://127.0.0.1:9"}, "外网"),
    ):
        connector = built(platform, **other)(office._running[0][2])
        problems = await connector.check()
        await connector.close()
        assert (problems == []) if word is None else (len(problems) == 1 and word in problems[0])
        assert not any("invented-secret" in problem for problem in problems)


def test_the_clock_of_these_tests_begins_in_2026() -> None:
    assert Clock().now().year == 2026


async def test_a_redirection_is_not_followed_with_the_token(office: Office, platform: Platform) -> None:
    platform.failures.append((302, 0))
    await delivered(office.worker(), "wecom", platform.message("你好"))
    await until(lambda: platform.counts["send"] == 1)
    await in_time(platform.clock, lambda: platform.texts() == ["听到：你好"])


async def test_an_answer_without_a_token_is_asked_for_again(office: Office, platform: Platform) -> None:
    platform.token_failures.append(0)
    await delivered(office.worker(), "wecom", platform.message("你好"))
    await until(lambda: platform.counts["gettoken"] == 1)
    await in_time(platform.clock, lambda: platform.texts() == ["听到：你好"])
    platform.token_failures.append(0)
    connector: Any = office._running[0][3]
    assert len(await connector.check()) == 1
