"""The settings of 飞书, from the environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.channels.feishu.connector import FeishuConnector
from bot.channels.messaging.mailroom import Mailroom

API_BASE = "https://open.feishu.cn"

#: The form of each setting, and where the console shows it.
_FORMS = {
    "FEISHU_APP_ID": (r"cli_[0-9A-Za-z]+", "“凭证与基础信息”页的 App ID，以 cli_ 开头"),
    "FEISHU_APP_SECRET": (r"\S+", "“凭证与基础信息”页的 App Secret，不含空格"),
    "FEISHU_ENCRYPT_KEY": (r"\S.*\S|\S", "“事件与回调”的“加密策略”里的 Encrypt Key，只接收加密的回调"),
    "FEISHU_VERIFICATION_TOKEN": (r"\S+", "“事件与回调”的“加密策略”里的 Verification Token，不含空格"),
}
_BASE = r"https://[A-Za-z0-9.-]+(:\d+)?"


def configured(
    environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]
) -> FeishuConnector | None:
    """The connector of the settings; None when none is set.

    :param say: a phrase by its id.
    :raises ValueError: a setting is missing or malformed; one sentence a problem, on lines of their own.
    """
    given = {name: environment.get(name, "") for name in (*_FORMS, "FEISHU_API_BASE")}
    if not any(given.values()):
        return None
    base = given["FEISHU_API_BASE"].rstrip("/") or API_BASE
    problems = [problem for name in _FORMS if (problem := _problem(name, given[name]))]
    if not re.fullmatch(_BASE, base):
        problems.append(
            f"FEISHU_API_BASE 应是 https 开头的网址：飞书用 {API_BASE}，Lark 用 https://open.larksuite.com。"
        )
    if problems:
        raise ValueError("\n".join(problems))
    return FeishuConnector(
        app_id=given["FEISHU_APP_ID"],
        app_secret=given["FEISHU_APP_SECRET"],
        encrypt_key=given["FEISHU_ENCRYPT_KEY"],
        verification_token=given["FEISHU_VERIFICATION_TOKEN"],
        mailroom=mailroom,
        say=say,
        api_base=base,
    )


def _problem(name: str, value: str) -> str | None:
    form, meaning = _FORMS[name]
    if not value:
        return f"没有设置 {name}：{meaning}。"
    return None if re.fullmatch(form, value) else f"{name} 的格式不对：应是{meaning}。"
