"""Care first: the answer to signs of suicide or self-harm."""

from __future__ import annotations

from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.message import Reply


class ActionCrisis(ConsultingAction):
    """Care and the numbers that help, before anything else."""

    action_name = "action_crisis"

    def reply(self, consultation: Consultation) -> Reply:
        """The care text of the kind of danger found."""
        kind = "bereavement" if consultation.turn.safety[:1] == ("bereavement",) else "crisis"
        return topic_answer(consultation, kind)
