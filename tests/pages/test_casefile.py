"""The file of a case: on paper for who reads it, and as a ZIP that proves itself elsewhere."""

import io
import subprocess
import sys
import zipfile

import pytest

from app.actions.models import ActionItem
from app.core.db import db
from app.core.log import LogEntry
from app.files import store
from app.posts.models import Audience
from tests.appeals import making as making_appeals
from tests.evidence import laying
from tests.orders import making as making_orders
from tests.pages import kuliya
from tests.sources.making import NAME, PHONE


@pytest.fixture
def case(app, sign_in):
    action_id, _evidence_id = laying.laid(app, sign_in, note="The <b>fence</b> is gone.")
    making_orders.make_order(app, action_id, by="tanvir", days=3)
    return action_id


def take(client, action_id):
    return client.post(f"/actions/{action_id}/file.zip")


def opened(data, where):
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        zipped.extractall(where)
        return set(zipped.namelist())


def check(where):
    done = subprocess.run(
        [sys.executable, "-I", "check.py"],
        cwd=where,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def test_it_is_printed_with_all_that_belongs_to_the_case(app, sign_in, case):
    page = sign_in("omar").get(f"/actions/{case}/file").text
    assert "Measure the pond" in page
    assert "Flagged by" in page
    assert "Take it with you" not in page
    with app.app_context():
        item = db.session.get_one(ActionItem, case)
        assert item.post.title in page
        assert item.number in page
    assert laying.evidence(app)[0].sha256 in page


def test_taken_along_it_proves_itself_without_the_house(app, sign_in, case, tmp_path):
    answer = take(sign_in("rahima"), case)
    assert answer.content_type == "application/zip"
    names = opened(answer.data, tmp_path)
    assert {"index.html", "README.txt", "timeline.json", "SHA256SUMS", "check.py"} < names
    assert any(name.startswith("evidence/") for name in names)
    assert check(tmp_path) == (0, "All is as it was given out. / সব আগের মতোই আছে।\n")


@pytest.mark.parametrize("member", ["index.html", "evidence"])
def test_a_file_that_was_changed_is_named(app, sign_in, case, tmp_path, member):
    opened(take(sign_in("rahima"), case).data, tmp_path)
    changed = next(path for path in tmp_path.rglob("*") if path.is_file() and member in str(path))
    changed.write_bytes(changed.read_bytes() + b".")
    code, said = check(tmp_path)
    assert code == 1
    assert f"{changed.relative_to(tmp_path)} was changed." in said


def test_an_entry_that_was_changed_is_named_also_with_its_sum_made_anew(
    app, sign_in, case, tmp_path
):
    import hashlib

    opened(take(sign_in("rahima"), case).data, tmp_path)
    there = tmp_path / "timeline.json"
    was = hashlib.sha256(there.read_bytes()).hexdigest()
    there.write_text(there.read_text("utf-8").replace("Rahima", "Ruhima", 1), "utf-8")
    sums = tmp_path / "SHA256SUMS"
    now = hashlib.sha256(there.read_bytes()).hexdigest()
    sums.write_text(sums.read_text("utf-8").replace(was, now), "utf-8")
    code, said = check(tmp_path)
    assert code == 1
    assert "is not as it was written." in said


def test_evidence_that_does_not_match_its_record_is_left_out_and_named(
    app, sign_in, case, tmp_path
):
    with app.app_context():
        for name in laying.on_the_shelf(app):
            if name.startswith(store.KEPT):
                store.shelf().put(name, io.BytesIO(b"other"))
    names = opened(take(sign_in("rahima"), case).data, tmp_path)
    assert not any(name.startswith("evidence/") for name in names)
    assert '"missing": [\n  "evidence/' in (tmp_path / "timeline.json").read_text("utf-8")
    code, said = check(tmp_path)
    assert code == 0
    assert "was not given out." in said
    assert "does not match its record" in (tmp_path / "README.txt").read_text("utf-8")
    assert "does not match its record" in (tmp_path / "index.html").read_text("utf-8")


def test_nothing_of_the_citizen_is_in_it_and_hostile_words_stand_as_words(app, sign_in, tmp_path):
    hostile = "<script>alert(1)</script> at the pond"
    jubayer = sign_in("jubayer")
    post_id = kuliya.bring(jubayer, title=hostile)
    kuliya.flag(jubayer, post_id)
    asked = {"seat": kuliya.seat(app, "ghatail.land"), "limit": "7", "admitted": "y"}
    kuliya.post(sign_in("maya"), "/flags/1/acceptance", **asked)
    names = opened(take(sign_in("rahima"), 1).data, tmp_path)
    for name in names:
        data = (tmp_path / name).read_bytes()
        for private in (NAME, PHONE, PHONE[-4:] + '"'):
            assert private.encode() not in data, name
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_that_it_was_taken_stands_in_the_log_and_not_on_the_item(app, sign_in, case):
    rahima = sign_in("rahima")
    before = rahima.get(f"/actions/{case}").text
    take(rahima, case)
    with app.app_context():
        assert db.session.query(LogEntry).filter_by(kind="case_file.taken").count() == 1
    assert before.count("knot") == rahima.get(f"/actions/{case}").text.count("knot")


def test_the_same_case_gives_the_same_evidence_and_entries(app, sign_in, case):
    first, second = (take(sign_in("rahima"), case).data for _ in range(2))
    for name in ("timeline.json", "check.py", "case.css", "README.txt"):
        with zipfile.ZipFile(io.BytesIO(first)) as one, zipfile.ZipFile(io.BytesIO(second)) as two:
            assert one.read(name) == two.read(name)


def test_who_has_no_part_prints_it_and_does_not_take_it(app, sign_in, case):
    answer = take(sign_in("omar"), case)
    assert answer.status_code == 403
    assert "stands above it" in answer.text
    for who in ("tanvir", "arif", "maya", "jubayer"):
        assert take(sign_in(who), case).status_code == 200, who


def test_who_may_not_read_the_post_finds_no_file(app, sign_in, case):
    with app.app_context():
        db.session.get_one(ActionItem, case).post.audience = Audience.OFFICE
        db.session.commit()
    omar = sign_in("omar")
    assert omar.get(f"/actions/{case}/file").status_code == 404
    assert take(omar, case).status_code == 404


def test_appeals_stand_in_it(app, sign_in):
    item_id = making_appeals.make_ended(app)
    making_appeals.file(app, item_id)
    assert "Appeal to the office above" in sign_in("omar").get(f"/actions/{item_id}/file").text
