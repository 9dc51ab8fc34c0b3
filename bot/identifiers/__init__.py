"""Where a text names a person by number or address."""

from bot.identifiers.finder import identifiers
from bot.identifiers.spans import Kind, Span

__all__ = ["Kind", "Span", "identifiers"]
