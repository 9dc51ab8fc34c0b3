"""The REST channel on a real server with a stand-in for the conversation: who may call, what is refused, how."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from bot.channels.rest import conversation_id, may_call
from tests.bot.channels.conftest import TOKEN, Served

heard: list[tuple[str, str]] = []


@pytest.fixture
def server(served: Served) -> str:
    global heard
    heard = served.conversation.heard
    return f"{served.url}/webhooks/rest/webhook"


async def post(url: str, body: Any, headers: dict[str, str] | None = None) -> tuple[int, Any, str]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **(headers or {})}
    async with aiohttp.ClientSession() as session, session.post(url, data=content, headers=headers) as answer:
        text = await answer.text()
        return answer.status, json.loads(text), text


async def test_a_message_is_answered_with_the_senders_own_name(server: str) -> None:
    status, body, text = await post(server, {"sender": "me", "message": "你好"})
    assert status == 200
    assert body == [{"recipient_id": "me", "text": "听到了：你好", "buttons": [], "custom": {}}]
    assert "听到了" in text, "Chinese goes out as it is, not as \\uXXXX"
    assert heard[-1] == ("rest:me", "你好")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b'"text"',
        b"{}",
        b'{"message": null}',
        b'{"message": 5}',
        b'{"message": ["a"]}',
        b'{"sender": 5, "message": "a"}',
        b'{"sender": "", "message": "a"}',
        b"\xff\xfe",
    ],
)
async def test_a_malformed_request_gets_a_sentence(server: str, body: bytes) -> None:
    status, answer, _ = await post(server, body)
    assert status == 400
    assert answer["error"]


@pytest.mark.parametrize("sender", ["u\ud83d", "u\u0000", "a b", "x" * 500, "名字", "../../etc"])
async def test_a_strange_sender_is_answered_and_never_kept_as_it_came(server: str, sender: str) -> None:
    status, _, _ = await post(server, {"sender": sender, "message": "你好"})
    assert status == 200
    assert heard[-1][0].startswith("rest:sha256-")


async def test_other_content_types_are_refused(server: str) -> None:
    status, _, _ = await post(server, b'{"message": "a"}', {"Content-Type": "text/plain"})
    assert status == 400


async def test_a_body_over_64_kilobytes_is_refused(server: str) -> None:
    status, answer, _ = await post(server, {"message": "字" * 30_000})
    assert status == 413
    assert "64 KB" in answer["error"]


async def test_a_failure_tells_nothing_about_itself(server: str) -> None:
    status, answer, text = await post(server, {"message": "boom"})
    assert status == 500
    assert "secret" not in text and "Traceback" not in text
    assert "95188" in answer["error"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
async def test_a_call_through_a_proxy_needs_the_token(server: str, header: str) -> None:
    status, _, _ = await post(server, {"message": "a"}, {header: "203.0.113.9"})
    assert status == 403
    wrong = {header: "203.0.113.9", "Authorization": "Bearer wrong"}
    assert (await post(server, {"message": "a"}, wrong))[0] == 403
    right = {header: "203.0.113.9", "Authorization": f"Bearer {TOKEN}"}
    assert (await post(server, {"message": "a"}, right))[0] == 200


@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer None", "Bearer the-token"])
def test_without_a_token_nobody_from_elsewhere_may_call(shown: str) -> None:
    caller = SimpleNamespace(headers={"authorization": shown}, ip="203.0.113.9")
    assert not may_call(caller, None)  # type: ignore[arg-type]
    assert may_call(SimpleNamespace(headers={}, ip="127.0.0.1"), None)  # type: ignore[arg-type]


def test_plain_senders_keep_their_name_so_that_their_data_can_be_found() -> None:
    assert conversation_id("alice-1") == "rest:alice-1"
    assert conversation_id("爱丽丝") == conversation_id("爱丽丝") != conversation_id("爱丽斯")
