"""Rasa's rule policy without its built-in commands: a topic leads to the action our rules name, always."""

from __future__ import annotations

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class DialoguePolicy(RulePolicy):
    """Rasa wires the intents ``restart``, ``back`` and ``session_start`` to actions that wipe the
    conversation; here 重新开始 is a topic like any other, and its action decides what is forgotten."""

    @staticmethod
    def _find_action_from_default_actions(tracker: DialogueStateTracker) -> tuple[str | None, str | None]:
        return None, None

    @staticmethod
    def _default_sources() -> set[str]:
        return set()
