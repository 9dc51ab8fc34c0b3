"""``advisor data``: a conversation's data whole or gone, old ones removed, the seal renewed, what was thought of answers."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from actions.case.cases import Cases
from actions.case.contents import plain_numbers
from actions.case.keys import KeyFileError, load_keys
from actions.case.rotating import rotate
from actions.case.store import CaseStoreError
from actions.case.vault import SealError, Vault
from actions.settings import database_url, key_file, retention

#: A person in a messaging app: the platform, and who they are as a keyed hash.
_MESSAGING = re.compile(r"(wechat_mp|wecom|wecom_kf|feishu|dingtalk|telegram):([0-9a-f]{32})")


def export(sender: str) -> int:
    """Print everything kept for a conversation as JSON."""
    try:
        kept = _cases().kept.export(sender)
        if owner := _owner(sender):
            kept = {**kept, "messages": _in_mailroom(lambda mailroom: mailroom.export(owner))}
    except CaseStoreError as error:
        return _unreadable(error)
    print(json.dumps(plain_numbers(kept), ensure_ascii=False, indent=2))
    return 0


def delete(sender: str) -> int:
    """Remove everything kept for a conversation."""
    try:
        count = _cases().delete(sender)
        if owner := _owner(sender):
            count += _in_mailroom(lambda mailroom: mailroom.delete(owner))
    except CaseStoreError as error:
        return _unreadable(error)
    print(f"已删除会话 {sender} 的全部资料（{count} 条）。")
    return 0


def purge() -> int:
    """Remove the conversations that have been idle for longer than they are kept."""
    try:
        count = _cases().sweep()
    except CaseStoreError as error:
        return _unreadable(error)
    print(f"已删除 {count} 个超过 {retention().days} 天没有再来的会话。")
    return 0


def rotate_key() -> int:
    """Seal everything with a new key; safe to repeat after a break."""
    try:
        count = rotate(database_url(), key_file(), [_sealed_mail_anew])
    except KeyFileError as error:
        print(str(error), file=sys.stderr)
        return 1
    except CaseStoreError as error:
        return _unreadable(error)
    print(f"换好了钥匙，重新加密了 {count} 条；旧钥匙已经去掉。备份过钥匙文件的，请把备份也换成新的。")
    return 0


def feedback(as_json: bool) -> int:
    """Print what people thought of answers, by answer."""
    try:
        noted = _cases().kept.feedback.all()
    except CaseStoreError as error:
        return _unreadable(error)
    if as_json:
        print(json.dumps(noted, ensure_ascii=False, indent=2))
        return 0
    for (shown, verdict), count in Counter((row["shown"], row["verdict"]) for row in noted).most_common():
        print(f"{count:5d}  {verdict:15s} {shown}")
    print(f"共 {len(noted)} 条")
    return 0


def _cases() -> Cases:
    return Cases(database_url(), key_file(), retention())


def _owner(sender: str) -> str | None:
    """Whose mail belongs to a conversation, if it is one in a messaging app."""
    found = _MESSAGING.fullmatch(sender)
    return found[2] if found else None


def _in_mailroom(question: Callable[[Any], Any]) -> Any:
    """What the mailroom answers.

    :raises CaseStoreError: it does not.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from bot.channels.messaging.mailroom import Mailroom

    try:
        mailroom = Mailroom(database_url(), Vault(load_keys(key_file())))
        try:
            return question(mailroom)
        finally:
            mailroom.close()
    except (KeyFileError, SQLAlchemyError, SealError) as error:
        raise CaseStoreError("资料库没有回应") from error


def _sealed_mail_anew(url: str, vault: Vault) -> int:
    from sqlalchemy.exc import SQLAlchemyError

    from bot.channels.messaging.resealing import reseal

    try:
        return reseal(url, vault)
    except (SQLAlchemyError, SealError) as error:
        raise CaseStoreError("资料库没有回应") from error


def _unreadable(error: CaseStoreError) -> int:
    print(
        f"{error}。请检查 ADVISOR_DATABASE_URL、ADVISOR_KEY_FILE 或 ADVISOR_HOME 的设置和权限。",
        file=sys.stderr,
    )
    return 1
