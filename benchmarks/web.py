"""How long a person on the page waits: from pressing Enter to the first words of the answer on the screen.

    python -m benchmarks.web [--turns 60]

A real Chromium on loopback. In the same run: the same sentences over REST (what the answer itself costs), and answers
that are there at once (what drawing costs). The target is 300 ms; the ratios move less with the machine than the
figures. Also measured: from opening the page to a box one can write in, and what travels for it.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.async_api import Page, Route, async_playwright

from bot.channels.widget import WIDGET
from tests.serving import serving

TARGET = 300  # ms
SENTENCES = (
    "借呗逾期会不会上征信",
    "逾期四十多天，欠一万八",
    "催收天天打我妈电话怎么办",
    "昨晚十点半催收打我电话，骂我",
    "看记录",
    "会不会上门",
    "写投诉书",
    "11月20号收到支付令",
    "罚息怎么算",
    "怎么投诉催收",
)
#: Presses Enter and resolves with the milliseconds until a new answer has been painted.
TIMED = """host => new Promise(done => {
  const root = host.shadowRoot, box = root.querySelector('textarea');
  const before = root.querySelectorAll('article.advisor').length;
  const started = performance.now();
  const watch = new MutationObserver(() => {
    if (root.querySelectorAll('article.advisor').length <= before) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  });
  watch.observe(root, {childList: true, subtree: true});
  box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}));
})"""
READY = """() => new Promise(done => {
  const look = () => document.querySelector('overdue-advisor')?.shadowRoot?.querySelector('textarea')
    ? done(performance.now()) : setTimeout(look, 1);
  look();
})"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=60)
    turns = parser.parse_args().turns
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("no Chromium on this machine (apt install chromium)")
    from bot import training

    training.train(lambda step, share: print(f"{share:4.0%} {step}", file=sys.stderr))
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), ADVISOR_WEB_SESSIONS="1000000") as url,
    ):
        asyncio.run(_measured(url, browser, turns))


async def _measured(url: str, browser: str, turns: int) -> None:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = await (await chromium.new_context(viewport={"width": 390, "height": 844})).new_page()
        await page.goto(url + "/chat")
        opened = [await _opened(page, url) for _ in range(10)]
        await _asked(page, 3)  # the first of a conversation introduces itself
        web = await _asked(page, turns)
        rest = [_over_rest(url, turn) for turn in range(turns)]
        at_once = await _drawn(page, turns)
        await chromium.close()
    _printed("first words on the page", web, rest)
    _printed("the same over REST", rest, rest)
    _printed("an answer that is there at once", at_once, rest)
    print(f"\na box to write in, after opening the page: {statistics.median(opened):.0f} ms")
    size = len(gzip.compress(WIDGET.read_bytes(), 9))
    print(f"widget.js: {size:,} bytes as it travels, {WIDGET.stat().st_size:,} unpacked")
    print(f"target: {TARGET} ms to the first words")


async def _opened(page: Page, url: str) -> float:
    await page.goto("about:blank")
    await page.goto(url + "/chat", wait_until="commit")
    return float(await page.evaluate(READY))


async def _asked(page: Page, turns: int) -> list[float]:
    host = page.locator("overdue-advisor")
    times = []
    for turn in range(turns):
        await asyncio.sleep(3.1 if turn >= 15 else 0)  # no faster than a person may: twenty a minute
        await host.locator("textarea").fill(SENTENCES[turn % len(SENTENCES)])
        times.append(float(await host.evaluate(TIMED)))
        await host.locator(".state").wait_for(state="detached")
    return times


async def _drawn(page: Page, turns: int) -> list[float]:
    """What drawing costs: a long answer with cards that needs no server."""
    body: dict[str, Any] = {}

    async def keep(route: Route) -> None:
        if "text" not in body:
            body["text"] = await (await route.fetch()).text()
        number = body["number"] = body.get("number", 0) + 1
        text = re.sub(r'"id": "[0-9a-f]+-(\d+)"', rf'"id": "{number}-\1"', body["text"])
        await route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body=text)

    await page.route("**/chat/stream", keep)
    host = page.locator("overdue-advisor")
    times = []
    for _ in range(turns):
        await host.locator("textarea").fill("我的情况现在到哪一步")
        times.append(float(await host.evaluate(TIMED)))
        await host.locator(".state").wait_for(state="detached")
    return times


def _over_rest(url: str, turn: int) -> float:
    body = json.dumps({"sender": "benchmark", "message": SENTENCES[turn % len(SENTENCES)]}).encode()
    request = urllib.request.Request(
        f"{url}/webhooks/rest/webhook", data=body, headers={"Content-Type": "application/json"}
    )
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - started)


def _printed(name: str, times: list[float], peer: list[float]) -> None:
    middle, worst = statistics.median(times), sorted(times)[int(0.95 * len(times))]
    ratio = middle / statistics.median(peer)
    print(f"{name:<34} p50 {middle:7.1f} ms   p95 {worst:7.1f} ms   {ratio:5.2f} times REST")


if __name__ == "__main__":
    os.environ.pop("ADVISOR_DATABASE_URL", None)
    main()
