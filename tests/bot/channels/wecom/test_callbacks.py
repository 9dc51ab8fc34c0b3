"""What comes in: verified, read, taken once."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import datetime, timezone
from typing import Any

import pytest
from wechatpy.enterprise.crypto import WeChatCrypto

from bot.channels.crypto.wechat import WechatCipher
from bot.channels.messaging.model import Callback
from bot.channels.messaging.post import FORGED, REPEATED
from tests.bot.channels.wecom.simulator import (
    AGENT,
    CORP,
    KEY,
    SAY,
    SECRET,
    TOKEN,
    Office,
    Platform,
    Wecom,
    delivered,
    quiet,
    said,
    until,
)


async def test_the_url_check_is_answered_with_the_bare_plaintext(office: Office, platform: Platform) -> None:
    answer, _ = await office.worker().receive("wecom", platform.check("1616140317555161061"))
    assert (answer.status, answer.body) == (200, b"1616140317555161061")


async def test_the_published_sample_of_the_url_check_verifies(office: Office) -> None:
    post = office.worker()
    connector: Any = Wecom(
        token="QDG6eK",
        corp_id="wx5823bf96d3bd56c7",
        agent_id="1",
        encoding_aes_key="jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
        secret=SECRET,
        mailroom=post._mailroom,
        say=SAY,
    )
    query = {
        "msg_signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
        "timestamp": "1409659589",
        "nonce": "263014780",
        "echostr": "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
    }
    now = datetime.fromtimestamp(1409659589, timezone.utc)
    received = await connector.receive(Callback("GET", query), now)
    assert received.acknowledgement.body == b"1616140317555161061"


async def test_a_callback_made_by_another_implementation_is_read(office: Office, platform: Platform) -> None:
    crypto = WeChatCrypto(TOKEN, KEY, CORP)
    timestamp = str(int(platform.clock()))
    xml = (
        f"<xml><ToUserName>{CORP}</ToUserName><FromUserName>li</FromUserName><MsgType>text</MsgType>"
        f"<Content>逾期了]]&gt;怎么办</Content><MsgId>77</MsgId><AgentID>{AGENT}</AgentID></xml>"
    )
    sealed = crypto.encrypt_message(xml, "n0nce", timestamp)
    shown = sealed.split("<MsgSignature><![CDATA[")[1].split("]]")[0]
    query = {"msg_signature": shown, "timestamp": timestamp, "nonce": "n0nce"}
    answer = await delivered(office.worker(), "wecom", Callback("POST", query, {}, sealed.encode()))
    assert answer.status == 200
    await until(lambda: platform.texts("li") == ["听到：逾期了]]>怎么办"])


async def test_a_message_is_acknowledged_empty_and_answered_by_the_interface(
    office: Office, platform: Platform
) -> None:
    answer = await delivered(office.worker(), "wecom", platform.message("你好"))
    assert (answer.status, answer.body) == (200, b"")
    await until(lambda: platform.texts() == ["听到：你好"])


def _wrong(platform: Platform) -> dict[str, Callback]:
    right = platform.message("你好")
    return {
        "another token": platform.message("你好", token="AnotherToken"),
        "another key": platform.message("你好", key=KEY[::-1][:42] + "A"),
        "another receiver": platform.message("你好", receiver="wwsomebodyelse"),
        "too old": platform.message("你好", age=301),
        "from the future": platform.message("你好", age=-301),
        "no signature": dataclasses.replace(right, query={**right.query, "msg_signature": ""}),
        "another nonce": dataclasses.replace(right, query={**right.query, "nonce": "9"}),
        "a lone surrogate": dataclasses.replace(right, query={**right.query, "nonce": "\ud83d"}),
        "no query": dataclasses.replace(right, query={}),
        "address check of another": platform.check(token="AnotherToken"),
        "address check of old": platform.check(age=400),
    }


async def test_what_does_not_verify_is_refused_without_a_turn(office: Office, platform: Platform) -> None:
    post, before = office.worker(), FORGED.labels("wecom")._value.get()
    wrong = _wrong(platform)
    for name, callback in wrong.items():
        answer, _ = await post.receive("wecom", callback)
        assert (answer.status, answer.body) == (403, b""), name
    assert FORGED.labels("wecom")._value.get() - before == len(wrong)
    await quiet(0.1)
    assert office.heard == [] and platform.shown == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<xml>",
        b"<xml><Encrypt></Encrypt></xml>",
        b"\xff\xfe\x00",
        b"<xml>" + b"a" * 70_000 + b"</xml>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>',
        b'<?xml version="1.0" encoding="nonsense"?><xml><Encrypt>a</Encrypt></xml>',
    ],
)
async def test_bodies_that_are_no_callback_are_refused(
    office: Office, platform: Platform, body: bytes
) -> None:
    query = platform.message("你好").query
    answer, _ = await office.worker().receive("wecom", Callback("POST", query, {}, body))
    assert answer.status == 403


@pytest.mark.parametrize("inside", [b"", b"no xml", b"<xml></xml>", b"<xml><MsgType>text</MsgType></xml>"])
async def test_signed_callbacks_without_the_fields_never_raise(
    office: Office, platform: Platform, inside: bytes
) -> None:
    callback = platform.sealed(WechatCipher(KEY, CORP).encrypt(inside))
    answer, _ = await office.worker().receive("wecom", callback)
    assert answer.status in (200, 403)
    assert office.heard == []


async def test_a_message_for_another_application_is_acknowledged_only(
    office: Office, platform: Platform
) -> None:
    fields = {"MsgType": "text", "Content": "你好", "MsgId": "5", "AgentID": "1000099"}
    answer = await delivered(office.worker(), "wecom", platform.callback(fields))
    assert answer.status == 200 and office.heard == []


@pytest.mark.parametrize("user", ["@all", "zhang|li", "", "张三", "a" * 65])
async def test_a_name_that_would_reach_others_is_nobody(
    office: Office, platform: Platform, user: str
) -> None:
    answer = await delivered(office.worker(), "wecom", platform.message("你好", user))
    assert answer.status == 200 and office.heard == []


async def test_the_same_message_three_times_in_sequence_is_answered_once(
    office: Office, platform: Platform
) -> None:
    post, before = office.worker(), REPEATED.labels("wecom")._value.get()
    for _ in range(3):
        await delivered(post, "wecom", platform.message("你好", number="88"))
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["听到：你好"] and len(office.heard) == 1
    assert REPEATED.labels("wecom")._value.get() - before == 2


async def test_the_same_message_in_parallel_at_two_workers_is_answered_once(
    office: Office, platform: Platform
) -> None:
    posts = [office.worker(), office.worker()]
    callback = platform.message("你好", number="89")
    await asyncio.gather(*(post.receive("wecom", callback) for post in posts * 3))
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["听到：你好"] and len(office.heard) == 1


async def test_an_old_callback_sent_again_within_the_window_makes_no_turn(
    office: Office, platform: Platform
) -> None:
    post, callback = office.worker(), platform.message("你好")
    await delivered(post, "wecom", callback)
    await until(lambda: platform.shown)
    platform.clock.time += 200
    assert (await post.receive("wecom", callback))[0].status == 200
    platform.clock.time += 200
    assert (await post.receive("wecom", callback))[0].status == 403
    await quiet(0.1)
    assert len(office.heard) == 1


async def test_a_slow_turn_is_acknowledged_at_once_and_answered_once_in_spite_of_retries(
    office: Office, platform: Platform
) -> None:
    gate = asyncio.Event()

    async def slow(sender: str, text: str) -> list[dict[str, Any]]:
        await gate.wait()
        return [said("想好了")]

    office.respond, post = slow, office.worker()
    callback = platform.message("你好", number="90")
    for _ in range(3):
        answer = await asyncio.wait_for(delivered(post, "wecom", callback), 1)
        assert answer.status == 200
    gate.set()
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["想好了"]


async def test_a_retry_that_arrives_with_the_answer_brings_no_second_one(
    office: Office, platform: Platform
) -> None:
    post, callback = office.worker(), platform.message("你好", number="91")
    await delivered(post, "wecom", callback)
    await until(lambda: platform.counts["send"] == 1)
    answer = await delivered(post, "wecom", callback)
    await quiet()
    assert answer.body == b"" and platform.texts() == ["听到：你好"]


@pytest.mark.parametrize("kind", ["image", "voice", "video", "location", "link"])
async def test_what_is_no_text_is_an_empty_one(office: Office, platform: Platform, kind: str) -> None:
    fields = {"MsgType": kind, "MediaId": "m", "MsgId": "6"}
    await delivered(office.worker(), "wecom", platform.callback(fields))
    await until(lambda: len(office.heard) == 1)
    assert office.heard[0][1] == ""


async def test_joining_is_a_greeting_and_other_events_say_nothing(office: Office, platform: Platform) -> None:
    post = office.worker()
    for name in ("unsubscribe", "enter_agent", "LOCATION", "batch_job_result", "view"):
        assert (await delivered(post, "wecom", platform.event(name))).status == 200
    await delivered(post, "wecom", platform.event("subscribe"))
    await until(lambda: platform.shown)
    assert [text for _, text in office.heard] == ["你好"]


async def test_a_menu_of_the_application_says_its_key(office: Office, platform: Platform) -> None:
    await delivered(office.worker(), "wecom", platform.event("click", EventKey="我逾期了怎么办"))
    await until(lambda: platform.texts() == ["听到：我逾期了怎么办"])


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "／restart",
        '/greet{"slot": 1}',
        "a]]>b<![CDATA[c",
        '<b>&amp;</b> **粗** _x_ `y` [a](b) {"k": [1]}',
        "我😭了👨‍👩‍👧，真的\u3000难",
        "第一行\n第二行\t完",
    ],
)
async def test_texts_arrive_and_leave_as_they_are(office: Office, platform: Platform, text: str) -> None:
    await delivered(office.worker(), "wecom", platform.message(text))
    await until(lambda: platform.texts() == [f"听到：{text}"])


async def test_two_people_get_their_own_answers_and_senders_name_nobody(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    await asyncio.gather(
        *(
            delivered(post, "wecom", platform.message(f"{user} 第{number}句", user))
            for number in range(4)
            for user in ("zhang", "li")
        )
    )
    await until(lambda: len(platform.shown) == 8)
    for user in ("zhang", "li"):
        assert sorted(platform.texts(user)) == [f"听到：{user} 第{number}句" for number in range(4)]
    senders = {sender for sender, _ in office.heard}
    assert len(senders) == 2 and not any("zhang" in each or "li" in each.split(":")[1:] for each in senders)


async def test_messages_are_answered_in_the_order_in_which_they_came(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    for number in (3, 1, 2):
        await delivered(post, "wecom", platform.message(f"第{number}句", number=str(number)))
    await until(lambda: len(platform.shown) == 3)
    assert platform.texts() == ["听到：第3句", "听到：第1句", "听到：第2句"]
