"""What the real conversation says, in each platform's form: nothing is lost, care comes first and whole, and consent and
deletion work for a person of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from actions.case.keys import new_keys
from actions.case.vault import Vault
from actions.context import context
from bot.assistant import Assistant
from bot.channels.connectors import PLATFORMS, connectors
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Connector
from bot.desk import Desk

pytestmark = pytest.mark.model

DAY = date(2026, 11, 24)
KEY = "a" * 42 + "A"
#: Settings as consoles give them, all of them invented.
SETTINGS = {
    "WECHAT_MP_TOKEN": "inventedtoken",
    "WECHAT_MP_APP_ID": "wx0123456789abcdef",
    "WECHAT_MP_ENCODING_AES_KEY": KEY,
    "WECHAT_MP_SECRET": "0123456789abcdef" * 2,
    "WECOM_TOKEN": "inventedtoken",
    "WECOM_CORP_ID": "ww0123456789abcdef",
    "WECOM_AGENT_ID": "1000002",
    "WECOM_ENCODING_AES_KEY": KEY,
    "WECOM_SECRET": "invented-secret-1",
    "WECOM_KF_TOKEN": "inventedtoken",
    "WECOM_KF_CORP_ID": "ww0123456789abcdef",
    "WECOM_KF_ENCODING_AES_KEY": KEY,
    "WECOM_KF_SECRET": "invented-secret-2",
    "FEISHU_APP_ID": "cli_0123456789abcdef",
    "FEISHU_APP_SECRET": "0123456789abcdef" * 2,
    "FEISHU_ENCRYPT_KEY": "inventedkey12345",
    "FEISHU_VERIFICATION_TOKEN": "0123456789abcdef" * 2,
    "DINGTALK_APP_KEY": "dinginventedkey",
    "DINGTALK_APP_SECRET": "invented-secret-of-the-app",
    "DINGTALK_ROBOT_CODE": "dinginventedrobot",
    "TELEGRAM_BOT_TOKEN": "123456789:" + "A" * 35,
    "TELEGRAM_SECRET_TOKEN": "invented-token",
}
SCRIPT = (
    "借呗逾期45天了，欠2万，接下来会怎么样",
    "11月20号收到支付令",
    "昨晚十点半催收打我电话，骂我",
    "看记录",
    "写投诉书",
    "为什么",
    "记住我的情况",
    "看看我的情况",
    "我不想活了",
    "删除我的数据",
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Connector]]:
    mailroom = Mailroom(f"sqlite:///{tmp_path_factory.mktemp('mail') / 'm.db'}", Vault(new_keys()))
    found = connectors(SETTINGS, mailroom, context().speech.phrases.say)
    yield {connector.name: connector for connector in found}
    mailroom.close()


def words(payloads: object) -> str:
    """What can be read in payloads, without marks, escapes and blanks."""
    text = json.dumps(payloads, ensure_ascii=False)
    text = re.sub(r"\\[nt\"\\]|&(?:lt|gt|amp|quot|#\d+);", "", text)
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize("name", PLATFORMS)
async def test_each_reply_arrives_whole_in_the_form_of_the_platform(
    name: str, opened: dict[str, Connector], assistant: Assistant, tmp_path: Path
) -> None:
    connector, desk, sender = opened[name], Desk(assistant), f"{name}:{'0' * 31}{len(name) % 10}"
    context().cases.delete(sender)
    for text in SCRIPT:
        messages = await desk.respond(sender, text, DAY)
        payloads = connector.render(messages)
        assert payloads, text
        read = words(payloads)
        for message in messages:
            for line in message["text"].split("\n"):
                plain = "".join(
                    character for character in re.sub(r"https?://\S+", "", line) if character.isalnum()
                )
                assert plain in read, f"{name} loses 「{line}」 of the answer to 「{text}」"
            for button in message["buttons"]:
                title = "".join(character for character in button["title"] if character.isalnum())
                assert title in read, f"{name} loses the button {button['title']}"
        if text == "我不想活了":
            assert "12356" in words(payloads[0]), "care stands in the first payload"
        if text == "看看我的情况":
            assert context().cases.of(sender).remembered
    assert context().cases.facts(sender, DAY) == {}, "deleted"
