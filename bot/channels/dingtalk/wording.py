"""Payloads of 钉钉 (a title, a text in markdown, buttons) and the two forms in which they are sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from bot.channels.dingtalk.markdown import markdown
from bot.channels.messaging.merging import merged, parts
from bot.channels.messaging.model import Payload
from bot.channels.messaging.plain import numbered, urgent_first

#: Bytes of JSON a text may take. The documentation of ``batchSend`` for groups names 15,000 for all parameters, common
#: knowledge 20 KB for markdown; neither is verified for private messages.
MOST_TEXT = 9_000
MOST_BUTTONS = 3_000
_USUAL = 6_000
_CLICK = "dtmd://dingtalkclient/sendMessage?content="

Say = Callable[..., str]


def payloads(messages: list[dict[str, Any]], most: int, say: Say) -> list[Payload]:
    """Messages of the conversation, the urgent ones first; buttons stand under the last part of their text."""
    made: list[Payload] = []
    for message in merged(urgent_first(messages), most, _fits):
        made += _payloads(message, say)
    return made


def payload(text: str, say: Say, buttons: list[dict[str, str]] | None = None) -> Payload:
    """One payload; its title says nothing, since it is shown on locked screens."""
    return {"title": say("card_title"), "text": markdown(text), "buttons": buttons or []}


def as_card(payload: Payload, say: Say) -> dict[str, Any]:
    """What is sent to a session: a card where there are buttons. A click says the button's words in the person's name."""
    if not payload["buttons"]:
        return {
            "msgtype": "markdown",
            "markdown": {"title": payload["title"], "text": payload["text"]},
        }
    buttons = [
        {"title": f"{number}. {button['title']}", "actionURL": _CLICK + quote(button["payload"], safe="")}
        for number, button in enumerate(payload["buttons"], 1)
    ]
    text = f"{payload['text']}\n\n{say('choose_or_number')}"
    card = {"title": payload["title"], "text": text, "btnOrientation": "0", "btns": buttons}
    return {"msgtype": "actionCard", "actionCard": card}


def as_template(payload: Payload, say: Say) -> dict[str, Any]:
    """What is sent to a person: the platform's markdown template, with numbers for buttons."""
    text = payload["text"]
    if payload["buttons"]:
        titles = [f"{number}. {button['title']}" for number, button in enumerate(payload["buttons"], 1)]
        text = f"{text}\n\n{markdown(chr(10).join([say('choose_number'), *titles]))}"
    parameters = json.dumps({"title": payload["title"], "text": text}, ensure_ascii=False)
    return {"msgKey": "sampleMarkdown", "msgParam": parameters}


def _payloads(message: dict[str, Any], say: Say) -> list[Payload]:
    buttons = message["buttons"]
    if sum(map(_button_size, buttons)) > MOST_BUTTONS:
        message, buttons = {**message, "text": numbered(message, say("choose_number"))}, []
    texts = parts(message["text"], _USUAL, _fits)
    if buttons and not texts:
        texts = [say("choose")]
    made = [payload(text, say) for text in texts]
    if buttons:
        made[-1]["buttons"] = [{"title": each["title"], "payload": each["payload"]} for each in buttons]
    return made


def _button_size(button: dict[str, str]) -> int:
    return len(button["title"].encode()) + len(quote(button["payload"], safe=""))


def _fits(text: str) -> bool:
    return _size(markdown(text)) <= MOST_TEXT


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())
