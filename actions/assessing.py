"""The assessment of a case, worked out once for the same facts on the same day.

Most turns of a conversation tell nothing new, and a correction needs the assessment of before as well; with a long
ledger working it out again is what a turn would mostly consist of.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.case.contents import dumps
from rules_engine import Assessment, Rulebook, assess, read_facts

MOST = 64  # assessments; they hold nobody's name, and the oldest goes first


class Assessor:
    """Assesses cases with one rulebook."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._known: OrderedDict[tuple[str, date], Assessment] = OrderedDict()

    def __call__(self, facts: Mapping[str, Any], as_of: date) -> Assessment:
        """Everything that follows from a case's facts on a day.

        :raises rules_engine.FactsError: a fact cannot be true.
        """
        key = dumps(dict(facts)), as_of
        found = self._known.get(key)
        if found is None:
            found = assess(self._book, read_facts(self._book, facts), as_of)
        self._known[key] = found
        self._known.move_to_end(key)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return found
