"""Row 5, for one embedded process: from the POST of a comment until the last of two hundred open
pages has it; beside the barest broadcast of as many bytes."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import mean  # of CPU: the kernel counts in steps of 10 ms
from typing import Any

from bench import processes, words
from bench.browser import Browser
from bench.homes import Homes, say
from bench.passes import sign_in
from bench.processes import Server
from bench.table import Line, kb, middle, ms, share, times
from bench.world import open_house

VIEWERS = 200
ROUNDS = 5
PATIENCE = 15.0  # seconds for one round
PAUSE = 0.5  # seconds between rounds, so that the worker is at rest
EVENT = 490  # bytes: the small event that others are measured with
WORDS = 100  # of the comment


@dataclass(frozen=True)
class Told:
    """One round: seconds from the POST, and of CPU."""

    after: list[float]
    answered: float
    bytes: int
    wire: int
    server: float
    client: float


class Viewers:
    """The client process with all the open lines."""

    def __init__(self, process: "subprocess.Popen[bytes]", asked: dict[str, Any]) -> None:
        self.process = process
        self.compressed: bool = self._ask(asked)["compressed"]

    def hear(self, server: Server, mark: str, post: Callable[[], object]) -> Told:
        self._ask({"mark": mark, "seconds": PATIENCE})
        before, began = server.cpu(), time.monotonic()
        post()
        answered = time.monotonic() - began
        told = self._read()
        after = [at - began for at in told["at"]]
        if len(after) < VIEWERS:
            raise TimeoutError(f"{VIEWERS - len(after)} viewers heard nothing in {PATIENCE} s")
        time.sleep(PAUSE)
        used = server.cpu() - before
        return Told(after, answered, told["bytes"], told["wire"], used, told["cpu"])

    def _ask(self, what: dict[str, Any]) -> Any:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(what).encode() + b"\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the viewers have gone")
        return json.loads(line)


@contextmanager
def viewers(**asked: Any) -> Iterator[Viewers]:
    command = [sys.executable, "-m", "bench.viewers"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    env = processes.environment(processes.ROOT)
    with processes.started(command, env, **pipes) as process:
        yield Viewers(process, asked)


def measure(homes: Homes) -> Iterator[Line]:
    homes.spare_the_index()
    say(f"{VIEWERS} pages lie open")
    busy = processes.busy_share()
    rounds, compressed = comments(homes)
    piece = rounds[0].bytes
    small, same = bare(EVENT), bare(piece)
    size = f"{kb(piece)}, {kb(rounds[0].wire)} {'compressed' if compressed else 'as sent'}"
    last, bare_last = last_of(rounds), last_of(same)
    yield Line(
        "5", f"comment to {VIEWERS} pages ({size}): first, p50, p99, last", spread(rounds),
        "last ≤ 600 ms", last <= 0.6,
        times(last, bare_last, f"{ms(bare_last)} (bare broadcast)"), busy,
    )  # fmt: skip
    yield Line(
        "5", "its CPU: server, viewers; its POST is answered after",
        f"{ms(mean([one.server for one in rounds]))}, "
        f"{ms(mean([one.client for one in rounds]))}; "
        f"{ms(middle([one.answered for one in rounds]))}",
        limit=f"{ms(mean([one.server for one in same]))} (bare server)", busy=busy,
    )  # fmt: skip
    yield Line(
        "5", f"bare broadcast of {EVENT} bytes: first, p50, p99, last", spread(small), busy=busy
    )


def comments(homes: Homes) -> tuple[list[Told], bool]:
    world = homes.world
    post_id = world.posts[20][0]
    passes = sign_in(open_house(world.home), [one.id for one in world.writers[: VIEWERS + 1]])
    author, chance = passes.pop(), random.Random("fanout")
    with processes.whole(world.home) as server:
        server.wait()
        writer = Browser(server.port, author)
        with viewers(
            port=server.port,
            path="/socket.io/?EIO=4&transport=websocket",
            cookies=[one.cookie for one in passes],
            rooms=[f"post:{post_id}"],
            language="bn",
        ) as open_pages:
            time.sleep(2)
            rounds = []
            for number in range(ROUNDS + 1):
                mark = f"mark{number}x{time.time_ns()}"
                said = f"{mark} {words.text(chance, 'bn', WORDS)}"
                post = lambda said=said: writer.write_comment(post_id, said)  # noqa: E731
                rounds.append(open_pages.hear(server, mark, post))
            return rounds[1:], open_pages.compressed  # the first one warms the templates


def bare(size: int) -> list[Told]:
    """The same viewers before the barest server."""
    port = processes.free_port()
    env = processes.environment(processes.ROOT)
    with processes.started([sys.executable, "-m", "bench.bare", str(port)], env) as process:
        server = Server(process, port)
        server.wait("/")
        with viewers(
            port=port, path="/", cookies=[""] * VIEWERS, rooms=[], language="bn"
        ) as listeners:
            return [
                listeners.hear(server, mark, lambda mark=mark: post_bare(port, mark, size))
                for mark in (f"mark{number}" for number in range(ROUNDS))
            ]


def post_bare(port: int, mark: str, size: int) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("POST", "/", mark.ljust(size, ".").encode())
    line.getresponse().read()
    line.close()


def last_of(rounds: list[Told]) -> float:
    return middle([one.after[-1] for one in rounds])


def spread(rounds: list[Told]) -> str:
    parts = (0.0, 0.5, 0.99, 1.0)
    return ", ".join(ms(middle([share(one.after, part) for one in rounds])) for part in parts)
