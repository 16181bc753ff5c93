"""Whoever sends a request sends it at a steady pace, or is cut off. A request holds a thread until
all of it has come: two hundred that come by one letter a second would hold the whole house. (A
proxy that stands before us and gathers requests first never meets this.)"""

import errno
import socket
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# Only waiting counts. The slowest line that officers have, 2G in the rain, brings 2 KB a second.
FIRST_SECONDS = 30.0
BYTES_A_SECOND = 500.0


class Line(socket.socket):
    """A connection. While a request is expected on it, whoever sends may let us wait for
    FIRST_SECONDS, and for one second more for each BYTES_A_SECOND that came."""

    _expecting, _waited, _came = False, 0.0, 0

    @classmethod
    def out_of(cls, plain: socket.socket) -> "Line":
        family, kind, number = plain.family, plain.type, plain.proto
        return cls(family, kind, number, fileno=plain.detach())

    def expect(self, *, anything: bool) -> None:
        self._expecting, self._waited, self._came = anything, 0.0, 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        if not self._expecting:  # an open line says nothing for hours
            return super().recv(size, flags)
        left = FIRST_SECONDS + self._came / BYTES_A_SECOND - self._waited
        if left <= 0:
            raise _cut_off()
        others, begun = self.gettimeout(), monotonic()
        mine = others is None or left < others
        self.settimeout(left if mine else others)
        try:
            part = super().recv(size, flags)
        except TimeoutError:
            raise _cut_off() if mine else TimeoutError from None
        finally:
            self._waited += monotonic() - begun
            self.settimeout(others)
        self._came += len(part)
        return part


def _cut_off() -> ConnectionResetError:
    """As if they had gone: the server closes the line and makes no words of it."""
    return ConnectionResetError(errno.ECONNRESET, "the request came too slowly")


class Worker(ThreadWorker):
    """Gunicorn's, on lines like these."""

    def handle(self, conn: Any) -> Any:
        if not isinstance(conn.sock, Line):
            conn.sock = Line.out_of(conn.sock)
        conn.sock.expect(anything=True)
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        names = {name for name, _value in req.headers}
        conn.sock.expect(anything=not names.isdisjoint({"CONTENT-LENGTH", "TRANSFER-ENCODING"}))
        return super().handle_request(req, conn)
