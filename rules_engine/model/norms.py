"""Norms: what a sentence may rest on, and how firmly it may then speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from rules_engine.model.periods import Period

Kind = Literal[
    "law",
    "administrative_regulation",
    "judicial_interpretation",
    "department_rule",
    "policy_document",
    "recommended_standard",
    "self_regulation",
    "contract",
    "platform_practice",
    "hearsay",
]
Checked = Literal["text", "secondary", "memory"]

# From strong to weak; the order is the ordering of strengths.
STRENGTH_OF_KIND: Mapping[str, str] = {
    "law": "法律",
    "administrative_regulation": "行政法规",
    "judicial_interpretation": "司法解释",
    "department_rule": "部门规章",
    "policy_document": "监管或司法政策文件",
    "recommended_standard": "国家标准（推荐性）",
    "self_regulation": "行业自律",
    "contract": "合同约定",
    "platform_practice": "平台惯例",
    "hearsay": "网传",
}
STRENGTHS: tuple[str, ...] = tuple(STRENGTH_OF_KIND.values())
FIRM_STRENGTHS = frozenset(STRENGTHS[:4])


def strongest(strengths: Iterable[str]) -> str | None:
    """The strongest of ``strengths``; None when there is none."""
    return min(strengths, key=STRENGTHS.index, default=None)


def weakest(strengths: Iterable[str]) -> str | None:
    """The weakest of ``strengths``; None when there is none."""
    return max(strengths, key=STRENGTHS.index, default=None)


class Article(Struct, frozen=True, forbid_unknown_fields=True):
    """One provision of a norm; ``from``/``to`` narrow the norm's own time in force."""

    number: str | None
    says: str
    checked: Checked
    source: str
    quote: str | None = None
    from_: date | None = field(default=None, name="from")
    to: date | None = None
    note: str | None = None


class Norm(Struct, frozen=True, forbid_unknown_fields=True):
    """A law, a rule, a standard or a practice, with the days it is in force."""

    id: str
    title: str
    short: str
    kind: Kind
    in_force: Period
    verified_on: date
    review_by: date
    articles: dict[str, Article]
    note: str | None = None

    @property
    def strength(self) -> str:
        """How firmly a sentence that rests on this norm may speak."""
        return STRENGTH_OF_KIND[self.kind]


class Citation(Struct, frozen=True):
    """An article found by its reference ``norm.article``."""

    ref: str
    norm: Norm
    article: Article

    @property
    def period(self) -> Period:
        """The days on which this article is in force."""
        whole = self.norm.in_force
        return Period(from_=self.article.from_ or whole.from_, to=self.article.to or whole.to)

    @property
    def title(self) -> str:
        """The way it is cited, as in 《民事诉讼法》第227条."""
        return f"《{self.norm.short}》{self.article.number or ''}"


class Norms(Mapping[str, Norm]):
    """All norms by id; finds articles by reference and ranks what rests on them."""

    def __init__(self, norms: Mapping[str, Norm]) -> None:
        self._norms = dict(norms)
        self._citations = {
            f"{norm.id}.{article_id}": Citation(f"{norm.id}.{article_id}", norm, article)
            for norm in self._norms.values()
            for article_id, article in norm.articles.items()
        }

    def __getitem__(self, norm_id: str) -> Norm:
        return self._norms[norm_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._norms)

    def __len__(self) -> int:
        return len(self._norms)

    @property
    def references(self) -> Iterable[str]:
        """Every ``norm.article`` that may be cited."""
        return self._citations.keys()

    def cite(self, ref: str) -> Citation:
        """The article ``ref``; KeyError when there is none."""
        return self._citations[ref]

    def in_force(self, basis: Iterable[str], on: date) -> tuple[str, ...]:
        """Those of ``basis`` that are in force on that day, in the same order."""
        return tuple(ref for ref in basis if self.cite(ref).period.covers(on))

    def strength(self, basis: Iterable[str]) -> str | None:
        """The strongest of ``basis``: each article carries the conclusion by itself."""
        return strongest(self.cite(ref).norm.strength for ref in basis)
