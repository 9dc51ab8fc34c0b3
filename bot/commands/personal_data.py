"""``advisor data export|delete``: a conversation's facts, whole, or gone."""

from __future__ import annotations

import json
import sys

from actions.case.store import CaseStore, CaseStoreError
from actions.settings import database_url


def export(sender: str) -> int:
    """Print everything kept for a conversation as JSON."""
    try:
        kept = CaseStore(database_url()).export(sender)
    except CaseStoreError:
        return _unreadable()
    print(json.dumps(kept, ensure_ascii=False, indent=2, default=str))
    return 0


def delete(sender: str) -> int:
    """Remove everything kept for a conversation."""
    try:
        count = CaseStore(database_url()).delete(sender)
    except CaseStoreError:
        return _unreadable()
    print(f"已删除会话 {sender} 的全部资料（{count} 条事实）。")
    return 0


def _unreadable() -> int:
    print("资料库打不开，请检查 ADVISOR_DATABASE_URL 或 ADVISOR_HOME 的设置和权限。", file=sys.stderr)
    return 1
