"""What is typed, and what a server might send, is shown as text and never run."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import Route

from tests.browser.conftest import PHONE, Opener, Watched, say, widget

PROBES = (
    '<img src=x onerror="window.hit=1">',
    "<script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "javascript:window.hit=1",
    "[看这里](javascript:window.hit=1)",
    "</textarea><iframe srcdoc='<script>parent.hit=1</script>'>",
    "{{constructor.constructor('window.hit=1')()}}",
    "<a href='data:text/html,<script>1</script>'>x</a>",
)


@pytest.mark.parametrize("probe", PROBES)
async def test_what_is_typed_is_shown_as_it_was_typed(visit: Opener, probe: str) -> None:
    page = await visit("/chat", PHONE)
    await say(page, f"借呗逾期45天 {probe}")
    assert probe in await widget(page).locator("article.person").inner_text()
    assert await page.evaluate("window.hit") is None
    inside = widget(page).locator(".log")
    assert (
        await inside.locator("script, iframe, img, object, a[href^='javascript'], a[href^='data']").count()
        == 0
    )


async def test_a_message_of_a_server_gone_bad_is_shown_as_text_in_every_card(
    visit: Opener, watched: Watched
) -> None:
    watched.expected.append("Expected (number|length)")  # drawings of days that are none
    page = await visit("/chat", PHONE)
    bad = PROBES[0] + " " + PROBES[3]
    item = {
        key: bad
        for key in (
            "text",
            "title",
            "name",
            "what",
            "how",
            "why",
            "contact",
            "scope",
            "says",
            "mark",
            "label",
            "when",
            "consequence",
            "caution",
            "strength_note",
            "monthly_text",
            "verdict_text",
            "day",
        )
    }
    item |= {"token": "../../x", "format": bad, "source": "javascript:window.hit=1", "due": bad, "from": bad, "to": bad,
             "days_left": bad, "kind": bad, "number": bad, "months": bad, "date": bad, "accrued": bad, "total": bad}  # fmt: skip
    kinds = ("timeline", "steps", "deadline", "cost", "evidence", "channels", "letter", "files", "ledger", "decoded",
             "basis", "plan", "understood", "question", "notice", "unknown", bad)  # fmt: skip
    cards = [
        {"kind": kind, "text": f"{kind}段", "title": bad, "today": bad, "marks": [item], "spans": [item], "items": [item],
         "rows": [item], "points": [item], "sentences": [item], "columns": [bad], "assumptions": [bad], "minutes": bad,
         "calendar": bad, "note": bad, "principal": bad, "daily_text": bad}
        for kind in kinds
    ]  # fmt: skip
    message = {
        "id": bad, "who": "advisor", "text": "\n\n".join([bad, *(f"{kind}段" for kind in kinds)]),
        "buttons": [{"title": bad, "payload": bad}], "custom": {"kind": bad, "affordances": [bad], "cards": cards},
    }  # fmt: skip
    body = f'event: message\ndata: {json.dumps(message)}\n\nevent: done\ndata: {{"complete": true}}\n\n'

    async def bad_server(route: Route) -> None:
        await route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body=body)

    await page.route("**/chat/stream", bad_server)
    await say(page, "你好")
    await page.wait_for_timeout(200)
    assert await page.evaluate("window.hit") is None
    inside = widget(page).locator(".log")
    assert await inside.locator("script, iframe, img, object").count() == 0
    addresses = await inside.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert all(href.startswith(("tel:", "https://", "/files/")) for href in addresses), addresses


@pytest.mark.parametrize("text", ["/restart", "／restart", '/greet{"a":1}'])
async def test_a_slash_is_no_command(visit: Opener, text: str) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    assert "没有斜杠命令" in await (await say(page, text)).inner_text()
    assert "20,000元" in await (await say(page, "看看我的情况")).inner_text()


@pytest.mark.parametrize(
    "body", ["", "event: message\ndata: {not json\n\n", "<html>proxy</html>", "data\n\n\n\n::\n\n"]
)
async def test_an_answer_that_makes_no_sense_loses_nothing(visit: Opener, body: str) -> None:
    page = await visit("/chat", PHONE)
    broken: list[int] = []

    async def once(route: Route) -> None:
        if broken:
            await route.continue_()
            return
        broken.append(1)
        await route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body=body)

    await page.route("**/chat/stream", once)
    answer = await say(page, "借呗逾期45天了，欠2万")
    assert "逾期中期" in await answer.inner_text()
