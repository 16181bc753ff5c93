"""Open pages, as far as their live line goes: so many websockets that sit in the rooms of a page.

Speaks Socket.IO 4 as a browser does, compression and all; or, without rooms, hears bare frames. The
first line on stdin is JSON {port, path, cookies, rooms, language}; it answers {"ready": …}. Each
further line {"mark", "seconds"} is a round: it says "armed", waits until every viewer has heard a
text with the mark, and tells when each did, by the clock that all processes share."""

import asyncio
import base64
import json
import os
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

AT_ONCE = 16  # handshakes under way
JOINING_SECONDS = 30.0
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
COMPRESSED = 0x40  # the bit of a frame that says so
TAIL = b"\x00\x00\xff\xff"  # what the extension leaves away from each message

Heard = Callable[[bytes, int], None]  # the text, and its bytes on the wire


class Viewer(asyncio.Protocol):
    def __init__(self, asked: dict[str, Any], cookie: str, heard: Heard) -> None:
        self.asked, self.cookie, self.heard = asked, cookie, heard
        self.seated: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer, self.upgraded = bytearray(), False
        self.inflate: Any = None
        self.waiting = len(asked["rooms"])

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(
            f"GET {self.asked['path']} HTTP/1.1\r\nHost: 127.0.0.1:{self.asked['port']}\r\n"
            f"Cookie: {self.cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {new_key()}\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode()
        )

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.seated.done():
            self.seated.set_exception(ConnectionError(f"hung up before it sat down: {problem}"))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.upgraded and not self._upgrade():
            return
        for opcode, compressed, payload in frames(self.buffer):
            if opcode == TEXT:
                text = self.inflate.decompress(payload + TAIL) if compressed else payload
                self._take(text, len(payload))
            elif opcode == PING:
                self.transport.write(frame(PONG, payload))
            elif opcode == CLOSE:
                self.transport.close()

    def _upgrade(self) -> bool:
        head, end, rest = bytes(self.buffer).partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 101"):
            self.seated.set_exception(ConnectionError(f"no websocket: {head[:100]!r}"))
            self.transport.close()
            return False
        if b"permessage-deflate" in head.lower():
            self.inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self.buffer, self.upgraded = bytearray(rest), True
        if not self.waiting:
            self.seated.set_result(None)
        return True

    def _take(self, text: bytes, size: int) -> None:
        """Packets of Engine.IO: 0 open, 2 ping, 3 pong, 4 message; of Socket.IO inside a message:
        0 connected, 2 event, 3 answer to an event."""
        if not self.asked["rooms"] or text.startswith(b"42"):
            self.heard(text, size)
        elif text.startswith(b"2"):
            self._say("3")
        elif text.startswith(b"0"):
            self._say("40")
        elif text.startswith(b"40"):
            for number, room in enumerate(self.asked["rooms"]):
                wish = ["join", {"room": room, "lang": self.asked["language"]}]
                self._say(f"42{number}{json.dumps(wish)}")
        elif text.startswith(b"43"):
            self._sit(text)

    def _sit(self, text: bytes) -> None:
        self.waiting -= 1
        if b'"ok":true' not in text.replace(b" ", b""):
            self.seated.set_exception(ConnectionError(f"may not sit there: {text!r}"))
        elif not self.waiting:
            self.seated.set_result(None)

    def _say(self, text: str) -> None:
        self.transport.write(frame(TEXT, text.encode()))


class Round:
    """When each viewer heard the mark."""

    def __init__(self, mark: str, viewers: int) -> None:
        self.mark, self.viewers = mark.encode(), viewers
        self.at: list[float] = []
        self.bytes = self.wire = 0
        self.all = asyncio.Event()

    def hear(self, text: bytes, size: int) -> None:
        if self.mark in text:
            self.at.append(time.monotonic())
            self.bytes, self.wire = len(text), size
            if len(self.at) == self.viewers:
                self.all.set()


def frames(buffer: bytearray) -> Iterator[tuple[int, bool, bytes]]:
    """Take the whole frames off the buffer: (opcode, compressed, payload). A server's frames are
    not masked, and no message of ours is long enough to come in parts."""
    while len(buffer) >= 2:
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size or len(buffer) < start:
            return
        first, payload = buffer[0], bytes(buffer[start : start + size])
        del buffer[: start + size]
        yield first & 0x0F, bool(first & COMPRESSED), payload


def frame(opcode: int, payload: bytes) -> bytes:
    """A client must mask; with zeros the payload stays as it is, which spares the time."""
    size = len(payload)
    head = struct.pack("!BB", 0x80 | opcode, 0x80 | (size if size < 126 else 126))
    if size >= 126:
        head += struct.pack("!H", size)
    return head + b"\0\0\0\0" + payload


def new_key() -> str:
    return base64.b64encode(os.urandom(16)).decode()


async def sit_down(asked: dict[str, Any], heard: Heard) -> list[Viewer]:
    loop, door = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def one(cookie: str) -> Viewer:
        async with door:
            _, viewer = await loop.create_connection(
                lambda: Viewer(asked, cookie, heard), "127.0.0.1", asked["port"]
            )
            await asyncio.wait_for(viewer.seated, JOINING_SECONDS)
            return viewer

    return await asyncio.gather(*(one(cookie) for cookie in asked["cookies"]))


async def main() -> None:
    loop = asyncio.get_running_loop()
    asked = json.loads(sys.stdin.readline())
    now = Round("nothing yet", 0)
    viewers = await sit_down(asked, lambda text, size: now.hear(text, size))
    tell({"ready": len(viewers), "compressed": viewers[0].inflate is not None})
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        wish = json.loads(line)
        now, used = Round(wish["mark"], len(viewers)), time.process_time()
        tell("armed")
        with suppress(TimeoutError):  # who did not hear is missing in the answer
            await asyncio.wait_for(now.all.wait(), wish["seconds"])
        cpu = time.process_time() - used
        tell({"at": sorted(now.at), "bytes": now.bytes, "wire": now.wire, "cpu": cpu})


def tell(what: Any) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
