"""The routes of the pages.

Every page works without a script, keeps nothing and sets no cookie. What is sent with the form is answered and
forgotten: nothing of it stands in an address, a log or a store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.care import CARE, static_reply
from actions.case.cases import FORGOTTEN_AFTER
from actions.context import context
from actions.settings import retention
from bot.danger import danger
from bot.pages.assets import load_assets
from bot.pages.delivery import HTML, once, sent
from bot.pages.form import Entered, Filled, Problem, entered, read_form
from bot.pages.headers import frame_ancestors, page_headers
from bot.pages.result import Result
from bot.pages.templates import page
from bot.pages.texts import PAGES, load_texts
from rules_engine import assess, branches, read_facts

_FRESH = "no-cache"  # kept, but asked about each time
_SHORT = "public, max-age=300, must-revalidate"
_FOR_GOOD = "public, max-age=31536000, immutable"
_FORM = "application/x-www-form-urlencoded"


def pages_channel(
    as_of: Callable[[], date], public_url: str | None = None, origins: Sequence[str] = ()
) -> Blueprint:
    """The pages.

    :param as_of: gives the day on which a form is answered.
    :param public_url: where people reach this server, for the line that embeds the chat; a sample when None.
    :param origins: the sites that may show the chat in a frame.
    :raises ValueError: one of ``origins`` is no origin.
    """
    blueprint, pages = Blueprint("pages"), Pages(as_of, public_url, origins)
    for handler, route in (
        (pages.home, "/"),
        (pages.chat, "/chat"),
        (pages.embed, "/embed"),
        (pages.form, "/assess"),
        (pages.manifest, "/manifest.webmanifest"),
        (pages.worker, "/sw.js"),
        (pages.static, "/static/<name>"),
    ):
        blueprint.add_route(_function(handler), route, methods=("GET", "HEAD"), name=handler.__name__)
    blueprint.add_route(_function(pages.answer), "/assess", methods=("POST",), name="answer")
    return blueprint


def _function(handler: Callable[..., Awaitable[HTTPResponse]]) -> Any:
    """A method as a function: sanic writes its notes on handlers, and methods take none."""

    async def handle(request: Request, **path: str) -> HTTPResponse:
        return await handler(request, **path)

    return handle


class Pages:
    """What the routes answer; files and texts are read once. Parameters as in :func:`pages_channel`."""

    def __init__(self, as_of: Callable[[], date], public_url: str | None, origins: Sequence[str]) -> None:
        self._as_of = as_of
        self._texts = load_texts()
        self._address = public_url or self._texts.app["sample_address"]
        sources = b"".join(path.read_bytes() for path in sorted(PAGES.iterdir()))
        self._assets = load_assets(self._texts.app, sources)
        self._own, self._framed = page_headers(), page_headers(frame_ancestors(origins))

    async def home(self, request: Request) -> HTTPResponse:
        """What this is, with the chat."""
        return self._page(request, self._front)

    async def chat(self, request: Request) -> HTTPResponse:
        """The chat alone."""
        return self._page(request, page("chat.html", app=self._texts.app, embedded=False))

    async def embed(self, request: Request) -> HTTPResponse:
        """The chat in a frame of a site that was allowed."""
        content = page("chat.html", app=self._texts.app, embedded=True)
        return sent(request, content.encode(), HTML, self._framed, _FRESH)

    async def form(self, request: Request) -> HTTPResponse:
        """The form without anything in it."""
        return self._page(request, await asyncio.to_thread(_form_page, Filled(Entered(), {}, ())))

    async def answer(self, request: Request) -> HTTPResponse:
        """What follows from a form."""
        shown = entered(request.body) if request.content_type.startswith(_FORM) else None
        if shown is None:
            filled = Filled(Entered(), {}, (Problem("days", self._texts.errors["too_much"]),))
            return once(await asyncio.to_thread(_form_page, filled), self._own, 422)
        content, status = await asyncio.to_thread(_answer, shown, self._as_of())
        return once(content, self._own, status)

    async def manifest(self, request: Request) -> HTTPResponse:
        """What makes the chat installable."""
        return sent(request, self._assets.manifest, "application/manifest+json", self._own, _SHORT)

    async def worker(self, request: Request) -> HTTPResponse:
        """The service worker."""
        return sent(request, self._assets.worker, "text/javascript; charset=utf-8", self._own, _FRESH)

    async def static(self, request: Request, name: str) -> HTTPResponse:
        """A file of the pages."""
        asset = self._assets.files.get(name)
        if asset is None:
            raise NotFound("no such file")
        cache = _FOR_GOOD if request.args.get("v") == asset.version else _SHORT
        return sent(request, asset.content, asset.content_type, self._own, cache)

    @cached_property
    def _front(self) -> str:
        hours = int(FORGOTTEN_AFTER.total_seconds() // 3600)
        return page(
            "front.html", app=self._texts.app, address=self._address, days=retention().days, hours=hours
        )

    def _page(self, request: Request, content: str) -> HTTPResponse:
        return sent(request, content.encode(), HTML, self._own, _FRESH)


def _answer(shown: Entered, as_of: date) -> tuple[str, int]:
    """The page for a form that was sent, with its status; care comes before anything else."""
    kind = _danger(shown)
    if kind is not None:
        said, *steps = static_reply(kind).text.split("\n")
        lines = [step.partition(". ")[2] for step in steps]
        return page("care.html", app=load_texts().app, said=said, steps=lines), 200
    known, texts = context(), load_texts()
    filled = read_form(shown, known.book, texts.errors, as_of)
    if filled.problems:
        return _form_page(filled), 422
    facts = read_facts(known.book, filled.facts)
    found = assess(known.book, facts, as_of)
    split = branches(known.book, facts, as_of, "days_overdue") if found.stage is None else []
    result = Result(known.speech, texts, filled.facts, found, split)
    return page("result.html", result=result, **_form_values(filled)), 200


def _danger(shown: Entered) -> str | None:
    """The kind of danger that stands in a field."""
    found = {danger(text) for text in set(shown.texts())}
    return next((kind for kind in CARE if kind in found), None)


def _form_page(filled: Filled) -> str:
    return page("assess.html", **_form_values(filled))


def _form_values(filled: Filled) -> dict[str, Any]:
    facts, texts = context().book.quantities.facts, load_texts()
    fields = {
        (fact, field.id): field.values or {}
        for fact in ("documents", "contacts")
        for field in facts[fact].fields
    }
    return {
        "app": texts.app,
        "entered": filled.entered,
        "problems": filled.problems,
        "wrong": {problem.field: problem.text for problem in reversed(filled.problems)},
        "products": facts["product"].values,
        "hardships": facts["hardship"].values,
        "negotiations": facts["negotiation"].values,
        "papers": _folded(fields["documents", "kind"], texts.first["papers"]),
        "channels": fields["contacts", "channel"],
        "recipients": fields["contacts", "recipient"],
        "acts": _folded(fields["contacts", "acts"], texts.first["acts"]),
    }


def _folded(values: dict[str, str], first: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The values that stand at once, in the order given, and those behind the fold."""
    return {value: values[value] for value in first}, {
        value: label for value, label in values.items() if value not in first
    }
