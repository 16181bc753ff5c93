"""Evidence is laid before an item: sealed as it came, its place copied out, a copy served."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.evidence.listener import taken_of
from app.evidence.operations import Taken
from tests.actions.making import finish, make_flag, make_item, send_back, verify
from tests.evidence.laying import (
    PHOTO,
    evidence,
    laid,
    lay,
    look,
    on_the_shelf,
    page,
    shelf_parts,
)
from tests.files.sending import PDF, lying_about, office, picture, work_through
from tests.make import hide, make_post
from tests.retirement.hands import retire


def entries(app, kind):
    with app.app_context():
        return list(db.session.scalars(select(LogEntry).where(LogEntry.kind == kind)))


def test_the_original_is_sealed_and_a_copy_without_its_secrets_is_served(app, sign_in):
    action_id, number = laid(app, sign_in, site="West bank", taken="2026-11-20")
    parts, shelf = shelf_parts(app), on_the_shelf(app)
    (one,) = evidence(app)
    assert shelf[f"sealed/{one.place}"] == PHOTO[1]
    assert lying_about(app, "incoming") == []
    for name, where in (("original", f"sealed/{one.place}"), ("small", f"kept/{one.place}-small")):
        assert parts[name].sha256 == hashlib.sha256(shelf[where]).hexdigest()
        assert parts[name].size == len(shelf[where])
    for size in ("small", "large"):
        served = look(sign_in("omar"), number, size)
        assert served.status_code == 200
        assert served.data == shelf[f"kept/{one.place}-{size}"]
        assert not Image.open(io.BytesIO(served.data)).getexif()
        assert b"SERIAL" not in served.data
        assert served.headers["Cache-Control"] == "private, no-cache"
        assert "sandbox" in served.headers["Content-Security-Policy"]
    assert (round(one.latitude, 4), round(one.longitude, 4)) == (24.2583, 89.9194)
    shown = page(sign_in("omar"), action_id)
    assert "24.25833°" in shown
    assert "West bank" in shown
    assert one.sha256[:12] in shown
    assert parts["large"].sha256[:12] in shown


def test_the_log_holds_both_hashes_and_no_words(app, sign_in):
    _, number = laid(app, sign_in)
    parts = shelf_parts(app)
    (added,), (ready,) = entries(app, "evidence.added"), entries(app, "evidence.ready")
    assert added.facts["sha256"] == parts["original"].sha256
    assert ready.facts == {
        **{name: parts[name].sha256 for name in ("original", "large", "small")},
        "whole": None,
        "evidence_id": number,
        "action_id": 1,
        "post_id": 1,
    }


@pytest.mark.parametrize("size", ["original", "whole", "sealed", "..%2fsealed", "kept", "small%00"])
def test_no_address_leads_to_the_original(app, sign_in, size):
    _, number = laid(app, sign_in)
    for who in ("rahima", "maya", "arif"):
        assert look(sign_in(who), number, size).status_code == 404


@pytest.mark.parametrize("sent", [("order.pdf", PDF), ("list.xlsx", office("xlsx"))])
def test_a_document_is_a_paper_and_comes_as_a_download(app, sign_in, sent):
    action_id = make_item(app)
    rahima = sign_in("rahima")
    answer = lay(rahima, action_id, sent)
    assert answer.status_code == 422
    assert "Before and after are pictures" in answer.text
    assert lay(rahima, action_id, sent, kind="paper").status_code == 303
    work_through(app)
    (one,) = evidence(app)
    served = look(rahima, one.id, "whole")
    assert served.data == sent[1]
    assert served.headers["Content-Disposition"].startswith("attachment")
    assert f"/evidence/{one.id}/whole" in page(rahima, action_id)


def test_before_and_after_stand_in_pairs(app, sign_in):
    action_id = make_item(app)
    rahima = sign_in("rahima")
    for number, kind in enumerate(("after", "before", "paper")):
        sent = ("a.jpg", picture(size=(90 + number, 60)))
        assert lay(rahima, action_id, sent, key=kind, kind=kind).status_code == 303
    assert "The picture is being prepared." in page(rahima, action_id)
    work_through(app)
    shown = page(rahima, action_id)
    assert shown.count('class="pair"') == 1
    assert shown.index("<b>Before</b>") < shown.index("<b>After</b>")


def test_the_same_file_twice_is_one_and_the_second_is_told_kindly(app, sign_in):
    action_id, number = laid(app, sign_in)
    again = lay(sign_in("jubayer"), action_id, ("other.jpg", PHOTO[1]), key="j")
    assert again.status_code == 303
    assert again.location.endswith(f"/actions/{action_id}/evidence#evidence-{number}")
    jubayer = sign_in("jubayer")
    lay(jubayer, action_id, key="j2")
    assert "This very file is here already" in page(jubayer, action_id)
    assert len(evidence(app)) == 1
    assert len(entries(app, "evidence.added")) == 1
    assert lying_about(app, "incoming") == []


def test_the_same_file_before_two_items_is_two(app, sign_in):
    laid(app, sign_in)
    other = make_item(app, make_flag(app, make_post(app)))
    assert lay(sign_in("rahima"), other, key="o").status_code == 303
    assert len(evidence(app)) == 2


def test_the_same_form_twice_is_one_and_other_words_under_its_key_are_refused(app, sign_in):
    action_id = make_item(app)
    rahima = sign_in("rahima")
    for _ in range(2):
        assert lay(rahima, action_id).status_code == 303
    assert len(evidence(app)) == 1
    assert len(lying_about(app, "incoming")) == 1
    assert lay(rahima, action_id, note="Something else").status_code == 409


def test_what_is_missing_is_said_and_nothing_is_lost(app, sign_in):
    action_id = make_item(app)
    rahima = sign_in("rahima")
    answer = lay(rahima, action_id, note="", kind="", site="পশ্চিম পাড়", taken="2031-01-01")
    assert answer.status_code == 422
    for sentence in (
        "Say in a sentence what it shows",
        "Say what it is: before, after, or a paper.",
        "This day is still to come.",
    ):
        assert sentence in answer.text
    assert 'value="পশ্চিম পাড়"' in answer.text
    assert "pond.jpg" in answer.text  # it waits, and need not be chosen twice
    number = answer.text.partition('name="kept" value="')[2].partition('"')[0]
    done = lay(rahima, action_id, ("", b""), ticks=[int(number)])
    assert done.status_code == 303
    work_through(app)
    (one,) = evidence(app)
    assert on_the_shelf(app)[f"sealed/{one.place}"] == PHOTO[1]
    assert lying_about(app, "incoming") == []


def test_nothing_chosen_and_too_much_are_said(app, sign_in):
    action_id = make_item(app)
    rahima = sign_in("rahima")
    assert "Choose a file." in lay(rahima, action_id, ("", b"")).text
    two = lay(rahima, action_id, PHOTO, ("b.jpg", picture()), key="k2")
    assert "One file at a time" in two.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("<img src=x onerror=alert(1)>.jpg", "img src=x onerror=alert(1).jpg"),
        ("a\u202egpj.exe.jpg", "agpj_exe.jpg"),
        ("ক" * 300 + ".jpg", "ক" * 80 + ".jpg"),
    ],
)
def test_a_hostile_name_is_cleaned_and_never_a_path(app, sign_in, given, kept):
    action_id, _ = laid(app, sign_in, (given, PHOTO[1]), site=given[:150])
    (one,) = evidence(app)
    assert one.name == kept
    assert set(lying_about(app, "sealed")) == {one.place}
    assert "<img src=x" not in page(sign_in("omar"), action_id)


def test_who_takes_part_adds_and_nobody_else(app, sign_in):
    action_id = make_item(app)
    codes = {
        name: lay(sign_in(name), action_id, (f"{name}.jpg", picture(size=(70, 50 + n)))).status_code
        for n, name in enumerate(("rahima", "jubayer", "omar", "arif", "tanvir", "maya"))
    }
    assert codes == {
        **dict.fromkeys(("rahima", "jubayer"), 303),
        **dict.fromkeys(("omar", "arif", "tanvir", "maya"), 403),
    }
    assert "Add evidence" not in page(sign_in("omar"), action_id)
    finish(app, action_id)  # from now on, who may verify it may show what they saw
    assert lay(sign_in("nurul"), action_id, ("n.jpg", picture(size=(71, 51)))).status_code == 303
    send_back(app, action_id)
    assert (
        lay(sign_in("nurul"), action_id, ("m.jpg", picture(size=(72, 51))), key="m").status_code
        == 303
    )
    assert (
        lay(sign_in("omar"), action_id, ("o.jpg", picture(size=(73, 51))), key="o").status_code
        == 403
    )
    finish(app, action_id)
    verify(app, action_id)
    closed = lay(sign_in("rahima"), action_id, ("z.jpg", picture(size=(74, 51))), key="z")
    assert closed.status_code == 403
    assert "it is closed" in closed.text


def test_who_has_retired_adds_nothing(app, sign_in):
    action_id = make_item(app)

    retire(app, "jubayer")
    answer = lay(sign_in("jubayer"), action_id)
    assert answer.status_code == 403
    assert "You are retired" in answer.text


def test_out_of_reach_it_is_not_there(app, sign_in):
    action_id, number = laid(app, sign_in)
    assert look(sign_in("omar"), number, "small").status_code == 200
    hide(app, post_under(app, action_id))
    assert look(sign_in("omar"), number, "small").status_code == 404
    assert sign_in("omar").get(f"/actions/{action_id}/evidence").status_code == 404
    assert lay(sign_in("omar"), action_id, key="h").status_code == 404
    assert look(sign_in("maya"), number, "small").status_code == 200
    assert lay(sign_in("rahima"), action_id, ("b.jpg", picture()), key="h2").status_code == 403
    assert look(app.test_client(), number, "small").location.startswith("/sign-in")


def post_under(app, action_id):
    from app.actions.models import ActionItem

    with app.app_context():
        return db.session.get_one(ActionItem, action_id).post_id


def test_what_a_browser_has_is_not_sent_again_but_its_reach_is_asked(app, sign_in):
    action_id, number = laid(app, sign_in)
    omar = sign_in("omar")
    mark = look(omar, number, "small").headers["ETag"]
    assert look(omar, number, "small", **{"If-None-Match": mark}).status_code == 304
    hide(app, post_under(app, action_id))
    assert look(omar, number, "small", **{"If-None-Match": mark}).status_code == 404


def test_who_was_cut_off_asks_for_the_rest(app, sign_in):
    action_id = make_item(app)
    said = b"A line of a note.\n" * 200_000
    lay(sign_in("rahima"), action_id, ("note.txt", said), kind="paper")
    work_through(app)
    (one,) = evidence(app)
    rest = look(sign_in("omar"), one.id, "whole", Range="bytes=2000000-")
    assert (rest.status_code, rest.data) == (206, said[2_000_000:])


@pytest.mark.parametrize(
    ("camera", "taken"),
    [
        ({}, Taken()),
        ({"taken": "2026-06-04T10:20:00"}, Taken(datetime(2026, 6, 4, 4, 20, tzinfo=UTC))),
        ({"taken": "2026-06-04T10:20:00+02:00"}, Taken(datetime(2026, 6, 4, 8, 20, tzinfo=UTC))),
        ({"taken": "0000-00-00T00:00:00"}, Taken()),
        ({"taken": "1970-01-01T00:00:00"}, Taken()),
        ({"taken": "9999-12-31T23:59:59-23:00"}, Taken()),
        ({"taken": 7, "latitude": "24", "longitude": 89}, Taken()),
        ({"latitude": 24.5, "longitude": -89}, Taken(None, 24.5, -89.0)),
        ({"latitude": float("nan"), "longitude": 89}, Taken()),
        ({"latitude": 91, "longitude": 89}, Taken()),
        ({"latitude": 24.5}, Taken()),
    ],
)
def test_what_a_camera_writes_is_judged(camera, taken):
    assert taken_of(camera) == taken


def test_what_is_added_is_told_and_not_to_who_added_it(app, sign_in):
    laid(app, sign_in)
    for name, hears in (("arif", True), ("jubayer", True), ("rahima", False), ("omar", False)):
        told = sign_in(name).get("/notifications?lang=en").text
        assert ("New evidence can be seen" in told) is hears, name
