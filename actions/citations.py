"""The grounds of an answer, one line a norm, in the order in which the answer rests on them."""

from __future__ import annotations

from collections.abc import Iterable

from actions.phrases import Phrases
from rules_engine.model.norms import Citation, Norms

#: Kinds that are texts with a title of their own; the others are named without 《》.
_TITLED = frozenset(
    {
        "law",
        "administrative_regulation",
        "judicial_interpretation",
        "department_rule",
        "policy_document",
        "recommended_standard",
        "self_regulation",
    }
)


def basis_lines(refs: Iterable[str], norms: Norms, phrases: Phrases, most: int) -> list[str]:
    """``《民事诉讼法》第227条、第85条（法律）`` …, at most ``most`` lines and one that counts the rest."""
    by_norm: dict[str, list[Citation]] = {}
    for ref in dict.fromkeys(refs):
        citation = norms.cite(ref)
        by_norm.setdefault(citation.norm.id, []).append(citation)
    lines = [_line(group, phrases) for group in by_norm.values()]
    if len(lines) <= most:
        return lines
    return [*lines[:most], phrases.say("basis_more", count=len(lines) - most)]


def title(citation: Citation, phrases: Phrases) -> str:
    """One article with its strength, as it is cited in an explanation."""
    return _line([citation], phrases)


def _line(group: list[Citation], phrases: Phrases) -> str:
    norm = group[0].norm
    strength = phrases.strength(norm.strength)
    # A collection of ours (官方热线) is called what it is; only a document has a formal title beside the short one.
    is_document = norm.kind in _TITLED and norm.title != norm.short
    if is_document and all(citation.article.checked == "secondary" for citation in group):
        strength += phrases.say("secondary")
    if not is_document:
        return phrases.say("basis_plain", title=norm.short, strength=strength)
    numbers = "、".join(c.article.number for c in group if c.article.number)
    return phrases.say("basis_article", title=norm.short, numbers=numbers, strength=strength)
