"""A 公众号 on the real server with the real conversation: asked, answered, in danger, remembered, deleted, forged."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.channels.crypto.wechat import WechatCipher, signature
from bot.channels.office import is_configured
from tests.serving import serving

pytestmark = pytest.mark.model

TOKEN, APP, KEY = "inventedtoken", "wx0123456789abcdef", "a" * 43
SETTINGS = {
    "WECHAT_MP_TOKEN": TOKEN,
    "WECHAT_MP_APP_ID": APP,
    "WECHAT_MP_ENCODING_AES_KEY": KEY,
}
CIPHER = WechatCipher(KEY, APP)
ids = count(10_000_000_001)


@pytest.fixture(scope="module")
def address(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("office"), **SETTINGS) as url:
        yield url


def say(address: str, text: str, user: str = "person", number: int | None = None) -> str:
    """What the person reads in answer to a message; empty where nothing is shown."""
    inner = (
        f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[{user}]]></FromUserName>"
        f"<CreateTime>{int(time.time())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{text}]]></Content><MsgId>{number or next(ids)}</MsgId></xml>"
    )
    status, body = post(address, CIPHER.encrypt(inner.encode()))
    assert status == 200
    sealed = re.search(r"<Encrypt><!\[CDATA\[(.+?)\]\]></Encrypt>", body)
    if sealed is None:
        return ""
    said = re.search(r"<Content>(.+)</Content>", CIPHER.decrypt(sealed[1]).decode(), re.S)
    return re.sub(r"<!\[CDATA\[|\]\]>", "", said[1]) if said else ""


def post(address: str, sealed: str, token: str = TOKEN, when: int | None = None) -> tuple[int, str]:
    moment, nonce = str(when or int(time.time())), "nonce1"
    query = {
        "timestamp": moment,
        "nonce": nonce,
        "encrypt_type": "aes",
        "signature": signature(token, moment, nonce),
        "msg_signature": signature(token, moment, nonce, sealed),
    }
    body = f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    request = urllib.request.Request(
        f"{address}/webhooks/wechat_mp?{urllib.parse.urlencode(query)}", data=body.encode()
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_question_is_answered_on_the_response_and_a_number_presses_a_button(address: str) -> None:
    answer = say(address, "借呗逾期45天了，欠2万，接下来会怎么样", "a")
    assert "逾期中期" in answer and "想再问一句" in answer
    rest = say(address, "好", "a") if "任意字" in answer else answer
    numbers = dict(re.findall(r"^(\d)\. (.+)$", rest[rest.rfind("想再问一句") :], re.M))
    pressed = next((number for number, title in numbers.items() if title == "支付令"), "支付令")
    assert "哪一天收到" in say(address, pressed, "a")


def test_the_same_message_delivered_three_times_is_one_turn(address: str) -> None:
    number = next(ids)
    shown = [say(address, "记一下，昨晚十点半催收打我电话，骂我", "b", number) for _ in range(3)]
    assert sum(bool(each) for each in shown) >= 1
    assert "一共记了1条" in "".join(say(address, words, "b") for words in ("看记录", "好", "好"))


def test_somebody_in_danger_gets_care_first(address: str) -> None:
    assert say(address, "我不想活了", "c").startswith("谢谢你告诉我") and "12356" in say(
        address, "我不想活了", "c"
    )


def test_what_is_told_is_remembered_after_consent_and_gone_after_deletion(address: str) -> None:
    say(address, "我逾期45天，欠2万", "d")
    say(address, "记住我的情况", "d")
    assert "20,000元" in "".join(say(address, words, "d") for words in ("看看我的情况", "好"))
    assert "删除" in say(address, "删除我的数据", "d")
    assert "20,000元" not in say(address, "看看我的情况", "d")


def test_two_people_do_not_mix(address: str) -> None:
    say(address, "我逾期45天，欠2万", "e")
    assert "20,000元" not in say(address, "看看我的情况", "f")


def test_the_url_check_of_the_console_is_answered(address: str) -> None:
    moment = str(int(time.time()))
    query = {
        "timestamp": moment,
        "nonce": "n",
        "echostr": "12345",
        "signature": signature(TOKEN, moment, "n"),
    }
    with urllib.request.urlopen(f"{address}/webhooks/wechat_mp?{urllib.parse.urlencode(query)}") as answer:
        assert answer.read() == b"12345"


def test_a_forged_or_stale_callback_gets_403_and_leaves_only_a_count(address: str) -> None:
    sealed = CIPHER.encrypt(b"<xml><MsgType>text</MsgType></xml>")
    assert post(address, sealed, token="another")[0] == 403
    assert post(address, sealed, when=int(time.time()) - 3600)[0] == 403
    assert post(address, "AAAA")[0] == 403
    with urllib.request.urlopen(f"{address}/metrics") as answer:
        assert 'oa_sig_fail_total{platform="wechat_mp"} 3.0' in answer.read().decode()


def test_a_platform_that_is_not_configured_has_no_address(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/webhooks/feishu", data=b"{}")
    assert refused.value.code == 404


def test_whether_anything_is_configured() -> None:
    assert is_configured(SETTINGS) and not is_configured({"WECHAT_MP_TOKEN": " ", "HOME": "/x"})
