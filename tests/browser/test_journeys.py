"""Whole journeys in the browser: somebody comes with a worry and goes with what to do."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Opener, press, say, screen, widget

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


@SIZES
async def test_where_do_i_stand(visit: Opener, size: dict[str, int]) -> None:
    name = "phone" if size == PHONE else "desktop"
    page = await visit("/chat", size)
    await screen(page, f"welcome-{name}")
    answer = await say(page, "借呗逾期45天了，欠2万，接下来会怎么样")
    assert "逾期中期" in await answer.inner_text()
    picture = answer.get_by_role("img")
    label = await picture.first.get_attribute("aria-label") or await picture.first.inner_text()
    assert "律师函" in label, "the picture is told in words to those who do not see it"
    await screen(page, f"assessment-{name}")
    basis = answer.locator("details", has_text="依据").last
    await basis.locator("summary").click()
    assert "平台惯例" in await basis.inner_text()
    answer = await press(page, "支付令")
    assert "哪一天" in await answer.inner_text()
    assert await widget(page).get_by_role("button", name="支付令", exact=True).count() == 0, (
        "used buttons vanish"
    )
    answer = await say(page, "11月20号")
    assert "12月7日" in await answer.inner_text() and "13" in await answer.inner_text()
    await screen(page, f"payment-order-{name}")
    answer = (
        await press(page, "加入日历")
        if await answer.get_by_role("button", name="加入日历").count()
        else answer
    )
    link = answer.locator("a[href*='/files/']").first
    async with page.expect_download() as download:
        await link.click()
    file = await (await download.value).path()
    assert b"20261207" in file.read_bytes()
    await screen(page, f"calendar-{name}")


@SIZES
async def test_a_collector_called_at_night(visit: Opener, size: dict[str, int]) -> None:
    name = "phone" if size == PHONE else "desktop"
    page = await visit("/chat", size)
    await say(page, "借呗逾期70天，昨晚十点半催收打我电话，骂我")
    await say(page, "今天上午又给我同事打了电话")
    answer = await press(page, "看记录")
    table = answer.get_by_role("table")
    assert await table.get_by_role("row").count() == 3
    assert "22:30" in await table.inner_text() and "不合规" in await table.inner_text()
    await screen(page, f"ledger-{name}")
    answer = await press(page, "写投诉书")
    assert await answer.locator("mark").count() >= 5, "what is to be filled in stands out"
    await screen(page, f"letter-{name}")
    for kind, beginning in (("Word文件", b"PK"), ("PDF文件", b"%PDF"), ("文字文件", "催收投诉书".encode())):
        async with page.expect_download() as download:
            await answer.get_by_role("link", name=kind).click()
        file = await (await download.value).path()
        assert file.read_bytes().lstrip(b"\xef\xbb\xbf").startswith(beginning)


async def test_a_message_is_read_sentence_by_sentence(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    answer = await say(
        page, "【XX律所】您的借款已逾期，我们将通知您的村委会和单位，今天18点前不还款将以诈骗罪报案"
    )
    said = await answer.inner_text()
    assert "不合规" in said and "村委会" in said
    await screen(page, "decoded-phone")


async def test_a_plan_is_drawn(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    await say(page, "借呗逾期45天，欠2万")
    await say(page, "算算每月能还多少")
    await say(page, "月收入6000")
    await say(page, "必要开支4500")
    answer = await press(page, "没有")
    assert "1,500元" in await answer.inner_text()
    await screen(page, "plan-desktop")


async def test_what_waiting_costs_is_drawn(visit: Opener) -> None:
    page = await visit("/chat", DESKTOP)
    answer = await say(page, "借呗本金2万，日利率万分之五，逾期45天，罚息怎么算")
    assert "合计" in await answer.inner_text() and await answer.get_by_role("img").count() >= 1
    await screen(page, "cost-desktop")


async def test_whom_to_turn_to_and_what_to_keep(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    answer = await say(page, "借呗逾期45天，怎么投诉催收")
    assert await answer.locator("a[href='tel:12378']").count() >= 1
    await screen(page, "channels-phone")
    answer = await say(page, "要保存哪些证据")
    boxes = answer.get_by_role("checkbox")
    await boxes.first.check()
    assert "1/" in (await answer.inner_text()).replace(" ", "")
    await screen(page, "evidence-phone")


async def test_somebody_in_danger_gets_care_first_and_numbers_that_can_be_called(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    answer = await say(page, "我不想活了")
    for number in ("12356", "120", "110"):
        assert await answer.locator(f"a[href='tel:{number}']").count() >= 1
    assert await widget(page).get_by_role("button", name="我现在安全").count() == 1
    await screen(page, "care-phone")


async def test_remembering_is_offered_and_kept_on_the_device_only_after_consent(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    kept = "Object.keys(localStorage).length"
    assert await page.evaluate(kept) == 0
    await press(page, "记住我的情况")
    assert await page.evaluate(kept) >= 1 and await page.evaluate("document.cookie") == ""
    again = await page.context.new_page()
    await again.goto(page.url)
    await widget(again).locator("article.advisor").nth(1).wait_for()
    assert "20,000元" in await (await say(again, "看看我的情况")).inner_text()


async def test_everything_can_be_deleted_after_one_more_question(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    await press(page, "记住我的情况")
    await widget(page).get_by_role("button", name="更多").click()
    await screen(page, "menu-phone")
    await widget(page).get_by_role("button", name="删除我的数据").click()
    await widget(page).get_by_role("button", name="全部删除").click()
    await widget(page).get_by_text("已删除这个会话里记下的全部情况").wait_for()
    assert await widget(page).locator("article").count() == 1, "nothing of before is left on the screen"
    assert await page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    await page.reload()
    await widget(page).locator("textarea").wait_for()
    assert "20,000元" not in await (await say(page, "看看我的情况")).inner_text()


async def test_leaving_quickly_leaves_nothing(visit: Opener) -> None:
    page = await visit("/chat", PHONE)
    await say(page, "借呗逾期45天了，欠2万")
    await widget(page).get_by_role("button", name="快速离开").click()
    await page.wait_for_url("about:blank")
    assert await page.title() == ""
    await page.go_back()
    assert "逾期45天" not in await page.content()
