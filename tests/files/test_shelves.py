"""What holds on the disk holds in a bucket too: each of these runs on both."""

import io
from contextlib import contextmanager
from time import time

import pytest
from PIL import Image
from sqlalchemy.exc import OperationalError

from app.core.db import db
from app.files import listener, store
from app.files.models import File
from app.files.operations import remove_file
from tests.buckets import server
from tests.files.sending import PDF, files, look, lying_about, picture, send, work_through
from tests.make import do, make_post, officer
from tests.standing import make_app


@pytest.fixture(params=["disk", "bucket"])
def app(request, database, tmp_path):
    address = server().address() if request.param == "bucket" else None
    return make_app(database, tmp_path, FILES=address)


@pytest.fixture
def shelf(app):
    with app.app_context():
        yield store.shelf()


def read(shelf, name):
    opened = shelf.open(name)
    with opened.stream as stream:
        return opened.length, stream.read()


def test_what_is_put_is_there_whole_and_twice_is_once(shelf):
    for size in (0, 1, 70_000, 5_000_000):
        for _ in range(2):
            shelf.put(f"kept/{size}", io.BytesIO(b"a" * size))
        assert read(shelf, f"kept/{size}") == (size, b"a" * size)
    assert sorted(int(name) for name, _ in shelf.list("kept")) == [0, 1, 70_000, 5_000_000]
    assert list(shelf.list("incoming")) == []


def test_what_is_dropped_is_gone_and_what_is_not_there_is_no_fault(shelf):
    shelf.put("incoming/a", io.BytesIO(b"a"))
    shelf.put("incoming/b", io.BytesIO(b"b"))
    for _ in range(2):
        shelf.drop("incoming/a", "incoming/none", "kept/none")
    assert shelf.open("incoming/a") is None
    assert [name for name, _ in shelf.list("incoming")] == ["b"]
    shelf.drop()


def test_it_tells_when_each_came(shelf):
    shelf.put("incoming/a", io.BytesIO(b"a"))
    ((_, came),) = shelf.list("incoming")
    assert abs(came - time()) < 5


class Failing(io.BytesIO):
    """A source that fails when half of it has been read."""

    def read(self, size=-1):
        if self.tell() >= 200_000:
            raise ValueError("half way")
        return super().read(min(size, 100_000) if size and size > 0 else 100_000)


def test_half_a_file_is_none(shelf):
    with pytest.raises(ValueError, match="half way"):
        shelf.put("incoming/a", Failing(b"a" * 400_000))
    assert shelf.open("incoming/a") is None
    assert list(shelf.list("incoming")) == []


def test_it_knows_us(shelf):
    assert shelf.refusal() is None


def test_a_picture_and_a_document_go_all_the_way(app, sign_in):
    post_id = make_post(app)
    rahima, omar = sign_in("rahima"), sign_in("omar")
    sent = picture(size=(2400, 1200))
    answer = send(rahima, post_id, ("pond.jpg", sent), ("b.pdf", PDF))
    assert answer.status_code == 303
    assert len(lying_about(app, "incoming")) == 2
    work_through(app)
    shown, paper = files(app)
    for size, width in (("small", 480), ("large", 1600)):
        served = look(omar, shown.id, size)
        assert Image.open(io.BytesIO(served.data)).size == (width, width // 2)
        assert served.content_length == len(served.data)
        assert served.headers["Cache-Control"] == "private, no-cache"
    assert look(omar, paper.id, "whole").data == PDF
    assert lying_about(app, "incoming") == []
    assert len(lying_about(app, "kept")) == 3
    assert list((app.config["UTHAN_HOME"] / "files" / "work").iterdir()) == []


@pytest.fixture
def paper(app, sign_in):
    """A document of 300 KB on a post: its number, and its bytes."""
    post_id, said = make_post(app), b"A line of a note.\n" * 17_000
    send(sign_in("rahima"), post_id, ("note.txt", said), alt="")
    work_through(app)
    return files(app)[0].id, said


def test_who_was_cut_off_asks_for_the_rest(sign_in, paper):
    number, said = paper
    omar = sign_in("omar")
    assert look(omar, number, "whole").headers["Accept-Ranges"] == "bytes"
    rest = look(omar, number, "whole", Range="bytes=250001-")
    assert (rest.status_code, rest.data) == (206, said[250_001:])
    assert rest.headers["Content-Range"] == f"bytes 250001-{len(said) - 1}/{len(said)}"
    assert rest.headers["Cache-Control"] == "private, no-cache"
    assert "sandbox" in rest.headers["Content-Security-Policy"]
    few = look(omar, number, "whole", Range="bytes=5-9")
    assert (few.status_code, few.data) == (206, said[5:10])
    assert look(omar, number, "whole", Range="bytes=900000-").status_code == 416


def test_what_a_browser_has_is_not_asked_for_again(sign_in, paper, monkeypatch):
    number, _ = paper
    omar = sign_in("omar")
    mark = look(omar, number, "whole").headers["ETag"]
    monkeypatch.setattr(store, "find", None)
    again = look(omar, number, "whole", **{"If-None-Match": mark})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", mark)
    assert again.headers["Cache-Control"] == "private, no-cache"


def test_its_head_alone_may_be_asked_for(sign_in, paper):
    number, said = paper
    answer = sign_in("omar").head(f"/files/{number}/whole", buffered=True)
    assert (answer.status_code, answer.content_length, answer.data) == (200, len(said), b"")


def test_what_was_removed_lies_nowhere(app, sign_in, paper):
    number, _ = paper
    sign_in("rahima").post(f"/files/{number}/removal")
    work_through(app)
    assert lying_about(app, "incoming") == lying_about(app, "kept") == []


def test_removed_while_it_is_looked_through_it_lies_nowhere(app, sign_in, monkeypatch):
    """By another hand, whose own dropping of its bytes came too early."""
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, ("b.pdf", PDF), alt="")
    (file,) = files(app)
    keep = store.keep

    def removed_first(place, size, made):
        do(app, remove)
        listener.store.forget(place)
        keep(place, size, made)

    def remove():
        found = db.session.get_one(File, file.id)
        remove_file(officer("rahima"), found)
        return found

    monkeypatch.setattr(store, "keep", removed_first)
    work_through(app)
    assert lying_about(app, "incoming") == lying_about(app, "kept") == []


def test_a_house_brought_back_without_its_files_says_404(app, sign_in, paper):
    number, _ = paper
    names = [f"kept/{name}" for name in lying_about(app, "kept")]
    with app.app_context():
        store.shelf().drop(*names)
    assert look(sign_in("omar"), number, "whole").status_code == 404


def test_what_is_refused_leaves_nothing(app, sign_in):
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, ("a.jpg", b"\xff\xd8\xffnothing"))
    work_through(app)
    assert files(app)[0].flaw == "broken"
    assert lying_about(app, "incoming") == lying_about(app, "kept") == []


def test_a_change_that_fails_takes_its_bytes_along(app, sign_in):
    post_id = make_post(app)
    rahima = sign_in("rahima")
    for turn in ("k1", "k2"):
        answer = send(rahima, post_id, *[(f"{n}.pdf", PDF) for n in range(3)], alt="", key=turn)
    assert answer.status_code == 403  # six are too many
    assert len(lying_about(app, "incoming")) == 3


@contextmanager
def sent_in(app):
    with app.app_context(), store.taken_in([io.BytesIO(b"words")]) as places:
        yield places[0]


def test_where_nobody_knows_whether_the_change_stands_its_bytes_are_swept_later(app, monkeypatch):
    lost = OperationalError("COMMIT", {}, Exception("server closed the connection"))
    with pytest.raises(OperationalError), sent_in(app) as place:
        raise lost
    assert lying_about(app, "incoming") == [place]
    with app.app_context():
        assert listener.sweep() == 0
        monkeypatch.setattr(listener, "UNCLAIMED", -10.0)
        app.extensions["files_swept"] = 0.0
        assert listener.sweep() == 1
    assert lying_about(app, "incoming") == []


def test_what_is_waited_for_is_not_swept(app, sign_in, monkeypatch):
    send(sign_in("rahima"), make_post(app), ("b.pdf", PDF), alt="")
    monkeypatch.setattr(listener, "UNCLAIMED", -10.0)
    with app.app_context():
        assert listener.sweep() == 0
    work_through(app)
    assert files(app)[0].ready_at


def test_who_died_with_a_file_laid_out_leaves_nothing_for_long(app, monkeypatch):
    monkeypatch.setattr(listener, "UNCLAIMED", -10.0)
    desk = app.config["UTHAN_HOME"] / "files" / "work"
    (desk / "tmp1").mkdir(parents=True)
    (desk / "tmp1" / "came").write_bytes(b"words")
    (desk / "half").write_bytes(b"words")
    with app.app_context():
        listener.sweep()
    assert list(desk.iterdir()) == []
