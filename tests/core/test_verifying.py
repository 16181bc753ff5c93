"""The chain of the log: whatever is changed in the record is found, and where."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from app.core import log
from app.core.db import db, is_sqlite
from app.core.transaction import transaction
from app.posts.models import PostKind
from app.posts.operations import Written, write_post
from tests.make import officer

OF_2 = "UPDATE log SET {} WHERE id = 2"
SWAP = """
UPDATE log SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3);
UPDATE log SET id = -id WHERE id < 0
"""
TAMPERINGS = {
    "a figure of a fact": (OF_2.format("facts = '{\"post_id\": 9}'"), 2),
    "facts that are none": (OF_2.format("facts = '\"\"'"), 2),
    "the name of the doer": (OF_2.format("actor_text_en = 'Omar Faruk'"), 2),
    "the doer": (OF_2.format("actor_id = actor_id + 1"), 2),
    "the seat": (OF_2.format("seat_id = NULL"), 2),
    "the deed": (OF_2.format("kind = 'post.hidden'"), 2),
    "the moment": (OF_2.format("created_at = '2020-01-01 00:00:00'"), 2),
    "the seal": (OF_2.format("hash = prev_hash"), 2),
    "the subject": ("UPDATE log_subjects SET subject = 'post:9' WHERE entry_id = 2", 2),
    "a subject less": ("DELETE FROM log_subjects WHERE entry_id = 2", 2),
    "a row less": ("DELETE FROM log WHERE id = 2", 2),
    "the first row less": ("DELETE FROM log WHERE id = 1", 1),
    "two rows in each other's place": (SWAP, 2),
}


@pytest.fixture
def four(app, cast):
    """The log of four deeds; its house has looked away."""
    with app.test_request_context():
        for number in range(4):
            with transaction():
                said = Written(PostKind.QUESTION, f"Tokens {number}", {"body": "Who tried it?"})
                write_post(officer("rahima"), said)
        yield app


def tamper(app, statements):
    """As can who has the whole database: no trigger and no key of it stands in the way."""
    db.session.rollback()  # what is looked at afterwards is looked at anew
    if is_sqlite():
        path = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path)) as file:
            file.executescript(
                "DROP TRIGGER log_keeps_entries; DROP TRIGGER log_drops_no_entries;" + statements
            )
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements.split(";"):
            connection.exec_driver_sql(statement)


def run(app):
    return app.test_cli_runner().invoke(args=["log", "verify"])


def test_the_chain_holds_from_the_first_entry_to_the_last(four, monkeypatch):
    monkeypatch.setattr(log, "BATCH", 3)
    assert log.verify() is None
    answer = run(four)
    assert answer.exit_code == 0
    assert (
        f"4 entries, each as it was written. The seal of the last: {log.last()[1]}" in answer.stdout
    )


@pytest.mark.parametrize("what", TAMPERINGS)
def test_whatever_is_changed_in_the_record_is_found_and_named(four, what):
    statements, number = TAMPERINGS[what]
    tamper(four, statements)
    assert log.verify().number == number
    answer = run(four)
    assert answer.exit_code == 1
    assert f"Entry {number} is not as it was written" in answer.output


def test_an_entry_that_cannot_even_be_read_is_named(four):
    if not is_sqlite():
        return  # PostgreSQL itself keeps such a thing out
    tamper(four, OF_2.format("facts = '{\"post_id'"))
    assert log.verify() == log.Flaw(2, "it cannot be read")


def test_what_is_cut_off_at_the_end_shows_beside_an_older_answer(four):
    before = run(four).stdout
    tamper(four, "DELETE FROM log WHERE id = 4")
    assert log.verify() is None
    assert run(four).stdout != before


def test_what_the_law_wants_forgotten_leaves_the_chain_whole(four):
    db.session.execute(text(OF_2.format("facts = NULL")))
    db.session.commit()
    assert log.verify() is None
