"""Reload, no network, two tabs, a slow or a restarted server: nothing typed is lost, nothing is said twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route

from tests.browser.conftest import DESKTOP, PHONE, Opener, Watched, press, say, screen, widget
from tests.serving import serving


async def said(page: Page) -> list[str]:
    return await widget(page).locator("article.person").all_inner_texts()


async def test_a_reload_keeps_the_conversation_of_the_tab(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    await press(page, "都没有")
    await page.reload()
    await widget(page).locator("article.advisor").nth(1).wait_for()
    assert await said(page) == ["借呗逾期45天了，欠2万", "都没有"]
    assert await widget(page).get_by_role("img").count() >= 1, "cards are drawn again"
    assert "20,000元" in await (await say(page, "看看我的情况")).inner_text()


async def test_a_new_tab_is_a_new_conversation_unless_the_device_remembers(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    other = await page.context.new_page()
    await other.goto(page.url)
    assert await said(other) == []
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("checkbox").check()
    third = await page.context.new_page()
    await third.goto(page.url)
    await widget(third).locator("article.person").wait_for()
    assert await said(third) == ["借呗逾期45天了，欠2万"]
    await widget(page).get_by_role("checkbox").uncheck()
    fourth = await page.context.new_page()
    await fourth.goto(page.url)
    await widget(fourth).locator("textarea").wait_for()
    assert await said(fourth) == []


async def test_two_tabs_of_one_conversation_show_the_same(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    await say(page, "借呗逾期45天了，欠2万")
    await press(page, "记住我的情况")
    other = await page.context.new_page()
    await other.goto(page.url)
    await widget(other).locator("article.person").nth(1).wait_for()
    await say(other, "昨晚十点半催收打我电话，骂我")
    await widget(page).locator("article.person", has_text="昨晚十点半").wait_for()
    assert await said(page) == await said(other)


async def test_what_is_written_without_a_network_goes_out_when_it_is_back_once_and_in_order(
    visit: Opener, watched: Watched
) -> None:
    watched.expected.append(r"net::ERR_INTERNET_DISCONNECTED")
    page = await visit("/chat", PHONE)
    await say(page, "你好")
    await page.context.set_offline(True)
    box = widget(page).locator("textarea")
    for text in ("借呗逾期45天了", "欠2万"):
        await box.fill(text)
        await box.press("Enter")
    await widget(page).locator(".state").get_by_text("没有连上").wait_for()
    await screen(page, "offline-phone")
    await page.context.set_offline(False)
    await widget(page).locator("article.advisor").nth(3).wait_for()
    assert await said(page) == ["你好", "借呗逾期45天了", "欠2万"]
    case = await (await say(page, "看看我的情况")).inner_text()
    assert "45天" in case and "20,000元" in case


async def test_what_was_not_sent_survives_a_reload(visit: Opener, watched: Watched) -> None:
    watched.expected.append(r"net::ERR_")
    page = await visit("/chat", PHONE)
    await say(page, "你好")
    await page.route("**/chat/stream", lambda route: route.abort())
    box = widget(page).locator("textarea")
    await box.fill("借呗逾期45天了，欠2万")
    await box.press("Enter")
    await widget(page).locator(".state").get_by_text("没有连上").wait_for()
    await page.unroute("**/chat/stream")
    await page.reload()
    await widget(page).locator("article.advisor", has_text="逾期中期").wait_for()
    assert await said(page) == ["你好", "借呗逾期45天了，欠2万"]


async def test_an_answer_cut_off_on_its_way_is_fetched_again_and_not_worked_out_twice(
    visit: Opener, watched: Watched
) -> None:
    watched.expected.append(r"net::ERR_")
    page = await visit("/chat", PHONE)
    await say(page, "你好")
    cut: list[str] = []

    async def once(route: Route) -> None:
        if cut:
            await route.continue_()
            return
        cut.append(route.request.post_data or "")
        await route.fetch()  # the server answers, and the answer never arrives
        await route.abort()

    await page.route("**/chat/stream", once)
    await say(page, "昨晚十点半催收打我电话，骂我")
    answer = await say(page, "看记录")
    assert await answer.get_by_role("table").get_by_role("row").count() == 2, "noted once"


async def test_a_server_that_started_again_goes_on_without_a_word_lost(
    contexts: Any, watched: Watched, model: Path, tmp_path: Path
) -> None:
    watched.expected.extend([r"net::ERR_", r"status of 401"])
    with serving(tmp_path, as_of="2026-11-24") as url:
        watched.address = url
        page = await (await contexts(PHONE)).new_page()
        await page.goto(url + "/chat")
        await say(page, "借呗逾期45天了，欠2万")
        await press(page, "记住我的情况")
    port = url.rsplit(":", 1)[1]
    box = widget(page).locator("textarea")
    await box.fill("看看我的情况")
    await box.press("Enter")
    await widget(page).locator(".state").get_by_text("没有连上").wait_for()
    with serving(tmp_path, as_of="2026-11-24", port=int(port)):
        await page.evaluate("dispatchEvent(new Event('online'))")
        await widget(page).locator("article.advisor", has_text="20,000元").last.wait_for()


async def test_a_slow_answer_says_so_and_comes(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    body = (
        'event: status\ndata: {"state": "working"}\n\n: \n\n'
        'event: message\ndata: {"id": "m9", "who": "advisor", "text": "好了", "buttons": [], "custom": {}}\n\n'
        'event: done\ndata: {"complete": true}\n\n'
    )

    async def slowly(route: Route) -> None:
        await page.wait_for_timeout(600)
        await route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body=body)

    await page.route("**/chat/stream", slowly)
    box = widget(page).locator("textarea")
    await box.fill("你好")
    await box.press("Enter")
    await widget(page).locator(".dots").wait_for()
    await screen(page, "working-phone")
    await widget(page).locator(".log").get_by_text("好了").wait_for()
    assert await widget(page).locator(".dots").count() == 0


async def test_who_writes_too_fast_is_told_and_answered_later(visit: Opener, watched: Watched) -> None:
    watched.expected.append(r"status of 429")
    page = await visit("/chat", PHONE)
    refusals: list[int] = []

    async def once(route: Route) -> None:
        if refusals:
            await route.continue_()
            return
        refusals.append(1)
        body = '{"error": "发得太快了，请过1秒再发，你写的还在。"}'
        await route.fulfill(
            status=429, headers={"Retry-After": "1", "Content-Type": "application/json"}, body=body
        )

    await page.route("**/chat/stream", once)
    box = widget(page).locator("textarea")
    await box.fill("你好")
    await box.press("Enter")
    await widget(page).locator(".state").get_by_text("发得太快了").wait_for()
    await widget(page).locator("article.advisor").nth(1).wait_for()
    assert await said(page) == ["你好"]


@pytest.mark.parametrize("status", [400, 413])
async def test_what_the_server_refuses_is_given_back_to_be_changed(
    visit: Opener, watched: Watched, status: int
) -> None:
    watched.expected.append(rf"status of {status}")
    page = await visit("/chat", PHONE)
    await page.route(
        "**/chat/stream", lambda route: route.fulfill(status=status, body='{"error": "这一句收不了。"}')
    )
    box = widget(page).locator("textarea")
    await box.fill("一句很长的话")
    await box.press("Enter")
    await widget(page).locator(".state").get_by_text("这一句收不了").wait_for()
    await widget(page).get_by_role("button", name="改一改再发").click()
    assert await box.input_value() == "一句很长的话"


async def test_storage_that_is_closed_costs_only_the_memory(contexts: Any, address: str) -> None:
    context = await contexts(PHONE)
    await context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('closed'); }});"
    )
    page = await context.new_page()
    await page.goto(address + "/chat")
    await say(page, "借呗逾期45天了，欠2万")
    assert "20,000元" in await (await say(page, "看看我的情况")).inner_text()


async def test_clearing_the_screen_keeps_what_was_told(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("button", name="清空屏幕").click()
    await widget(page).locator(".log").get_by_text("屏幕清空了").wait_for()
    assert await widget(page).locator("article").count() == 0
    await page.reload()
    assert not re.search("逾期45天", await widget(page).locator(".log").inner_text())
    assert "20,000元" in await (await say(page, "看看我的情况")).inner_text()
