"""The facts a message states, inside the pipeline: days, dates, money, contacts, documents …

The grammars are in ``bot.understanding.facts``. A grammar that fails must not cost the person the answer: the
message then counts as one without facts, and the log names the kind of error, never the text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, METADATA
from rasa.shared.nlu.training_data.message import Message

from actions.clock import today
from bot.understanding.component import Reader, normalized
from bot.understanding.facts.results import Facts, FactSpan
from bot.understanding.normalizer import NormalizedText

if TYPE_CHECKING:
    from bot.understanding.facts.appointments import Appointment

FACTS = "facts"
"""Message property: fact id → JSON-ready value (numbers are int or Decimal)."""

LOOSE = "loose"
"""Message property: values that answer an open question and say nothing without one; see ``facts.loose``."""

AMENDMENT = "amendment"
"""Message property: the parts of a correction that name no fact; see ``facts.amendment``."""

BUDGET = "budget"
"""Message property: a person's means and what could be paid; see ``facts.budget``."""

APPOINTMENT = "appointment"
"""Message property: what to be reminded of; see ``facts.appointments``."""

DEBTOR = "debtor"
"""Message property: whose debt is told of; see ``facts.debtor``."""

CONCERNS = "concerns"
"""Message property: what the person states of the debt itself; see ``facts.concerns``."""

IMPOSSIBLE = "impossible"
"""Message property: quotes of days and sums that cannot be; see ``facts.impossible``."""

NOTES = "notes"
"""Message property: whether something is to be noted (记一下…)."""

AS_OF = "as_of"
"""Key of the message's metadata: the day on which it was said, ISO."""

EXTRACTOR = "grammar"

log = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactsComponent(Reader):
    """Sets ``FACTS`` and what else is read beside them, and an entity for each place a fact was read from."""

    def read(self, message: Message) -> None:
        """Read one message as of the day in its metadata (without one: today).

        Each grammar reads for itself: one that fails takes nothing from the others.
        """
        text, as_of = normalized(message), _as_of(message.get(METADATA))
        facts = _guarded(FACTS, _facts, text, as_of) or Facts({}, ())
        message.set(FACTS, facts.values, add_to_output=True)
        entities = [_entity(span) for span in facts.spans]
        message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        for name, reader in _beside().items():
            message.set(name, _guarded(name, reader, text, as_of), add_to_output=True)


def _guarded(name: str, reader: Callable[..., Any], text: NormalizedText, as_of: date) -> Any:
    try:
        return reader(text, as_of)
    except Exception as error:
        log.error("%s could not be read: %s", name, type(error).__name__)
        return None


def _facts(text: NormalizedText, as_of: date) -> Facts:
    from bot.understanding.facts.extractor import read_facts

    return read_facts(text, as_of)


@lru_cache(maxsize=1)
def _beside() -> Mapping[str, Callable[[NormalizedText, date], Any]]:
    """What is read beside the facts, by message property; the grammars are imported when they are first needed."""
    from bot.understanding.facts.amendment import read_amendment
    from bot.understanding.facts.appointments import read_appointment
    from bot.understanding.facts.budget import read_budget
    from bot.understanding.facts.concerns import read_concerns
    from bot.understanding.facts.debtor import read_debtor
    from bot.understanding.facts.impossible import read_impossible
    from bot.understanding.facts.loose import read_loose
    from bot.understanding.facts.noting import asks_to_note

    return {
        LOOSE: read_loose,
        AMENDMENT: read_amendment,
        BUDGET: read_budget,
        APPOINTMENT: lambda text, as_of: _noted(read_appointment(text, as_of)),
        DEBTOR: lambda text, _: read_debtor(text),
        CONCERNS: lambda text, _: read_concerns(text),
        IMPOSSIBLE: lambda text, _: read_impossible(text),
        NOTES: lambda text, _: asks_to_note(text),
    }


def _noted(appointment: Appointment | None) -> dict[str, Any]:
    if appointment is None:
        return {}
    day = appointment.day.isoformat() if appointment.day else None
    return {"what": appointment.what, "day": day}


def _as_of(metadata: Mapping[str, Any] | None) -> date:
    stated = (metadata or {}).get(AS_OF)
    return date.fromisoformat(stated) if stated else today()


def _entity(span: FactSpan) -> dict[str, Any]:
    return {
        "entity": span.fact,
        "value": span.value,
        "start": span.start,
        "end": span.end,
        "extractor": EXTRACTOR,
    }
