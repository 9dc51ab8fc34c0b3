"""No violation that axe can find, in every state a person can bring the page into; sizes, motion, zoom, contrast."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser.conftest import DESKTOP, PHONE, SMALL_PHONE, Opener, press, say, screen, violations, widget

LOOKS = pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}],
    ids=["light", "dark", "forced-colors", "more-contrast"],
)

JOURNEY = (
    "借呗逾期45天了，欠2万",
    "支付令",
    "11月20号",
    "昨晚十点半催收打我电话，骂我",
    "看记录",
    "写投诉书",
    "怎么投诉催收",
    "要保存哪些证据",
    "加入日历",
    "【XX律所】您的借款已逾期，今天18点前不还款将以诈骗罪报案，并通知您的村委会",
    "算算每月能还多少",
    "月收入6000",
    "必要开支4500",
    "没有",
    "日利率万分之五，罚息怎么算",
    "我不想活了",
)


@LOOKS
async def test_a_whole_conversation_with_every_card_has_no_violation(
    visit: Opener, look: dict[str, Any]
) -> None:
    page = await visit("/chat", PHONE, **look)
    assert await violations(page) == []
    for text in JOURNEY:
        await say(page, text)
    for drawer in await widget(page).locator("details").all():
        await drawer.evaluate("each => each.open = true")
    assert await violations(page) == []


@pytest.mark.parametrize("path", ["/", "/chat", "/embed", "/assess"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_every_page_has_no_violation(visit: Opener, path: str, size: dict[str, int]) -> None:
    page = await visit(path, size)
    assert await violations(page) == []
    name = path.strip("/") or "front"
    await screen(page, f"page-{name}-{'phone' if size == PHONE else 'desktop'}")


async def test_the_open_menu_and_its_question_have_no_violation(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await widget(page).get_by_role("button", name="更多").click()
    assert await violations(page) == []
    await widget(page).get_by_role("button", name="删除我的数据").click()
    assert await violations(page) == []


async def test_there_is_one_live_region_and_it_says_the_finished_answer_once(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    lives = widget(page).locator("[aria-live=polite], [aria-live=assertive], [role=alert]")
    assert await lives.count() == 1 and await lives.get_attribute("role") == "status"
    await lives.evaluate(
        """node => {
          window.spoken = [];
          new MutationObserver(() => node.textContent && window.spoken.push(node.textContent))
            .observe(node, {childList: true, characterData: true, subtree: true});
        }"""
    )
    await say(page, "借呗逾期45天了，欠2万")
    await page.wait_for_timeout(300)
    (spoken,) = await page.evaluate("window.spoken")
    assert "逾期中期" in spoken and "《" not in spoken, "the answer, without what stands in closed drawers"
    assert await widget(page).get_by_role("log").get_attribute("aria-live") == "off"


async def test_everything_that_can_be_pressed_is_44_pixels_high(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    for text in ("借呗逾期45天了，欠2万", "支付令", "11月20号", "要保存哪些证据"):
        await say(page, text)
    await widget(page).get_by_role("button", name="更多").click()
    small = await widget(page).evaluate(
        """host => [...host.shadowRoot.querySelectorAll('button, summary, textarea, label, input')]
          .filter(each => each.offsetParent && !each.closest('label:not(:scope)') || each.matches('button'))
          .map(each => [each.textContent.trim().slice(0, 12) || each.localName, Math.round(each.getBoundingClientRect().height)])
          .filter(([, height]) => height && height < 44)"""
    )
    assert small == []


@pytest.mark.parametrize(
    "size", [SMALL_PHONE, PHONE, {"width": 640, "height": 450}], ids=["small", "phone", "zoomed"]
)
async def test_nothing_is_cut_off_sideways(visit: Opener, size: dict[str, int]) -> None:
    """640 by 450 is what is left of a laptop's screen at 200 % zoom."""
    page = await visit("/chat", size)
    for text in ("借呗逾期45天了，欠2万", "昨晚十点半催收打我电话，骂我", "看记录", "算算每月能还多少"):
        await say(page, text)
    wide = await widget(page).evaluate(
        """host => { const log = host.shadowRoot.querySelector('.log');
          return [log.scrollWidth - log.clientWidth, document.documentElement.scrollWidth - innerWidth]; }"""
    )
    assert max(wide) <= 0
    box = await widget(page).locator("textarea").bounding_box()
    assert box and box["y"] + box["height"] <= size["height"], "one can always write"
    await screen(page, f"small-{size['width']}")


async def test_nothing_moves_for_those_who_asked_for_stillness(visit: Opener) -> None:
    page = await visit("/chat", PHONE, reduced_motion="reduce")
    moving = await running(page)
    assert moving == 0
    await page.route("**/chat/stream", lambda route: None)
    await widget(page).locator("textarea").fill("你好")
    await widget(page).locator("textarea").press("Enter")
    await widget(page).locator(".dots").wait_for()
    assert await running(page) == 0
    await page.emulate_media(reduced_motion="no-preference")
    assert await running(page) == 3, "the dots, for everybody else"


async def running(page: Page) -> int:
    return int(
        await widget(page).evaluate(
            "host => host.shadowRoot.getAnimations({subtree: true}).filter(each => each.playState === 'running').length"
        )
    )


async def test_dark_is_dark_and_light_is_light(visit: Opener) -> None:
    for scheme, dark in (("dark", True), ("light", False)):
        page = await visit("/chat", PHONE, color_scheme=scheme)
        await press(page, "催收一直打电话怎么办")
        ground = (
            await widget(page).locator(".window").evaluate("each => getComputedStyle(each).backgroundColor")
        )
        red = int(ground.split("(")[1].split(",")[0])
        assert (red < 60) is dark
        await screen(page, f"look-{scheme}")
