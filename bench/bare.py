"""Limits without us: what a disk and a socket allow.

`python -m bench.bare PORT` is a server that sends whatever is posted to it to all websockets that
are open, one frame made once: the least that a broadcast can cost in Python."""

import asyncio
import base64
import hashlib
import sqlite3
import struct
import sys
import time
from pathlib import Path

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3


def commits_a_second(folder: Path, seconds: float = 1.0) -> float:
    """One row, one commit, on the disk for certain; with a log row and two notifications it is
    what a comment must cost."""
    line = sqlite3.connect(folder / "commits.db", isolation_level=None)
    line.execute("PRAGMA journal_mode=WAL")
    line.execute("PRAGMA synchronous=FULL")
    line.execute("CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, words TEXT)")
    number, began = 0, time.perf_counter()
    while time.perf_counter() < began + seconds:
        line.execute("BEGIN IMMEDIATE")
        line.execute("INSERT INTO said (words) VALUES (?)", ("x" * 1_000,))
        line.execute("COMMIT")
        number += 1
    took = time.perf_counter() - began
    line.close()
    return number / took


async def serve(port: int) -> None:
    listening: set[asyncio.StreamWriter] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"POST"):
            text = await reader.readexactly(int(header(head, b"content-length")))
            whole = frame(text)
            for one in listening:
                one.write(whole)
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        elif header(head, b"upgrade"):
            writer.write(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"
                b"\r\nSec-WebSocket-Accept: " + accept(header(head, b"sec-websocket-key"))
            )
            writer.write(b"\r\n\r\n")
            listening.add(writer)
            await reader.read()  # until it hangs up
            listening.discard(writer)
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", port) as server:
        await server.serve_forever()


def header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n")[1:]:
        if line.lower().startswith(name + b":"):
            return line.partition(b":")[2].strip()
    return b""


def accept(key: bytes) -> bytes:
    return base64.b64encode(hashlib.sha1(key + MAGIC).digest())


def frame(text: bytes) -> bytes:
    if len(text) < 126:
        return struct.pack("!BB", 0x81, len(text)) + text
    return struct.pack("!BBH", 0x81, 126, len(text)) + text


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
