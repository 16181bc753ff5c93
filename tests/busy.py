"""A house in which somebody else is writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from flask import Flask


@contextmanager
def another_writes(app: Flask) -> Iterator[None]:
    """Another process has SQLite's one place to write. (On PostgreSQL writers stand in nobody's
    way.)"""
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    if not address.startswith("sqlite"):
        yield
        return
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
