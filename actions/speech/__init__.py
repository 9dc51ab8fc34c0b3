"""From an assessment and the texts to what a person reads: the only place that builds sentences.

The order is always the same: where they stand or the direct answer, what to do now (at most three steps, with
dates), the basis with its strength, one question. Nothing is said here that a rule, a norm or a text in
``data/`` does not say; nothing is firmer than its ground.
"""

from actions.speech.speech import Speech

__all__ = ["Speech"]
