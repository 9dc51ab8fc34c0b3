"""The settings of the Telegram bot, from the environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from yarl import URL

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Connector
from bot.channels.telegram.connector import Telegram
from bot.channels.telegram.platform import API

_TOKEN, _SECRET = "TELEGRAM_BOT_TOKEN", "TELEGRAM_SECRET_TOKEN"
_BASE, _PROXY = "TELEGRAM_API_BASE", "TELEGRAM_PROXY"
_AT_HOME = ("localhost", "127.0.0.1", "::1")


def configured(
    environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]
) -> Connector | None:
    """The connector; None where no setting of it is set.

    :raises ValueError: a setting is missing or malformed; one sentence each, no value of a setting in it.
    """
    token, secret = environment.get(_TOKEN, ""), environment.get(_SECRET, "")
    base, proxy = environment.get(_BASE, ""), environment.get(_PROXY, "")
    if not any((token, secret, base, proxy)):
        return None
    problems = [each for each in (_token(token), _secret(secret), _base(base), _proxy(proxy)) if each]
    if problems:
        raise ValueError("\n".join(problems))
    return Telegram(token, secret, say=say, api_base=base or API, proxy=proxy or None)


def _token(value: str) -> str:
    if not value:
        return f"{_TOKEN} 没有填，应是 @BotFather 给的那一串，样子如 123456789:AA……。"
    if not re.fullmatch(r"[0-9]{5,20}:[A-Za-z0-9_-]{30,100}", value):
        return f"{_TOKEN} 的样子不对，应是 @BotFather 给的整串：数字、冒号、三十多个字母数字，前后没有空格。"
    return ""


def _secret(value: str) -> str:
    if not value:
        return f"{_SECRET} 没有填，应自己想一串随机字符，和 setWebhook 时的 secret_token 一样。"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
        return f"{_SECRET} 的样子不对，应是1到256个字母、数字、- 或 _，和 setWebhook 时的 secret_token 一样。"
    return ""


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
