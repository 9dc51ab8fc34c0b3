"""Everything without a mouse, and with an input method for Chinese."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, async_playwright

from tests.browser.conftest import CHROMIUM, DESKTOP, PHONE, Opener, press, say, widget

FOCUSED = """() => {
  let active = document.activeElement;
  while (active && active.shadowRoot && active.shadowRoot.activeElement) active = active.shadowRoot.activeElement;
  return active ? active.className + '|' + active.localName + '|' + (active.getAttribute('aria-label') || active.textContent).slice(0, 20) : '';
}"""


async def focused(page: Page) -> str:
    return str(await page.evaluate(FOCUSED))


async def test_the_floating_window_opens_and_closes_by_keyboard_and_the_focus_comes_back(
    visit: Opener,
) -> None:
    page = await floating(visit)
    await widget(page).get_by_role("button", name="问一问").focus()
    await page.keyboard.press("Enter")
    assert "textarea" in await focused(page)
    await page.keyboard.press("Escape")
    assert "launcher" in await focused(page)
    await page.keyboard.press("Enter")
    await page.keyboard.type("你好")
    await page.keyboard.press("Enter")
    await widget(page).locator("article.advisor").nth(1).wait_for()
    assert "textarea" in await focused(page), "one can go on writing"


async def floating(visit: Opener) -> Page:
    """A page of ours with the widget as other sites have it: a button at the edge."""
    page = await visit("/assess")
    await page.evaluate(
        """() => new Promise(done => {
          const script = document.createElement('script');
          script.src = '/widget.js'; script.onload = done;
          document.body.append(script);
        })"""
    )
    await page.wait_for_selector("overdue-advisor", state="attached")
    return page


async def test_every_control_can_be_reached_and_is_named(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    await widget(page).locator("textarea").focus()
    seen: list[str] = []
    for _ in range(40):
        await page.keyboard.press("Shift+Tab")
        here = await focused(page)
        if here.startswith("|body") or (seen and here == seen[0]):
            break
        seen.append(here)
    words = " ".join(seen)
    for name in ("更多", "快速离开", "都没有", "记住我的情况", "展开说说", "依据"):
        assert name in words, f"{name} cannot be reached: {words}"
    assert all(not each.endswith("|") for each in seen), "a control without a name"


async def test_a_quick_answer_is_pressed_with_the_space_bar_and_the_focus_is_not_lost(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    await say(page, "借呗逾期45天了，欠2万")
    await widget(page).get_by_role("button", name="都没有").focus()
    await page.keyboard.press("Space")
    await widget(page).locator("article.advisor").nth(2).wait_for()
    await page.wait_for_timeout(200)
    assert "textarea" in await focused(page)


async def test_three_escapes_leave_the_page(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    await say(page, "借呗逾期45天了，欠2万")
    await widget(page).locator("textarea").focus()
    for _ in range(3):
        await page.keyboard.press("Escape")
    await page.wait_for_url("about:blank")


async def test_escapes_count_wherever_the_focus_is_and_with_the_menu_open(visit: Opener) -> None:
    page = await visit("/", DESKTOP)
    await say(page, "借呗逾期45天了，欠2万")
    await page.locator("h1").click()
    for _ in range(3):
        await page.keyboard.press("Escape")
    await page.wait_for_url("about:blank")
    page = await visit("/chat", DESKTOP)
    await widget(page).get_by_role("button", name="更多").click()
    for _ in range(3):
        await page.keyboard.press("Escape")
    await page.wait_for_url("about:blank")


async def test_what_has_been_left_or_deleted_does_not_come_back_with_the_back_button(address: str) -> None:
    """In a browser that puts pages aside whole, as people's browsers do and the one of the other tests does not."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        page = await (await browser.new_context(locale="zh-CN")).new_page()
        await page.goto(address + "/")
        await say(page, "借呗逾期45天了，欠2万")
        await widget(page).locator("textarea").fill("还没发出的话")
        await page.goto(address + "/chat")
        await widget(page).locator("article.person").wait_for()
        await widget(page).get_by_role("button", name="快速离开").click()
        await page.wait_for_url("about:blank")
        await page.go_back(wait_until="commit")
        await widget(page).locator("textarea").wait_for()
        assert "逾期45天" not in await widget(page).locator(".log").inner_text()
        assert await widget(page).locator("textarea").input_value() == ""
        await browser.close()


async def test_enter_that_chooses_characters_sends_nothing(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    await widget(page).locator("textarea").focus()
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Input.imeSetComposition", {"text": "jiebei", "selectionStart": 6, "selectionEnd": 6})
    await pressed(devtools, composing=True)
    assert await widget(page).locator("article.person").count() == 0
    await devtools.send("Input.insertText", {"text": "借呗逾期了怎么办"})
    assert await widget(page).locator("textarea").input_value() == "借呗逾期了怎么办"
    await page.keyboard.press("Enter")
    await widget(page).locator("article.person").wait_for()
    assert await widget(page).locator("article.person").inner_text() == "借呗逾期了怎么办"


async def pressed(devtools: Any, composing: bool) -> None:
    """Enter as an input method hands it on: with the code 229."""
    key = {
        "key": "Process" if composing else "Enter",
        "code": "Enter",
        "windowsVirtualKeyCode": 229 if composing else 13,
    }
    for kind in ("rawKeyDown", "keyUp"):
        await devtools.send("Input.dispatchKeyEvent", {"type": kind, **key})


async def test_an_enter_marked_as_composing_sends_nothing_in_any_browser(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    box = widget(page).locator("textarea")
    await box.fill("借呗")
    for options in ("{key: 'Enter', isComposing: true}", "{key: 'Enter', keyCode: 229}"):
        await box.evaluate(f"box => box.dispatchEvent(new KeyboardEvent('keydown', {options}))")
    assert await widget(page).locator("article.person").count() == 0 and await box.input_value() == "借呗"


async def test_shift_and_enter_break_the_line(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    box = widget(page).locator("textarea")
    await box.fill("第一行")
    await box.press("Shift+Enter")
    await box.press_sequentially("第二行")
    assert await box.input_value() == "第一行\n第二行"
    await box.press("Enter")
    assert await widget(page).locator("article.person").inner_text() == "第一行\n第二行"


async def test_traditional_characters_are_read_and_given_back(visit: Opener) -> None:
    page = await visit("/chat", PHONE, locale="zh-TW")
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("button", name="繁體中文").click()
    await widget(page).get_by_label("傳送").or_(widget(page).get_by_label("發送")).wait_for()
    answer = await say(page, "借唄逾期45天了，欠2萬，現在到哪一步")
    said = await answer.inner_text()
    assert "逾期中期" in said and "你現在大致處在" in said and "你现在" not in said
    await widget(page).get_by_role("button", name="記住我的情況").wait_for()
    for words, kind in (("展開說說", "每一步具體是"), ("說簡單點", "還不是告你"), ("為什麼這麼說", "依據")):
        answer = await press(page, words)
        assert kind in await answer.inner_text(), words
    await page.reload()
    await widget(page).locator("article.person").nth(3).wait_for()
    assert "你現在大致處在" in await widget(page).locator(".log").inner_text(), (
        "the choice is kept in the tab"
    )
    await widget(page).get_by_role("button", name="更多").click()
    await widget(page).get_by_role("button", name="简体中文").click()
    await widget(page).get_by_label("发送").wait_for()
    assert "你现在大致处在" in await widget(page).locator(".log").inner_text()


async def test_a_whole_letter_can_be_pasted(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    letter = "【某律所】尊敬的客户，您的借款已逾期。" + "请尽快还款。" * 180 + "否则我们将向法院起诉。"
    box = widget(page).locator("textarea")
    await box.fill(letter)
    assert await box.input_value() == letter
    await say(page, letter)
    assert "1000个字" in await widget(page).locator(".log").inner_text(), "what is read of it is said"
