"""``advisor train``: makes the model for the data as they are now."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from bot import training

NO_MODEL = 1


def run(force: bool = False) -> int:
    """Train if the data have changed (or anyway, when forced); 1 when no model could be made."""
    try:
        model = with_progress(training.retrain if force else training.train, sys.stderr)
    except training.TrainingError as error:
        print(f"没有训练成：\n{error}", file=sys.stderr)
        return NO_MODEL
    print(f"模型可用：{model}", file=sys.stderr)
    return 0


def ready_model(stream: TextIO) -> Path:
    """The model for the data as they are now, trained first when need be, with its progress on ``stream``.

    :raises TrainingError: there is none and none can be trained.
    """
    return with_progress(training.train, stream)


def with_progress(task: training.Task, stream: TextIO) -> Path:
    """Run a training and show how far it is: a bar on a terminal, a line for each step elsewhere."""
    if stream.isatty():
        return _with_bar(task, stream)
    return _with_lines(task, stream)


def _with_bar(task: training.Task, stream: TextIO) -> Path:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        row = bar.add_task("准备模型", total=1.0)
        return task(lambda step, share: bar.update(row, description=step, completed=share))


def _with_lines(task: training.Task, stream: TextIO) -> Path:
    told: list[str] = []

    def tell(step: str, share: float) -> None:
        if step in told:
            return
        told.append(step)
        print(f"训练：{step}（{share:.0%}）", file=stream, flush=True)

    return task(tell)
