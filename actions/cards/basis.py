"""The grounds of an answer: what each norm says and how firm it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from actions.cards.card import Card
from actions.citations import basis_lines, title
from actions.phrases import Phrases
from rules_engine.model.norms import FIRM_STRENGTHS, Citation, Norms


def basis_card(refs: Iterable[str], norms: Norms, phrases: Phrases, most: int) -> Card | None:
    """One line a norm in the text, every article with what it says in the drawer; None without grounds."""
    cited = list(dict.fromkeys(refs))
    if not cited:
        return None
    heading = phrases.say("basis")
    lines = "\n".join(f"· {line}" for line in basis_lines(cited, norms, phrases, most))
    items = [_item(norms.cite(ref), phrases) for ref in cited]
    return Card("basis", f"{heading}\n{lines}", {"title": heading.rstrip("："), "items": items})


def _item(citation: Citation, phrases: Phrases) -> dict[str, Any]:
    strength = citation.norm.strength
    return {
        "title": title(citation, phrases),
        "strength": strength,
        "firm": strength in FIRM_STRENGTHS,
        "says": citation.article.says,
    }
