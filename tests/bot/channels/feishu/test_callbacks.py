"""Who says what: the address check, signatures, windows, and callbacks that make no sense."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.crypto.feishu import encrypt
from bot.channels.messaging.model import Answer, Callback
from bot.channels.messaging.post import FORGED
from tests.bot.channels.feishu.conftest import World
from tests.bot.channels.feishu.simulator import APP_ID, ENCRYPT_KEY, VERIFICATION_TOKEN, Platform

CHALLENGE = {"type": "url_verification", "challenge": "a challenge", "token": VERIFICATION_TOKEN}


async def received(world: World, callback: Callback) -> Answer:
    answer, _ = await world.post.receive("feishu", callback)
    return answer


async def refused(world: World, callback: Callback) -> bool:
    """403, one more in the counter, no turn."""
    before = FORGED.labels("feishu")._value.get()
    answer = await received(world, callback)
    await world.settle()
    counted = FORGED.labels("feishu")._value.get() - before == 1
    return answer.status == 403 and not answer.body and counted and not world.conversation.heard


def unsigned(content: Any, key: str | None = ENCRYPT_KEY) -> Callback:
    plain = json.dumps(content)
    body = plain if key is None else json.dumps({"encrypt": encrypt(plain.encode(), key)})
    return Callback("POST", {}, {}, body.encode())


@pytest.mark.parametrize("key", [ENCRYPT_KEY, None], ids=["encrypted", "plain"])
async def test_the_address_check_is_answered_without_a_signature(world: World, key: str | None) -> None:
    answer = await asyncio.wait_for(received(world, unsigned(CHALLENGE, key)), 1.0)
    assert answer.status == 200
    assert json.loads(answer.body) == {"challenge": "a challenge"}
    assert answer.content_type.startswith("application/json")


@pytest.mark.parametrize("token", ["another", "", None, 5, ["x"], "逾期"])
@pytest.mark.parametrize("key", [ENCRYPT_KEY, None], ids=["encrypted", "plain"])
async def test_the_address_check_with_a_wrong_token_is_refused(
    world: World, token: Any, key: str | None
) -> None:
    assert await refused(world, unsigned({**CHALLENGE, "token": token}, key))


async def test_an_address_check_encrypted_with_another_key_is_refused(world: World) -> None:
    assert await refused(world, unsigned(CHALLENGE, "another key"))


async def test_a_message_without_a_signature_is_refused(world: World, platform: Platform) -> None:
    assert await refused(world, unsigned(platform.written("ou_a", "你好")))
    assert await refused(world, unsigned(platform.written("ou_a", "你好"), None))


async def test_a_bad_signature_is_refused(world: World, platform: Platform) -> None:
    callback = platform.callback(platform.written("ou_a", "你好"))
    for shown in ("0" * 64, "", "逾期", callback.headers["x-lark-signature"].upper()):
        assert await refused(
            world, replace(callback, headers={**callback.headers, "x-lark-signature": shown})
        )


@pytest.mark.parametrize("name", ["x-lark-request-timestamp", "x-lark-request-nonce"])
async def test_a_header_that_was_changed_or_left_out_is_refused(
    world: World, platform: Platform, name: str
) -> None:
    callback = platform.callback(platform.written("ou_a", "你好"))
    changed = {**callback.headers, name: callback.headers[name] + "1"}
    without = {key: value for key, value in callback.headers.items() if key != name}
    assert await refused(world, replace(callback, headers=changed))
    assert await refused(world, replace(callback, headers=without))


async def test_a_changed_body_is_refused(world: World, platform: Platform) -> None:
    callback = platform.callback(platform.written("ou_a", "你好"))
    assert await refused(world, replace(callback, body=callback.body + b" "))


async def test_another_encrypt_key_is_refused(world: World, platform: Platform) -> None:
    content = platform.written("ou_a", "你好")
    assert await refused(world, platform.callback(content, key="another key"))
    assert await refused(world, platform.callback(content, key="another key", signed_with=ENCRYPT_KEY))


async def test_a_signed_callback_that_is_not_encrypted_is_refused(world: World, platform: Platform) -> None:
    assert await refused(world, platform.signed(json.dumps(platform.written("ou_a", "你好")).encode()))


async def test_a_message_for_another_app_is_refused(world: World, platform: Platform) -> None:
    content = platform.written("ou_a", "你好")
    content["header"]["app_id"] = "cli_another"
    assert await refused(world, platform.callback(content))


async def test_a_wrong_verification_token_in_a_signed_message_is_refused(
    world: World, platform: Platform
) -> None:
    content = platform.written("ou_a", "你好")
    content["header"]["token"] = "another"
    assert await refused(world, platform.callback(content))


@pytest.mark.parametrize("age", [301, 86_400, -301])
async def test_a_timestamp_outside_five_minutes_is_refused(
    world: World, platform: Platform, age: float
) -> None:
    assert await refused(world, platform.callback(platform.written("ou_a", "你好"), age=age))


async def test_a_replay_within_the_window_makes_no_second_turn_and_after_it_is_refused(
    world: World, platform: Platform
) -> None:
    callback = platform.callback(platform.written("ou_a", "你好"), age=10)
    for _ in range(3):
        assert (await received(world, callback)).status == 200
    await world.settle()
    assert len(world.conversation.heard) == len(platform.shown) == 1
    world.clock.seconds += 400
    assert (await received(world, callback)).status == 403
    await world.settle()
    assert len(world.conversation.heard) == len(platform.shown) == 1


MALFORMED: list[Any] = [
    {},
    {"header": {}},
    {"header": None, "event": 5, "token": VERIFICATION_TOKEN},
    {"header": {"event_type": "im.message.receive_v1"}},
    {"header": {"event_type": "im.message.receive_v1"}, "event": {}},
    {"header": {"event_type": "im.message.receive_v1"}, "event": {"message": [], "sender": "x"}},
    {"header": {"event_type": ["x"]}, "event": {"message": {}}},
    {"header": {"event_type": "card.action.trigger", "event_id": "e"}, "event": {"operator": {"open_id": 5}}},
    {
        "header": {"event_type": "card.action.trigger", "event_id": "e"},
        "event": {"operator": {"open_id": "ou_a"}},
    },
    {"header": {"event_type": "im.chat.member.bot.added_v1"}, "event": {"chat_id": {"x": 1}}},
    {"header": {"event_type": "im.chat.access_event.bot_p2p_chat_entered_v1"}, "event": {"operator_id": []}},
    {"header": {"event_type": "contact.user.created_v3"}, "event": {"object": {}}},
    {"type": "event_callback", "token": VERIFICATION_TOKEN, "event": {"type": "p2p_chat_create"}},
]


@pytest.mark.parametrize("content", MALFORMED, ids=str)
async def test_what_is_signed_but_of_no_use_is_acknowledged_or_refused(
    world: World, platform: Platform, content: dict[str, Any]
) -> None:
    if isinstance(content.get("header"), dict):
        content = {**content, "header": {**content["header"], "token": VERIFICATION_TOKEN, "app_id": APP_ID}}
    answer = await received(world, platform.callback(content))
    assert answer.status in (200, 403)
    await world.settle()
    assert not world.conversation.heard


BODIES = [
    b"",
    b"null",
    b"[1]",
    b"\xff\xfe",
    b"<xml><a/></xml>",
    b'<!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>',
    b'{"encrypt": 5}',
    b'{"encrypt": ""}',
    b'{"encrypt": "AAAA"}',
    b'{"encrypt": "\xe9\x80\xbe"}',
    b"[" * 100_000,
    b'{"encrypt": ' + b"[" * 100_000,
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b"x" * 2_000_000,
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:20]))
async def test_a_body_that_is_no_callback_is_refused(world: World, platform: Platform, body: bytes) -> None:
    assert await refused(world, Callback("POST", {}, {}, body))
    assert await refused(world, platform.signed(body))


async def test_a_get_is_refused(world: World, platform: Platform) -> None:
    callback = platform.callback(platform.written("ou_a", "你好"))
    assert await refused(world, replace(callback, method="GET"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "message",
                        "sender",
                        "sender_id",
                        "open_id",
                        "message_id",
                        "content",
                        "mentions",
                        "chat_type",
                        "message_type",
                        "operator",
                        "context",
                        "action",
                        "value",
                        "key",
                        "id",
                        "chat_id",
                        "operator_id",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ),
    kind=st.sampled_from(
        [
            "im.message.receive_v1",
            "card.action.trigger",
            "im.chat.member.bot.added_v1",
            "im.chat.access_event.bot_p2p_chat_entered_v1",
        ]
    ),
)
async def test_no_content_whatever_raises(world: World, platform: Platform, content: Any, kind: str) -> None:
    answer = await received(world, platform.callback(platform.event(kind, content)))
    assert answer.status == 200


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        '"x"',
        "{",
        '{"text": null}',
        '{"text": {"a": 1}}',
        "[" * 5_000,
        5,
        None,
        {"text": "x"},
    ],
)
async def test_content_of_a_message_that_does_not_read_is_still_answered(world: World, content: Any) -> None:
    await world.said("ou_a", "", content=content)
    assert len(world.conversation.heard) == len(world.platform.shown) == 1
