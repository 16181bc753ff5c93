"""What somebody else does in the very middle: between two statements of whoever reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from app.core.db import db


@contextmanager
def before(
    app: Flask, deed: Callable[[], object], words: str = "", skip: int = 0
) -> Iterator[list[str]]:
    """The deed is done once, before the first statement that holds these words; `skip` so many of
    them. Yields the statement it came before, when there was one."""
    came: list[str] = []
    seen = 0

    def look(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal seen
        if came or words not in statement or not statement.lstrip().startswith("SELECT"):
            return
        if seen == skip:
            came.append(statement)
            with app.app_context():  # a session of its own
                deed()
        seen += 1

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", look)
    try:
        yield came
    finally:
        event.remove(engine, "before_cursor_execute", look)


@contextmanager
def failing(app: Flask, words: str, problem: Exception | None = None) -> Iterator[None]:
    """The first statement that holds these words fails: with the problem, or in the database, as
    one that makes no sense."""
    spent: list[str] = []

    def spoil(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any
    ) -> tuple[str, Any]:
        if spent or words not in statement:
            return statement, parameters
        spent.append(statement)
        if problem:
            raise problem
        return "SELECT 1/0", type(parameters)()

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", spoil, retval=True)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", spoil)
    assert spent, "nothing was asked in these words"
