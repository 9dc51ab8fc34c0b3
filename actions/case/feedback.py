"""What people thought of answers: of the answer only, so that it belongs to nobody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from actions.case.models import Feedback
from actions.case.sealed import SealedDatabase


class FeedbackBook:
    """Judgements of answers, without a person."""

    def __init__(self, database: SealedDatabase) -> None:
        self._database = database

    def note(self, verdict: str, shown: str, rules: Sequence[str], version: str, day: date) -> None:
        """Note one judgement: what was thought of which answer, resting on which rules."""
        row = Feedback(
            day=day.isoformat(),
            verdict=verdict,
            shown=shown,
            rules=json.dumps(list(rules)),
            rulebook_version=version,
        )
        with self._database.writing() as session:
            session.add(row)

    def all(self) -> list[dict[str, Any]]:
        """All judgements, oldest first."""
        with self._database.reading() as session:
            rows = session.query(Feedback).order_by(Feedback.id).all()
        return [
            {
                "day": row.day,
                "verdict": row.verdict,
                "shown": row.shown,
                "rules": json.loads(row.rules),
                "rulebook_version": row.rulebook_version,
            }
            for row in rows
        ]
