"""A line spoken by hand: so that one can also hear badly, as no browser would."""

import json
import select
import socket
import time
from collections.abc import Callable

from wsproto import ConnectionType, WSConnection
from wsproto.events import CloseConnection, Event, RejectConnection, Request, TextMessage

from tests.browser.server import House

PATH = "/socket.io/?EIO=4&transport=websocket"
HELD = 4096  # bytes that the kernel keeps for us unread: few, so that the house feels it soon


class Refused(Exception):
    """The house did not open a line, and its HTTP status."""


class Wire:
    """One line to the house, from a page of `origin` if one is named. Only `read` reads. `heard`: all
    messages so far; `open`: until the house hangs up."""

    def __init__(self, house: House, cookie: str = "", origin: str = "") -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, HELD)
        self._socket.connect(("127.0.0.1", house.port))
        self._ws = WSConnection(ConnectionType.CLIENT)
        self._part = ""
        self.heard: list[str] = []
        self.open = True
        sent = {b"Cookie": cookie.encode(), b"Origin": origin.encode()}
        headers = [(name, value) for name, value in sent.items() if value]
        host = f"127.0.0.1:{house.port}"
        self._send(Request(host=host, target=PATH, extra_headers=headers))

    def come_in(self) -> None:
        """Open the line, for Engine.IO and for Socket.IO on it. Raises Refused."""
        self.wait_for(lambda said: said.startswith("0{"))
        self.say("40")
        self.wait_for(lambda said: said.startswith(("40", "44")))

    def join(self, room: str, language: str = "en") -> bool:
        self.say(f"421{json.dumps(['join', {'room': room, 'lang': language}])}")
        return '"ok":true' in self.wait_for(lambda said: said.startswith("431"))

    def say(self, words: str) -> None:
        self._send(TextMessage(words))

    def wait_for(self, wanted: Callable[[str], bool], seconds: float = 30) -> str:
        """The first message, of now or later, that is wanted. Raises TimeoutError; ConnectionError
        when the house hangs up before."""
        end, at = time.monotonic() + seconds, 0
        while True:
            for said in self.heard[at:]:
                if wanted(said):
                    return said
            at = len(self.heard)
            if not self.open:
                raise ConnectionError("the house hung up")
            self.read(end - time.monotonic())

    def read(self, seconds: float = 30) -> None:
        """Take what has come, or wait for it. Raises TimeoutError when nothing comes."""
        self._socket.settimeout(max(seconds, 0.001))
        try:
            data = self._socket.recv(65536)
        except ConnectionError:
            data = b""
        self._ws.receive_data(data or None)
        for event in self._ws.events():
            self._take(event)

    def _take(self, event: Event) -> None:
        if isinstance(event, RejectConnection):
            raise Refused(event.status_code)
        if isinstance(event, CloseConnection):
            self.open = False
        if isinstance(event, TextMessage):
            self._part += event.data
            if event.message_finished:
                self.heard.append(self._part)
                self._part = ""
                if self.heard[-1] == "2":  # it asks whether we live
                    self.say("3")

    @property
    def is_cut(self) -> bool:
        """Has the house ended it? Seen without reading what it sent before."""
        look = select.poll()
        look.register(self._socket, 0)  # of its end a socket tells in any case
        return bool(look.poll(0))

    def close(self) -> None:
        self._socket.close()

    def _send(self, event: Event) -> None:
        self._socket.sendall(self._ws.send(event))
