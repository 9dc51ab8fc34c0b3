"""The normal form is put beside the text, not in its place."""

from __future__ import annotations

from pipeline import Bench, read, taught

from bot.understanding.component import NORMALIZED
from bot.understanding.normalization import NormalizationComponent


def test_the_text_stays_as_it_was_typed(bench: Bench) -> None:
    message = read(bench.created(NormalizationComponent), "藉唄 逾 期")
    assert message.get("text") == "藉唄 逾 期"
    assert message.get(NORMALIZED).text == "借呗逾期"
    assert NORMALIZED not in message.output_properties


def test_metadata_reach_the_actions(bench: Bench) -> None:
    message = read(bench.created(NormalizationComponent), "好", metadata={"as_of": "2026-11-23"})
    assert message.as_dict(only_output_properties=True)["metadata"] == {"as_of": "2026-11-23"}


def test_training_examples_are_read_alike(bench: Bench) -> None:
    data = bench.created(NormalizationComponent).process_training_data(taught({"greet": ["您 好"]}))
    assert data.training_examples[0].get(NORMALIZED).text == "您好"
