"""Stand-ins for the TensorFlow family, so that Rasa can be imported where it is not installed.

Rasa 3.6 imports TensorFlow, Keras and their companions while it is being imported, although only its neural
components compute with them. This project uses none of those components and does not install the packages
(``override-dependencies`` in ``pyproject.toml``): start-up is five seconds shorter, memory smaller by half
and the installation by two gigabytes.

``install()`` puts a finder into ``sys.meta_path`` that answers imports of the packages in ``ABSENT`` with
modules whose every attribute is an inert class. Such a class may be subclassed, subscripted, used as a
decorator, as an annotation or as a default value: all that happens while modules are imported. Computing
with it raises ``TensorFlowAbsent``, which says why.

The real packages are used when they are installed and ``ADVISOR_REAL_TENSORFLOW=1`` is set: needed by whoever
puts DIET, TED or a response selector into ``bot/rasa/config.yml``.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

ABSENT = frozenset(
    {"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras", "jax", "jaxlib"}
)
REAL = "ADVISOR_REAL_TENSORFLOW"
TELEMETRY = "RASA_TELEMETRY_ENABLED"


class TensorFlowAbsent(RuntimeError):
    """Something tried to compute with a package that is not installed."""


class _InertType(type):
    """The class of stand-ins: any attribute, index or operator gives another stand-in."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__name__}.{name}")

    def __getitem__(cls, _key: Any) -> _InertType:
        return cls

    def __or__(cls, _other: Any) -> _InertType:
        return cls

    __ror__ = __or__

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """As a decorator hand the function back; of a subclass make an instance; else stay inert."""
        if "_stand_in" not in cls.__dict__:
            raise TensorFlowAbsent(
                f"{cls.__name__} needs TensorFlow, which this project does not install. "
                f"Install tensorflow 2.12 and set {REAL}=1 to use it."
            )
        if len(args) == 1 and not kwargs and callable(args[0]):
            return args[0]
        return cls


def _stand_in(name: str) -> _InertType:
    return _InertType(name, (), {"_stand_in": True, "__module__": __name__})


class _InertModule(ModuleType):
    """A module that has every attribute."""

    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        value = _stand_in(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers imports of the absent packages and everything below them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in ABSENT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def install() -> None:
    """Put the stand-ins in place and switch Rasa's telemetry off; to be called before Rasa is imported.

    Calling it again changes nothing. Without effect on imports when the real TensorFlow is installed and
    asked for by ``ADVISOR_REAL_TENSORFLOW=1``.
    """
    os.environ[TELEMETRY] = "false"
    if is_installed() or _real_is_wanted():
        return
    sys.meta_path.insert(0, _Finder())


def is_installed() -> bool:
    """Whether the stand-ins answer imports in this process."""
    return any(isinstance(finder, _Finder) for finder in sys.meta_path)


def _real_is_wanted() -> bool:
    return os.environ.get(REAL) == "1" and importlib.util.find_spec("tensorflow") is not None
