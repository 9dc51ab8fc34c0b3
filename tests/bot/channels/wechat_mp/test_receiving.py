"""What comes from the platform, and what only says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable as Function
from dataclasses import replace

import pytest
import wechatpy.crypto
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.crypto.wechat import signature
from bot.channels.messaging.model import Callback
from bot.channels.messaging.post import Post
from tests.bot.channels.wechat_mp.conftest import World, until
from tests.bot.channels.wechat_mp.simulator import ACCOUNT, APP_ID, KEY, TOKEN, when

NAME = "wechat_mp"
TRICKY = [
    "你好😀👨‍👩‍👧",
    "a]]>b]]>",
    "<xml>&amp;</xml>",
    '{"a": "\\u4f60"}',
    "**粗** [x](y) `z`",
    "第一行\n第二行",
]


def _check(world: World, **changed: str) -> Callback:
    query = {"timestamp": str(int(world.clock())), "nonce": "n", "echostr": "1616140317555161061"} | changed
    query.setdefault("signature", signature(TOKEN, query["timestamp"], query["nonce"]))
    return Callback("GET", query)


async def test_the_address_is_confirmed(world: World) -> None:
    answer, _ = await world.serve().receive(NAME, _check(world))
    assert (answer.status, answer.body) == (200, b"1616140317555161061")
    assert answer.content_type.startswith("text/plain")


async def test_an_address_check_with_another_token_or_of_yesterday_is_refused(world: World) -> None:
    post, old = world.serve(), str(int(world.clock()) - 86_400)
    for callback in (
        _check(world, signature="0" * 40),
        _check(world, timestamp=old),
        _check(world, signature=""),
    ):
        assert (await post.receive(NAME, callback))[0].status == 403


async def test_a_bad_signature_is_refused_counted_and_makes_no_turn(
    world: World, forged: Function[[], float]
) -> None:
    post, before = world.serve(), forged()
    sent = world.platform.written("o1", "你好")
    await _refused(post, replace(sent, query={**sent.query, "msg_signature": "0" * 40}))
    assert world.conversation.heard == [] and forged() == before + 1


async def test_another_key_another_receiver_and_another_token_are_refused(world: World) -> None:
    post, fields = (
        world.serve(),
        {"FromUserName": "o1", "ToUserName": ACCOUNT, "MsgType": "text", "MsgId": "1"},
    )
    for crypto in (
        wechatpy.crypto.WeChatCrypto(TOKEN, KEY[::-1], APP_ID),
        wechatpy.crypto.WeChatCrypto(TOKEN, KEY, "wxffffffffffffffff"),
        wechatpy.crypto.WeChatCrypto("AnotherToken", KEY, APP_ID),
    ):
        await _refused(post, world.platform.callback(fields, crypto=crypto))
    assert world.conversation.heard == []


async def test_a_stale_timestamp_is_refused_both_ways(world: World) -> None:
    post = world.serve()
    for away in (-301, 301):
        sent = world.platform.callback({"FromUserName": "o1", "MsgId": "1"}, at=world.clock() + away)
        await _refused(post, sent)
    assert world.conversation.heard == []


async def test_a_replay_is_caught_by_its_key_and_later_by_its_time(world: World) -> None:
    post, sent = world.serve(), world.platform.written("o1", "你好")
    await world.platform.push(post, "o1", sent)
    await world.platform.push(post, "o1", sent)
    world.clock.ahead = 3_600
    await _refused(post, sent)
    assert world.conversation.texts == ["你好"] and len(world.platform.shown["o1"]) == 1


async def test_a_callback_in_plain_mode_is_refused(world: World) -> None:
    post, stamp = world.serve(), str(int(world.clock()))
    query = {"timestamp": stamp, "nonce": "n", "signature": signature(TOKEN, stamp, "n")}
    body = b"<xml><FromUserName>o1</FromUserName><MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId></xml>"
    await _refused(post, Callback("POST", query, {}, body))
    # nor does the signature of an empty ciphertext help
    await _refused(
        post, Callback("POST", {**query, "msg_signature": signature(TOKEN, stamp, "n", "")}, {}, body)
    )
    assert world.conversation.heard == []


@pytest.mark.parametrize("method", ["PUT", "HEAD", "DELETE"])
async def test_other_methods_are_refused(world: World, method: str) -> None:
    assert (await world.serve().receive(NAME, Callback(method)))[0].status == 403


async def test_malformed_bodies_are_refused(world: World) -> None:
    post, sent = world.serve(), world.platform.written("o1", "你好")
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>'
    huge = b"<xml><Encrypt>" + b"A" * 200_000 + b"</Encrypt></xml>"
    for body in (
        b"",
        b"\x00",
        b"{}",
        b"[1]",
        b"<xml>",
        bomb,
        huge,
        b"<xml/>",
        sent.body[:-20],
        b"<a>" * 9_999,
    ):
        await _refused(post, replace(sent, body=body))
    assert world.conversation.heard == []


async def test_any_body_and_any_query_are_refused_without_an_exception(world: World) -> None:
    connector = world.serve().connectors[NAME]
    post = Post([connector], None, None, lambda: None, None)  # type: ignore[arg-type]
    post._now = lambda: when(world.clock())  # type: ignore[method-assign]

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(["GET", "POST"]), st.dictionaries(st.sampled_from(_NAMES), st.text()), st.binary())
    def refuses(method: str, query: dict[str, str], body: bytes) -> None:
        receiving = post.receive(NAME, Callback(method, query, {}, body))
        with pytest.raises(StopIteration) as ended:
            receiving.send(None)
        assert ended.value.value[0].status == 403

    refuses()


_NAMES = ["signature", "msg_signature", "timestamp", "nonce", "echostr", "encrypt_type"]


@pytest.mark.parametrize("left_out", ["FromUserName", "ToUserName", "MsgId", "MsgType"])
async def test_a_message_without_a_field_is_acknowledged(world: World, left_out: str) -> None:
    post = world.serve()
    fields = {"ToUserName": ACCOUNT, "FromUserName": "o1", "MsgType": "text", "Content": "你好", "MsgId": "1"}
    del fields[left_out]
    answer, _ = await post.receive(NAME, world.platform.callback(fields))
    assert answer.status == 200
    # of an unknown kind it is like a picture
    assert world.conversation.texts == ([""] if left_out == "MsgType" else [])


async def test_inner_xml_that_is_none_is_refused(world: World) -> None:
    post = world.serve()
    for xml in ("", "text", "<xml>", '<!DOCTYPE x [<!ENTITY a "b">]><xml><MsgId>&a;</MsgId></xml>'):
        await _refused(post, world.platform.sealed(xml))


async def test_who_follows_is_greeted_once_and_who_leaves_is_only_noted(world: World) -> None:
    post = world.serve()
    followed = world.platform.event("o1", "subscribe", "qrscene_7", at=int(world.clock()))
    await world.platform.push(post, "o1", followed)
    await world.platform.push(post, "o1", followed)
    for event in ("unsubscribe", "VIEW", "SCAN", "LOCATION", "TEMPLATESENDJOBFINISH", "something_new"):
        assert await world.platform.push(post, "o1", world.platform.event("o1", event)) == ""
    assert world.conversation.texts == ["你好"]
    assert world.platform.shown["o1"] == ["听到了：你好"]


async def test_an_entry_of_the_menu_of_the_account_says_what_its_key_says(world: World) -> None:
    post = world.serve()
    assert (
        await world.platform.push(post, "o1", world.platform.event("o1", "CLICK", "逾期了怎么办"))
        == "听到了：逾期了怎么办"
    )


@pytest.mark.parametrize("kind", ["image", "voice", "video", "shortvideo", "location", "link"])
async def test_what_is_no_text_reaches_the_conversation_as_an_empty_one(world: World, kind: str) -> None:
    post = world.serve()
    sent = world.platform.written("o1", "", MsgType=kind, MediaId="m", PicUrl="https://p.example/1")
    await world.platform.push(post, "o1", sent)
    assert world.conversation.texts == [""]


@pytest.mark.parametrize("text", ["/restart", "／restart", '/greet{"slot": "x"}', "3", "重发", "重来"])
async def test_commands_and_numbers_are_plain_text(world: World, text: str) -> None:
    post = world.serve()
    await world.platform.say(post, "o1", text)
    assert world.conversation.texts == [text]


@pytest.mark.parametrize("text", TRICKY)
async def test_every_sign_survives_both_ways(world: World, text: str) -> None:
    post = world.serve()
    assert await world.platform.say(post, "o1", text) == f"听到了：{text}"
    assert world.conversation.texts == [text]


@pytest.mark.parametrize("text", TRICKY)
async def test_every_sign_survives_in_a_late_answer(world: World, text: str) -> None:
    world.conversation.gates[text] = asyncio.Event()
    post = world.serve(passive_seconds=0.05)
    assert await world.platform.say(post, "o1", text) == ""
    world.conversation.gates[text].set()
    await until(lambda: world.platform.shown["o1"] == [f"听到了：{text}"])


async def _refused(post: Post, callback: Callback) -> None:
    answer, _ = await post.receive(NAME, callback)
    assert (answer.status, answer.body) == (403, b"")
