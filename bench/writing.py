"""Row 8: comments posted by eight officers at once, each on the disk, in the log, told to whoever
follows and pushed, before it is answered."""

import random
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from app.comments.models import Comment
from app.core.db import db
from bench import bare, processes
from bench.homes import Homes, say
from bench.passes import Pass, sign_in
from bench.table import Line, middle, ms, share
from bench.world import World, open_house

WRITERS = 8
RUNS = 3
SECONDS = 4.0


class Lost(Exception):
    """A comment that was answered as posted is not there."""


def measure(homes: Homes) -> Iterator[Line]:
    homes.spare_the_index()
    world = homes.world
    say(f"{WRITERS} officers write")
    passes = sign_in(open_house(world.home), [one.id for one in world.writers[:WRITERS]])
    asked = {
        "officers": [[one.cookie, one.csrf_token] for one in passes],
        "posts": [number for ids in world.posts.values() for number in ids],
        "seconds": SECONDS,
    }
    here, busy = count(world), processes.busy_share()
    limit = middle([bare.commits_a_second(homes.folder) for _ in range(RUNS)])
    with processes.whole(world.home) as server:
        server.wait()
        asked["port"] = server.port
        warm = processes.ask_client("bench.writers", asked | {"seconds": 1.0}, 60)
        before = server.cpu()
        runs = [processes.ask_client("bench.writers", asked, 60) for _ in range(RUNS)]
        cpu = server.cpu() - before
    posted = sum(len(run["waited"]) for run in runs)
    failed = [problem for run in runs for problem in run["failed"]]
    if (missing := here + posted + len(warm["waited"]) - count(world)) > 0:
        raise Lost(f"{missing} of {posted} comments")
    rate = middle([len(run["waited"]) / run["seconds"] for run in runs])
    half, late = (middle([share(run["waited"], part) for run in runs]) for part in (0.5, 0.99))
    yield Line(
        "8", f"comments posted a second, {WRITERS} writers, durable; p50, p99",
        f"{rate:.0f}; {ms(half)}, {ms(late)}", "≥ 100, p99 < 100 ms",
        rate >= 100 and late < 0.1 and not failed,
        f"{rate / limit:.0%} of {limit:.0f} commits/s", busy,
    )  # fmt: skip
    yield Line(
        "8", "CPU of web and worker a comment; refused or failed",
        f"{ms(cpu / posted)}; {len(failed)} of {posted + len(failed)}", busy=busy,
    )  # fmt: skip
    for problem in failed[:3]:
        say(problem)
    yield changes(world, passes)


def changes(world: World, passes: Sequence[Pass]) -> Line:
    """House decision 1: what transaction() allows to eight threads of one process."""
    posts = [number for ids in world.posts.values() for number in ids]
    random.Random("changes").shuffle(posts)
    asked = {
        "home": str(world.home),
        "officers": [one.token_hash for one in passes],
        "posts": posts[:300],
    }
    busy = processes.busy_share()
    runs = [processes.ask_client("bench.changes", asked, 120) for _ in range(RUNS)]
    rate = middle([len(run["waited"]) / run["seconds"] for run in runs])
    half, late = (middle([share(run["waited"], part) for run in runs]) for part in (0.5, 0.99))
    failed = sum(len(run["failed"]) for run in runs)
    return Line(
        "8", f"the same without the web, {WRITERS} threads; p50, p99; failed",
        f"{rate:.0f}; {ms(half)}, {ms(late)}; {failed}", "150, p99 84 ms (decision 1)",
        rate >= 150 and late <= 0.084 and not failed, busy=busy,
    )  # fmt: skip


def count(world: World) -> int:
    with open_house(world.home).app_context():
        number = db.session.scalar(select(func.count()).select_from(Comment)) or 0
        db.session.remove()
        db.engine.dispose()
    return number
