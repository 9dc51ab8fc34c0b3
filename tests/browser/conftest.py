"""A real Chromium on the pages of a real server. Every page is watched: whatever it asks of another host, whatever
its content policy refuses, whatever goes wrong in its scripts fails the test it happens in.

Screens are kept in ``build/screens`` (or ``ADVISOR_SCREENS``), to be looked at.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, Request, async_playwright

from tests.serving import PROJECT, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = PROJECT / "bot" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = Path(os.environ.get("ADVISOR_SCREENS") or PROJECT / "build" / "screens")
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 568}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.model)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt install chromium)"))


@pytest.fixture(scope="session")
def address(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Our server, where ``http://localhost`` with any port may embed the chat."""
    with serving(tmp_path_factory.mktemp("browser"), as_of="2026-11-24", **LENIENT) as url:
        yield url


#: Many tests, one address: the limits are tested where they are written.
LENIENT = {"ADVISOR_WEB_ORIGINS": "http://localhost:5999", "ADVISOR_WEB_SESSIONS": "100000"}


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    # Importing sanic puts uvloop's policy in place, whose way of starting processes does not fit the loop that runs.
    policy = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
    try:
        playwright = await async_playwright().start()
    finally:
        asyncio.set_event_loop_policy(policy)
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    await browser.close()
    await playwright.stop()


@dataclass
class Watched:
    """What a browser context did that none of ours may do."""

    address: str
    allowed: tuple[str, ...] = ()
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https") and f"{url.scheme}://{url.netloc}" not in (
            self.address,
            *self.allowed,
        ):
            self.requests.append(request.url)

    def error(self, text: str) -> None:
        if not any(re.search(pattern, text) for pattern in self.expected):
            self.errors.append(text)


Opener = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture
async def watched(address: str) -> AsyncIterator[Watched]:
    watched = Watched(address)
    yield watched
    assert watched.requests == [], "asked another host"
    assert watched.errors == [], "refused by the content policy, or failed"


@pytest_asyncio.fixture
async def contexts(
    browser: Browser, watched: Watched
) -> AsyncIterator[Callable[..., Awaitable[BrowserContext]]]:
    """Makes browser contexts: people with a browser of their own each."""
    made: list[BrowserContext] = []

    async def new(viewport: dict[str, int] = DESKTOP, **options: Any) -> BrowserContext:
        options = {"locale": "zh-CN", "reduced_motion": "reduce", **options}
        context = await browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        context.on("request", watched.request)
        context.on("console", lambda said: said.type == "error" and watched.error(said.text))
        context.on("weberror", lambda failed: watched.error(str(failed.error)))
        context.set_default_timeout(15_000)
        made.append(context)
        return context

    yield new
    for context in made:
        await context.close()


@pytest_asyncio.fixture
async def visit(contexts: Any, address: str) -> Opener:
    """Opens a page of ours in a new browser: ``await visit("/chat", PHONE)``."""

    async def opened(path: str = "/chat", viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = await contexts(viewport, **options)
        page = await context.new_page()
        await page.goto(address + path)
        if path != "/assess":
            await widget(page).locator("textarea").wait_for()
        return page

    return opened


# What a person does.


def widget(page: Page) -> Locator:
    return page.locator("overdue-advisor")


async def say(page: Page, text: str) -> Locator:
    """Type a sentence, send it with Enter, wait for the whole answer; the answer."""
    answers = widget(page).locator("article.advisor")
    before = await answers.count()
    await write(page, text)
    return await answered(page, before)


async def write(page: Page, text: str) -> None:
    """Type a sentence and send it with Enter."""
    box = widget(page).locator("textarea")
    await box.fill(text)
    await box.press("Enter")


async def press(page: Page, title: str) -> Locator:
    """Press a quick answer; the answer to it."""
    answers = widget(page).locator("article.advisor")
    before = await answers.count()
    await widget(page).get_by_role("button", name=title, exact=True).click()
    return await answered(page, before)


async def answered(page: Page, before: int) -> Locator:
    answers = widget(page).locator("article.advisor")
    await answers.nth(before).wait_for()
    await widget(page).locator(".state").wait_for(state="detached")
    return answers.last


async def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page, shadow trees included, in a line each."""
    if not AXE.exists():
        pytest.skip("axe is not here (npm ci --prefix bot/widget)")
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']} ({each['impact']}): {each['help']} – {[node['target'] for node in each['nodes']][:3]}"
        for each in found["violations"]
    ]


async def screen(page: Page, name: str) -> None:
    """Keep what the page looks like."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENS / f"{name}.png")
