"""The index is a cache: damaged, it breaks no page and is built anew; built, it loses nothing."""

import gc
import shutil
import threading
import tracemalloc
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core import work
from app.core.db import db
from app.core.errors import Busy
from app.core.work import Work
from app.search import allowed, building, generations, index, listener
from app.search.queries import search


def biggest(folder):
    return max(folder.iterdir(), key=lambda path: path.stat().st_size)


def contents(folder):
    return next(path for path in folder.iterdir() if path.name.startswith("_MAIN"))


def halve(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def zero(path):
    path.write_bytes(bytes(path.stat().st_size))


def pointer(_folder):
    return generations.root() / "CURRENT"


DAMAGE = {
    "segment truncated": lambda folder: halve(biggest(folder)),
    "segment zeroed": lambda folder: zero(biggest(folder)),
    "segment gone": lambda folder: biggest(folder).unlink(),
    "contents truncated": lambda folder: halve(contents(folder)),
    "contents zeroed": lambda folder: zero(contents(folder)),
    "contents gone": lambda folder: contents(folder).unlink(),
    "folder gone": shutil.rmtree,
    "pointer to nowhere": lambda folder: pointer(folder).write_text("build-0"),
    "pointer is noise": lambda folder: pointer(folder).write_bytes(b"\x00\xff\x00"),
}


@pytest.mark.parametrize("typed", ["পুকুর", "পুকুর,", '"পুকুর দখল"', "দখল? পুকুর!", "পুকুর\x00", "পুকুর 50%"])
def test_without_an_index_the_words_are_found_in_titles_whatever_stands_around_them(house, typed):
    post = house.write("পুকুর দখল, 50%")
    with house.app.test_request_context():
        found = search(house.officer("omar"), typed)
    assert found.from_database
    assert [hit.id for hit in found.hits] == [f"post:{post}"]


def test_an_index_for_which_there_is_no_place_breaks_no_page(house, sign_in):
    house.write("Queue tokens")
    with house.app.app_context():
        generations.root().rmdir()
    Path(house.app.config["SEARCH_INDEX"]).write_text("a file stands here")
    answer = sign_in("omar").get("/search?q=tokens")
    assert answer.status_code == 200
    assert "Queue" in answer.text


def forget(caplog):
    """Here, where it is forgiven, and not in some later test: what was logged holds the frames in
    which the file was opened."""
    caplog.clear()
    gc.collect()


# Whoosh leaves the file open that it could not read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("how", list(DAMAGE))
def test_a_damaged_index_never_breaks_a_page_and_mends_itself(house, sign_in, caplog, how):
    post = house.write("Queue tokens", "zibanchur")
    house.work()
    with house.app.app_context():
        DAMAGE[how](generations.current())
    answer = sign_in("omar").get("/search?q=tokens&lang=en")
    assert answer.status_code == 200
    assert "Queue" in answer.text, "answered from the database"
    assert "built anew" in answer.text
    with house.app.app_context():
        assert generations.rebuild_asked()
    assert house.ids("omar", "zibanchur") == [f"post:{post}"]
    forget(caplog)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("how", ["segment zeroed", "contents gone"])
def test_damage_that_only_the_worker_meets_is_mended_and_costs_no_entry(house, caplog, how):
    first = house.write("tokens one")
    house.work()
    with house.app.app_context():
        DAMAGE[how](generations.current())
    second = house.write("tokens two")
    with house.app.app_context():
        work.work_once("search")
        assert generations.rebuild_asked()
        assert house.waiting() == 0
    assert set(house.ids("omar", "tokens")) == {f"post:{first}", f"post:{second}"}
    forget(caplog)


def test_a_document_that_cannot_be_made_is_set_aside_and_blames_no_index(house, monkeypatch):
    house.work()

    def fail(_numbers):
        raise RuntimeError("no such seat")

    monkeypatch.setitem(building.MAKERS, "post", fail)
    house.write("tokens")
    with house.app.app_context():
        work.work_once("search")
        assert "no such seat" in db.session.scalar(
            select(Work.error).where(Work.error.is_not(None))
        )
        assert not generations.rebuild_asked()


def test_a_build_that_fails_leaves_nothing_behind_and_is_tried_again_later(house, monkeypatch):
    monkeypatch.setattr(listener, "_failed_at", [])
    real, tries = index.mark_shape, []

    def fail(folder):
        tries.append(folder)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "mark_shape", fail)
    with house.app.app_context():
        with pytest.raises(OSError):
            listener.build_if_needed()
        listener.build_if_needed()  # too soon
        assert len(tries) == 1
        assert not list(generations.root().glob("build-*"))
        assert generations.rebuild_asked()
        monkeypatch.setattr(index, "mark_shape", real)
        monkeypatch.setattr(listener, "monotonic", lambda: listener._failed_at[-1] + 21)
        listener.build_if_needed()
        assert index.is_usable()
        assert not generations.rebuild_asked()


def test_a_build_beside_the_old_index_loses_nothing_written_meanwhile(house, monkeypatch):
    """Written while the build runs, and written to the old index just before the swap."""
    house.write("tokens one")
    house.work()
    late = []
    real_use, real_all = generations.use, listener.all_documents

    def during():
        yield from real_all()
        late.append(house.write("tokens two"))
        while work.work_once("search"):
            pass

    def just_before(folder):
        late.append(house.write("tokens three"))
        while work.work_once("search"):
            pass
        real_use(folder)

    monkeypatch.setattr(listener, "all_documents", during)
    monkeypatch.setattr(generations, "use", just_before)
    with house.app.app_context():
        assert listener.build() is not None
    assert house.find("omar", "tokens").count == 3


def test_two_builds_at_once_are_one(house):
    house.write("tokens")
    with house.app.app_context(), generations.only_one_builds() as mine:
        assert mine
        assert listener.build() is None


def test_eight_search_while_the_worker_writes_and_nobody_sees_what_was_dropped(house, app):
    for n in range(5):
        house.write(f"tokens {n}")
    house.work()
    stop, problems = threading.Event(), []

    def read():
        while not stop.is_set():
            with app.test_request_context():
                found = search(house.officer("omar"), "tokens")
                if found.from_database or found.count < 5:
                    problems.append(found)
                db.session.remove()

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for n in range(6):
        house.write(f"tokens more {n}")
        house.work()
    stop.set()
    for reader in readers:
        reader.join()
    assert problems == []


def test_a_reader_opens_an_index_without_copying_it(house):
    """Whoosh's own way costs as much memory as the index has, for each reader, after each commit."""
    for _ in range(30):
        house.write("tokens", " ".join(f"word{n}" for n in range(3000)))
    house.work()
    with house.app.app_context():
        size = biggest(generations.current()).stat().st_size
        tracemalloc.start()
        with index._readers.lend():
            _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < size / 2


def test_a_fifth_question_waits_for_its_turn_and_not_for_ever(house, monkeypatch):
    house.write("tokens")
    house.work()
    monkeypatch.setattr(index, "WAIT_SECONDS", 0.05)
    with house.app.app_context(), ExitStack() as others:
        for _ in range(index.READERS):
            others.enter_context(index._readers.lend())
        with pytest.raises(Busy):
            house.find("omar", "tokens")
        assert not generations.rebuild_asked()
    assert house.find("omar", "tokens").count == 1


def test_what_may_be_found_is_read_once_a_segment_also_when_the_index_moves_on(house, monkeypatch):
    for n in range(3):
        house.write(f"tokens {n}")
    assert house.find("omar", "tokens").count == 3
    read, real = [], allowed._read
    monkeypatch.setattr(allowed, "_read", lambda *asked: read.append(asked) or real(*asked))
    assert house.find("omar", "tokens").count == 3
    assert read == []
    house.write("tokens, the fourth")
    assert house.find("omar", "tokens").count == 4
    assert len({reader for reader, _, _ in read}) == 1, "the new segment alone"


def test_documents_of_an_unknown_shape_are_built_anew(house, monkeypatch):
    house.write("tokens")
    house.work()
    monkeypatch.setattr(index, "SCHEMA_VERSION", 999)
    with house.app.app_context():
        assert not index.is_usable()
        listener.build_if_needed()
        assert index.is_usable()
