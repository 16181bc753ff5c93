"""Is it alive, ready, well: for machines without words, for officers in words."""

from datetime import timedelta

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, update

from app import worker
from app.core import work
from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.core.work import Beat, Listener, Work
from app.officers.models import Officer
from app.posts.models import PostKind
from app.posts.operations import Written, write_post
from app.search import listener


@pytest.fixture
def broken(app, cast, monkeypatch):
    """A post whose indexing fails each time it is tried."""

    def fail(_entries):
        raise RuntimeError("index on fire")

    monkeypatch.setitem(work.listeners, "search", Listener(listener.listener.wants, fail))
    with app.test_request_context(), transaction():
        officer = db.session.get(Officer, cast["rahima"])
        write_post(officer, Written(PostKind.QUESTION, "T", {"body": "b"}))
    with app.app_context():
        for _ in range(work.TRIES):
            worker.drain()
            with transaction():
                for row in db.session.scalars(select(Work)):
                    row.leased_until = None


def test_alive_whatever_else(app):
    assert app.test_client().get("/healthz").json == {"alive": True}


def test_ready_only_when_filled_and_indexed(app):
    client = app.test_client()
    assert client.get("/readyz").status_code == 503
    with app.app_context():
        listener.build()
        work.beat("worker")
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["ready"] is True
    assert answer.json["worker_age_seconds"] < 60


def test_not_ready_on_a_schema_of_before(app):
    with app.app_context():
        listener.build()
        db.session.remove()
        downgrade(revision="-1")
    client = app.test_client()
    before = client.get("/readyz").status_code
    with app.app_context():
        upgrade()  # whatever came of it: others stand on these tables
    assert before == 503
    assert client.get("/readyz").status_code == 200


def test_a_worker_that_fell_silent_is_told_in_words_and_pages_go_on(app, sign_in):
    with app.app_context(), transaction():
        db.session.add(Beat(name="worker", at=now() - timedelta(minutes=3)))
    page = sign_in("rahima").get("/health?lang=en").text
    assert "The worker is not at work" in page
    assert sign_in("rahima").get("/").status_code == 200


def test_poison_work_is_set_aside_shown_and_tried_again_by_command(app, broken, sign_in):
    page = sign_in("rahima").get("/health?lang=en").text
    assert "1 piece of work failed five times" in page
    assert "index on fire" in page
    answer = app.test_cli_runner().invoke(args=["work", "retry"])
    assert "1 to be tried again" in answer.output
    assert "Nothing was set aside" in sign_in("rahima").get("/health?lang=en").text


def test_the_last_try_is_no_failure_while_it_lasts(app, broken, sign_in):
    def leased(until):
        with app.app_context(), transaction():
            db.session.execute(update(Work).values(leased_until=until, error=None))
        return sign_in("rahima").get("/health?lang=en").text

    assert "Nothing was set aside" in leased(now() + work.LEASE)
    page = leased(now() - timedelta(seconds=1))  # its process died with it
    assert "1 piece of work failed five times" in page
    assert "The worker stopped in the midst of it." in page
    assert "None" not in page


def test_the_fifth_failure_is_shown_at_once(app, broken, sign_in):
    with app.app_context(), transaction():
        db.session.execute(update(Work).values(tries=work.TRIES - 1))
    with app.app_context():
        worker.drain()
    assert "index on fire" in sign_in("rahima").get("/health?lang=en").text


def test_one_poison_entry_does_not_hold_up_the_others(app, cast, monkeypatch):
    done = []

    def do(entries):
        for entry in entries:
            if entry.facts["post_id"] == bad[0]:
                raise RuntimeError("poison")
        done.extend(entry.facts["post_id"] for entry in entries)

    bad = []
    monkeypatch.setitem(work.listeners, "search", Listener(listener.listener.wants, do))
    for _ in range(3):
        with app.test_request_context(), transaction():
            officer = db.session.get(Officer, cast["rahima"])
            post = write_post(officer, Written(PostKind.QUESTION, "T", {"body": "b"}))
            bad.append(post.id)
    with app.app_context():
        worker.drain()
    assert done == bad[1:]
