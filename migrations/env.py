"""Runs the migrations on whichever database the application is set to."""

import shutil
from pathlib import Path
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Enum

from app.core.db import Base, Moment, db


def run() -> None:
    _keep_a_copy()
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,  # SQLite changes a table by making it anew
            compare_type=True,
            render_item=_render,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


def _render(kind: str, thing: Any, _context: object) -> str | Literal[False]:
    """A migration names what the database has, and nothing of our code, which will change."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"
    return False


def _keep_a_copy() -> None:
    """SQLite's changes of tables cannot be rolled back: keep the file as it was before them."""
    url = db.engine.url
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or not path.is_file() or _is_current():
        return
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(path, path.with_suffix(".before-migration.db"))
    current_app.logger.warning("kept a copy of the database before migrating it")


def _is_current() -> bool:
    with db.engine.connect() as connection:
        context.configure(connection=connection)
        return context.get_context().get_current_revision() == context.get_head_revision()


run()
