"""The channel of the web page: ``POST /chat/session`` gives out who one is, ``POST /chat/stream`` answers as events.

The page never chooses a sender: it shows the sealed session the server gave it. A message carries an id of the
page's making; the same id gets the same answer, so a page that lost its connection simply sends again. The answer
to a turn is worked out to its end whether anybody waits or not.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from actions.care import CARE, static_reply
from actions.context import context
from bot.channels.answers import refused, sent
from bot.channels.callers import caller
from bot.channels.events import CONTENT_TYPE, HEADERS, HEARTBEAT, event
from bot.channels.limits import Limiter
from bot.channels.origins import may_ask, shared_with
from bot.channels.rest import Respond
from bot.channels.scripts import TRADITIONAL, in_script
from bot.channels.sessions import Session, new_session, opened_session, sealed_session
from bot.channels.transcripts import Entries, Messages, Transcripts, read
from bot.danger import danger
from bot.desk import CRISES, clean
from bot.masking import masked
from bot.messages import as_message

log = logging.getLogger(__name__)

MOST_CHARACTERS = 4_000  # of a message; the desk reads 1,000 and says so
#: Messages at once and their refill in seconds: of one conversation, of one address.
PER_SESSION, PER_ADDRESS = (20, 60.0), (120, 60.0)
#: New conversations from one address in ten minutes; whole offices and mobile networks share one.
NEW_SESSIONS = 60

#: Care for a person in danger, when everything else is refused: at once, and its refill in seconds.
_CARE = (10, 60.0)
_SHOWN = 1_000  # characters of a message that stand in the transcript

_QUIET, _LATE, _LAST, _BEAT = 1.5, 20.0, 300.0, 15.0  # seconds
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")


class Chat:
    """What the routes of the channel share."""

    def __init__(self, respond: Respond, origins: Collection[str], most_new: int = NEW_SESSIONS) -> None:
        """:param respond: answers one message.
        :param origins: the other sites that may embed the chat.
        :param most_new: new conversations from one address in ten minutes."""
        self.respond = respond
        self.origins = origins
        self.transcripts = Transcripts()
        self.per_session, self.per_address = Limiter(*PER_SESSION), Limiter(*PER_ADDRESS)
        self.new_sessions, self.care = Limiter(most_new, 600), Limiter(*_CARE)

    def session(self, request: Request) -> Session | None:
        """Who a request comes from; None where it shows no session of ours."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        cases = context().cases
        return opened_session(token, cases.sessions, cases.retention) if token else None


def chat_channel(chat: Chat) -> Blueprint:
    """The routes of the channel."""
    blueprint = Blueprint("chat", url_prefix="/chat")

    @blueprint.post("/session")
    async def open_session(request: Request) -> HTTPResponse:
        body = _checked(request, chat)
        return body if isinstance(body, HTTPResponse) else _shared(_opened(request, body, chat), request)

    @blueprint.post("/stream")
    async def stream(request: Request) -> HTTPResponse | None:
        body = _checked(request, chat)
        if isinstance(body, HTTPResponse):
            return body
        asked = _asked(request, body, chat)
        if isinstance(asked, HTTPResponse):
            return _shared(asked, request)
        await _streamed(request, *asked)
        return None

    @blueprint.post("/clear")
    async def clear(request: Request) -> HTTPResponse:
        body = _checked(request, chat)
        return body if isinstance(body, HTTPResponse) else _shared(_cleared(request, chat), request)

    @blueprint.options("/session")
    @blueprint.options("/stream")
    @blueprint.options("/clear")
    async def preflight(request: Request) -> HTTPResponse:
        allowed = may_ask(request, chat.origins)
        return empty(204 if allowed else 403, shared_with(request) if allowed else {})

    return blueprint


def _shared(response: HTTPResponse, request: Request) -> HTTPResponse:
    response.headers.update(shared_with(request))
    return response


def _checked(request: Request, chat: Chat) -> dict[str, Any] | HTTPResponse:
    """The body of a request, or why it is refused."""
    if not may_ask(request, chat.origins):
        return refused(403, "这个网站还没有获准使用这里的对话。")
    if not request.content_type.startswith("application/json"):
        return _shared(refused(400, "请求要用 application/json 发送。"), request)
    try:
        body = request.json
    except Exception:  # sanic wraps whatever the JSON reader raises
        body = None
    if not isinstance(body, dict):
        return _shared(refused(400, "请求不是有效的 JSON 对象。"), request)
    return body


def _opened(request: Request, body: dict[str, Any], chat: Chat) -> HTTPResponse:
    """The session that is shown, renewed, with what was said in it; else a new one.

    A page that says the newest entry it has (``seen``) gets no entries while there is nothing newer.
    """
    script = TRADITIONAL if body.get("script") == TRADITIONAL else "zh-Hans"
    known, address = chat.session(request), caller(request)
    if seconds := chat.per_address.wait(address) or (0 if known else chat.new_sessions.wait(address)):
        return _too_many(seconds)
    session = replace(known, script=script) if known else new_session(script)
    said = chat.transcripts.known(session.sender)
    unchanged = said is not None and body.get("seen") == said.newest
    entries = None if unchanged else in_script(read(said.entries if said else []), script)
    token = sealed_session(session, context().cases.sessions)
    return sent({"token": token, "known": known is not None, "entries": entries})


def _cleared(request: Request, chat: Chat) -> HTTPResponse:
    if seconds := chat.per_address.wait(caller(request)):
        return _too_many(seconds)
    session = chat.session(request)
    if session and (said := chat.transcripts.known(session.sender)):
        said.forget()
    return sent({"cleared": True})


Turn = tuple[Session, "asyncio.Future[Entries]"]


def _asked(request: Request, body: dict[str, Any], chat: Chat) -> Turn | HTTPResponse:
    """The turn a request is about, begun or found again; or why there is none."""
    session = chat.session(request)
    if session is None:
        return refused(401, "这次对话过期了，正在重新接上。")
    key, text, shown = body.get("key"), body.get("text"), body.get("shown")
    if not isinstance(key, str) or not _KEY.fullmatch(key) or not isinstance(text, str):
        return refused(400, "消息要有 key 和 text。")
    transcript = chat.transcripts.begun(session.sender)
    respond = chat.respond
    if key not in transcript.turns and (seconds := _wait(request, session, chat)):
        if not danger(text[:MOST_CHARACTERS]) or chat.care.wait(session.sender):
            return _too_many(seconds)
        respond = _care  # never refused for being asked too often
    said = masked(clean(shown if isinstance(shown, str) else text)).text[:_SHOWN]
    return session, transcript.turn(key, said, _answering(respond, session, text[:MOST_CHARACTERS]))


def _wait(request: Request, session: Session, chat: Chat) -> int:
    """Seconds until this address, and this conversation, may ask again; 0 when they may."""
    return chat.per_address.wait(caller(request)) or chat.per_session.wait(session.sender)


def _answering(respond: Respond, session: Session, text: str) -> Callable[[], Awaitable[Messages]]:
    async def answer() -> Messages:
        try:
            return await respond(session.sender, text)
        except Exception as error:  # a page that waits must get something it can show
            log.error("a turn failed: %s", type(error).__name__)
            return [as_message(static_reply("failure"))]

    return answer


async def _care(_sender: str, text: str) -> Messages:
    CRISES.inc()
    return [as_message(static_reply(danger(text) or CARE[0]))]


def _too_many(seconds: int) -> HTTPResponse:
    response = refused(429, f"发得太快了，请过{seconds}秒再发，你写的还在。")
    response.headers["Retry-After"] = str(seconds)
    return response


async def _streamed(request: Request, session: Session, turn: asyncio.Future[Entries]) -> None:
    """Tell a turn as events: that it takes a while, that it takes long, its messages, the end."""
    response = await request.respond(content_type=CONTENT_TYPE, headers={**HEADERS, **shared_with(request)})
    if not await _done(turn, _QUIET):
        await response.send(event("status", {"state": "working"}))
    if not await _done(turn, _LATE - _QUIET):
        await response.send(event("status", {"state": "late"}))
    waited = _LATE
    while not await _done(turn, _BEAT) and waited < _LAST:
        await response.send(HEARTBEAT)
        waited += _BEAT
    for message in read(turn.result()) if turn.done() else []:
        await response.send(event("message", in_script(message, session.script)))
    await response.send(event("done", {"complete": turn.done()}))
    await response.eof()


async def _done(turn: asyncio.Future[Entries], seconds: float) -> bool:
    """Whether a turn ends within so many seconds; it goes on otherwise."""
    finished, _ = await asyncio.wait({turn}, timeout=seconds)
    return bool(finished)
