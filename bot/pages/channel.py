"""The routes of the pages.

Every page works without a script, keeps nothing and sets no cookie. What is sent with the form is answered and
forgotten: nothing of it stands in an address, a log or a store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.care import CARE, static_reply
from actions.case.cases import FORGOTTEN_AFTER
from actions.context import context
from actions.settings import retention
from bot.pages.assets import load_assets
from bot.pages.delivery import HTML, once, sent
from bot.pages.form import Entered, Filled, Problem, entered, read_form
from bot.pages.headers import frame_ancestors, page_headers
from bot.pages.result import Result
from bot.pages.templates import page
from bot.pages.texts import PAGES, load_texts
from bot.understanding.normalizer import normalize
from bot.understanding.safety import default_screen
from rules_engine import assess, branches, read_facts

_READ = ("GET", "HEAD")
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
    blueprint = Blueprint("pages")
    texts = load_texts()
    sources = b"".join(path.read_bytes() for path in sorted(PAGES.iterdir()))
    assets = load_assets(texts.app, sources)
    own, framed = page_headers(), page_headers(frame_ancestors(origins))

    @lru_cache(maxsize=1)
    def front() -> str:
        return page(
            "front.html",
            app=texts.app,
            address=public_url or texts.app["sample_address"],
            days=retention().days,
            hours=int(FORGOTTEN_AFTER.total_seconds() // 3600),
        )

    async def home(request: Request) -> HTTPResponse:
        return sent(request, front().encode(), HTML, own, _FRESH)

    async def chat(request: Request) -> HTTPResponse:
        content = page("chat.html", app=texts.app, embedded=False)
        return sent(request, content.encode(), HTML, own, _FRESH)

    async def embed(request: Request) -> HTTPResponse:
        content = page("chat.html", app=texts.app, embedded=True)
        return sent(request, content.encode(), HTML, framed, _FRESH)

    async def form(request: Request) -> HTTPResponse:
        content = await asyncio.to_thread(_form_page, Filled(Entered(), {}, ()))
        return sent(request, content.encode(), HTML, own, _FRESH)

    async def answer(request: Request) -> HTTPResponse:
        shown = entered(request.body) if request.content_type.startswith(_FORM) else None
        if shown is None:
            problem = Problem("days", texts.errors["too_much"])
            return once(await asyncio.to_thread(_form_page, Filled(Entered(), {}, (problem,))), own, 422)
        content, status = await asyncio.to_thread(_answer, shown, as_of())
        return once(content, own, status)

    async def manifest(request: Request) -> HTTPResponse:
        return sent(request, assets.manifest, "application/manifest+json", own, _SHORT)

    async def worker(request: Request) -> HTTPResponse:
        return sent(request, assets.worker, "text/javascript; charset=utf-8", own, _FRESH)

    async def static(request: Request, name: str) -> HTTPResponse:
        asset = assets.files.get(name)
        if asset is None:
            raise NotFound("no such file")
        cache = _FOR_GOOD if request.args.get("v") == asset.version else _SHORT
        return sent(request, asset.content, asset.content_type, own, cache)

    blueprint.add_route(home, "/", methods=_READ)
    blueprint.add_route(chat, "/chat", methods=_READ)
    blueprint.add_route(embed, "/embed", methods=_READ)
    blueprint.add_route(form, "/assess", methods=_READ, name="form")
    blueprint.add_route(answer, "/assess", methods=("POST",), name="answer")
    blueprint.add_route(manifest, "/manifest.webmanifest", methods=_READ)
    blueprint.add_route(worker, "/sw.js", methods=_READ)
    blueprint.add_route(static, "/static/<name>", methods=_READ)
    return blueprint


def _answer(shown: Entered, as_of: date) -> tuple[str, int]:
    """The page for a form that was sent, with its status; care comes before anything else."""
    danger = _danger(shown)
    if danger is not None:
        said, *steps = static_reply(danger).text.split("\n")
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
    screen = default_screen()
    findings = {finding.kind for text in set(shown.texts()) for finding in screen(normalize(text))}
    return next((kind for kind in CARE if kind in findings), None)


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
