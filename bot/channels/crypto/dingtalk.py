"""The signature of 钉钉 robots: HMAC-SHA256 over timestamp and app secret, keyed with the app secret, in base64.

Source: the platform's developer documentation. Its event callbacks are sealed as in ``wechat``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from bot.channels.crypto.forged import Forged


def signature(timestamp: str, app_secret: str) -> str:
    """What the header ``sign`` must be.

    :param timestamp: milliseconds, as the header ``timestamp`` has them.
    """
    digest = hmac.new(app_secret.encode(), f"{timestamp}\n{app_secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def check_signature(shown: str, timestamp: str, app_secret: str) -> None:
    """Compare in constant time.

    :raises Forged: the signature is another one.
    """
    if not hmac.compare_digest(
        signature(timestamp, app_secret).encode(), shown.encode("utf-8", "surrogateescape")
    ):
        raise Forged
