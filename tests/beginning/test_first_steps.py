"""A newcomer has five small steps; nobody else sees any."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.beginning.models import FirstStep, Step
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.officers.models import Office, Officer
from app.posts.models import Post
from tests.make import make_post, officer
from tests.retirement.hands import retire

EMPTY = {"phone_for": "nobody", "email_for": "nobody", "version": "0"}
LIST = 'id="first-steps"'


@pytest.fixture
def rahima(app, cast, sign_in):
    """Her browser; her account was opened yesterday."""
    with app.app_context(), transaction():
        who = officer("rahima")
        who.created_at, who.language = now() - timedelta(days=1), None
    return sign_in("rahima")


def home(browser):
    return browser.get("/?lang=en").text


def offices(app):
    with app.app_context():
        return list(db.session.scalars(select(Office.id).order_by(Office.id)))


def test_a_newcomer_finds_five_steps_and_who_is_here_for_long_none(app, rahima, sign_in):
    page = home(rahima)
    for label in (
        *("Check your details", "Language and keyboard", "Follow three offices"),
        *("Read how we speak here", "Say hello", "0 of 5 done", "Put this list away"),
    ):
        assert label in page, label
    assert LIST not in home(sign_in("jubayer"))


def test_each_step_is_done_when_it_is_true(app, rahima):
    rahima.post("/me/profile", data=EMPTY)
    assert "1 of 5 done" in home(rahima)
    rahima.post("/me/language", data={"lang": "en"})
    assert "2 of 5 done" in home(rahima)
    for number in offices(app)[:3]:
        rahima.post(
            "/following", data={"kind": "office", "which": str(number), "new": "on", "next": "/"}
        )
    assert "3 of 5 done" in home(rahima)
    assert "I have read this" in rahima.get("/conduct?first=1").text
    rahima.post("/first-steps/conduct", data={"new": "done"})
    assert "4 of 5 done" in home(rahima)
    make_post(app)
    assert LIST not in home(rahima), "all five are done"


def test_what_is_no_more_true_is_no_more_done(app, rahima):
    for number in offices(app)[:3]:
        form = {"kind": "office", "which": str(number), "new": "on", "next": "/"}
        rahima.post("/following", data=form)
    assert "1 of 5 done" in home(rahima)
    rahima.post("/following", data=form | {"new": "off"})
    assert "0 of 5 done" in home(rahima)


def test_each_step_can_be_skipped_and_the_list_be_put_away(app, rahima):
    rahima.post("/first-steps/hello", data={"new": "skipped"})
    assert "1 of 5 done" in home(rahima)
    assert "Skipped" in home(rahima)
    rahima.post("/first-steps/all", data={"new": "skipped"})
    assert LIST not in home(rahima)
    rahima.post("/first-steps/all", data={"new": "skipped"})
    with app.app_context():
        assert len(db.session.query(FirstStep).all()) == len(Step), "twice is once"
        assert list(db.session.scalars(select(LogEntry.kind))) == [], "nobody else's business"


def test_it_stands_on_the_first_page_of_the_feed_alone(rahima):
    assert LIST not in rahima.get("/?only=office").text


def test_who_has_spoken_for_a_week_is_no_newcomer(app, rahima):
    post_id = make_post(app)
    assert LIST in home(rahima)
    with app.app_context(), transaction():
        db.session.get_one(Post, post_id).created_at = now() - timedelta(days=8)
    assert LIST not in home(rahima)


def test_neither_an_auditor_nor_who_has_retired_nor_who_has_no_seat_is_asked(app, rahima, sign_in):
    with app.app_context(), transaction():
        for name in ("nurul", "arif"):
            officer(name).created_at = now()
        officer("nurul").auditor_since = now()
        newcomer = Officer(email="n@uthan.example", name_bn="ন", name_en="N",
                           rank_id=officer("rahima").rank_id, language="en")  # fmt: skip
        db.session.add(newcomer)
    retire(app, "arif")
    assert LIST not in home(sign_in("nurul"))
    assert LIST not in home(sign_in("arif"))


def test_the_offices_to_follow_are_those_near(app, cast, rahima):
    page = rahima.get("/first-steps/offices").text
    assert "Upazila Land Office, Ghatail" in page or "উপজেলা ভূমি অফিস, ঘাটাইল" in page
    assert page.count("/following") >= 3
    assert rahima.get("/first-steps/language").status_code == 200


def test_a_step_that_is_none_is_not_there(rahima):
    assert rahima.post("/first-steps/dance", data={"new": "done"}).status_code == 404
