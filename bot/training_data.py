"""The data folder as Rasa's training asks for it, read once.

Rasa's own chain of importers reads every file three times and puts the files together two by two, hashing all
sentences again at each step: with tens of thousands of sentences that takes longer than learning from them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData


class DataFolder(RasaFileImporter):
    """Sentences, rules, domain and configuration of the project; there are no end-to-end stories to look for."""

    def __init__(self, data: Path, settings: Path):
        """Look into the data folder and the folder of ``config.yml`` and ``domain.yml``.

        :raises FileNotFoundError: one of the two is missing; Rasa would go on with an empty one.
        """
        for name in ("config.yml", "domain.yml"):
            if not (settings / name).is_file():
                raise FileNotFoundError(settings / name)
        super().__init__(
            str(settings / "config.yml"),
            str(settings / "domain.yml"),
            [str(data / "nlu"), str(data / "dialogue")],
        )
        self._sentences = lru_cache(maxsize=1)(self._read)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """All sentences, put together once."""
        return self._sentences()

    def _read(self) -> TrainingData:
        return TrainingData(
            [message for path in self._nlu_files for message in load_data(path).training_examples]
        )
