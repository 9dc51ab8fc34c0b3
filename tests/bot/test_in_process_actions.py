"""Actions in the same process: answered, bounded in time, and never the end of a turn."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.in_process_actions import InProcessActions

EMPTY = {"events": [], "responses": []}


def call(action: str) -> dict[str, Any]:
    return {"next_action": action, "sender_id": "t", "tracker": {"sender_id": "t", "slots": {}}}


@pytest.fixture
def actions() -> InProcessActions:
    endpoint = InProcessActions(budget=0.1)

    def speak(dispatcher: CollectingDispatcher, tracker: Any, domain: Any) -> list[Any]:
        dispatcher.utter_message(text="好的")
        return []

    def fail(dispatcher: CollectingDispatcher, tracker: Any, domain: Any) -> list[Any]:
        raise RuntimeError("我欠了两万")

    async def dawdle(dispatcher: CollectingDispatcher, tracker: Any, domain: Any) -> list[Any]:
        await asyncio.sleep(5)
        return []

    for name, function in (("speak", speak), ("fail", fail), ("dawdle", dawdle)):
        endpoint._executor.register_function(name, function)
    return endpoint


async def test_an_action_answers_without_a_server(actions: InProcessActions) -> None:
    answer = await actions.request(json=call("speak"))
    assert [response["text"] for response in answer["responses"]] == ["好的"]


@pytest.mark.parametrize("name", ["fail", "dawdle", "nobody_wrote_this"])
async def test_an_action_that_fails_gives_an_empty_answer_and_a_log_line_without_words(
    actions: InProcessActions, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert await actions.request(json=call(name)) == EMPTY
    assert name in caplog.text
    assert "两万" not in caplog.text


def test_every_action_of_the_domain_can_be_run(actions: InProcessActions) -> None:
    from rasa.shared.core.domain import Domain

    from bot.paths import RASA

    assert set(Domain.load(str(RASA / "domain.yml")).user_actions) <= actions.names
