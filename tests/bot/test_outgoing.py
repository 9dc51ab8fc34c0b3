"""A message leaves as it was written."""

from __future__ import annotations

from bot.outgoing import Outgoing


async def test_a_text_with_blank_lines_stays_one_message() -> None:
    outgoing = Outgoing()
    await outgoing.send_response("t", {"text": "第一段\n\n第二段", "buttons": None, "custom": None})
    assert outgoing.messages == [{"text": "第一段\n\n第二段", "buttons": [], "custom": {}}]


async def test_buttons_and_data_travel_with_their_text() -> None:
    outgoing = Outgoing()
    button = {"title": "展开", "payload": "展开说说"}
    await outgoing.send_response("t", {"text": "好", "buttons": [button], "custom": {"kind": "answer"}})
    assert outgoing.messages == [{"text": "好", "buttons": [button], "custom": {"kind": "answer"}}]
