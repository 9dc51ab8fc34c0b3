"""Letters: the template as it stands in ``data/letters``, and the letter filled for one case."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, field

#: What a part may be repeated for; see ``actions.letters.rows``.
Each = Literal[
    "improper_contact",
    "third_party_contact",
    "finding",
    "document",
    "record",
    "evidence",
    "assumption",
]
Place = Literal["body", "flush", "right"]


class Is(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition: the fact has one of these values, or a list of words has one of them in it."""

    fact: str
    in_: tuple[str | bool, ...] = field(name="in")


class Kept(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a piece of a letter stands in it, and what it rests on.

    ``needs`` are all known, ``lacks`` all unknown; ``when`` holds throughout and ``unless`` nowhere;
    ``needs_finding`` names acts of which at least one was found. A piece whose whole ``basis`` is out of force on
    the day of the letter is left out.
    """

    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    when: tuple[Is, ...] = ()
    unless: tuple[Is, ...] = ()
    needs_finding: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


class Line(Kept, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry of a list, or one caution."""

    text: str


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a table: its head, and what stands in it for each row."""

    title: str
    text: str


class Part(Kept, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A piece of the body: a ``heading``, a paragraph ``text``, a list ``items``, or something for ``each`` …

    With ``each`` the ``text`` becomes a list entry, or ``table`` a row, for everything of that kind; ``remedy`` and
    ``only`` narrow it. ``lead`` is a paragraph before them; where there is nothing of the kind, ``otherwise`` is the
    list's only entry, and without it nothing stands there.
    """

    heading: str | None = None
    text: str | None = None
    items: tuple[str | Line, ...] = ()
    each: Each | None = None
    table: tuple[Column, ...] = ()
    remedy: str | None = None
    only: tuple[str, ...] = ()
    lead: str | None = None
    otherwise: str | None = None


class Letter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A template, one file: ``{fact}`` is filled in, what nobody told is left as a blank to fill by hand.

    ``also`` are other names it is asked for by; ``suits`` are situations any of which makes it the letter to write,
    without any it suits everybody. ``use`` says when the letter is of use; ``cautions`` are told before it, ``deadlines`` are rules whose last day
    is told with them; ``blanks`` name a fact's blank where the dictionary's name would be too short.
    """

    letter: str
    title: str
    use: str
    to: str
    body: tuple[Part, ...]
    reviewed: date
    review_by: date
    closing: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    cautions: tuple[str | Line, ...] = ()
    deadlines: tuple[str, ...] = ()
    blanks: dict[str, str] = {}
    also: tuple[str, ...] = ()
    suits: tuple[Kept, ...] = ()


class Heading(Struct, frozen=True, tag="heading"):
    """A numbered heading."""

    text: str


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """A paragraph: ``body`` begins two characters in, ``flush`` at the margin, ``right`` ends at the right one."""

    text: str
    place: Place = "body"


class Listing(Struct, frozen=True, tag="listing"):
    """Entries that are numbered from 1."""

    items: tuple[str, ...]


class Table(Struct, frozen=True, tag="table"):
    """A table with one head row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Listing | Table


class FilledLetter(Struct, frozen=True):
    """A letter for one case: what stands in it, the names of its blanks, what to tell before it, its grounds.

    ``version`` is the rulebook's, ``as_of`` the day the facts were judged on; ``footer`` says both and that the
    letter is no official form.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    blanks: tuple[str, ...]
    cautions: tuple[str, ...]
    basis: tuple[str, ...]
    version: str
    as_of: date
    footer: str
