"""Every test that has an `app` runs twice: on SQLite, and on a real PostgreSQL."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import select

from app import create_app
from app.config import ROOT, settings
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

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
TEMPLATE = "uthan_template"
_made: list[Flask] = []
_compiled = FileSystemBytecodeCache(tempfile.mkdtemp(prefix="uthan-templates-"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the whole matrix of screens, not a turn")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with the schema and the cast, made once for each engine. SQLite's file is copied for
    each test, PostgreSQL's rows are put back after it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('template')}/template.db"
    else:
        url = databases.clone(databases.postgres_url(ROOT), "template0", TEMPLATE)
    app = make_app(url, tmp_path_factory.mktemp("home"))
    with app.app_context():
        upgrade()
        with transaction():
            the_cast.seat_everyone(QUICK.hash(the_cast.PASSWORD))
        db.session.remove()
        db.engine.dispose()
    if request.param == "postgresql":
        remember(url)
    yield url


@pytest.fixture
def database(template: str, tmp_path: Path) -> Iterator[str]:
    """The address of this test's own copy."""
    if template.startswith("sqlite"):
        shutil.copy(template.removeprefix("sqlite:///"), tmp_path / "test.db")
        yield f"sqlite:///{tmp_path}/test.db"
        _close_all()
    else:
        yield template
        _close_all()
        restore(template)


def make_app(url: str, home: Path, **changes: object) -> Flask:
    given = settings(home=home, index=home / "index", database=url, secret="t", rate_limits=False)
    app = create_app(given | {"TESTING": True, "WTF_CSRF_ENABLED": False} | changes)
    app.jinja_env.bytecode_cache = _compiled  # a template is compiled once a run, not once a test
    _made.append(app)
    return app


def _close_all() -> None:
    """A connection left open at the end of a test would be an error in the next one."""
    while _made:
        with _made.pop().app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(database: str, tmp_path: Path) -> Iterator[Flask]:
    app = make_app(database, tmp_path)
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
