"""Files in a bucket: who may ask it, and what happens while it does not answer."""

import dataclasses
import io
import logging
import os
import threading
import urllib.error
import urllib.request
from time import monotonic

import pytest

from app import serve
from app.config import Wrong
from app.core import work
from app.core.clock import now
from app.core.db import db
from app.core.errors import Away
from app.core.transaction import transaction
from app.files import bucket, listener, store
from app.files.bucket import Bucket
from tests.buckets import server
from tests.files.sending import PDF, files, look, lying_about, picture, send, work_through
from tests.make import make_post
from tests.standing import make_app

NOBODY = "http://127.0.0.1:1"  # where no server listens


@pytest.fixture
def address():
    return server().address()


@pytest.fixture
def app(database, tmp_path, address, monkeypatch):
    monkeypatch.setattr(bucket, "PAUSE", 0.0)
    return make_app(database, tmp_path, FILES=address)


@pytest.fixture
def move(app, address):
    """`move(endpoint=…)`: the house finds its bucket elsewhere, or with another key; `move()`: as
    it was."""
    return lambda **changes: app.extensions.update(
        files=Bucket(dataclasses.replace(address, **changes))
    )


def test_nobody_else_is_served_by_the_bucket(app, sign_in, address):
    post_id = make_post(app)
    rahima = sign_in("rahima")
    send(rahima, post_id, ("a.jpg", picture()))
    work_through(app)
    for name in lying_about(app, "kept"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address.endpoint}/uthan/{address.prefix}kept/{name}")
        assert refused.value.code in {400, 403}
    for page in (f"/posts/{post_id}", f"/posts/{post_id}/files", "/"):
        text = rahima.get(page).text
        assert address.endpoint not in text
        assert "X-Amz" not in text
    served = look(rahima, files(app)[0].id, "small")
    assert served.status_code == 200
    assert not any(name.lower().startswith("x-amz") for name, _ in served.headers)


def is_away(answer):
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Files cannot be reached just now" in answer.text
    return True


@pytest.mark.parametrize("wrong", [{"endpoint": NOBODY}, {"secret": "WRONG"}, {"bucket": "none"}])
def test_while_it_cannot_be_had_nothing_is_lost_and_then_all_goes_on(app, sign_in, move, wrong):
    post_id = make_post(app)
    rahima = sign_in("rahima")
    assert send(rahima, post_id, ("a.jpg", picture()), key="k1").status_code == 303
    work_through(app)
    assert send(rahima, post_id, ("b.pdf", PDF), alt="", key="k2").status_code == 303
    shown, paper = files(app)
    move(**wrong)
    answer = send(rahima, post_id, ("c.pdf", PDF), alt="বেড়া দেওয়া পুকুর", key="k3")
    assert is_away(answer)
    assert "বেড়া দেওয়া পুকুর" in answer.text
    assert is_away(rahima.get(f"/files/{shown.id}/small?lang=en"))
    assert rahima.get(f"/posts/{post_id}").status_code == 200
    work_through(app)
    assert [file.waiting for file in files(app)] == [False, True]
    move()
    wait_no_more(app)
    work_through(app)
    for number, size in ((shown.id, "small"), (paper.id, "whole")):
        assert look(rahima, number, size).status_code == 200
    assert send(rahima, post_id, ("c.pdf", PDF), alt="", key="k3").status_code == 303
    assert len(lying_about(app, "incoming")) == 1


def wait_no_more(app):
    """Half a minute goes by."""
    with app.app_context(), transaction():
        for row in db.session.query(work.Work).filter_by(listener=listener.NAME):
            row.leased_until = None


def test_however_long_it_is_away_the_worker_asks_again(app, sign_in, move):
    send(sign_in("rahima"), make_post(app), ("b.pdf", PDF), alt="")
    move(endpoint=NOBODY)
    for _ in range(work.TRIES + 2):
        work_through(app)
        with app.app_context():
            (row,) = db.session.query(work.Work).filter_by(listener=listener.NAME)
            assert row.leased_until > now()
            assert work.set_aside() == []
        wait_no_more(app)
    move()
    work_through(app)
    assert files(app)[0].ready_at


def test_what_was_removed_meanwhile_is_dropped_when_it_is_back(app, sign_in, move):
    rahima = sign_in("rahima")
    send(rahima, make_post(app), ("b.pdf", PDF), alt="")
    work_through(app)
    move(endpoint=NOBODY)
    assert rahima.post(f"/files/{files(app)[0].id}/removal").status_code == 303
    work_through(app)
    move()
    wait_no_more(app)
    work_through(app)
    assert lying_about(app, "kept") == []


def test_where_it_hangs_nobody_waits_for_long(app, sign_in, monkeypatch):
    monkeypatch.setattr(bucket, "ANSWER", 0.4)
    post_id = make_post(app)
    rahima = sign_in("rahima")
    send(rahima, post_id, ("a.jpg", picture()))
    work_through(app)
    number = files(app)[0].id
    with server().hanging():
        begun = monotonic()
        assert is_away(rahima.get(f"/files/{number}/small?lang=en"))
        assert is_away(send(rahima, post_id, ("b.pdf", PDF), alt="", key="k2"))
        assert monotonic() - begun < 6  # two tries each, and the pause between them
    assert look(rahima, number, "small").status_code == 200


def test_that_it_hangs_is_found_out_once(app, sign_in, monkeypatch):
    monkeypatch.setattr(bucket, "ANSWER", 0.4)
    monkeypatch.setattr(bucket, "PAUSE", 60.0)
    rahima = sign_in("rahima")
    send(rahima, make_post(app), ("a.jpg", picture()))
    work_through(app)
    number = files(app)[0].id
    with server().hanging():
        is_away(rahima.get(f"/files/{number}/small?lang=en"))
        begun = monotonic()
        for _ in range(10):
            is_away(rahima.get(f"/files/{number}/small?lang=en"))
        assert monotonic() - begun < 2


def test_a_sweep_that_finds_nobody_is_no_stumble(app, move, caplog):
    move(endpoint=NOBODY)
    with app.app_context():
        assert listener.sweep() == 0
    assert "not swept" in caplog.text


def test_a_sweep_looks_at_every_name_however_many(app, monkeypatch):
    with app.app_context():
        shelf = store.shelf()
        asked = shelf._client().list_objects_v2
        monkeypatch.setattr(
            shelf._client(), "list_objects_v2", lambda **what: asked(**what, MaxKeys=2)
        )
        for n in range(5):
            shelf.put(f"incoming/{n}", io.BytesIO(b"a"))
        assert [name for name, _ in shelf.list("incoming")] == list("01234")


def test_many_threads_and_a_child_each_have_their_own_lines(app):
    with app.app_context():
        shelf = store.shelf()
        first = shelf._client()
        others = []
        hands = [threading.Thread(target=lambda: others.append(shelf._client())) for _ in range(4)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        assert others == [first] * 4
        shelf._opened = (os.getpid() + 1, first)  # as a child sees what its parent opened
        assert shelf._client() is not first


def test_a_house_that_the_bucket_does_not_know_stays_closed(app, move):
    with app.app_context():
        serve.ask_the_store()
        move(secret="WRONG")
        with pytest.raises(Wrong, match=r"the bucket uthan at http.* says SignatureDoesNotMatch"):
            serve.ask_the_store()
        move(bucket="none")
        with pytest.raises(Wrong, match=r"the bucket none at http.* says NoSuchBucket"):
            serve.ask_the_store()


def test_a_house_opens_while_the_bucket_is_away(app, move, caplog):
    move(endpoint=NOBODY)
    with app.app_context(), caplog.at_level(logging.WARNING):
        serve.ask_the_store()
    assert "files cannot be reached yet" in caplog.text


def test_a_stream_that_breaks_off_is_not_taken_for_the_whole(app, monkeypatch):
    with app.app_context():
        shelf = store.shelf()
        shelf.put("kept/a", io.BytesIO(b"a" * 3_000_000))
        opened = shelf.open("kept/a")
        with opened.stream as stream:
            stream.read(1000)
            opened.stream.raw._body._raw_stream._fp.close()
            with pytest.raises((Away, ValueError)):
                stream.read()
