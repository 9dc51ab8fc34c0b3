"""The channel of the web page on a real server, with a stand-in for the conversation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
import pytest_asyncio

from bot.channels import chat as channel
from bot.channels.limits import Limiter
from tests.bot.channels.conftest import SITE, Served

Events = list[tuple[str, Any]]


class Page:
    """What a page does: open a session, send, read the events."""

    def __init__(self, served: Served, http: aiohttp.ClientSession) -> None:
        self.url, self.http = served.url, http
        self.token = ""

    async def post(self, route: str, body: Any, **headers: str) -> aiohttp.ClientResponse:
        known = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        kind = {"Content-Type": "application/json", **known, **headers}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.http.post(f"{self.url}/chat/{route}", data=content, headers=kind)

    async def open(self, script: str = "zh-Hans") -> list[dict[str, Any]]:
        answer = await (await self.post("session", {"script": script})).json()
        self.token = answer["token"]
        return answer["entries"]

    async def say(self, text: str, key: str | None = None) -> Events:
        response = await self.post("stream", {"key": key or uuid4().hex, "text": text})
        assert (
            response.status == 200 and response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        )
        return events(await response.text())


def events(body: str) -> Events:
    blocks = [block.split("\n") for block in body.split("\n\n") if block.startswith("event: ")]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))) for lines in blocks
    ]


def texts(told: Events) -> list[str]:
    return [data["text"] for name, data in told if name == "message"]


@pytest_asyncio.fixture
async def page(served: Served, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Page]:
    for name in ("per_session", "per_address", "new_sessions"):
        monkeypatch.setattr(served.chat, name, Limiter(1000, 60))
    served.conversation.open_gate.clear()
    async with aiohttp.ClientSession() as http:
        yield Page(served, http)


async def test_a_message_is_answered_as_events_in_plain_chinese(page: Page) -> None:
    await page.open()
    response = await page.post("stream", {"key": uuid4().hex, "text": "你好"})
    body = await response.text()
    assert "听到了：你好" in body, "UTF-8, not \\uXXXX"
    assert [name for name, _ in events(body)] == ["message", "done"]
    assert response.headers["Cache-Control"] == "no-store" and response.headers["X-Accel-Buffering"] == "no"


async def test_the_server_chooses_who_speaks_and_a_forged_session_is_refused(
    page: Page, served: Served
) -> None:
    await page.open()
    await page.say("你好")
    sender = served.conversation.heard[-1][0]
    assert sender.startswith("web:") and len(sender) == 36
    for forged in ("", sender, page.token[:-4] + "AAAA", "a" * 200):
        page.token = forged
        response = await page.post("stream", {"key": uuid4().hex, "text": "你好", "sender": sender})
        assert response.status == 401
    assert served.conversation.heard[-1] == (sender, "你好")


async def test_what_was_said_comes_back_to_the_page_that_shows_its_session(page: Page) -> None:
    assert await page.open() == []
    await page.say("你好")
    entries = await page.open()
    assert [(each["who"], each["text"]) for each in entries] == [
        ("person", "你好"),
        ("advisor", "听到了：你好"),
    ]
    page.token = ""
    assert await page.open() == [], "somebody else sees nothing of it"


async def test_a_message_sent_again_is_answered_once(page: Page, served: Served) -> None:
    await page.open()
    before = len(served.conversation.heard)
    first = await page.say("你好", "the-same-key")
    second = await page.say("你好", "the-same-key")
    assert first == second and len(served.conversation.heard) == before + 1
    assert len(await page.open()) == 2


async def test_a_page_that_goes_away_in_the_middle_finds_its_answer_later(page: Page, served: Served) -> None:
    await page.open()
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(page.say("slow", "slow-key-1"), 0.3)
    served.conversation.open_gate.set()
    assert texts(await page.say("slow", "slow-key-1")) == ["听到了：slow"]
    assert sum(text == "slow" for _, text in served.conversation.heard) >= 1
    assert len(await page.open()) == 2


async def test_a_slow_turn_says_that_it_is_being_worked_on_and_then_that_it_takes_long(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("_QUIET", 0.05), ("_LATE", 0.1), ("_BEAT", 0.05)):
        monkeypatch.setattr(channel, name, seconds)
    await page.open()
    asyncio.get_running_loop().call_later(0.3, served.conversation.open_gate.set)
    told = await page.say("slow")
    assert told[:2] == [("status", {"state": "working"}), ("status", {"state": "late"})]
    assert told[-1] == ("done", {"complete": True}) and texts(told) == ["听到了：slow"]


async def test_identifiers_are_cut_out_of_what_the_page_gets_back(page: Page) -> None:
    await page.open()
    await page.say("身份证110101199003070038，电话13800138000")
    said = (await page.open())[0]["text"]
    assert "110101199003070038" not in said and "13800138000" not in said


async def test_the_screen_can_be_cleared_and_a_deletion_leaves_only_its_word(page: Page) -> None:
    await page.open()
    await page.say("你好")
    assert (await page.post("clear", {})).status == 200
    assert await page.open() == []
    await page.say("欠2万")
    await page.say("删除我的数据")
    assert [each["text"] for each in await page.open()] == ["删了"]


async def test_traditional_characters_where_the_page_asks_for_them(page: Page) -> None:
    await page.open("zh-Hant")
    assert texts(await page.say("听说逾期")) == ["聽到了：聽說逾期"]
    assert (await page.open("zh-Hans"))[1]["text"] == "听到了：听说逾期"


async def test_who_asks_too_often_is_told_when_to_come_back(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.chat, "per_session", Limiter(2, 60))
    await page.open()
    await page.say("一", "first-key")
    await page.say("二")
    response = await page.post("stream", {"key": uuid4().hex, "text": "三"})
    assert response.status == 429 and 25 <= int(response.headers["Retry-After"]) <= 32
    assert "再发" in (await response.json())["error"]
    assert texts(await page.say("一", "first-key")) == ["听到了：一"], (
        "asking for an answer again costs nothing"
    )


async def test_care_comes_however_often_one_asks(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.chat, "per_session", Limiter(1, 60))
    await page.open()
    await page.say("一")
    (care,) = texts(await page.say("我不想活了"))
    assert "12356" in care and "110" in care


async def test_care_given_in_spite_of_a_limit_stands_in_the_conversation_each_time(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.chat, "per_session", Limiter(1, 60))
    await page.open()
    await page.say("一")
    first, second = await page.say("我不想活了"), await page.say("我真的不想活了")
    ids = {data["id"] for told in (first, second) for name, data in told if name == "message"}
    assert len(ids) == 2, "a page shows an id once"
    assert sum("12356" in entry["text"] for entry in await page.open()) == 2


async def test_a_page_that_has_everything_is_told_nothing(page: Page) -> None:
    await page.open()
    await page.say("你好")
    newest = (await page.open())[-1]["id"]
    answer = await (await page.post("session", {"seen": newest})).json()
    assert answer["entries"] is None
    await page.say("再说一句")
    answer = await (await page.post("session", {"seen": newest})).json()
    assert len(answer["entries"]) == 4


async def test_all_routes_are_limited_by_address(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await page.open()
    monkeypatch.setattr(served.chat, "per_address", Limiter(1, 60))
    assert (await page.post("session", {})).status == 200
    for route in ("session", "clear", "stream"):
        assert (await page.post(route, {"key": uuid4().hex, "text": "你好"})).status == 429


async def test_an_identifier_at_the_edge_of_what_is_shown_is_cut_out_whole(page: Page) -> None:
    await page.open()
    await page.say("字" * 985 + "110101199003070038")
    assert "1101011990" not in (await page.open())[0]["text"]


async def test_sessions_are_not_given_out_without_end(
    page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.chat, "new_sessions", Limiter(2, 60))
    statuses = []
    for _ in range(4):
        page.token = ""
        statuses.append((await page.post("session", {})).status)
    assert statuses == [200, 200, 429, 429]


@pytest.mark.parametrize("route", ["session", "stream", "clear"])
async def test_only_listed_sites_and_our_own_may_ask(page: Page, route: str) -> None:
    await page.open()
    response = await page.post(route, {"key": uuid4().hex, "text": "你好"}, Origin="https://evil.example")
    assert response.status == 403 and "Access-Control-Allow-Origin" not in response.headers
    response = await page.post(route, {"key": uuid4().hex, "text": "你好"}, Origin=SITE)
    assert response.status == 200 and response.headers["Access-Control-Allow-Origin"] == SITE
    assert "Origin" in response.headers["Vary"] and "Access-Control-Allow-Credentials" not in response.headers
    await response.release()


async def test_a_browser_that_asks_first_is_told_which_sites_may(page: Page) -> None:
    for site, status in ((SITE, 204), ("https://evil.example", 403)):
        response = await page.http.options(f"{page.url}/chat/stream", headers={"Origin": site})
        assert response.status == status
        assert response.headers.get("Access-Control-Allow-Origin") == (SITE if status == 204 else None)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[1]", b"null", b"{}", b'{"key": "short", "text": "a"}', b'{"key": 5, "text": "a"}',
     b'{"key": "long-enough", "text": 5}', b'{"key": "long-enough"}', b'{"key": "../../../../", "text": "a"}', b"\xff"],
)  # fmt: skip
async def test_a_malformed_message_gets_a_sentence(page: Page, body: bytes) -> None:
    await page.open()
    response = await page.post("stream", body)
    assert response.status == 400 and (await response.json())["error"]


async def test_another_content_type_is_refused_so_that_no_foreign_form_can_send(page: Page) -> None:
    response = await page.post(
        "stream", b'{"key": "long-enough", "text": "a"}', **{"Content-Type": "text/plain"}
    )
    assert response.status == 400


async def test_a_body_over_64_kilobytes_is_refused_and_a_long_message_is_read_in_part(
    page: Page, served: Served
) -> None:
    await page.open()
    assert (await page.post("stream", {"key": uuid4().hex, "text": "字" * 70_000})).status == 413
    await page.say("字" * 9_000)
    assert len(served.conversation.heard[-1][1]) == channel.MOST_CHARACTERS


async def test_a_failure_is_answered_with_help_and_tells_nothing_about_itself(page: Page) -> None:
    await page.open()
    told = await page.say("boom")
    assert "secret" not in str(told) and told[-1][0] == "done" and texts(told)


async def test_two_messages_at_once_are_both_answered(page: Page) -> None:
    await page.open()
    both = await asyncio.gather(page.say("一"), page.say("二"))
    assert sorted(texts(both[0]) + texts(both[1])) == ["听到了：一", "听到了：二"]
