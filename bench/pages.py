"""Rows 1, 2, 3 and 13: the post page and the feed of a signed-in officer, beside the ceiling."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields

from sqlalchemy import event

from app.core.db import db
from app.pages import around
from bench import ceiling, processes
from bench.homes import Homes, say
from bench.passes import Pass, sign_in
from bench.processes import Server
from bench.table import Line, kb, middle, ms, share, times
from bench.world import World, open_house

LINES = 16  # open connections
RUNS = 3
SECONDS = 3.0
OFFICERS = 40
BROWSER = "gzip, deflate, br"


@dataclass(frozen=True)
class Visits:
    """What one run showed; seconds but for the bytes of an answer."""

    cpu: float  # of the servers, a request
    rate: float
    half: float
    late: float  # 99 of 100 were answered in this
    bytes: int


def measure(homes: Homes) -> Iterator[Line]:
    world = homes.world
    passes = sign_in(open_house(world.home), [one.id for one in world.writers[:OFFICERS]])
    posts = [f"/posts/{number}" for number in world.posts[20]]
    say("The post page and the feed are visited")
    busy = processes.busy_share()
    with processes.web(world.home) as server:
        weight = visit(server, posts, passes, seconds=5).bytes  # each page was read before
        with plain_page(homes, weight) as plain:
            visit(plain, topics(), [], seconds=1)
            rounds = [
                (
                    visit(plain, topics(), []),
                    visit(server, posts, passes),
                    visit(server, posts, passes, encoding=BROWSER, seconds=1.5),
                    visit(server, ["/"], passes, seconds=1.5),
                )
                for _ in range(RUNS)
            ]
    limit, page, squeezed, feed = (median(runs) for runs in zip(*rounds, strict=True))
    bare = f"{ms(limit.cpu)} (plain ORM page, {kb(limit.bytes)})"
    yield Line(
        "1", f"post page, 20 comments, {kb(page.bytes)}: CPU a request", ms(page.cpu),
        "≤ 6 ms, ≤ 2.5 ×", page.cpu <= 0.006 and page.cpu <= 2.5 * limit.cpu,
        times(page.cpu, limit.cpu, bare), busy,
    )  # fmt: skip
    yield Line(
        "1", f"as browsers ask for it, {kb(squeezed.bytes)} in brotli", ms(squeezed.cpu), "", None,
        times(squeezed.cpu, limit.cpu, ms(limit.cpu)), busy,
    )  # fmt: skip
    yield Line(
        "2", f"post page, {processes.WEB_PROCESSES} processes, {LINES} lines: a second, p50, p99",
        f"{page.rate:.0f}, {ms(page.half)}, {ms(page.late)}", "≥ 300, p99 < 100 ms",
        page.rate >= 300 and page.late < 0.1,
        f"{page.rate / limit.rate:.0%} of {limit.rate:.0f} (plain ORM page)", busy,
    )  # fmt: skip
    yield Line(
        "3", f"feed, {kb(feed.bytes)}: CPU a request", ms(feed.cpu), "≤ 6 ms", feed.cpu <= 0.006,
        times(feed.cpu, limit.cpu, ms(limit.cpu)), busy,
    )  # fmt: skip
    yield queries(world, passes[0])


@contextmanager
def plain_page(homes: Homes, weight: int) -> Iterator[Server]:
    """The ceiling's server, its page brought to a weight of so many bytes."""
    database = homes.folder / "ceiling.db"
    ceiling.fill(database)
    light = len(ceiling.make_app(str(database), 0).test_client().get("/topics/1").data)
    env = processes.environment(homes.folder) | {
        "CEILING_DB": str(database),
        "CEILING_SHELL": str(weight - light),
    }
    with processes.gunicorn("bench.ceiling:from_environment()", env) as server:
        server.wait("/topics/1")
        yield server


def topics() -> list[str]:
    return [f"/topics/{number}" for number in range(1, ceiling.TOPICS + 1)]


def visit(
    server: Server,
    paths: Sequence[str],
    passes: Sequence[Pass],
    *,
    encoding: str = "",
    seconds: float = SECONDS,
) -> Visits:
    asked = {
        "port": server.port, "lines": LINES, "seconds": seconds, "paths": list(paths),
        "cookies": [one.cookie for one in passes] or [""], "encoding": encoding,
    }  # fmt: skip
    before = server.cpu()
    told = processes.ask_client("bench.visitors", asked, seconds + 30)
    waited, number = told["waited"], len(told["waited"])
    return Visits(
        cpu=(server.cpu() - before) / number,
        rate=number / told["seconds"],
        half=share(waited, 0.5),
        late=share(waited, 0.99),
        bytes=told["bytes"],
    )


def median(runs: Sequence[Visits]) -> Visits:
    each = {one.name: middle([getattr(run, one.name) for run in runs]) for one in fields(Visits)}
    return Visits(**each)


def queries(world: World, officer: Pass) -> Line:
    """The same page with one comment and with thirty, in this process, counted at the engine."""
    app = open_house(world.home)
    client = app.test_client(use_cookies=False)
    headers, asked = {"Cookie": officer.cookie}, []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):  # these ask for nothing
            asked.append(statement)

    counts = []
    for comments in (1, 30):
        address = f"/posts/{world.posts[comments][0]}"
        client.get(address, headers=headers)  # what is read once a process is read now
        around._around.cache_clear()  # and what is kept of this page is not
        asked.clear()
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", count)
        assert client.get(address, headers=headers).status_code == 200
        with app.app_context():
            event.remove(db.engine, "before_cursor_execute", count)
        counts.append(len(asked))
    few, many = counts
    return Line(
        "13", "queries of a post page with 1 comment, with 30", f"{few}, {many}",
        "≤ 8, equal", many <= 8 and few == many,
    )  # fmt: skip
