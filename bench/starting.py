"""Rows 12, 14 and 16: how soon the whole house is ready, how much memory it holds at rest, and what
the first visit brings over the wire."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from app.core.db import db
from app.core.web import STATIC
from app.officers.models import Officer
from bench import processes
from bench.browser import Browser
from bench.homes import Homes, say
from bench.passes import sign_in
from bench.table import Line, kb, middle, times
from bench.wire import Fetched, first_visit
from bench.world import open_house

STARTS = 3
REST_SECONDS = 3.0


def measure(homes: Homes) -> Iterator[Line]:
    if not (STATIC / "css" / "uthan.css.br").exists():
        say("The static files are not compressed yet, so row 12 is too high: use `make bench`")
    busy = processes.busy_share()
    home, first = homes.demo
    say("The filled house is opened")
    imports = middle([importing(home) for _ in range(STARTS)])
    took = []
    for last in (False, False, True):
        began = time.perf_counter()
        with processes.whole(home, demo=True) as server:
            server.wait()
            took.append(time.perf_counter() - began)
            if last:
                got = first_visit(_visitor(home, server.port))
                time.sleep(REST_SECONDS)
                sizes = [processes.memory_of(pid) for pid in server.family]
    cold = middle(took)
    yield Line(
        "14", "start to ready, home filled before", f"{cold:.1f} s", "≤ 5 s", cold <= 5,
        times(cold, imports, f"{imports:.1f} s (importing the app)"), busy,
    )  # fmt: skip
    yield Line("14", "first start ever, with its filling and index", f"{first:.1f} s", busy=busy)
    pss, rss = (sum(column) / 1e6 for column in zip(*sizes, strict=True))
    yield Line(
        "16", f"memory at rest, {len(sizes)} processes: PSS, RSS", f"{pss:.0f}, {rss:.0f} MB",
        "PSS ≤ 250 MB", pss <= 250, busy=busy,
    )  # fmt: skip
    yield wire(got)


def importing(home: Path) -> float:
    """What no start can be quicker than: Python, the packages, the application object."""
    began = time.perf_counter()
    command = [sys.executable, "-c", "import wsgi"]
    with processes.started(command, processes.environment(home)) as process:
        process.wait(60)
    return time.perf_counter() - began


def wire(got: list[Fetched]) -> Line:
    fonts = sum(one.bytes for one in got if one.kind == "woff2")
    rest = [one for one in got if one.kind != "woff2"]
    total = sum(one.bytes for one in rest)
    parts = dict.fromkeys(("html", "css", "js", "svg"), 0)
    for one in rest:
        parts[one.kind] = parts.get(one.kind, 0) + one.bytes
    said = ", ".join(f"{kind.upper()} {size / 1000:.1f}" for kind, size in parts.items())
    return Line(
        "12", f"first visit to the feed (KB: {said}; font {fonts / 1000:.1f} apart)",
        f"{kb(total)}, {len(rest)} requests", "≤ 90 KB, ≤ 8 requests",
        total <= 90_000 and len(rest) <= 8,
    )  # fmt: skip


def _visitor(home: Path, port: int) -> Browser:
    app = open_house(home)
    with app.app_context():
        who = db.session.scalars(select(Officer.id).order_by(Officer.id).limit(1)).one()
        db.session.remove()
        db.engine.dispose()
    return Browser(port, sign_in(app, [who])[0])
