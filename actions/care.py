"""The replies that must be there when everything else is not: care for a person in danger, and a helpful apology.

They are read straight from ``data/answers/safety`` and need no rulebook, database, model or Rasa.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from actions.message import Choice, Reply
from actions.settings import DATA

SAFETY_ANSWERS = DATA / "answers" / "safety"

#: Kinds of finding that are answered with care before anything else.
CARE = ("crisis", "bereavement")
#: Kinds that put a warning before the answer.
WARNED = ("violence",)
#: Kinds that are never helped; the reply says what they risk and what helps instead.
REFUSED = ("evasion",)


@lru_cache(maxsize=8)
def static_reply(topic: str, folder: Path = SAFETY_ANSWERS) -> Reply:
    """The fixed reply of ``data/answers/safety/<topic>.yml``: what it says, what to do, its buttons."""
    answer = YAML(typ="safe").load((folder / f"{topic}.yml").read_text(encoding="utf-8"))
    said = "".join(sentence["text"] for sentence in answer["say"])
    steps = [f"{number}. {step['text']}" for number, step in enumerate(answer.get("do") or (), 1)]
    choices = tuple(Choice(choice["title"], choice["payload"]) for choice in answer.get("choices") or ())
    text = "\n".join([said, *steps])
    return Reply(text, choices, {"kind": "safety", "topic": topic})
