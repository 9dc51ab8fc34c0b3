"""The post of the messaging apps, as a server opens it: connectors by their settings, the mailroom beside the cases."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime, timezone

from sqlalchemy.exc import SQLAlchemyError

from actions.case.keys import KeyFileError, load_keys
from actions.case.vault import Vault
from actions.context import context
from actions.settings import database_url, key_file
from bot.channels.connectors import connectors, with_settings
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.post import Post
from bot.channels.rest import Respond


def is_configured(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether any messaging app is."""
    return any(with_settings(environment))


def opened_mailroom() -> Mailroom:
    """The mailroom in the database of the cases.

    :raises ValueError: it cannot be opened; a sentence says why.
    """
    try:
        return Mailroom(database_url(), Vault(load_keys(key_file())))
    except KeyFileError as error:
        raise ValueError(str(error)) from error
    except SQLAlchemyError as error:
        raise ValueError("资料库没有回应，请检查 ADVISOR_DATABASE_URL。") from error


def post_office() -> Callable[[Respond], Post]:
    """What makes the post for a conversation.

    :raises ValueError: a setting is wrong, or the mailroom cannot be opened; one sentence a line.
    """
    say = context().speech.phrases.say
    mailroom = opened_mailroom()
    opened = connectors(os.environ, mailroom, say)
    return lambda respond: Post(opened, mailroom, respond, lambda: datetime.now(timezone.utc), say)
