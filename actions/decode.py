"""A message of the other side, read sentence by sentence; nothing in it is taken for a fact of the case."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.decoding.reading import decode
from actions.decoding.telling import tell
from actions.message import Choice, Reply

#: Topics to go on with, by what the message comes to.
_NEXT = {
    "scam": ("agency_scam", "court_notice_check", "evidence"),
    "improper": ("complain_how", "evidence", "collector_harassment"),
    "real_step": ("court_notice_check", "summons_response", "human_handoff"),
    "empty_threat": ("lawsuit_likelihood", "collector_identity", "complain_how"),
    "lawful_notice": ("assess_situation", "negotiate_installment"),
}
_ELSE = ("collector_identity", "court_notice_check")


class ActionDecode(ConsultingAction, Action):
    """Say what each sentence is, how to verify it, what to do today."""

    action_name = "action_decode"

    def reply(self, consultation: Consultation) -> Reply:
        """The marked message; the request to send it when there is none."""
        here, pasted = consultation.context, consultation.turn.details.get("pasted")
        if not pasted:
            return here.speech.plain("decode_how", "decode_wanted")
        decoded = decode(pasted, here.patterns)
        reply = tell(decoded, here.book, here.speech.phrases, consultation.turn.as_of)
        titles = [here.speech.answers[topic].title for topic in _NEXT.get(decoded.verdict, _ELSE)]
        return replace(reply, choices=tuple(Choice(title, title) for title in titles))
