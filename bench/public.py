"""Row 4: what the public reads, without an account, beside a bare Flask answer of as many bytes."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask import Flask, Response
from sqlalchemy import select

from app.actions.flagging import flag_post
from app.actions.models import ActionItem, Ended, Flag, Outcome
from app.actions.operations import accept_flag, acknowledge, mark_done, verify_action
from app.comments.operations import Said, SaidPlainly
from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Officer, Seat
from app.officers.queries import holder_of
from app.posts.models import Post
from app.posts.seats import list_seats_for
from app.results.operations import ForAll, publish_result
from bench import processes
from bench.homes import Homes, say
from bench.pages import Visits, median, visit
from bench.table import Line, kb, ms, times
from bench.world import World, open_house

RESULTS = 20  # a page of the list
ROUNDS = 3
WORDS = "The fence stood for two years. It is gone, and ninety families fish again. " * 6


def measure(homes: Homes) -> Iterator[Line]:
    number, office = publish(homes.world)
    pages = {
        "a result": f"/results/{number}",
        "all results": "/results",
        "an office": f"/results/offices/{office}",
        "the status form": "/status",
        "the feed": "/results/feed.atom",
    }
    say("The public reads")
    busy = processes.busy_share()
    with processes.web(homes.world.home) as server:
        weight = visit(server, list(pages.values()), [], seconds=1).bytes
        with processes.gunicorn(
            "bench.public:bare()", processes.environment(homes.folder) | {"BYTES": str(weight)}
        ) as plain:
            plain.wait("/")
            visit(plain, ["/"], [], seconds=1)
            rounds = [
                [visit(one, [path], [], seconds=1.5) for one, path in asked(plain, server, pages)]
                for _ in range(ROUNDS)
            ]
    limit, *read = (median(runs) for runs in zip(*rounds, strict=True))
    for name, figure in zip(pages, read, strict=True):
        yield line(name, figure, limit, busy)


def asked(plain: Any, server: Any, pages: dict[str, str]) -> Sequence[tuple[Any, str]]:
    return [(plain, "/"), *((server, path) for path in pages.values())]


def line(name: str, read: Visits, limit: Visits, busy: float) -> Line:
    each = processes.WEB_PROCESSES
    bare = f"{limit.rate:.0f} a second (bare Flask, {kb(limit.bytes)})"
    return Line(
        "4", f"{name}, no account, {kb(read.bytes)}: a second, CPU a request, p99",
        f"{read.rate:.0f} ({read.rate / each:.0f} a process), {ms(read.cpu)}, {ms(read.late)}",
        "≥ 1,500 a second", read.rate >= 1500,
        f"{read.rate / limit.rate:.0%} of {bare}; {times(read.cpu, limit.cpu, ms(limit.cpu))}",
        busy,
    )  # fmt: skip


def bare() -> Flask:
    """`gunicorn "bench.public:bare()"`"""
    app, body = Flask(__name__), b"." * int(os.environ["BYTES"])

    @app.get("/")
    def page() -> Response:
        return Response(body, mimetype="text/html")

    return app


def publish(world: World) -> tuple[str, str]:
    """As many results as a list shows: the number of the last, and the code of its office."""
    app = open_house(world.home)
    moderator, outside = (one.id for one in world.writers[:2])
    with app.app_context():
        with transaction():
            db.session.get_one(Officer, moderator).moderator_since = now()
        posts = db.session.scalars(select(Post.id).limit(RESULTS)).all()
    return [_solve(app, post_id, moderator, outside) for post_id in posts][-1]


def _solve(app: Flask, post_id: int, moderator: int, outside: int) -> tuple[str, str]:
    made: dict[str, int] = {}

    def do(name: str, deed: Callable[[], Any]) -> None:
        with app.test_request_context("/?lang=en"), transaction():
            done = deed()
            db.session.flush()
            made[name] = done.id

    def officer(number: int) -> Officer:
        return db.session.get_one(Officer, number)

    def item() -> ActionItem:
        return db.session.get_one(ActionItem, made["item"])

    ended, said = Ended(Outcome.SERVED), Said("So it is.")
    with app.app_context():
        seats = list_seats_for(db.session.get_one(Post, post_id))
        held = [(seat.id, who.id) for seat in seats if (who := holder_of(seat))]
        mine, holder = next(one for one in held if one[1] not in {moderator, outside})
    do("flag", lambda: flag_post(officer(outside), db.session.get_one(Post, post_id), said))
    do(
        "item",
        lambda: accept_flag(
            officer(moderator),
            db.session.get_one(Flag, made["flag"]),
            db.session.get_one(Seat, mine),
            30,
        ),
    )
    do("taken", lambda: acknowledge(officer(holder), item(), said))
    do("done", lambda: mark_done(officer(holder), item(), said, ended))
    do("looked", lambda: verify_action(officer(outside), item(), said))
    words = ForAll("The pond is free", SaidPlainly(WORDS))
    do("result", lambda: publish_result(officer(moderator), item(), words))
    with app.app_context():
        return item().number, item().seat.office.code
