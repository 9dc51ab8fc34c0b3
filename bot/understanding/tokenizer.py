"""Words of a message: jieba with the lexicon as user dictionary, spans given in the original text.

Not Rasa's tokenizer: that one loads dictionaries into a tokenizer shared by the whole process and cuts
the raw text, where spaces and full-width forms break words. The dictionary is written into the model, so
that a model cuts as it was trained.
"""

from __future__ import annotations

import io
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

import jieba
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.folders import private_folder
from bot.understanding.component import Reader, normalized
from bot.understanding.lexicon import default_lexicon
from bot.understanding.normalizer import NormalizedText

_DICTIONARY = "dictionary.txt"
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}  # str.lower may change the length

jieba.setLogLevel(logging.ERROR)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class ChineseTokenizer(Reader):
    """Sets ``TEXT_TOKENS``: normalised words with ``start`` and ``end`` in the original."""

    def __init__(
        self, config: dict[str, Any], dictionary: str, storage: ModelStorage | None, resource: Resource | None
    ):
        """A tokenizer that knows the given user dictionary."""
        super().__init__(config)
        self._dictionary = dictionary
        self._storage = storage
        self._resource = resource
        self._jieba = jieba_with(dictionary)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ChineseTokenizer:
        """A tokenizer with the dictionary of today's lexicon."""
        return cls(config, default_lexicon().jieba_dictionary(), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ChineseTokenizer:
        """The tokenizer of a trained model."""
        with model_storage.read_from(resource) as folder:
            dictionary = (Path(folder) / _DICTIONARY).read_text(encoding="utf-8")
        return cls(config, dictionary, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Write the dictionary into the model."""
        assert self._storage is not None and self._resource is not None
        with self._storage.write_to(self._resource) as folder:
            (Path(folder) / _DICTIONARY).write_text(self._dictionary, encoding="utf-8")
        return self._resource

    def read(self, message: Message) -> None:
        """Set the tokens."""
        message.set(TEXT_TOKENS, tokens(normalized(message), self._jieba))


def jieba_with(dictionary: str) -> jieba.Tokenizer:
    """A tokenizer of its own with a user dictionary; jieba's index is cached in the state folder."""
    tokenizer = jieba.Tokenizer()
    with suppress(OSError):  # a read-only state folder: jieba then keeps it in the temporary folder
        tokenizer.tmp_dir = str(private_folder("cache"))
    tokenizer.initialize()
    tokenizer.load_userdict(io.StringIO(dictionary))
    return tokenizer


def tokens(text: NormalizedText, tokenizer: jieba.Tokenizer) -> list[Token]:
    """The words of a text, white space left out."""
    return [
        Token(word, *text.span(start, end))
        for word, start, end in tokenizer.tokenize(text.text.translate(_LOWER))
        if not word.isspace()
    ]
