"""``advisor serve``: answer over HTTP."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from datetime import date

from actions.settings import rest_token


def run(host: str, port: int, as_of: date | None) -> int:
    """Serve until stopped; 1 when the address is taken or cannot be used."""
    problem = _unusable(host, port)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    from bot.channels.office import is_configured, post_office
    from bot.channels.web_settings import web_settings

    try:
        web, messaging = web_settings(), post_office() if is_configured() else None
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    from bot.desk import Desk
    from bot.server import create_app, is_loopback

    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    token = rest_token()
    if not is_loopback(host) and token is None:
        print(
            "提示：监听的不是本机地址，又没有设置 ADVISOR_REST_TOKEN，REST 接口只回应本机。", file=sys.stderr
        )
    print(
        f"逾期向导在 http://{host}:{port}（打开就能聊；REST：POST /webhooks/rest/webhook），按 Ctrl+C 结束。",
        file=sys.stderr,
    )
    if not is_loopback(host) and not os.environ.get("ADVISOR_PUBLIC_URL"):
        print(
            "提示：没有设置 ADVISOR_PUBLIC_URL，下载链接会写成监听的地址，别人可能打不开。", file=sys.stderr
        )
    os.environ.setdefault("ADVISOR_PUBLIC_URL", f"http://{host}:{port}")
    app = create_app(Desk(), token, as_of, web, messaging)
    app.run(host=host, port=port, debug=False, access_log=False, motd=False)
    return 0


def _unusable(host: str, port: int) -> str | None:
    """Why the address cannot be listened on, or nothing."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        return f"地址 {host} 不存在。"
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"端口 {port} 已被占用，换一个：advisor serve --port {port + 1}"
        return f"不能在 {host}:{port} 上监听：{error.strerror}"
    return None
