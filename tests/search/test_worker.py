"""The worker at the index: alone or with others, in long work, killed in the middle."""

import signal
import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from app import worker
from app.comments.operations import Said, post_comment
from app.core import work
from app.core.clock import now
from app.core.db import db
from app.core.work import Listener, Work
from app.posts.models import Post
from app.posts.operations import hide_post, show_post
from app.search import building, generations, index, listener


@pytest.fixture(autouse=True)
def leave_no_trace(monkeypatch):
    """The signals and the stop of a worker that ran in this process."""
    handlers = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(worker, "stopping", threading.Event())
    monkeypatch.setattr(work, "between", [])
    yield
    for name, handler in handlers.items():
        signal.signal(name, handler)


def test_two_workers_at_once_leave_the_newest_state(house, monkeypatch):
    """One has read the rows of a hidden post when another is to write that it is shown again."""
    post = house.write("tokens")
    house.work()
    house.do(lambda: hide_post(house.officer("maya"), db.session.get(Post, post), "x"))
    real, has_read, may_write = listener.documents, threading.Event(), threading.Event()

    def slowly(names):
        made = list(real(names))
        if threading.current_thread() is one:
            has_read.set()
            may_write.wait(1)
        return made

    def drain():
        with house.app.app_context():
            work.work_once("search")
            db.session.remove()

    monkeypatch.setattr(listener, "documents", slowly)
    one = threading.Thread(target=drain)
    one.start()
    assert has_read.wait(10)
    house.do(lambda: show_post(house.officer("maya"), db.session.get(Post, post)))
    drain()
    may_write.set()
    one.join()
    assert house.ids("omar", "tokens") == [f"post:{post}"]


def test_killed_between_the_index_and_its_mark_it_does_the_work_again_and_nothing_is_double(
    house, monkeypatch
):
    house.work()
    post = house.write("tokens")
    real = work.listeners["search"]

    def do_and_die(entries):
        real.do(entries)
        raise KeyboardInterrupt

    monkeypatch.setitem(work.listeners, "search", Listener(real.wants, do_and_die))
    with house.app.app_context():
        with pytest.raises(KeyboardInterrupt):
            work.work_once("search")
        db.session.rollback()
        assert house.waiting() > 0
        db.session.execute(update(Work).values(leased_until=now() - timedelta(seconds=1)))
        db.session.commit()
        monkeypatch.setitem(work.listeners, "search", real)
        assert work.work_once("search") == 1
        assert house.waiting() == 0
    assert house.ids("omar", "tokens") == [f"post:{post}"]


def test_between_the_pieces_of_a_long_build_the_worker_gives_a_sign_of_life_and_stops(
    house, monkeypatch
):
    house.write("tokens")
    monkeypatch.setattr(worker, "BEAT_SECONDS", 0)
    told = []

    def beat(name):
        told.append(name)
        if told.count("worker") == 2:  # the first is before the build
            worker.stopping.set()

    monkeypatch.setattr(work, "beat", beat)
    worker.run(house.app)
    assert told.count("worker") == 2
    with house.app.app_context():
        assert not list(generations.root().glob("build-*"))
        assert not index.is_usable()


def test_what_a_killed_build_left_behind_goes_with_the_next_and_what_is_read_stays(house):
    house.write("tokens")
    house.work()
    with house.app.app_context():
        used, half = generations.current(), generations.begin()
        assert generations.begin() != half
        assert used.exists()
        assert not half.exists()


def test_a_build_is_written_in_a_few_commits_whatever_its_chunks(house, monkeypatch):
    for n in range(4):
        house.write(f"tokens {n}")
    monkeypatch.setattr(building, "CHUNK", 1)
    monkeypatch.setattr(listener, "AT_ONCE", 5)
    with house.app.app_context():
        number = listener.build()
        folder = generations.current()
    assert number == len(house.cast) + 4
    assert len(list(folder.glob("*.seg"))) == -(-number // 5)
    assert house.find("omar", "tokens").count == 4


def test_what_stands_under_a_large_thing_is_written_piece_by_piece(house, monkeypatch):
    post = house.write("tokens")

    def talk():
        for n in range(4):
            post_comment(house.officer("jubayer"), db.session.get(Post, post), Said(f"tokens {n}"))

    house.do(talk)
    assert house.find("omar", "tokens").count == 5
    pieces = []
    monkeypatch.setattr(listener, "CHUNK", 2)
    work.between[:] = [lambda: pieces.append(1)]
    house.do(lambda: hide_post(house.officer("maya"), db.session.get(Post, post), "x"))
    with house.app.app_context():
        while work.work_once("search"):
            pass
    assert len(pieces) == 2
    assert house.find("omar", "tokens").count == 0


def test_a_word_under_an_answered_post_writes_the_post_not_anew(house, monkeypatch):
    post = house.write("tokens")

    def say():
        post_comment(house.officer("jubayer"), db.session.get(Post, post), Said("tokens"))

    house.do(say)
    assert house.find("omar", "tokens", state="answered").count == 1
    looked_at, real = [], listener.documents
    monkeypatch.setattr(listener, "documents", lambda ids: looked_at.extend(ids) or real(ids))
    house.do(say)
    assert house.find("omar", "tokens").count == 3
    assert [name.partition(":")[0] for name in looked_at] == ["comment"]


def test_the_command_builds_beside_the_old_index_and_says_how_much_is_findable(house):
    post = house.write("tokens")
    house.work()
    with house.app.app_context():
        before = generations.current()
    answer = house.app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert answer.exit_code == 0
    assert answer.output == f"{len(house.cast) + 1} documents are findable.\n"
    with house.app.app_context():
        assert generations.current() != before
    assert house.ids("omar", "tokens") == [f"post:{post}"]


def test_the_command_does_not_build_where_another_builds(house):
    with house.app.app_context(), generations.only_one_builds():
        answer = house.app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert answer.exit_code == 1
    assert "Another build is under way" in answer.output
