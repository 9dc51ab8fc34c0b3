"""The settings of the Telegram bot, from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yarl import URL

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Connector
from bot.channels.messaging.settings import Setting
from bot.channels.telegram.connector import Telegram
from bot.channels.telegram.platform import API

_TOKEN = Setting(
    "TELEGRAM_BOT_TOKEN",
    "[0-9]{5,20}:[A-Za-z0-9_-]{30,100}",
    "应是 @BotFather 给的整串：数字、冒号、三十多个字母数字，前后没有空格",
)
_SECRET = Setting(
    "TELEGRAM_SECRET_TOKEN",
    "[A-Za-z0-9_-]{1,256}",
    "应是自己想的一串字母、数字、- 或 _（1到256个），和 setWebhook 时的 secret_token 一样",
)
_BASE, _PROXY = "TELEGRAM_API_BASE", "TELEGRAM_PROXY"
_AT_HOME = ("localhost", "127.0.0.1", "::1")


def configured(
    environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]
) -> Connector | None:
    """The connector; None where no setting of it is set.

    :raises ValueError: a setting is missing or malformed; one sentence each, no value of a setting in it.
    """
    token, secret = environment.get(_TOKEN.name, ""), environment.get(_SECRET.name, "")
    base, proxy = environment.get(_BASE, ""), environment.get(_PROXY, "")
    if not any((token, secret, base, proxy)):
        return None
    said = (_TOKEN.problem(token), _SECRET.problem(secret), _base(base), _proxy(proxy))
    problems = [each for each in said if each]
    if problems:
        raise ValueError("\n".join(problems))
    return Telegram(token, secret, say=say, api_base=base or API, proxy=proxy or None)


def _base(value: str) -> str:
    url = _url(value)
    if not value or (url is not None and (url.scheme == "https" or url.host in _AT_HOME)):
        return ""
    return f"{_BASE} 不对，应是 https:// 开头的网址，不填就是 {API}。"


def _proxy(value: str) -> str:
    url = _url(value)
    if not value or (url is not None and url.scheme == "http"):
        return ""
    return f"{_PROXY} 不对，应是 http:// 开头的代理地址，如 http://127.0.0.1:3128；不支持 SOCKS。"


def _url(value: str) -> URL | None:
    try:
        url = URL(value)
        return url if url.scheme in ("http", "https") and url.host else None
    except ValueError:
        return None
