"""Rasa works without TensorFlow: imported, trained, loaded and asked in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import tensorflow_shim

PROJECT = Path(__file__).resolve().parents[2]

WHOLE_LIFE = """
import asyncio, json, sys
from pathlib import Path
from bot import rasa_runtime
rasa_runtime.prepare()
from bot.rasa_training import build
folder = Path(sys.argv[1])
model = build(folder, folder / "data", folder / "settings", lambda step, share: None)
from rasa.core.agent import Agent
agent = Agent.load(model)
parsed = asyncio.run(agent.parse_message("早上好呀"))
import os
from rasa import telemetry
print(json.dumps({
    "intent": parsed["intent"]["name"],
    "telemetry": telemetry.is_telemetry_enabled(),
    "stand_in": sys.modules["tensorflow"].__class__.__name__,
}))
"""

NLU = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - 早上好
      - 早啊
      - 上午好呀
  - intent: goodbye
    examples: |
      - 回头见
      - 先走了
      - 下次再聊
"""

RULES = """
version: "3.1"
rules:
  - rule: 问好
    steps:
      - intent: greet
      - action: action_listen
"""

DOMAIN = """
version: "3.1"
intents: [greet, goodbye, nlu_fallback]
"""


def in_a_process(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.model
def test_rasa_trains_loads_and_parses_under_the_stand_ins(tmp_path: Path) -> None:
    for name, content in (
        ("data/nlu/topics.yml", NLU),
        ("data/dialogue/rules.yml", RULES),
        ("settings/domain.yml", DOMAIN),
        ("settings/config.yml", (PROJECT / "bot" / "rasa" / "config.yml").read_text(encoding="utf-8")),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.replace("action_unsure", "action_listen"), encoding="utf-8")
    done = in_a_process(WHOLE_LIFE, str(tmp_path))
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result == {"intent": "greet", "telemetry": False, "stand_in": "_InertModule"}


def test_telemetry_is_off_whatever_the_environment_says() -> None:
    code = (
        "import os; from bot import tensorflow_shim as s; s.install()\n"
        "print(os.environ['RASA_TELEMETRY_ENABLED'])"
    )
    assert in_a_process(code, RASA_TELEMETRY_ENABLED="true").stdout.strip() == "false"


def test_asking_for_the_real_package_where_it_is_missing_changes_nothing() -> None:
    code = "from bot import tensorflow_shim as s; s.install(); import tensorflow; print(s.is_installed())"
    assert in_a_process(code, ADVISOR_REAL_TENSORFLOW="1").stdout.strip() == "True"


def test_the_real_package_is_used_when_it_is_there_and_asked_for(tmp_path: Path) -> None:
    (tmp_path / "tensorflow.py").write_text("REAL = True\n", encoding="utf-8")
    code = "from bot import tensorflow_shim as s; s.install(); import tensorflow; print(tensorflow.REAL)"
    assert in_a_process(code, ADVISOR_REAL_TENSORFLOW="1", PYTHONPATH=f"{tmp_path}").stdout.strip() == "True"


def test_installing_twice_puts_one_finder_in_place() -> None:
    tensorflow_shim.install()
    before = list(sys.meta_path)
    tensorflow_shim.install()
    assert sys.meta_path == before


def test_a_stand_in_serves_as_base_decorator_annotation_and_index() -> None:
    tensorflow_shim.install()
    import tensorflow as tf
    from tensorflow.keras.layers import Dense

    class Layer(tf.keras.layers.Layer, Dense):  # type: ignore[misc, name-defined]
        size: tf.Tensor | None = None

    @tf.function
    def plain() -> int:
        return 1

    assert plain() == 1
    assert tf.Tensor[int] is tf.Tensor
    assert Layer.size is None


def test_computing_with_a_stand_in_says_what_to_do() -> None:
    tensorflow_shim.install()
    import tensorflow as tf

    class Network(tf.keras.Model):  # type: ignore[misc, name-defined]
        pass

    with pytest.raises(tensorflow_shim.TensorFlowAbsent, match="ADVISOR_REAL_TENSORFLOW"):
        Network()


def test_other_missing_packages_stay_missing() -> None:
    tensorflow_shim.install()
    with pytest.raises(ModuleNotFoundError):
        import tensorflow_of_another_name  # noqa: F401
