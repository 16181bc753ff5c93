"""The load client for pages: so many open lines, each asking anew as soon as it is answered.

One thread and little work a request, so that it takes little of the machine from the servers.
Reads JSON {port, lines, seconds, paths, cookies, encoding} and prints JSON. Every answer must be
200 and say its length."""

import json
import selectors
import socket
import sys
import time
from itertools import cycle
from typing import Any

LAST = 10.0  # seconds after the end in which what was asked may still be answered


class Line:
    """One open line: at most one question at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer, self.whole, self.asked_at = bytearray(), 0, 0.0

    def ask(self, question: bytes) -> None:
        self.answer, self.whole, self.asked_at = bytearray(), 0, time.perf_counter()
        self.socket.sendall(question)

    def hear(self) -> bool:
        """True when the answer is whole."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError(f"hung up in the middle: {bytes(self.answer[:200])!r}")
        self.answer += part
        if not self.whole:
            self.whole = length_of(self.answer)
        return 0 < self.whole <= len(self.answer)


def length_of(answer: bytes | bytearray) -> int:
    """Bytes of the whole answer, or 0 while its head is not there yet."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return 0
    head = bytes(answer[:end]).lower()
    if not head.startswith(b"http/1.1 200"):
        raise ConnectionError(f"not 200: {head[:200]!r}")
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if not found:
        raise ConnectionError("an answer without its length")
    return end + 4 + int(rest.partition(b"\r\n")[0])


def question(path: str, cookie: str, encoding: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}"]
    if encoding:
        lines.append(f"Accept-Encoding: {encoding}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def visit(asked: dict[str, Any]) -> dict[str, Any]:
    paths, cookies = cycle(asked["paths"]), cycle(asked["cookies"])
    lines = [Line(asked["port"]) for _ in range(asked["lines"])]
    waited: list[float] = []
    with selectors.DefaultSelector() as ready:
        began = time.perf_counter()
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
            line.ask(question(next(paths), next(cookies), asked["encoding"]))
        end, open_lines = began + asked["seconds"], len(lines)
        while open_lines and time.perf_counter() < end + LAST:
            for key, _ in ready.select(1):
                line = key.data
                if not line.hear():
                    continue
                waited.append(time.perf_counter() - line.asked_at)
                if time.perf_counter() < end:
                    line.ask(question(next(paths), next(cookies), asked["encoding"]))
                else:
                    ready.unregister(line.socket)
                    open_lines -= 1
        took = time.perf_counter() - began
    bytes_each = lines[0].whole
    for line in lines:
        line.socket.close()
    return {"seconds": took, "waited": sorted(waited), "bytes": bytes_each}


def main() -> None:
    print(json.dumps(visit(json.load(sys.stdin))))


if __name__ == "__main__":
    main()
