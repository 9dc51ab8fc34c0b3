"""``GET /files/…``: a letter, a calendar or an export by a sealed link that expires; see ``actions.links``."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.context import context
from actions.files import produce
from actions.letters.pdf import NoChineseFont
from actions.links import opened
from bot.channels.answers import refused


def files_channel() -> Blueprint:
    """The route of the downloads; the link alone says whose file it is, so it is good for nothing else."""
    blueprint = Blueprint("files", url_prefix="/files")

    @blueprint.get("/<address>")
    async def fetch(request: Request, address: str) -> HTTPResponse:
        say = context().speech.phrases.say
        download = opened(address, context().cases.links)
        if download is None:
            return refused(410, say("file_gone"))
        try:
            file = await asyncio.to_thread(produce, download)
        except NoChineseFont:
            return refused(503, say("file_no_font"))
        if file is None:
            return refused(410, say("file_gone"))
        name = quote(file.name)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return HTTPResponse(file.content, content_type=file.content_type, headers=headers)

    return blueprint
