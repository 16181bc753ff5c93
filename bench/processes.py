"""Servers and clients of a measurement: each in a process group of its own, stopped whatever
happens; and what /proc says of them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from app.config import ROOT

TICKS = os.sysconf("SC_CLK_TCK")
WEB_PROCESSES, WEB_THREADS = 2, 4


class NotReady(Exception):
    """A server that was started did not answer in time."""


class Server:
    """A started server: its port, and the figures of all its processes together."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    @property
    def family(self) -> list[int]:
        return family_of(self.process.pid)

    def cpu(self) -> float:
        """Seconds of CPU so far, of the user and of the system."""
        return sum(cpu_of(pid) for pid in self.family)

    def wait(self, path: str = "/readyz", seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not answers(self.port, path):
            if self.process.poll() is not None or time.monotonic() > end:
                raise NotReady(f"{self.process.args!r} did not answer 200 on {path}")
            time.sleep(0.02)


@contextmanager
def web(home: Path) -> Iterator[Server]:
    """Two web processes, as at scale: pages only."""
    with gunicorn("wsgi:app", environment(home)) as server:
        server.wait("/healthz")
        yield server


@contextmanager
def gunicorn(app: str, env: dict[str, str]) -> Iterator[Server]:
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{env['PORT']}", app]
    command += ["--workers", str(WEB_PROCESSES), "--worker-class", "gthread"]
    command += ["--threads", str(WEB_THREADS), "--no-control-socket", "--log-level", "warning"]
    with started(command, env) as process:
        yield Server(process, int(env["PORT"]))


@contextmanager
def whole(home: Path, *, demo: bool = False) -> Iterator[Server]:
    """All of `make run`: web with its sockets, and the worker. Not waited for."""
    env = environment(home) | {"UTHAN_DEMO": "1" if demo else "0"}
    with started([sys.executable, "wsgi.py"], env) as process:
        yield Server(process, int(env["PORT"]))


def environment(home: Path) -> dict[str, str]:
    own = {"UTHAN_HOME": str(home), "PORT": str(free_port()), "HOST": "127.0.0.1"}
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return kept | own | {"UTHAN_RATE_LIMITS": "off", "PYTHONPATH": str(ROOT)}


@contextmanager
def started(
    command: list[str], env: dict[str, str], **pipes: Any
) -> Iterator["subprocess.Popen[bytes]"]:
    pipes = {"stdout": subprocess.DEVNULL} | pipes
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True, **pipes)
    try:
        yield process
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask it, then end the whole group: nothing may go on running."""
    with suppress(ProcessLookupError):
        process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(8)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in filter(None, (process.stdin, process.stdout)):
        pipe.close()


def ask_client(module: str, asked: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Run one of our clients in a process of its own: JSON in, JSON out."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = [sys.executable, "-m", module]
    with started(command, dict(os.environ), **pipes) as process:
        said, _ = process.communicate(json.dumps(asked).encode(), timeout=seconds)
    answer: dict[str, Any] = json.loads(said)
    return answer


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int, path: str) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()


def family_of(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            with suppress(OSError):
                found += [int(child) for child in task.read_text().split()]
    return found


def cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(pid: int) -> tuple[int, int]:
    """(proportional, resident) set size in bytes: shared pages split among who shares, or not."""
    said = dict(
        line.split(":", 1)
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    )
    pss, rss = (int(said[name].split()[0]) * 1024 for name in ("Pss", "Rss"))
    return pss, rss


def busy_share(seconds: float = 0.4) -> float:
    """How much of the machine others use at this moment, from 0 to 1."""
    before = _times()
    time.sleep(seconds)
    spent = [after - earlier for after, earlier in zip(_times(), before, strict=True)]
    return 1 - (spent[3] + spent[4]) / max(1, sum(spent))  # idle, and waiting for a disk


def _times() -> list[int]:
    return [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
