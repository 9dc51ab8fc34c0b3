"""What of a pasted text may be repeated: no link that can be tapped, no number or account one could call or pay."""

from __future__ import annotations

import re

from actions.phrases import Phrases

_LINK = re.compile(
    r"(?:https?[:：]//)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,12}(?![a-z0-9])(?:[:：]\d{1,5})?(?:/[\w%&=?？#./~+-]*)?"
    r"|https?[:：]//[^\s，。；！、）)]*",
    re.IGNORECASE | re.ASCII,
)
# Seven digits and more, also in groups; hotlines are shorter and stay.
_NUMBER = re.compile(r"\d(?:[ -]{0,2}\d){6,}")
_ACCOUNT = re.compile(r"(?<=微信|qq)(?:号|号码|账号)?[：:]?[a-z0-9][a-z0-9_-]{4,20}", re.IGNORECASE)


def masked(text: str, phrases: Phrases) -> str:
    """The text with links, long numbers and chat accounts replaced by what they are."""
    text = _LINK.sub(phrases.say("decoded_link"), text)
    text = _NUMBER.sub(phrases.say("decoded_number"), text)
    return _ACCOUNT.sub(phrases.say("decoded_account"), text)
