"""Files that are sent at the same moment, each as from a process of its own."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from app.core import transaction
from app.core.db import db
from tests.files.sending import PDF, files, lying_about, send, work_through
from tests.make import make_post

HANDS = 8


def all_at_once(browsers, deed, monkeypatch):
    gate = threading.Barrier(len(browsers))
    monkeypatch.setattr(transaction, "_turn", threading.Semaphore(64))

    def run(number):
        gate.wait()
        return deed(number, browsers[number]).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        return Counter(pool.map(run, range(len(browsers))))


def test_a_post_never_carries_more_than_five(app, sign_in, monkeypatch):
    post_id = make_post(app)
    browsers = [sign_in("rahima") for _ in range(HANDS)]
    found = all_at_once(
        browsers,
        lambda n, browser: send(browser, post_id, (f"{n}.pdf", PDF), alt="", key=f"k{n}"),
        monkeypatch,
    )
    assert found == {303: 5, 403: HANDS - 5}
    assert len(files(app)) == len(lying_about(app, "incoming")) == 5


def test_one_form_from_many_hands_is_one_sending(app, sign_in, monkeypatch):
    post_id = make_post(app)
    browsers = [sign_in("rahima") for _ in range(HANDS)]
    found = all_at_once(
        browsers,
        lambda _n, browser: send(browser, post_id, ("a.pdf", PDF), alt=""),
        monkeypatch,
    )
    assert found == {303: HANDS}
    assert len(files(app)) == 1


def test_two_workers_come_to_the_same_end(app, sign_in, monkeypatch):
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, *[(f"{n}.pdf", PDF) for n in range(4)], alt="")
    monkeypatch.setattr(transaction, "_turn", threading.Semaphore(64))

    def run(_number):
        work_through(app)
        with app.app_context():
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert all(file.ready_at for file in files(app))
    assert lying_about(app, "incoming") == []
    assert len(lying_about(app, "kept")) == 4
