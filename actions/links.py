"""Downloads by link: an address that says, sealed, which file of whose case, and is void after a quarter of an hour.

Nothing is kept for a download: the file is made from the case when it is fetched, and a conversation that was
deleted or begun anew in the meantime has none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cryptography.fernet import Fernet, InvalidToken

from actions.cards.card import Card
from actions.consultation import Consultation
from actions.message import Reply
from actions.settings import public_url

VALID_MINUTES = 15


@dataclass(frozen=True)
class Download:
    """Which file: ``what`` is ``export``, ``calendar`` or ``letter:<id>``; ``token`` marks the conversation."""

    what: str
    format: str
    sender: str
    token: str
    as_of: date


def sealed(download: Download, links: Fernet) -> str:
    """The last part of a download's address."""
    content = [download.what, download.format, download.sender, download.token, download.as_of.isoformat()]
    return links.encrypt(json.dumps(content).encode()).decode()


def opened(address: str, links: Fernet) -> Download | None:
    """The download an address stands for; None when it is forged or too old."""
    try:
        content = json.loads(links.decrypt(address.encode(), ttl=60 * VALID_MINUTES))
    except (InvalidToken, UnicodeEncodeError, ValueError):
        return None
    what, kind, sender, token, day = content
    return Download(what, kind, sender, token, date.fromisoformat(day))


def with_files(consultation: Consultation, reply: Reply, what: str, formats: Sequence[str]) -> Reply:
    """The reply with its files: by link where there is a server, else by a word in the terminal."""
    case, say = consultation.case, consultation.context.speech.phrases.say
    if case.store.token(case.sender) is None:
        case.set_state(consultation.state)
    token, base = case.store.token(case.sender) or "", public_url()
    files = []
    for each in formats:
        download = Download(what, each, case.sender, token, consultation.turn.as_of)
        address = sealed(download, consultation.context.cases.links)
        title = say(f"file_{each}")
        files.append(
            {
                "title": title,
                "format": each,
                "token": address,
                "url": f"{base}/files/{address}" if base else None,
            }
        )
    if base is None:
        line = say("file_terminal", names="、".join(file["title"] or "" for file in files))
    else:
        links = "\n".join(f"{file['title']}：{file['url']}" for file in files)
        line = say("file_links", minutes=VALID_MINUTES) + "\n" + links
    with_data = replace(reply, data={**reply.data, "files": files})
    shown = [{"title": file["title"], "format": file["format"], "token": file["token"]} for file in files]
    return with_data.around(after=[Card("files", line, {"items": shown, "minutes": VALID_MINUTES})])
