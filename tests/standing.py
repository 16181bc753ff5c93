"""One app for many tests. To make an app takes as long as ten requests, and an engine that is new has
to compile each statement anew. So a test is given the app of the test before, as it was when it was
made; a new one when another app was made meanwhile, or when somebody sat on its lines: limits and
sockets are told which app is theirs when that app is made."""

import tempfile
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app import create_app
from app.config import settings
from app.core.db import db
from app.live.sockets import socketio

_made: list[Flask] = []
_standing: dict[
    str, tuple[Flask, dict[str, Any]]
] = {}  # its database → it, its config; one or none
_compiled = FileSystemBytecodeCache(tempfile.mkdtemp(prefix="uthan-templates-"))


def make_app(url: str, home: Path, **changes: object) -> Flask:
    _standing.clear()
    given = settings(home=home, index=home / "index", database=url, secret="t", rate_limits=False)
    app = create_app(given | {"TESTING": True, "WTF_CSRF_ENABLED": False} | changes)
    app.jinja_env.bytecode_cache = _compiled  # a template is compiled once a run, not once an app
    _made.append(app)
    return app


def standing_app(url: str, home: Path) -> Flask:
    """The app of this database, for one test after the other."""
    if url not in _standing:
        app = make_app(url, home)
        _standing[url] = app, dict(app.config)
    app, config = _standing[url]
    app.config.clear()
    app.config.update(config, UTHAN_HOME=home, SEARCH_INDEX=home / "index")
    app.extensions.pop("newest_schema", None)  # seen once, it is seen for ever: but by one test
    return app


def close_all() -> None:
    """A connection left open at the end of a test would be an error in the next one."""
    for app in _made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    if socketio.server.environ or socketio.server.manager.rooms:
        _standing.clear()
    _made[:] = [app for app, _ in _standing.values()]
