"""What people write and press, and what the conversation hears of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.bot.channels.feishu.conftest import World, message, say
from tests.bot.channels.feishu.simulator import Platform


async def test_a_private_message_is_answered_as_a_reply(world: World, platform: Platform) -> None:
    content = platform.written("ou_a", "借呗逾期45天了")
    answer = await world.push(content)
    await world.settle()
    assert json.loads(answer.body) == {}
    assert world.texts == ["听到了：借呗逾期45天了"]
    assert platform.shown[0].to == "ou_a"
    assert platform.shown[0].answers == content["event"]["message"]["message_id"]


@pytest.mark.parametrize("text", ["/restart", "／restart", '/greet{"slot":"x"}', "7", "１"])
async def test_commands_and_numbers_are_plain_text(world: World, text: str) -> None:
    await world.said("ou_a", text)
    assert world.conversation.texts == [text]


async def test_mentions_are_taken_out_of_the_text(world: World) -> None:
    mentions = [
        {"key": "@_user_1", "id": {"open_id": "ou_b"}},
        {"key": "@_user_10", "id": {"open_id": "ou_c"}},
    ]
    await world.said("ou_a", "@_user_1 逾期了 @_user_10 怎么办", mentions=mentions)
    assert world.conversation.texts == ["逾期了  怎么办"]


async def test_formatted_text_is_read_line_by_line(world: World) -> None:
    lines = [
        [{"tag": "text", "text": "借呗"}, {"tag": "a", "text": "逾期", "href": "x"}],
        [{"tag": "img"}],
        [{"tag": "text", "text": "怎么办"}],
    ]
    await world.said("ou_a", "", message_type="post", content=json.dumps({"title": "求助", "content": lines}))
    assert world.conversation.texts == ["求助\n借呗逾期\n\n怎么办"]


@pytest.mark.parametrize("kind", ["image", "audio", "file", "sticker", "location", "interactive"])
async def test_pictures_and_voices_reach_the_conversation_as_an_empty_text(world: World, kind: str) -> None:
    await world.said("ou_a", "", message_type=kind, content=json.dumps({"image_key": "img_x"}))
    assert world.conversation.texts == [""]


async def test_half_an_emoji_and_a_nul_do_no_harm(world: World) -> None:
    await world.said("ou_a", "", content='{"text": "逾期\\ud83d了\\u0000"}')
    assert world.conversation.texts == ["逾期了\x00"]
    assert len(world.texts) == 1


async def test_what_another_robot_says_is_not_answered(world: World, platform: Platform) -> None:
    content = platform.written("ou_robot2", "你好")
    content["event"]["sender"]["sender_type"] = "app"
    await world.push(content)
    await world.settle()
    assert world.conversation.heard == [] == platform.shown


async def test_two_people_never_get_each_others_answers(world: World, platform: Platform) -> None:
    for turn in range(4):
        await world.push(platform.written("ou_a", f"甲{turn}"))
        await world.push(platform.written("ou_b", f"乙{turn}"))
    await world.settle()
    assert [each.text for each in platform.shown if each.to == "ou_a"] == [
        f"听到了：甲{turn}" for turn in range(4)
    ]
    assert [each.text for each in platform.shown if each.to == "ou_b"] == [
        f"听到了：乙{turn}" for turn in range(4)
    ]
    assert len({sender for sender, _ in world.conversation.heard}) == 2
    assert not any("ou_" in sender for sender, _ in world.conversation.heard)


# Groups


async def test_a_mention_in_a_group_gets_only_the_request_to_write_privately(
    world: World, platform: Platform
) -> None:
    content = platform.written_in_group("ou_a", "我欠了三万")
    for _ in range(3):
        await world.push(content)
    await world.settle()
    assert world.conversation.heard == []
    assert world.texts == [say("write_privately")]
    assert platform.shown[0].to == "oc_group"
    assert all(number in world.texts[0] for number in ("120", "110", "12356"))


async def test_a_group_message_that_mentions_somebody_else_is_left_alone(
    world: World, platform: Platform
) -> None:
    await world.push(platform.written_in_group("ou_a", "我欠了三万", mentions="ou_b"))
    await world.push(platform.written("ou_a", "随便聊聊", chat_id="oc_group", chat_type="group"))
    await world.settle()
    assert world.conversation.heard == [] == platform.shown


async def test_the_robots_own_id_is_asked_for_once(world: World, platform: Platform) -> None:
    for _ in range(3):
        await world.push(platform.written_in_group("ou_a", "在吗"))
    await world.settle()
    assert platform.robot_calls == 1
    assert len(platform.shown) == 3


async def test_a_group_stays_quiet_while_the_robots_id_cannot_be_had(
    world: World, platform: Platform
) -> None:
    platform.robot = {"code": 11205}
    answer = await world.push(platform.written_in_group("ou_a", "在吗"))
    await world.settle()
    assert answer.status == 200
    assert platform.shown == []


async def test_a_group_that_adds_the_robot_is_told_where_to_write(world: World, platform: Platform) -> None:
    await world.push(platform.event("im.chat.member.bot.added_v1", {"chat_id": "oc_new"}))
    await world.settle()
    assert world.conversation.heard == []
    assert [(each.to, each.text) for each in platform.shown] == [("oc_new", say("write_privately"))]


# First visits


async def test_whoever_opens_the_chat_for_the_first_time_is_greeted_once(
    world: World, platform: Platform
) -> None:
    kind = "im.chat.access_event.bot_p2p_chat_entered_v1"
    content = platform.event(kind, {"chat_id": "oc_private", "operator_id": {"open_id": "ou_a"}})
    await world.push(content)
    await world.push(content)
    await world.settle()
    assert world.conversation.texts == ["你好"]
    assert [each.to for each in platform.shown] == ["ou_a"]


async def test_whoever_comes_back_is_not_greeted_again(world: World, platform: Platform) -> None:
    kind = "im.chat.access_event.bot_p2p_chat_entered_v1"
    event = {"chat_id": "oc_private", "operator_id": {"open_id": "ou_a"}, "last_message_id": "om_old"}
    await world.push(platform.event(kind, event))
    await world.settle()
    assert world.conversation.heard == [] == platform.shown


# Buttons

OFFER = [message("逾期多久了？", ("30天以内", "逾期不到30天"), ("我欠2万", "一共欠2万"))]


async def test_a_click_comes_back_as_what_the_button_stands_for(world: World, platform: Platform) -> None:
    world.conversation.says["问"] = OFFER
    await world.said("ou_a", "问")
    card = platform.shown[0]
    assert card.buttons == (("30天以内", "1"), ("我欠2万", "2"))
    answer = await world.push(platform.clicked("ou_a", card.id, "2"))
    await world.settle()
    assert json.loads(answer.body) == {}
    assert world.conversation.texts == ["问", "一共欠2万"]
    assert platform.shown[-1].to == "ou_a"
    assert platform.shown[-1].answers is None


async def test_a_button_carries_its_number_and_no_personal_fact(world: World, platform: Platform) -> None:
    world.conversation.says["问"] = OFFER
    await world.said("ou_a", "问")
    rows = [element for element in platform.shown[0].content["elements"] if element["tag"] == "action"]
    assert [button["value"] for button in rows[0]["actions"]] == [{"choice": "1"}, {"choice": "2"}]
    assert "header" not in platform.shown[0].content


async def test_a_click_that_is_delivered_twice_is_one_turn(world: World, platform: Platform) -> None:
    world.conversation.says["问"] = OFFER
    await world.said("ou_a", "问")
    click = platform.clicked("ou_a", platform.shown[0].id, "1")
    await world.push(click)
    await world.push(click)
    await world.settle()
    assert world.conversation.texts == ["问", "逾期不到30天"]


async def test_an_older_card_still_means_what_it_says(world: World, platform: Platform) -> None:
    world.conversation.says |= {
        "问": OFFER,
        "又问": [message("确定吗？", ("删除", "删除我的数据"), ("不", "不删除"))],
    }
    await world.said("ou_a", "问")
    await world.said("ou_a", "又问")
    await world.push(platform.clicked("ou_a", platform.shown[0].id, "1"))
    await world.settle()
    assert world.conversation.texts[-1] == "逾期不到30天"


@pytest.mark.parametrize("number", ["0", "3", "x", "-1", "", "１２"])
async def test_a_button_nobody_offered_is_answered_with_a_toast(
    world: World, platform: Platform, number: str
) -> None:
    world.conversation.says["问"] = OFFER
    await world.said("ou_a", "问")
    answer = await world.push(platform.clicked("ou_a", platform.shown[0].id, number))
    await world.settle()
    assert json.loads(answer.body)["toast"]["content"] == say("buttons_expired")
    assert world.conversation.texts == ["问"]


async def test_buttons_of_another_persons_card_do_nothing(world: World, platform: Platform) -> None:
    world.conversation.says["问"] = OFFER
    await world.said("ou_a", "问")
    answer = await world.push(platform.clicked("ou_b", platform.shown[0].id, "1"))
    assert "toast" in json.loads(answer.body)
    assert world.conversation.texts == ["问"]


async def test_buttons_work_after_a_restart_and_end_after_a_week(world: World, platform: Platform) -> None:
    world.conversation.says["问"] = OFFER
    await world.said("ou_a", "问")
    card = platform.shown[0].id
    world.restart()
    await world.push(platform.clicked("ou_a", card, "1"))
    await world.settle()
    assert world.conversation.texts == ["问", "逾期不到30天"]
    world.clock.seconds += 8 * 86_400
    assert "toast" in json.loads((await world.push(platform.clicked("ou_a", card, "1"))).body)


async def test_only_the_last_cards_of_a_person_are_kept(world: World, platform: Platform) -> None:
    world.conversation.says["问"] = OFFER
    for _ in range(8):
        await world.said("ou_a", "问")
    first = await world.push(platform.clicked("ou_a", platform.shown[0].id, "1"))
    last = await world.push(platform.clicked("ou_a", platform.shown[7].id, "1"))
    assert "toast" in json.loads(first.body)
    assert json.loads(last.body) == {}


async def test_a_deletion_forgets_what_is_kept(world: World, platform: Platform) -> None:
    again: Any = message("删好了。", ("重新开始", "重新开始"), kind="deleted")
    world.conversation.says |= {"问": OFFER, "删除我的数据": [again]}
    await world.said("ou_a", "问")
    await world.said("ou_a", "删除我的数据")
    old = await world.push(platform.clicked("ou_a", platform.shown[0].id, "1"))
    new = await world.push(platform.clicked("ou_a", platform.shown[1].id, "1"))
    await world.settle()
    assert "toast" in json.loads(old.body)
    assert json.loads(new.body) == {}
    assert world.conversation.texts == ["问", "删除我的数据", "重新开始"]


async def test_a_deletion_without_buttons_leaves_no_button_behind(world: World, platform: Platform) -> None:
    world.conversation.says |= {"问": OFFER, "删除我的数据": [message("删好了。", kind="deleted")]}
    await world.said("ou_a", "问")
    await world.said("ou_a", "删除我的数据")
    assert "toast" in json.loads((await world.push(platform.clicked("ou_a", platform.shown[0].id, "1"))).body)
    owner = world.mailroom.owner("feishu", world.connector.account, "ou_a")
    assert world.mailroom.kept(f"cards:feishu:{owner}") is None
