"""A person's data: kept only after they agreed, shown whole, or gone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.case.store import CaseStoreError
from actions.consultation import Consultation
from actions.delivery import deliver, utter
from actions.intake import consult
from actions.links import with_files
from actions.message import Choice, Reply
from actions.speech.record import export_reply
from actions.turn import Turn

log = logging.getLogger(__name__)

#: The wording people agree to, noted with their consent; another wording needs another name.
CONSENT = "consent_offer:1"


class ActionRemember(ConsultingAction, Action):
    """Keep this conversation from now on."""

    action_name = "action_remember"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Carry the conversation over, then say so; the reply is already given from where it is kept now."""
        turn = Turn.read(tracker)
        before = consult(turn)
        cases = before.context.cases
        consultation = _carried(turn, before, lambda: cases.remember(turn.sender, CONSENT))
        done = "remembered_already" if before.case.remembered else "remembered"
        phrase = done if consultation is not before else "remember_failed"
        said = before.context.speech.phrases.say(phrase, days=cases.retention.days)
        data = {"kind": "consent", "remembered": consultation.case.remembered}
        reply = Reply(said, (), data)
        return deliver(dispatcher, consultation, _asking_on(consultation, reply))


class ActionDoNotRemember(ConsultingAction, Action):
    """Keep nothing of this conversation on disk."""

    action_name = "action_do_not_remember"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Take the conversation off the disk, then say so."""
        turn = Turn.read(tracker)
        before = consult(turn)
        cases = before.context.cases
        consultation = _carried(turn, before, lambda: cases.no_longer_remember(turn.sender))
        consultation.state["declined"] = True
        phrase = "not_remembered" if consultation is not before else "delete_failed"
        data = {"kind": "consent", "remembered": consultation.case.remembered}
        reply = Reply(before.context.speech.phrases.say(phrase), (), data)
        return deliver(dispatcher, consultation, reply)


class ActionMyData(ConsultingAction, Action):
    """What is kept of the person, where, and for how long."""

    action_name = "action_my_data"

    def reply(self, consultation: Consultation) -> Reply:
        """Every fact and contact, and how it is kept."""
        speech, case = consultation.context.speech, consultation.case
        say = speech.phrases.say
        kept = case.store.export(case.sender)
        where = say(
            "my_data_kept" if case.remembered else "my_data_passing",
            days=consultation.context.cases.retention.days,
        )
        if not kept["facts"] and not kept["contacts"]:
            return Reply(f"{say('my_data_none')}{where}", (), {"kind": "my_data", "kept": kept})
        shown = export_reply(speech, kept, consultation.turn.as_of, say("my_data"))
        titles = [say("export_first_button"), say("confirm_delete_button")]
        choices = tuple(Choice(title, title) for title in titles)
        return Reply(f"{shown.text}\n\n{where}", choices, {"kind": "my_data", "kept": kept})


class ActionExportData(ConsultingAction, Action):
    """Show everything kept for this conversation, and give it as a file."""

    action_name = "action_export_data"

    def reply(self, consultation: Consultation) -> Reply:
        """All facts, superseded ones included; what is kept at all when there is none."""
        case, speech = consultation.case, consultation.context.speech
        kept = case.store.export(case.sender)
        if not kept["facts"] and not kept["contacts"]:
            return topic_answer(consultation, "export_data")
        reply = export_reply(speech, kept, consultation.turn.as_of, speech.phrases.say("exported"))
        return with_files(consultation, reply, "export", ("json", "txt"))


class ActionDeleteData(ConsultingAction, Action):
    """Delete everything kept for this conversation; asked for in other words than the command, it asks back."""

    action_name = "action_delete_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Delete, then say how much; nothing of this turn is written afterwards."""
        turn = Turn.read(tracker)
        consultation = consult(turn)
        here = consultation.context
        if not turn.commanded:
            return deliver(dispatcher, consultation, _sure(here.speech.phrases.say))
        try:
            count = here.cases.delete(turn.sender)
        except CaseStoreError as error:
            log.error("a conversation could not be deleted: %s", type(error.__cause__).__name__)
            utter(dispatcher, here.speech.plain("delete_failed", "delete_failed"))
            return []
        utter(dispatcher, here.speech.plain("deleted", "deleted", count=count))
        return []


def _carried(turn: Turn, before: Consultation, carry: Callable[[], object]) -> Consultation:
    """The conversation where it is kept after ``carry``; the one before, where the database does not answer."""
    try:
        carry()
    except CaseStoreError as error:
        log.error("a conversation could not be carried over: %s", type(error.__cause__).__name__)
        return before
    return consult(turn)


def _sure(say: Any) -> Reply:
    titles = [say("confirm_delete_button"), say("export_first_button")]
    choices = tuple(Choice(title, title) for title in titles)
    return Reply(say("confirm_delete"), choices, {"kind": "confirm_delete"})


def _asking_on(consultation: Consultation, reply: Reply) -> Reply:
    """The reply with the question that was open, so that the interview goes on."""
    question = consultation.next_question() if consultation.state.get("asked") else None
    if question is None:
        return reply
    speech = consultation.context.speech
    data = {**reply.data, "asked": question.fact}
    return Reply.of([reply.text, speech.question(question)], speech.question_choices(question), data)
