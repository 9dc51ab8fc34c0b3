"""An account that may only answer on responses: what is late or long waits for the next message, and is shown on its
response."""

from __future__ import annotations

import asyncio
import re

import pytest
import pytest_asyncio

from bot.channels.messaging import mailroom as mailroom_module
from bot.channels.messaging.post import Post
from tests.bot.channels.wechat_mp.conftest import PHRASES, World, said, until

HOLD = PHRASES.say("hold_passive")
MORE = PHRASES.say("more_passive")
CARE = "你现在安全吗？请马上打 12356 或 120。"


@pytest_asyncio.fixture
async def unverified(world: World) -> World:
    world.verified = False
    return world


async def _hold(world: World, post: Post, text: str = "慢", user: str = "o1") -> None:
    """A message whose answer is made after the response has asked to write again."""
    gate, connector = world.conversation.gates.setdefault(text, asyncio.Event()), post.connectors["wechat_mp"]
    connector.passive_seconds, in_time = 0.05, connector.passive_seconds
    assert await world.platform.say(post, user, text) == HOLD
    connector.passive_seconds = in_time
    gate.set()
    await post.settled()


async def test_an_answer_in_time_is_shown_at_once(unverified: World) -> None:
    assert await unverified.platform.say(unverified.serve(), "o1", "你好") == "听到了：你好"


@pytest.mark.parametrize(
    "text", ["1", "２", "③", "好", "好的", "嗯嗯", "。", "？", "😀", "继续", "任意字", "OK", "a"]
)
async def test_a_late_answer_is_shown_with_the_next_message_which_is_no_turn(
    unverified: World, text: str
) -> None:
    post = unverified.serve()
    await _hold(unverified, post)
    assert await unverified.platform.say(post, "o1", text) == "听到了：慢"
    assert unverified.conversation.texts == ["慢"], "a number would have chosen what nobody saw"


@pytest.mark.parametrize("text", ["1", "好", "继续"])
async def test_where_nothing_waits_the_same_words_are_a_turn(unverified: World, text: str) -> None:
    post = unverified.serve()
    await _hold(unverified, unverified.serve(), user="o2")
    assert await unverified.platform.say(post, "o1", text) == f"听到了：{text}"


async def test_a_picture_shows_what_waits_too(unverified: World) -> None:
    post = unverified.serve()
    await _hold(unverified, post)
    picture = unverified.platform.written("o1", "", MsgType="image")
    assert await unverified.platform.push(post, "o1", picture) == "听到了：慢"


async def test_a_real_message_gets_what_waited_and_its_own_answer(unverified: World) -> None:
    post = unverified.serve()
    unverified.conversation.answers["慢"] = [said("要哪个？", ("甲", "甲"), ("乙", "乙"))]
    unverified.conversation.answers["我欠2万"] = [said("记下了。", ("好", "好"))]
    await _hold(unverified, post)
    shown = await unverified.platform.say(post, "o1", "我欠2万")
    assert shown == "要哪个？\n\n记下了。\n\n回复数字，或者直接说：\n1. 好", (
        "choices that were overtaken are gone"
    )


@pytest.mark.parametrize("text", ["想死", "死", "救命", "不想活了", "跳楼"])
async def test_a_cry_for_help_is_never_taken_for_asking_on_and_comes_first(
    unverified: World, text: str
) -> None:
    post = unverified.serve()
    unverified.conversation.answers[text] = [said("另外", kind="x"), said(CARE, kind="safety")]
    await _hold(unverified, post)
    shown = await unverified.platform.say(post, "o1", text)
    assert shown.startswith(CARE)
    rest = await unverified.platform.say(post, "o1", "1")
    assert rest.index("听到了：慢") < rest.index("另外")


async def test_care_that_was_late_comes_before_everything(unverified: World) -> None:
    post = unverified.serve()
    unverified.conversation.answers["慢"] = [said("一"), said(CARE, ("我安全", "我现在安全"), kind="safety")]
    await _hold(unverified, post)
    assert (await unverified.platform.say(post, "o1", "你好")).startswith(CARE)


async def test_a_long_answer_is_shown_piece_by_piece_and_nothing_is_lost(unverified: World) -> None:
    long = "".join(f"第{number}句，说的是还款。" for number in range(600))
    unverified.conversation.answers["长"] = [said(long, ("甲", "甲"))]
    post = unverified.serve()
    shown = [await unverified.platform.say(post, "o1", "长")]
    while shown[-1].endswith(MORE):
        shown.append(await unverified.platform.say(post, "o1", "1"))
        assert len(shown) < 20
    assert len(shown) > 5 and shown[-1].endswith("1. 甲")
    assert re.findall(r"第\d+句", "".join(shown)) == [f"第{number}句" for number in range(600)]
    assert unverified.conversation.texts == ["长"]
    await unverified.platform.say(post, "o1", "1")
    assert unverified.conversation.texts == ["长", "1"], "now the number chooses"


async def test_choices_that_more_follows_have_no_numbers_since_any_answer_shows_the_rest(
    unverified: World,
) -> None:
    unverified.conversation.answers["撑不住了"] = [
        said("先说这件事。"),
        said(CARE, ("安全", "我现在安全"), kind="safety"),
    ]
    post = unverified.serve()
    shown = await unverified.platform.say(post, "o1", "撑不住了")
    assert shown == f"{CARE}\n\n也可以直接说：\n- 安全\n\n{MORE}"
    assert await unverified.platform.say(post, "o1", "1") == "先说这件事。"


async def test_who_asks_before_the_answer_is_there_is_asked_to_wait_again(unverified: World) -> None:
    post, gate = unverified.serve(passive_seconds=0.2), asyncio.Event()
    unverified.conversation.gates["慢"] = gate
    assert await unverified.platform.say(post, "o1", "慢") == HOLD
    assert await unverified.platform.say(post, "o1", "1") == HOLD
    gate.set()
    await post.settled()
    post.connectors["wechat_mp"].passive_seconds = 3.0
    assert await unverified.platform.say(post, "o1", "1") == "听到了：慢"
    assert unverified.conversation.texts == ["慢"]


async def test_a_retry_of_the_slow_message_does_not_make_a_second_turn(unverified: World) -> None:
    post, sent = unverified.serve(passive_seconds=0.2), unverified.platform.written("o1", "慢")
    unverified.conversation.gates["慢"] = asyncio.Event()
    for _ in range(3):
        assert await unverified.platform.push(post, "o1", sent) == HOLD
    unverified.conversation.gates["慢"].set()
    await post.settled()
    post.connectors["wechat_mp"].passive_seconds = 3.0
    assert await unverified.platform.say(post, "o1", "1") == "听到了：慢"
    assert unverified.conversation.texts == ["慢"]


async def test_what_waits_outlives_a_restart(unverified: World) -> None:
    post = unverified.serve()
    await _hold(unverified, post)
    await unverified.kill(post)
    assert await unverified.platform.say(unverified.serve(), "o1", "1") == "听到了：慢"


async def test_a_turn_that_was_killed_is_made_again_and_shown(unverified: World) -> None:
    post, gate = unverified.serve(passive_seconds=0.1), asyncio.Event()
    unverified.conversation.gates["慢"] = gate
    assert await unverified.platform.say(post, "o1", "慢") == HOLD
    await unverified.kill(post)
    gate.set()
    unverified.clock.ahead = mailroom_module.TURN + 5
    post = unverified.serve()
    post.recover()
    await post.settled()
    assert await unverified.platform.say(post, "o1", "好") == "听到了：慢"


async def test_a_response_that_may_not_have_arrived_can_be_asked_for(unverified: World) -> None:
    post = unverified.serve(running=False)
    await post.receive("wechat_mp", unverified.platform.written("o1", "你好"))  # killed before it was written
    await unverified.kill(post)
    unverified.clock.ahead = mailroom_module.SHOWING + 5
    post = unverified.serve()
    post.recover()
    assert "重发" in await unverified.platform.say(post, "o1", "还在吗")
    assert await unverified.platform.say(post, "o1", "重发") == "听到了：你好"


async def test_two_workers_show_what_waits_once(unverified: World) -> None:
    posts = [unverified.serve(), unverified.serve()]
    await _hold(unverified, posts[0])
    assert await unverified.platform.say(posts[1], "o1", "1") == "听到了：慢"
    await unverified.platform.say(posts[0], "o1", "你好")
    assert unverified.platform.shown["o1"] == [HOLD, "听到了：慢", "听到了：你好"]


async def test_a_deletion_forgets_what_waits(unverified: World) -> None:
    post = unverified.serve()
    unverified.conversation.answers["删除我的数据"] = [said("都删了。", kind="deleted")]
    await _hold(unverified, post)
    assert await unverified.platform.say(post, "o1", "删除我的数据") == "都删了。"
    assert await unverified.platform.say(post, "o1", "你好") == "听到了：你好"


async def test_what_waits_for_one_person_is_not_shown_to_another(unverified: World) -> None:
    post = unverified.serve()
    await _hold(unverified, post)
    assert await unverified.platform.say(post, "o2", "你好") == "听到了：你好"
    assert await unverified.platform.say(post, "o1", "1") == "听到了：慢"


async def test_nothing_is_ever_asked_of_the_api(unverified: World) -> None:
    post = unverified.serve()
    await _hold(unverified, post)
    await asyncio.sleep(0.15)
    await unverified.platform.say(post, "o1", "1")
    await until(lambda: unverified.platform.shown["o1"] == [HOLD, "听到了：慢"])
    assert not unverified.platform.calls
