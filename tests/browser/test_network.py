"""Reload, no network, two tabs, a slow or a restarted server: nothing typed is lost, nothing is said twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route

from tests.browser.conftest import DESKTOP, PHONE, Opener, Watched, press, say, screen, widget, write
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
    for text in ("借呗逾期45天了", "欠2万"):
        await write(page, text)
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
    await write(page, "借呗逾期45天了，欠2万")
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
    answers = widget(page).locator("article.advisor")
    before = await answers.count()
    await write(page, "看看我的情况")
    await widget(page).locator(".state").get_by_text("没有连上").wait_for()
    with serving(tmp_path, as_of="2026-11-24", port=int(port)):
        await page.evaluate("dispatchEvent(new Event('online'))")
        await answers.nth(before).wait_for()
        assert "20,000元" in await answers.nth(before).inner_text()
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await say(page, "会不会上征信")
        assert await said(page) == ["借呗逾期45天了，欠2万", "记住我的情况", "看看我的情况", "会不会上征信"]


async def test_a_session_the_server_does_not_know_costs_neither_words_nor_wishes(
    visit: Opener, watched: Watched
) -> None:
    watched.expected.append(r"status of 401")
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("checkbox").check()
    await page.keyboard.press("Escape")
    await page.evaluate(
        "for (const store of [localStorage, sessionStorage]) for (const name of Object.keys(store))"
        " if (name.endsWith('session')) store.setItem(name, 'broken')"
    )
    for text in ("会不会上门", "征信会怎样", "怎么协商"):
        assert await (await say(page, text)).inner_text()
    assert await widget(page).locator("article.advisor").count() == 5
    await widget(page).get_by_role("button", name="更多").click()
    assert await widget(page).get_by_role("checkbox").is_checked()


async def test_the_wish_to_be_remembered_here_may_come_before_the_first_word(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("checkbox").check()
    await page.keyboard.press("Escape")
    await say(page, "借呗逾期45天了，欠2万")
    other = await page.context.new_page()
    await other.goto(page.url)
    await widget(other).locator("article.person").wait_for()


async def test_a_connection_that_goes_silent_is_given_up_and_tried_again(
    visit: Opener, watched: Watched
) -> None:
    watched.expected.append(r"net::ERR_")
    page = await visit("/chat", PHONE)
    await page.clock.install()
    swallowed: list[Route] = []

    async def swallow(route: Route) -> None:
        if swallowed:
            await route.continue_()
        else:
            swallowed.append(route)

    await page.route("**/chat/stream", swallow)
    await write(page, "借呗逾期45天了，欠2万")
    await widget(page).locator(".dots").wait_for()
    await page.wait_for_timeout(500)
    assert await widget(page).locator("article.advisor").count() == 1, "nothing comes of itself"
    await page.clock.run_for(45_000)
    await widget(page).locator("article.advisor", has_text="逾期中期").wait_for()


async def test_care_does_not_wait_behind_what_was_refused(visit: Opener, watched: Watched) -> None:
    watched.expected.append(r"status of 429")
    page = await visit("/chat", PHONE)

    async def limited(route: Route) -> None:
        if "不想活" in (route.request.post_data_json or {}).get("text", ""):
            await route.continue_()
            return
        headers = {"Retry-After": "600", "Content-Type": "application/json"}
        await route.fulfill(status=429, headers=headers, body='{"error": "发得太快了。"}')

    await page.route("**/chat/stream", limited)
    for text in ("罚息怎么算", "会不会上门", "我不想活了"):
        await write(page, text)
    await widget(page).locator("article.care").wait_for()
    await write(page, "我真的不想活了")
    await widget(page).locator("article.care").nth(1).wait_for()
    await page.wait_for_timeout(2100)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.wait_for_timeout(400)
    assert await widget(page).locator("article.care").count() == 2, (
        "it is there when one comes back from the call"
    )


async def test_a_reload_in_the_middle_of_a_turn_shows_the_message_once(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "你好")
    held: list[int] = []

    async def answer_only_the_server(route: Route) -> None:
        if not held:
            held.append(1)
            await route.fetch()
            return  # and nothing comes back
        await route.continue_()

    await page.route("**/chat/stream", answer_only_the_server)
    await write(page, "借呗逾期45天了，欠2万")
    await page.wait_for_timeout(500)
    await page.reload()
    await widget(page).locator("article.advisor", has_text="逾期中期").wait_for()
    await widget(page).locator(".state").wait_for(state="detached")
    assert await said(page) == ["你好", "借呗逾期45天了，欠2万"]
    assert await widget(page).locator("article.advisor").count() == 2


async def test_two_tabs_that_send_at_the_same_moment_both_end_with_everything(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    await say(page, "借呗逾期45天了，欠2万")
    await press(page, "记住我的情况")
    other = await page.context.new_page()
    await other.goto(page.url)
    await widget(other).locator("article.person").nth(1).wait_for()
    for tab, text in ((page, "会不会上门"), (other, "征信会怎样")):
        await widget(tab).locator("textarea").fill(text)
    for tab in (page, other):
        await widget(tab).locator("textarea").press("Enter")
    for tab in (page, other):
        await widget(tab).locator("article.person", has_text="会不会上门").wait_for()
        await widget(tab).locator("article.person", has_text="征信会怎样").wait_for()
        await widget(tab).locator("article.advisor").nth(3).wait_for()


async def test_what_is_sent_right_after_a_deletion_is_not_lost(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    for text in ("删除我的数据", "怎么协商分期"):
        await write(page, text)
    await widget(page).locator("article.advisor", has_text="已删除").wait_for()
    await widget(page).locator("article.advisor").nth(1).wait_for()
    assert await said(page) == ["怎么协商分期"]
    assert "已删除" in await widget(page).locator("article.advisor").first.inner_text()


async def test_full_storage_costs_only_the_memory(contexts: Any, address: str) -> None:
    context = await contexts(PHONE)
    await context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page = await context.new_page()
    await page.goto(address + "/chat")
    await say(page, "借呗逾期45天了，欠2万")
    assert "20,000元" in await (await say(page, "看看我的情况")).inner_text()


async def test_changing_the_script_while_something_waits_loses_nothing(
    visit: Opener, watched: Watched
) -> None:
    watched.expected.append(r"net::ERR_")
    page = await visit("/chat", PHONE)
    await say(page, "你好")
    await page.route("**/chat/stream", lambda route: route.abort())
    await write(page, "借呗逾期45天了，欠2万")
    await widget(page).locator(".state").get_by_text("没有连上").wait_for()
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("button", name="繁體中文").click()
    await (
        widget(page)
        .get_by_role("button", name="傳送")
        .or_(widget(page).get_by_role("button", name="發送"))
        .wait_for()
    )
    assert await said(page) == ["你好", "借呗逾期45天了，欠2万"]
    assert await widget(page).locator(".state").count() == 1
    await page.unroute("**/chat/stream")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await widget(page).locator("article.advisor", has_text="逾期中期").wait_for()


async def test_clearing_without_a_network_says_that_it_did_not_work(visit: Opener, watched: Watched) -> None:
    watched.expected.append(r"net::ERR_")
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    await page.context.set_offline(True)
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("button", name="清空屏幕").click()
    await widget(page).locator(".log").get_by_text("还没清空").wait_for()
    assert await said(page) == ["借呗逾期45天了，欠2万"]


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
    await write(page, "你好")
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
    await write(page, "你好")
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
    await write(page, "一句很长的话")
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
