"""R24: whatever becomes of a file on the shelf, it is found, said and not served. On the disk, and in
a bucket."""

import io
from datetime import timedelta
from itertools import count

import pytest

from app.core import clock, log
from app.core.clock import now
from app.core.db import db
from app.core.errors import Away
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.evidence import proving
from app.evidence.models import Evidence, Part, PartName
from app.evidence.queries import count_damaged
from app.files import store
from app.files.shelf import Opened
from tests.actions.making import make_item
from tests.buckets import server
from tests.evidence.laying import PHOTO, evidence, laid, lay, look, on_the_shelf, page, shelf_parts
from tests.files.sending import PDF, picture, work_through
from tests.standing import make_app

SAYS = {"en": "This file does not match its record.", "bn": "এই ফাইলটি নথির সঙ্গে মেলে না।"}
SEAL = {
    "en": "The sealed original does not match its record.",
    "bn": "সিল করা মূল ফাইলটি নথির সঙ্গে মেলে না।",
}


@pytest.fixture(params=["disk", "bucket"])
def app(request, database, tmp_path):
    address = server().address() if request.param == "bucket" else None
    return make_app(database, tmp_path, FILES=address)


def put(app, name, data):
    with app.app_context():
        store.shelf().put(name, io.BytesIO(data))


def drop(app, *names):
    with app.app_context():
        store.shelf().drop(*names)


NIGHTS = count(1)


def scrub(app):
    """One more night: until nothing is left to be looked at."""
    with clock.at(now() + timedelta(hours=24 * next(NIGHTS) + 6)), app.app_context():
        while proving.scrub():
            pass


def found(app):
    """What the log has of it, in order."""
    kinds = ("evidence.damaged", "evidence.mended")
    with app.app_context():
        entries = db.session.query(LogEntry).filter(LogEntry.kind.in_(kinds)).order_by(LogEntry.id)
        return [(one.kind, one.facts["part"], one.facts.get("damage")) for one in entries]


def damaged(app):
    with app.app_context():
        return {(part.evidence_id, part.name) for part in db.session.query(Part) if part.damage}


@pytest.fixture
def two(app, sign_in):
    """A picture and a document that are ready: their item, and names on the shelf."""
    action_id, _ = laid(app, sign_in)
    lay(sign_in("rahima"), action_id, ("order.pdf", PDF), key="p", kind="paper")
    work_through(app)
    shown, paper = evidence(app)
    names = [f"sealed/{shown.place}", f"kept/{shown.place}-small", f"kept/{shown.place}-large"]
    return action_id, [*names, f"sealed/{paper.place}", f"kept/{paper.place}-whole"]


def test_what_is_sound_is_looked_at_and_makes_no_entry(app, two):
    assert set(on_the_shelf(app)) == set(two[1])
    with app.app_context():
        before = log.latest()
    scrub(app)
    assert found(app) == []
    with app.app_context():
        assert log.latest() == before
        assert db.session.query(Part).count() == 5


@pytest.mark.parametrize("how", ["altered by one bit", "cut", "deleted", "emptied"])
def test_each_file_that_is_touched_is_found(app, two, how):
    """All five, one after the other; nothing else is said of the others."""
    _, names = two
    whole = on_the_shelf(app)
    for name in names:
        data = bytearray(whole[name])
        data[len(data) // 2] ^= 1
        if how == "deleted":
            drop(app, name)
        else:
            put(app, name, {"cut": whole[name][:-1], "emptied": b""}.get(how, bytes(data)))
    scrub(app)
    assert len(damaged(app)) == 5
    assert len(found(app)) == 5
    scrub(app)
    assert len(found(app)) == 5  # it is news once
    with app.app_context():
        assert count_damaged() == 2
    for name in names:
        put(app, name, whole[name])
    scrub(app)
    assert damaged(app) == set()
    assert [kind for kind, _, _ in found(app)[5:]] == ["evidence.mended"] * 5


def test_two_files_that_are_swapped_are_both_found(app, two):
    _, names = two
    whole = on_the_shelf(app)
    for one, other in ((0, 3), (1, 2)):
        put(app, names[one], whole[names[other]])
        put(app, names[other], whole[names[one]])
    scrub(app)
    assert damaged(app) == {(1, "original"), (1, "small"), (1, "large"), (2, "original")}


def test_an_older_backup_of_the_files_is_found(app, sign_in, two):
    """What was laid since is missing from it."""
    action_id, _ = two
    lay(sign_in("rahima"), action_id, ("b.jpg", picture(size=(90, 70))), key="b", kind="before")
    work_through(app)
    newest = evidence(app)[-1]
    drop(app, *[name for name in on_the_shelf(app) if newest.place in name])
    scrub(app)
    assert damaged(app) == {(newest.id, name) for name in ("original", "small", "large")}
    assert {damage for _, _, damage in found(app)} == {"missing"}


def test_a_row_that_was_changed_along_with_its_file_is_found_by_the_log(app, sign_in, two):
    _, names = two
    other = picture(size=(33, 44))
    put(app, names[2], other)
    with app.app_context(), transaction():
        part = db.session.query(Part).filter_by(evidence_id=1, name=PartName.LARGE).one()
        part.sha256 = proving.hash_of(io.BytesIO(other))
    scrub(app)
    assert damaged(app) == {(1, "large")}
    assert found(app) == [("evidence.damaged", "large", "record")]
    assert look(sign_in("omar"), 1, "large").status_code == 409
    assert len(found(app)) == 1  # what was served is not asked whether it is as the row says


@pytest.mark.parametrize("how", ["altered", "missing"])
def test_it_is_not_served_and_the_page_says_so_at_once(app, sign_in, how):
    action_id, number = laid(app, sign_in)
    omar = sign_in("omar")
    good = on_the_shelf(app)
    small = next(name for name in good if name.endswith("-small"))
    put(app, small, picture(size=(33, 44))) if how == "altered" else drop(app, small)
    assert SAYS["en"] not in page(omar, action_id)
    for lang, sentence in (
        ("en", "File does not match its record"),
        ("bn", "ফাইলটি নথির সঙ্গে মেলে না"),
    ):
        answer = omar.get(f"/evidence/{number}/small?lang={lang}")
        assert answer.status_code == 409
        assert sentence in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    assert found(app) == [("evidence.damaged", "small", how)]
    for lang, sentence in SAYS.items():
        shown = page(omar, action_id, lang)
        assert sentence in shown
        assert f"/evidence/{number}/small" not in shown
    assert "does not match its record" in sign_in("rahima").get("/notifications?lang=en").text
    assert "1 piece of evidence does not match its record." in omar.get("/health?lang=en").text

    put(app, small, good[small])  # mended, and asked for again
    assert look(omar, number, "small").data == good[small]
    assert found(app)[1:] == [("evidence.mended", "small", None)]
    assert SAYS["en"] not in page(omar, action_id)
    assert "All evidence matches its record." in omar.get("/health?lang=en").text


def test_a_broken_seal_is_said_beside_the_copy_that_is_sound(app, sign_in):
    action_id, number = laid(app, sign_in)
    drop(app, next(name for name in on_the_shelf(app) if name.startswith("sealed/")))
    scrub(app)
    for lang, sentence in SEAL.items():
        shown = page(sign_in("omar"), action_id, lang)
        assert sentence in shown
        assert SAYS[lang] not in shown
    assert look(sign_in("omar"), number, "small").status_code == 200


def test_what_is_changed_while_it_is_sent_is_not_what_is_sent(app, sign_in):
    _, number = laid(app, sign_in)
    good = on_the_shelf(app)
    (name,) = [name for name in good if name.endswith("-large")]
    place = name.removeprefix("kept/").removesuffix("-large")
    with app.app_context():
        read = proving.prove(place, PartName.LARGE, shelf_parts(app)["large"].sha256)
        assert isinstance(read, Opened)
        put(app, name, b"other")
        with read.stream as stream:
            assert stream.read() == good[name]
    assert look(sign_in("omar"), number, "large").status_code == 409


def test_that_nobody_answers_says_nothing_about_a_file(app, sign_in, monkeypatch):
    laid(app, sign_in)

    def away(*_what):
        raise Away("the shelf is away")

    monkeypatch.setattr(store, "find", away)
    scrub(app)
    monkeypatch.undo()
    assert found(app) == []
    scrub(app)
    assert found(app) == []


def test_it_goes_on_where_it_was_and_each_is_looked_at_once_a_night(app, two, monkeypatch):
    monkeypatch.setattr(proving, "SECONDS", -1.0)
    night = now() + timedelta(hours=24 * next(NIGHTS) + 6)
    with clock.at(night), app.app_context():
        assert [proving.scrub() for _ in range(7)] == [1, 1, 1, 1, 1, 0, 0]
    with clock.at(night + timedelta(minutes=10)), app.app_context():
        assert proving.scrub() == 0
    with clock.at(night + timedelta(hours=24)), app.app_context():
        assert proving.scrub() == 1


def test_what_cannot_be_read_is_damage_and_no_stumble(app, sign_in, monkeypatch):
    _, number = laid(app, sign_in)

    def fail(*_what):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(store, "find", fail)
    assert look(sign_in("omar"), number, "small").status_code == 409
    assert found(app) == [("evidence.damaged", "small", "unreadable")]


def test_a_machine_that_dies_leaves_all_or_nothing(app, sign_in, monkeypatch):
    """Between the shelf and the row; and again between the seal and the row."""
    action_id = make_item(app)
    lay(sign_in("rahima"), action_id)

    def die(*_what):
        raise SystemExit

    from app.evidence import listener

    monkeypatch.setattr(listener, "accept_evidence", die)
    with pytest.raises(SystemExit):
        work_through(app)
    with app.app_context():
        db.session.rollback()
        assert db.session.query(Part).count() == 0
        assert db.session.get_one(Evidence, 1).waiting
    monkeypatch.undo()
    with clock.at(now() + timedelta(minutes=5)):  # its lease is over
        work_through(app)
    (one,) = evidence(app)
    assert one.ready_at
    assert on_the_shelf(app)[f"sealed/{one.place}"] == PHOTO[1]
    scrub(app)
    assert found(app) == []
