"""On other people's pages: hostile style sheets, strict policies, sites that were not asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Watched, answered, screen, violations, widget
from tests.serving import free_port

#: What careless and malicious sheets do to everything on their page.
HOSTILE = """
* { all: unset; color: #f0f !important; font-size: 60px !important; text-transform: uppercase; letter-spacing: 20px;
    position: static !important; float: left; line-height: 3 !important; direction: rtl; --ink: #f0f; --paper: #f0f;
    visibility: visible; writing-mode: vertical-rl; }
button, textarea, div, p { background: #ff0 !important; width: 10px !important; border: 9px solid red !important; }
overdue-advisor { opacity: 1; transform: none; }
html { font-size: 4px; }
"""

Site = Callable[..., Awaitable[str]]


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """Somebody else's site: ``await site(body, policy=…, port=…)`` gives its address."""
    runners: list[web.AppRunner] = []

    async def started(body: str, policy: str = "", port: int = 0) -> str:
        async def page(request: web.Request) -> web.Response:
            headers = {"Content-Security-Policy": policy} if policy else {}
            html = f"<!doctype html><html lang=zh><title>别人的网站</title><main><h1>别人的网站</h1>{body}</main></html>"
            return web.Response(text=html, content_type="text/html", headers=headers)

        app = web.Application()
        app.router.add_get("/", page)
        runner = web.AppRunner(app)
        await runner.setup()
        runners.append(runner)
        port = port or free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return f"http://localhost:{port}/"

    yield started
    for runner in runners:
        await runner.cleanup()


LISTED = 5999  # the port of the site that our server knows


async def opened(contexts: Any, watched: Watched, url: str, size: dict[str, int] = DESKTOP) -> Page:
    watched.allowed = (*watched.allowed, url.rstrip("/"))
    watched.expected.append("favicon")
    page = await (await contexts(size)).new_page()
    await page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    await page.goto(url)
    return page


async def talk(page: Page, text: str) -> Any:
    answers = widget(page).locator("article.advisor")
    before = await answers.count()
    await widget(page).locator("textarea").fill(text)
    await widget(page).locator("textarea").press("Enter")
    return await answered(page, before)


async def test_one_line_puts_the_chat_on_another_site(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    url = await site(
        f'<p>正文</p><script src="{address}/widget.js" data-title="问一问我们" defer></script>', port=LISTED
    )
    page = await opened(contexts, watched, url)
    await widget(page).get_by_role("button", name="问一问").click()
    answer = await talk(page, "借呗逾期45天了，欠2万")
    assert "逾期中期" in await answer.inner_text()
    assert await widget(page).get_by_role("heading", name="问一问我们").count() == 1
    assert await violations(page) == []
    await screen(page, "embedded-desktop")


async def test_under_the_strictest_policy_a_host_can_set(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    policy = f"default-src 'none'; script-src {address}; connect-src {address}; base-uri 'none'; form-action 'none'"
    url = await site(f'<script src="{address}/widget.js" defer></script>', policy, LISTED)
    page = await opened(contexts, watched, url, PHONE)
    await widget(page).get_by_role("button", name="问一问").click()
    answer = await talk(page, "借呗逾期45天了，欠2万")
    assert await answer.get_by_role("img").count() >= 1
    button = widget(page).locator("button.send")
    assert await button.evaluate("each => getComputedStyle(each).borderRadius") == "12px", (
        "the style sheet is on"
    )


async def test_a_hostile_sheet_changes_nothing_inside(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    plain = await site(f'<script src="{address}/widget.js" defer></script>', port=LISTED)
    page = await opened(contexts, watched, plain)
    calm = await measured(page)
    await page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        HOSTILE,
    )
    assert await measured(page) == calm
    await screen(page, "hostile-desktop")


async def measured(page: Page) -> Any:
    """How the widget looks: colours, sizes, places of its parts."""
    if await widget(page).locator(".window").is_hidden():
        await widget(page).get_by_role("button", name="问一问").click()
        await talk(page, "借呗逾期45天了，欠2万")
    return await widget(page).evaluate(
        """host => [...host.shadowRoot.querySelectorAll('.window, .bar, h2, textarea, .send, .message, .message p, svg')]
          .map(each => { const style = getComputedStyle(each), box = each.getBoundingClientRect();
            return [each.className.baseVal ?? each.className, style.color, style.backgroundColor, style.fontSize,
              style.letterSpacing, style.textTransform, style.direction, style.writingMode, style.position,
              style.lineHeight, Math.round(box.width), Math.round(box.height), Math.round(box.left)]; })"""
    )


async def test_a_page_sees_nothing_of_ours_and_we_change_nothing_of_the_page(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    url = await site(f'<p id=mine>正文</p><script src="{address}/widget.js" defer></script>', port=LISTED)
    page = await opened(contexts, watched, url)
    before = await page.locator("#mine").evaluate(
        "each => JSON.stringify(Object.entries(getComputedStyle(each)))"
    )
    globals_before = await page.evaluate("Object.keys(window).length")
    await widget(page).get_by_role("button", name="问一问").click()
    await talk(page, "你好")
    after = await page.locator("#mine").evaluate(
        "each => JSON.stringify(Object.entries(getComputedStyle(each)))"
    )
    assert before == after and await page.evaluate("Object.keys(window).length") == globals_before
    assert await page.evaluate("document.cookie") == ""


async def test_a_site_that_was_not_listed_gets_no_conversation(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    watched.expected.extend(["CORS policy", "net::ERR_FAILED", "status of 403"])
    url = await site(f'<script src="{address}/widget.js" defer></script>')
    page = await opened(contexts, watched, url)
    await widget(page).get_by_role("button", name="问一问").click()
    await widget(page).locator("textarea").fill("你好")
    await widget(page).locator("textarea").press("Enter")
    await widget(page).locator(".log").get_by_text("没有连上").wait_for()
    assert await widget(page).locator("article.person").inner_text() == "你好", (
        "what was typed is still there"
    )


async def test_the_frame_for_sites_that_forbid_foreign_scripts(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    url = await site(
        f'<iframe src="{address}/embed" title="问一问" width="400" height="600"></iframe>',
        f"default-src 'none'; frame-src {address}",
        LISTED,
    )
    page = await opened(contexts, watched, url)
    frame = page.frame_locator("iframe")
    box = frame.locator("overdue-advisor").locator("textarea")
    await box.fill("借呗逾期45天了，欠2万")
    await box.press("Enter")
    await frame.locator("overdue-advisor").locator("article.advisor", has_text="逾期中期").wait_for()


@pytest.mark.parametrize("path", ["/chat", "/embed"])
async def test_a_site_that_was_not_listed_cannot_frame_us(
    contexts: Any, watched: Watched, site: Site, address: str, path: str
) -> None:
    watched.expected.append("frame-ancestors")
    url = await site(f'<iframe src="{address}{path}" title="x" width="400" height="600"></iframe>')
    page = await opened(contexts, watched, url)
    await page.wait_for_timeout(500)
    assert await page.frame_locator("iframe").locator("overdue-advisor").count() == 0


async def test_two_script_lines_make_one_widget(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    line = f'<script src="{address}/widget.js" defer></script>'
    page = await opened(contexts, watched, await site(line + line, port=LISTED))
    assert await widget(page).count() == 1


async def test_a_widget_that_its_page_moves_about_goes_on(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    """Pages of one document take elements out and put them in elsewhere."""
    url = await site(f'<script src="{address}/widget.js" defer></script><div id=other></div>', port=LISTED)
    page = await opened(contexts, watched, url)
    await widget(page).get_by_role("button", name="问一问").click()
    await talk(page, "你好")
    await page.evaluate("document.querySelector('#other').append(document.querySelector('overdue-advisor'))")
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("checkbox").check()
    await talk(page, "借呗逾期45天了，欠2万")
    assert "20,000元" in await (await talk(page, "看看我的情况")).inner_text()


async def test_leaving_quickly_goes_where_the_host_says(
    contexts: Any, watched: Watched, site: Site, address: str
) -> None:
    other = await site("<p>天气</p>")
    url = await site(
        f'<script src="{address}/widget.js" data-exit="{other}" data-position="left" defer></script>',
        port=LISTED,
    )
    page = await opened(contexts, watched, url)
    watched.allowed = (*watched.allowed, other.rstrip("/"))
    launcher = widget(page).get_by_role("button", name="问一问")
    box = await launcher.bounding_box()
    assert box and box["x"] < 200
    await launcher.click()
    await widget(page).get_by_role("button", name="快速离开").click()
    await page.wait_for_url(other)
