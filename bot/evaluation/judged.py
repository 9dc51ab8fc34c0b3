"""A labelled sentence beside what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.evaluation.labelled import Labelled

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Judged:
    """A sentence with the topic that was found in it, how sure that was, and the facts that were read.

    ``unsure``: the conversation would ask back instead of answering.
    """

    expected: Labelled
    found: str | None
    confidence: float = 0.0
    unsure: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """Whether the topic found is one of those that count."""
        return self.found == self.expected.topic or self.found in self.expected.also

    @property
    def credited(self) -> str:
        """The topic the sentence counts for: the one found when that is right, else its label."""
        return str(self.found) if self.right else str(self.expected.topic)

    @property
    def turned_away(self) -> bool:
        """A question of ours that was taken for somebody else's."""
        return self.found == OUT_OF_SCOPE and not self.right

    @property
    def ours(self) -> bool:
        """Whether no reader would call the question out of scope."""
        return OUT_OF_SCOPE not in (self.expected.topic, *self.expected.also)
