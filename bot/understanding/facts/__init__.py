"""Facts stated in a message: one grammar a file, put together by ``extractor``."""

from bot.understanding.facts.extractor import read_facts
from bot.understanding.facts.results import Facts, FactSpan

__all__ = ["FactSpan", "Facts", "read_facts"]
