"""Every test that has an `app` runs twice: on SQLite, and on a real PostgreSQL."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from app.config import ROOT
from app.core import clock as the_clock
from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.live.sitters import sitters
from app.live.sockets import socketio
from app.officers.models import Officer
from app.officers.session import Session, hash_of
from tests import cast as the_cast
from tests import databases
from tests.restoring import remember, restore
from tests.sharing import Sharing, by_turn
from tests.standing import close_all, make_app, standing_app

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
TEMPLATE = "uthan_template"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the whole matrix of screens, not a turn")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    by_turn(items)


@pytest.hookimpl(optionalhook=True)  # under `-p no:xdist` nobody asks
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return Sharing(config, log)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def template(request: pytest.FixtureRequest) -> str:
    """The address of a database with the schema and the cast. SQLite's file is copied for each test,
    PostgreSQL's rows are put back after it."""
    return filled(request.param)


@cache
def filled(engine: str) -> str:
    """Made once, however often the tests go from one engine to the other."""
    if engine == "sqlite":
        url = f"sqlite:///{_memory()}/template.db"
    else:
        url = databases.clone(databases.postgres_url(ROOT), "template0", TEMPLATE)
    app = make_app(url, _memory())
    with app.app_context():
        upgrade()
        with transaction():
            the_cast.seat_everyone(QUICK.hash(the_cast.PASSWORD))
    close_all()
    if engine == "postgresql":
        remember(url)
    return url


@cache
def _memory() -> Path:
    """A folder of this process: in memory where there is one, for a disk needs milliseconds to keep
    each change, and the settings that see to it are those of the house."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = tempfile.mkdtemp(prefix="uthan-", dir=memory)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@pytest.fixture
def database(template: str) -> Iterator[str]:
    """The address of this test's own."""
    if template.startswith("sqlite"):
        for old in _memory().glob("test.db*"):
            old.unlink()
        shutil.copy(template.removeprefix("sqlite:///"), _memory() / "test.db")
        yield f"sqlite:///{_memory()}/test.db"
        close_all()
    else:
        yield template
        close_all()
        restore(template)


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    app = standing_app(database, tmp_path)
    yield app
    for sitter in sitters.everyone():
        sitters.go(sitter.sid)


@pytest.fixture
def cast(app: Flask) -> dict[str, int]:
    """Name → id of each officer in tests/cast.py."""
    with app.app_context():
        rows = db.session.execute(select(Officer.email, Officer.id)).all()
        return {email.partition("@")[0]: number for email, number in rows}


@pytest.fixture
def sign_in(app: Flask, cast: dict[str, int]) -> Callable[[str], FlaskClient]:
    """`sign_in("rahima")` is her browser, signed in. Each call is another browser."""
    opened = iter(range(1_000_000))

    def as_(name: str) -> FlaskClient:
        token = f"{name}-{next(opened)}"
        with app.app_context(), transaction():
            db.session.add(
                Session(
                    token_hash=hash_of(token),
                    officer_id=cast[name],
                    browser="test",
                    address="127.0.0.1",
                    seen_at=now(),
                )  # fmt: skip
            )
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return client

    return as_


@pytest.fixture
def listen(app: Flask, sign_in: Callable[[str], FlaskClient]) -> Callable[..., object]:
    """An open line of an officer: `listen("rahima")`, or of a browser that is signed in already."""

    def as_(who: "str | FlaskClient") -> object:
        client = sign_in(who) if isinstance(who, str) else who
        return socketio.test_client(app, flask_test_client=client)

    return as_


@pytest.fixture
def stop_clock() -> Iterator[Callable[[datetime], None]]:
    """`stop_clock(moment)`: it is that moment until the test ends, or until called again."""
    with ExitStack() as stack:
        yield lambda moment: stack.enter_context(the_clock.at(moment))
