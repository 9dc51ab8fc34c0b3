"""Runs Rasa's training graph over our data and packs the model: the process that ``bot.training`` starts.

    python -m bot.rasa_training FOLDER DATA SETTINGS

leaves the model in FOLDER and prints what it is doing, one JSON line ``[step, share]`` each.

Rasa's own ``train`` is not used: it prints to standard output, keeps a cache beside the caller and
fingerprints every intermediate result, which takes longer than our training.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot import rasa_runtime

rasa_runtime.prepare()

from rasa.engine.constants import PLACEHOLDER_IMPORTER  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphNodeHook, GraphSchema, SchemaNode  # noqa: E402
from rasa.engine.recipes.recipe import Recipe  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.shared.data import TrainingType  # noqa: E402

from bot.training import MODEL, Progress  # noqa: E402
from bot.training_data import DataFolder  # noqa: E402

_STEPS = {
    "TopicClassifier": "学习话题",
    "DialoguePolicy": "学习对话规则",
    "ChineseTokenizer": "分词",
    "TermMatcher": "认术语",
}
_LONGEST = "TopicClassifier"


def build(folder: Path, data: Path, settings: Path, progress: Progress) -> Path:
    """Train in ``folder``.

    :param data: the data folder.
    :param settings: the folder of ``config.yml`` and ``domain.yml``.
    :returns: the model file, inside ``folder``.
    """
    importer = DataFolder(data, settings)
    config = importer.get_config()
    recipe = Recipe.recipe_for_name(config.get("recipe"))
    configuration = recipe.graph_config_for_recipe(config, {}, training_type=TrainingType.BOTH)
    storage = LocalModelStorage(_made(folder / "storage"))
    schema = configuration.train_schema
    runner = DaskGraphRunner.create(
        graph_schema=schema,
        model_storage=storage,
        execution_context=ExecutionContext(graph_schema=schema),
        hooks=[_Reporter(schema, progress)],
    )
    runner.run(inputs={PLACEHOLDER_IMPORTER: importer})
    progress("打包模型", 0.97)
    model = folder / MODEL
    storage.create_model_package(model, configuration, importer.get_domain())
    return model


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


class _Reporter(GraphNodeHook):
    """Tells the progress as the nodes of the graph are run; the classifier takes most of the time."""

    def __init__(self, schema: GraphSchema, progress: Progress):
        self._progress = progress
        self._weights = {name: _weight(node) for name, node in schema.nodes.items()}
        self._names = {name: node.uses.__name__ for name, node in schema.nodes.items()}
        self._done = 0.0

    def on_before_node(self, node_name, execution_context, config, received_inputs) -> dict:  # type: ignore[no-untyped-def]
        """Say what begins."""
        self._progress(_STEPS.get(self._names.get(node_name, ""), "读训练数据"), self._share())
        return {}

    def on_after_node(self, node_name, execution_context, config, output, input_hook_data) -> None:  # type: ignore[no-untyped-def]
        """Count what is done."""
        self._done += self._weights.get(node_name, 1.0)

    def _share(self) -> float:
        return 0.1 + 0.85 * self._done / (sum(self._weights.values()) or 1.0)


def _weight(node: SchemaNode) -> float:
    return 40.0 if node.uses.__name__ == _LONGEST and node.fn == "train" else 1.0


def _tell(step: str, share: float) -> None:
    print(json.dumps([step, share], ensure_ascii=True), flush=True)


if __name__ == "__main__":
    target, source, rasa = map(Path, sys.argv[1:4])
    build(target, source, rasa, _tell)
