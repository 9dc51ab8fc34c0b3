"""A message of the other side, read sentence by sentence; nothing in it is taken for a fact of the case."""

from __future__ import annotations

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.decoding.reading import decode
from actions.decoding.telling import tell
from actions.message import Reply


class ActionDecode(ConsultingAction, Action):
    """Say what each sentence is, how to verify it, what to do today."""

    action_name = "action_decode"

    def reply(self, consultation: Consultation) -> Reply:
        """The marked message; the request to send it when there is none."""
        here, pasted = consultation.context, consultation.turn.details.get("pasted")
        if not pasted:
            return here.speech.plain("decode_how", "decode_wanted")
        decoded = decode(pasted, here.patterns)
        return tell(decoded, here.book, here.speech.phrases, consultation.turn.as_of)
