"""The encrypted XML in which 公众号 and 企业微信 wrap a callback, and in which they want a reply.

Outside stands ``Encrypt`` (and, in a reply, ``MsgSignature``, ``TimeStamp``, ``Nonce``), inside the message, again as
XML with one element a field. Source: the platforms' developer documentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from bot.channels.crypto.forged import Forged
from bot.channels.crypto.wechat import WechatCipher, check_signature, signature

#: Bytes of the largest callback that is read.
MOST_BYTES = 65_536
#: Seconds by which the time of a callback may differ from ours.
WINDOW = 300.0

#: What no XML may hold, in CDATA neither.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_xml(body: bytes) -> dict[str, str]:
    """The fields of a message: the text of each element below the root, of several with one name the first.

    :raises Forged: it is no such XML, has a document type or entities, or is larger than ``MOST_BYTES``.
    """
    if len(body) > MOST_BYTES:
        raise Forged
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Forged from error
    fields: dict[str, str] = {}
    for element in root:
        fields.setdefault(element.tag, element.text or "")
    return fields


def cdata(text: str) -> str:
    """A text as CDATA; its own ``]]>`` is divided between two sections, what XML forbids is left out."""
    allowed = _FORBIDDEN.sub("", text)
    return "<![CDATA[" + allowed.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def check_time(timestamp: str, now: datetime) -> None:
    """Compare the time of a callback, in seconds since 1970, with ours.

    :raises Forged: they differ by more than ``WINDOW``, or it is no time.
    """
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(int(timestamp) - now.timestamp()) > WINDOW:
        raise Forged


def check_query(token: str, query: Mapping[str, str], name: str, now: datetime, *signed: str) -> None:
    """Compare the signature a query shows under a name with the one over token, timestamp, nonce and what is signed.

    :param name: ``signature`` or ``msg_signature``.
    :raises Forged: the signature is another one, or the time is too far from ours.
    """
    timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
    try:
        check_signature(query.get(name, ""), token, timestamp, nonce, *signed)
    except UnicodeEncodeError as error:
        raise Forged from error
    check_time(timestamp, now)


def open_envelope(
    cipher: WechatCipher, token: str, query: Mapping[str, str], body: bytes, now: datetime
) -> dict[str, str]:
    """The fields of the message in an encrypted callback.

    :param query: ``msg_signature``, ``timestamp``, ``nonce``.
    :raises Forged: the callback is not the platform's, or too old.
    """
    encrypted = read_xml(body).get("Encrypt", "")
    check_query(token, query, "msg_signature", now, encrypted)
    return read_xml(cipher.decrypt(encrypted))


def sealed_reply(cipher: WechatCipher, token: str, xml: str, timestamp: str, nonce: str) -> bytes:
    """A reply as the platforms take it: encrypted and signed.

    :param timestamp: seconds since 1970.
    """
    encrypted = cipher.encrypt(xml.encode())
    shown = signature(token, timestamp, nonce, encrypted)
    return (
        f"<xml><Encrypt>{cdata(encrypted)}</Encrypt><MsgSignature>{cdata(shown)}</MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
    ).encode()
