"""Traditional characters for those who read these."""

from __future__ import annotations

from bot.channels.scripts import in_script

MESSAGE = {
    "id": "m1",
    "text": "你现在处在逾期中期，还有13天。",
    "buttons": [{"title": "记住我的情况", "payload": "记住我的情况"}],
    "custom": {
        "kind": "files",
        "cards": [{"kind": "files", "text": "", "items": [{"title": "文字文件", "token": "gAAA国"}]}],
    },
}


def test_what_is_read_is_traditional_and_what_programs_use_stays() -> None:
    made = in_script(MESSAGE, "zh-Hant")
    assert made["text"] == "你現在處在逾期中期，還有13天。"
    assert made["buttons"] == [{"title": "記住我的情況", "payload": "记住我的情况"}]
    (card,) = made["custom"]["cards"]
    assert card["items"] == [{"title": "文字文件", "token": "gAAA国"}]


def test_a_card_still_stands_for_a_part_of_its_text() -> None:
    text = "头一段\n\n依据：\n· 《民事诉讼法》第227条（法律）"
    message = {"text": text, "custom": {"cards": [{"kind": "basis", "text": text.split("\n\n")[1]}]}}
    made = in_script(message, "zh-Hant")
    assert made["custom"]["cards"][0]["text"] in made["text"]


def test_simplified_is_left_as_it_is() -> None:
    assert in_script(MESSAGE, "zh-Hans") is MESSAGE
