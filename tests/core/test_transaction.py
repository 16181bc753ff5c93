"""Changes at once: nothing lost, nothing doubled, nobody turned away by a busy database."""

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from app.comments.models import Comment
from app.comments.operations import Said, post_comment
from app.core import keys, transaction
from app.core.db import db, is_sqlite
from app.core.errors import Busy, KeyReused
from app.core.log import LogEntry
from app.core.transaction import transaction as change
from app.officers.models import Officer
from app.posts.models import Follow, Post, PostKind
from app.posts.operations import Written, follow_post, write_post
from tests.busy import another_writes


@pytest.fixture
def post_id(app, cast):
    with app.test_request_context(), change():
        officer = db.session.get(Officer, cast["jubayer"])
        source = {"body": "Who tried it?"}
        return write_post(officer, Written(PostKind.QUESTION, "Queue tokens", source)).id


def form(words):
    """What a form says of itself: always under one key."""
    return SimpleNamespace(key=SimpleNamespace(data="key-1"), body_hash=words, words_typed=words)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """What is proven here is that nobody is lost, not how fast this machine is today."""
    monkeypatch.setattr(transaction, "WAIT_SECONDS", 60)


def at_once(app, number, do):
    """Call do(i) in so many threads that start together; what each gave or raised."""
    gate = threading.Barrier(number)

    def run(i):
        with app.test_request_context():
            gate.wait()
            try:
                return do(i)
            except Exception as problem:
                return problem
            finally:
                db.session.remove()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_reading_then_writing_forty_times_at_once_fails_nobody(app, cast, post_id):
    """With a deferred BEGIN most of these would be told at once that the database is locked."""

    def comment(i):
        officer = db.session.get(Officer, cast["rahima"])
        post = db.session.get(Post, post_id)
        with change():
            return post_comment(officer, post, Said(f"word {i}")).id

    numbers = at_once(app, 40, comment)
    assert sorted(numbers) == sorted(set(numbers)), numbers
    with app.app_context():
        assert db.session.scalar(select(func.count(Comment.id))) == 40
        ids = db.session.scalars(select(LogEntry.id).order_by(LogEntry.id)).all()
        assert ids == list(range(1, 42)), "the log has no gap and no double"


def test_following_forty_times_at_once_is_following_once(app, cast, post_id):
    """Asked first and inserted after, without its turn, this made sixteen rows and more."""

    def follow(_):
        officer = db.session.get(Officer, cast["rahima"])
        post = db.session.get(Post, post_id)
        with change():
            follow_post(officer, post)

    assert set(at_once(app, 40, follow)) == {None}
    with app.app_context():
        mine = select(func.count(Follow.id)).where(Follow.officer_id == cast["rahima"])
        assert db.session.scalar(mine) == 1


def test_one_key_sent_fifty_times_at_once_makes_one_thing(app, cast, post_id):
    def send(_):
        officer = db.session.get(Officer, cast["rahima"])
        post = db.session.get(Post, post_id)
        with change():
            made = keys.once(
                officer.id, form("once"), Comment,
                lambda: post_comment(officer, post, Said("once")), lambda c: f"/c/{c.id}",
            )  # fmt: skip
            return made.id

    assert len(set(at_once(app, 50, send))) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(Comment.id))) == 1


def test_a_key_that_comes_back_with_other_words_gives_the_first_words_back(app, cast, post_id):
    with app.test_request_context():
        officer = db.session.get(Officer, cast["rahima"])
        post = db.session.get(Post, post_id)

        def send(words):
            with change():
                keys.once(
                    officer.id, form(words), Comment,
                    lambda: post_comment(officer, post, Said(words)), lambda c: f"/c/{c.id}",
                )  # fmt: skip

        send("first words")
        with pytest.raises(KeyReused) as caught:
            send("other words")
    assert caught.value.first_words == "first words"
    assert caught.value.place.startswith("/c/")


def test_who_waits_too_long_for_a_turn_is_told_that_it_is_busy(app, monkeypatch):
    monkeypatch.setattr(transaction, "WAIT_SECONDS", 0.05)
    with app.app_context(), transaction._turn, pytest.raises(Busy), change():
        pass


def test_a_change_that_the_database_does_not_take_is_tried_twice_and_no_more(
    app, sign_in, post_id, monkeypatch
):
    """Each try waits with the turn of the whole process in its hand."""
    monkeypatch.setattr(transaction, "WAIT_SECONDS", 0.05)
    browser, tries = sign_in("rahima"), []
    with app.app_context():
        if not is_sqlite():
            return
        engine = db.engine

    def note(_connection, _cursor, said, *_):
        tries.append(said)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with another_writes(app):
            answer = browser.post(f"/posts/{post_id}/comments", data={"body": "Our words"})
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 503
    assert "Our words" in answer.text
    assert tries.count("BEGIN IMMEDIATE") == 2


def test_durable_settings_of_the_embedded_database(app):
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            assert db.session.scalar(text("SHOW transaction_isolation")) == "read committed"
            return
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [db.session.scalar(text(f"PRAGMA {name}")) for name in asked]
        assert found == ["wal", 2, 1, 5000]


def test_a_lost_contest_is_known_by_its_name():
    class Lost(Exception):
        sqlstate = "40P01"

    assert transaction.is_contention(OperationalError("", {}, Lost()))
    assert transaction.is_contention(OperationalError("", {}, Exception("database is locked")))
    assert not transaction.is_contention(OperationalError("", {}, Exception("no such table: x")))
