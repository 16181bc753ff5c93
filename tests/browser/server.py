"""A whole house for tests: `python wsgi.py`, as everyone runs it, in a home of its own.

One template home is made a session (schema by the migrations, the cast, two posts, a search index)
and copied for each house. A house can be killed without a word and opened again where it was. To
open one costs some seconds, so most tests share one and keep to posts of their own."""

import atexit
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.config import ROOT, settings
from app.core.db import db
from app.core.transaction import transaction
from app.search.listener import build
from tests import cast as the_cast
from tests import databases, make

START_SECONDS = 60
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
# A thousand for each who tests at the same time, or two might find the same one free; below those
# that a kernel gives to whoever calls: see `free_port`.
PORTS = range(20_000 + WORKER % 10 * 1_000, 21_000 + WORKER % 10 * 1_000)
READS_BANGLA = ("nurul", "omar")
SQLITE, POSTGRESQL = "sqlite", "postgresql"

# The shell ends with the house; and all ends, without a word, when our end of the pipe is closed: by
# the kernel, if we are killed.
KEEPER = """
exec 3<&0
"$@" </dev/null 3<&- &
house=$!
{ cat; kill -KILL 0; } <&3 >/dev/null 2>&1 &
wait "$house"
"""

_numbers = count()

# Engine.IO's own writer says goodbye to a line that we have just cut: nobody is there to hear it.
CUT_WHILE_CLOSING = re.compile(
    r"Exception in thread Thread-\d+ \(writer\):\nTraceback [^\n]*\n(?:  [^\n]*\n)+"
    r"OSError: \[Errno 9\] Bad file descriptor\n"
)


class House:
    """`home`: its folder; `entry`: the script that opens it."""

    def __init__(self, home: Path, database: str, entry: str = "wsgi.py") -> None:
        self.home, self.database, self.entry = home, database, entry
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @cached_property
    def app(self) -> Flask:
        """The same home from within the test, to arrange things: the house hears of them as of the
        deeds of any other process."""
        return open_app(self.home, self.database)

    def officer_id(self, name: str) -> int:
        with self.app.app_context():
            return make.officer(name).id

    def open(self) -> None:
        with (self.home / "said.log").open("ab") as said:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", KEEPER, "keeper", sys.executable, self.entry],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                start_new_session=True,  # all that it starts can be ended with it
            )
        end = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"The house did not open: {self.said()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """As a power cut ends it: web and worker at once, and nobody is told."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            assert self._process.stdin
            self._process.stdin.close()
            self._process = None

    def leave(self) -> None:
        """Give back what `app` holds of the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def check(self) -> None:
        """That nothing went wrong in the house unseen is part of every test."""
        said = CUT_WHILE_CLOSING.sub("", self.said())
        assert "Traceback" not in said, said

    def said(self) -> str:
        """All that it printed."""
        return (self.home / "said.log").read_text("utf-8", "replace")

    def _is_ready(self) -> bool:
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()

    def _environment(self) -> dict[str, str]:
        mine = {"HOST", "PORT", "REDIS_URL", "UTHAN_DEMO", "UTHAN_BASE_URL", "UTHAN_SECRET_KEY"}
        kept = {name: value for name, value in os.environ.items() if name not in mine}
        return kept | {
            "UTHAN_HOME": str(self.home),
            "DATABASE_URL": self.database,
            "PORT": str(self.port),
            "UTHAN_RATE_LIMITS": "off",
            "PYTHONPATH": str(ROOT),
        }


@cache
def shared_house(folder: Path) -> House:
    """The one of this session, open until its end. `folder`: where the session keeps its files."""
    house = _new_house(folder, SQLITE, "wsgi.py")
    atexit.register(house.kill)
    house.open()
    return house


@contextmanager
def open_house(folder: Path, engine: str = SQLITE, entry: str = "wsgi.py") -> Iterator[House]:
    """A house for one test, that may be killed; all its processes end with the block."""
    house = _new_house(folder, engine, entry)
    try:
        house.open()
        yield house
    finally:
        house.kill()
        house.leave()
    house.check()


def _new_house(folder: Path, engine: str, entry: str) -> House:
    number = next(_numbers)
    home = folder / f"house-{number}"
    shutil.copytree(template_home(folder), home)
    database = f"sqlite:///{home}/uthan.db"
    if engine == POSTGRESQL:
        server = databases.postgres_url(ROOT)
        database = databases.clone(server, template_database(folder), f"house_{number}")
    return House(home, database, entry)


def free_port() -> int:
    """Where nobody listens. Not one of those that the kernel lends to clients: a page that tries to
    come back to a house that is down would be lent that very port, and speak with itself."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("There is no free port on this machine.")


@cache
def template_home(folder: Path) -> Path:
    home = folder / "house-template"
    home.mkdir()
    _fill(home, f"sqlite:///{home}/uthan.db")
    return home


@cache
def template_database(folder: Path) -> str:
    """The same on PostgreSQL; the index of one fits the other."""
    name = "house_template"
    server = databases.postgres_url(ROOT)
    _fill(template_home(folder), databases.clone(server, "template0", name))
    return name


def _fill(home: Path, database: str) -> None:
    app = open_app(home, database)
    with app.app_context():
        upgrade()
        with transaction():
            quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
            the_cast.seat_everyone(quick.hash(the_cast.PASSWORD))
            for name in READS_BANGLA:
                make.officer(name).language = "bn"
    make.make_post(app)
    make.make_idea(app, by="jubayer")
    with app.app_context():
        build()
        db.session.remove()
        db.engine.dispose()


def open_app(home: Path, database: str) -> Flask:
    return create_app(
        settings(home=home, index=home / "search_index", database=database, secret="t")
    )
