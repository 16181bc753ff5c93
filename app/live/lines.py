"""The connections under the sockets: which are opened, and which are ended though the other side
does not go. Each holds a thread for as long as it lives."""

import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from typing import Any

from flask import Flask
from flask_login import current_user
from flask_socketio import SocketIO

# What may wait for one socket. Who does not read is cut off, and catches up later.
QUEUE = 256  # events
QUEUE_LETTERS = 1_000_000
UNUSED_SECONDS = 30.0  # a line on which nobody sits: not yet, not any more
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: what was not sent by now is dropped

# Same origin only (the default of `cors_allowed_origins`). A handshake without an Origin comes
# from no browser, so no other site can have caused it; it still needs the cookie.
socketio = SocketIO(
    async_mode="threading",
    transports=["websocket"],
    manage_session=False,  # who asks is read from the session row each time, not kept from connect
    cookie=None,
    max_http_buffer_size=64_000,
)

_unused_since: dict[str, float] = {}  # id of a line → when it was first seen with nobody on it


def init_app(app: Flask) -> None:
    socketio.init_app(app)
    app.wsgi_app = Door(app)  # type: ignore[method-assign]


class Door:
    """Before a line is opened, and before anything was said on it: nobody without a session gets
    one, and nobody when all are given."""

    def __init__(self, app: Flask) -> None:
        self._app, self._house = app, app.wsgi_app

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith("/socket.io/"):
            if len(socketio.server.eio.sockets) >= self._app.config["SOCKET_CAP"]:
                return _turned_away("503 Service Unavailable", start_response)
            with self._app.request_context(environ):
                known = current_user.is_authenticated
            if not known:
                return _turned_away("401 Unauthorized", start_response)
        return self._house(environ, start_response)


def _turned_away(status: str, start_response: Any) -> Iterable[bytes]:
    start_response(status, [("Content-Length", "0")])
    return ()


def is_full(sid: str) -> bool:
    """Does too much wait for this socket?"""
    engine = socketio.server.eio.sockets.get(line_of(sid))
    if engine is None:
        return False
    with engine.queue.mutex:
        waiting = list(engine.queue.queue)
    letters = sum(len(packet.data or "") for packet in waiting if packet)
    return len(waiting) > QUEUE or letters > QUEUE_LETTERS


def line_of(sid: str) -> str | None:
    """The id of the line that a socket speaks on; None when it is gone."""
    try:
        found: str | None = socketio.server.manager.eio_sid_from_sid(sid, "/")
    except KeyError:  # the last one is just going
        return None
    return found


def cut(line: str | None) -> None:
    """End a connection under those who use it. A farewell would wait behind all that was not read,
    and the threads that serve the line would wait with it."""
    connection = (socketio.server.environ.get(line) or {}).get("gunicorn.socket")
    if connection is None:
        return  # it is gone, or it is a test's, which has none
    with suppress(OSError):  # it ended meanwhile by itself
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        connection.shutdown(socket.SHUT_RDWR)


def cut_unused(used: set[str | None]) -> None:
    """End the lines on which nobody has sat for a while: who was refused or shown out and does not
    go, and who never said who it is."""
    now, empty = monotonic(), set(socketio.server.eio.sockets.copy()) - used
    for line in set(_unused_since) - empty:
        _unused_since.pop(line, None)  # the guard and the teller may look at once
    for line in empty:
        if now - _unused_since.setdefault(line, now) > UNUSED_SECONDS:
            cut(line)
