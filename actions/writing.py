"""Letters: what can be written in this case, and one of them as a preview with its files."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Action

from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.cards.card import Block, Card
from actions.consultation import Consultation
from actions.letters.choosing import called, suitable
from actions.letters.filling import fill
from actions.letters.plain import as_text
from actions.links import with_files
from actions.message import Choice, Reply
from actions.speech.parts import MOST_CHOICES, listed


class ActionLetters(ConsultingAction, Action):
    """Which letters there are for this case."""

    action_name = "action_letters"

    def reply(self, consultation: Consultation) -> Reply:
        """The answer about letters, with those that suit the case as buttons."""
        speech, letters = consultation.context.speech, consultation.context.letters
        reply = topic_answer(consultation, "complaint_letter")
        here = consultation.context
        fitting = suitable(letters, consultation.facts, consultation.found, here.book, speech.phrases)
        titles = [speech.phrases.say("letter_button", title=letters[each].title) for each in fitting]
        choices = tuple(Choice(title, title) for title in titles[:MOST_CHOICES])
        data = {**reply.data, "kind": "letters", "letters": fitting, "asked": None}
        return replace(reply, choices=choices, data=data)


class ActionLetter(ConsultingAction, Action):
    """One letter, filled with what the person told."""

    action_name = "action_letter"

    def reply(self, consultation: Consultation) -> Reply:
        """The preview, what to watch, and the files; the list when the name is no letter's."""
        here, speech = consultation.context, consultation.context.speech
        which = called(consultation.turn.details.get("letter", ""), here.letters)
        if which is None:
            return ActionLetters().reply(consultation)
        filled = fill(here.letters[which], consultation.facts, consultation.found, here.book, speech.phrases)
        say = speech.phrases.say
        blocks: list[Block] = [
            say("letter_preview", title=filled.title),
            Card("letter", as_text(filled), {"title": filled.title}),
            listed(say("letter_cautions"), filled.cautions),
            say("letter_blanks", blanks="、".join(filled.blanks)) if filled.blanks else "",
            speech.basis(filled.basis),
        ]
        data = {
            "kind": "letter",
            "letter": which,
            "title": filled.title,
            "preview": as_text(filled),
            "blanks": list(filled.blanks),
            "basis": list(filled.basis),
        }
        reply = Reply.of(blocks, (), data)
        return with_files(consultation, reply, f"letter:{which}", ("docx", "pdf", "txt"))
