"""Another officer looks whether it is so, and says how with a name."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.comments.operations import SaidPlainly
from app.core.db import db
from app.core.log import LogEntry
from app.notifications.models import Notification
from app.officers.models import Officer
from app.sources.models import Source
from app.sources.operations import verify_source
from tests.make import hide, make_post
from tests.sources.making import brought, source_of
from tests.telling import Teller, pieces, sit
from tests.together import at_once

SAID = {"finding": "I stood there on Friday: the **fence** is up.", "_key": "v1"}


@pytest.fixture(autouse=True)
def in_june(stop_clock):
    stop_clock(datetime(2026, 6, 5, 4, 0, tzinfo=UTC))


@pytest.fixture
def post_id(app, sign_in):
    return brought(sign_in("rahima"))


def verify(browser, post_id, **changes):
    return browser.post(f"/posts/{post_id}/verification", data=SAID | changes)


def entries(app):
    with app.app_context():
        kinds = select(LogEntry.facts).where(LogEntry.kind == "source.verified")
        return list(db.session.scalars(kinds))


def test_the_page_says_who_looked_and_how(app, sign_in, post_id):
    tanvir = sign_in("tanvir")
    assert f'href="/posts/{post_id}/verification"' in tanvir.get(f"/posts/{post_id}").text
    assert tanvir.get(f"/posts/{post_id}/verification").status_code == 200
    assert verify(tanvir, post_id).status_code == 303
    page = sign_in("omar").get(f"/posts/{post_id}").text
    assert "the <strong>fence</strong> is up." in page
    assert "Unverified" not in page
    assert f"/posts/{post_id}/verification" not in page
    assert entries(app) == [{"post_id": post_id}]


def test_who_brought_it_is_told(app, sign_in, post_id, cast):
    verify(sign_in("tanvir"), post_id)
    with app.app_context():
        told = select(Notification.officer_id).join(LogEntry, LogEntry.id == Notification.entry_id)
        heard = list(db.session.scalars(told.where(LogEntry.kind == "source.verified")))
    assert heard == [cast["rahima"]]
    assert "Tanvir" in sign_in("rahima").get("/notifications").text


def test_open_pages_see_it_at_once(app, sign_in, listen, post_id):
    line, tell = listen("omar"), Teller(app)
    assert sit(line, f"post:{post_id}")
    verify(sign_in("tanvir"), post_id)
    tell()
    (piece,) = pieces(line)
    assert 'id="source"' in piece["html"]
    assert "the <strong>fence</strong> is up." in piece["html"]
    caught = sign_in("omar").get(f"/live/post:{post_id}?after=0").text
    assert "is up." in caught


def test_nobody_verifies_what_they_brought(app, sign_in, post_id):
    rahima = sign_in("rahima")
    assert "/verification" not in rahima.get(f"/posts/{post_id}").text
    answer = verify(rahima, post_id)
    assert answer.status_code == 403
    assert "another officer looks" in answer.text
    assert source_of(app, post_id).verified_at is None


def test_it_needs_a_sentence_and_keeps_what_was_typed(sign_in, post_id):
    assert verify(sign_in("tanvir"), post_id, finding=" ").status_code == 422
    long = verify(sign_in("tanvir"), post_id, finding="x" * 1001)
    assert (long.status_code, "x" * 1001 in long.text) == (422, True)


def test_the_second_is_told_who_was_first(sign_in, post_id):
    verify(sign_in("tanvir"), post_id)
    answer = verify(sign_in("omar"), post_id)
    assert answer.status_code == 403
    assert "has verified it already" in answer.text


def test_of_two_at_once_one_has_looked(app, sign_in, post_id):
    number = source_of(app, post_id).id

    def look(who, _number):
        return verify_source(who, db.session.get_one(Source, number), SaidPlainly("I was there."))

    answers = at_once(app, ["tanvir", "omar"], look)
    assert number in answers
    assert sum("has verified it already" in str(answer) for answer in answers) == 1
    assert len(entries(app)) == 1


def test_the_same_form_twice_is_one_word(app, sign_in, post_id):
    tanvir = sign_in("tanvir")
    assert verify(tanvir, post_id).status_code == verify(tanvir, post_id).status_code == 303
    assert len(entries(app)) == 1


def test_what_is_hidden_or_not_there_is_not_verified(app, sign_in, post_id):
    hide(app, post_id)
    assert verify(sign_in("tanvir"), post_id).status_code == 404
    assert verify(sign_in("maya"), post_id).status_code == 403
    assert verify(sign_in("tanvir"), 999999).status_code == 404


def test_who_has_retired_verifies_nothing(app, sign_in, post_id, cast):
    browser = sign_in("omar")
    with app.app_context():
        db.session.get(Officer, cast["omar"]).retired_on = datetime(2026, 6, 1).date()
        db.session.commit()
    assert verify(browser, post_id).status_code == 403


def test_a_post_of_another_kind_has_no_source(app, sign_in):
    post_id = make_post(app)
    assert verify(sign_in("tanvir"), post_id).status_code == 404
    with app.app_context():
        assert db.session.scalars(select(Source)).all() == []
