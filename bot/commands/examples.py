"""``advisor examples``: what is wrong with the training sentences as a whole."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.labelled import LabelError, read_labelled
from bot.paths import DATA
from bot.understanding import examples

PROBLEMS = 1
UNREADABLE = 2


def run(against: Sequence[Path], data: Path = DATA) -> int:
    """Check ``data/nlu``; 0, 1 when something is wrong, 2 when an evaluation set cannot be read.

    :param against: evaluation sets that the sentences must keep apart from.
    """
    sentences = examples.read_examples(data / "nlu")
    try:
        held_out = [each.text for path in against for each in read_labelled(path)]
    except (OSError, LabelError) as error:
        print(f"读不了评测集：{error}", file=sys.stderr)
        return UNREADABLE
    problems = [
        *examples.repeated(sentences),
        *examples.contradictory(sentences),
        *examples.uneven(sentences),
        *examples.leaked(sentences, held_out),
    ]
    for problem in problems:
        print(problem)
    print(examples.balance(sentences))
    print(f"{len(problems)} 处问题" if problems else "没有发现问题")
    return PROBLEMS if problems else 0
