"""Alike troubles that were ended become a repeated problem, and a challenge to colleagues."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.db import db
from app.core.errors import Refused
from app.core.log import LogEntry
from app.notifications.models import Notification
from app.officers.models import Officer
from app.posts.models import Audience, Post, PostKind
from app.posts.operations import Written, withdraw_post
from app.repeats.listener import gather_entries
from app.repeats.models import ChallengeIdea, Repeat, RepeatItem
from app.repeats.operations import answer_challenge, open_challenge
from tests.actions.making import send_back, verify
from tests.counting import statements
from tests.make import do, officer
from tests.repeats.making import (
    CHALLENGE,
    TITLES,
    make_challenge,
    make_ended,
    make_repeat,
    work_through,
)
from tests.together import at_once

EN = {"Accept-Language": "en"}
IDEA = {"title": "A bar", "problem": "Lorries", "proposal": "A bar", "audience": "all"}


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count(model.id)))


def told(app, kind):
    with app.app_context():
        rows = (
            select(Officer.email)
            .join(Notification, Notification.officer_id == Officer.id)
            .join(LogEntry, LogEntry.id == Notification.entry_id)
            .where(LogEntry.kind == kind)
        )
        return sorted(email.partition("@")[0] for email in db.session.scalars(rows))


def test_the_third_of_a_kind_makes_it_and_moderators_are_told_once(app):
    for title in TITLES[:2]:
        make_ended(app, title)
    work_through(app)
    assert count(app, Repeat) == 0
    third = make_ended(app, TITLES[2])
    work_through(app)
    assert (count(app, Repeat), count(app, RepeatItem)) == (1, 3)
    assert told(app, "problem.repeated") == ["maya", "mithun"]
    verify(app, third)
    make_ended(app, TITLES[3])
    work_through(app)
    assert (count(app, Repeat), count(app, RepeatItem)) == (1, 4)
    assert told(app, "problem.repeated") == ["maya", "mithun"]


def test_what_says_something_else_is_another_problem(app):
    make_repeat(app, 2)
    make_ended(app, "Pond at Kuliya fenced by one man")
    work_through(app)
    assert count(app, Repeat) == 0


@pytest.mark.parametrize(("days", "repeats"), [(90, 1), (91, 0)])
def test_ninety_days_of_the_calendar_and_no_more(app, days, repeats):
    last = datetime(2027, 6, 1, 3, tzinfo=UTC)
    with clock.at(last - timedelta(days=days)):
        make_ended(app, TITLES[0])
    with clock.at(last):
        make_ended(app, TITLES[1])
        make_ended(app, TITLES[2])
        work_through(app)
    assert count(app, Repeat) == repeats


def test_the_page_shows_causes_and_advice_to_whoever_may_read_three(app, sign_in):
    items = make_repeat(app)
    page = sign_in("omar").get("/repeats", headers=EN).text
    assert "Sand lorries pass over it." in page
    assert "A bar against heavy lorries." in page
    assert f"/actions/{items[0]}" in page
    assert "Open a challenge" not in page
    assert "Open a challenge" in sign_in("maya").get("/repeats", headers=EN).text
    assert "Open a challenge" in sign_in("arif").get("/repeats", headers=EN).text


def test_only_items_that_the_reader_may_read_count(app, sign_in):
    make_ended(app, TITLES[0], audience=Audience.OFFICE, cause="A secret cause.")
    for title in TITLES[1:3]:
        make_ended(app, title)
    work_through(app)
    assert "Sand lorries" not in sign_in("omar").get("/repeats", headers=EN).text
    assert sign_in("omar").get("/posts/new/idea?challenge=1").status_code == 404
    arif = sign_in("arif")
    assert "A secret cause." in arif.get("/repeats", headers=EN).text
    form = arif.get("/posts/new/challenge?repeat=1", headers=EN).text
    assert "Sand lorries" in form
    assert "A secret cause." not in form  # written for all officers


def test_what_is_opened_again_counts_no_more(app, sign_in):
    items = make_repeat(app)
    send_back(app, items[0])
    assert "Sand lorries" not in sign_in("omar").get("/repeats").text


def test_a_challenge_is_opened_from_the_page_once(app, sign_in):
    items = make_repeat(app)
    maya = sign_in("maya")
    form = maya.get("/posts/new/challenge?repeat=1", headers=EN).text
    assert "- Sand lorries pass over it." in form
    assert 'name="repeat" type="hidden" value="1"' in form
    data = CHALLENGE.source | {
        "title": CHALLENGE.title,
        "audience": "all",
        "repeat": "1",
        "_key": "c1",
    }
    first = maya.post("/posts/new/challenge", data=data)
    again = maya.post("/posts/new/challenge", data=data)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    page = sign_in("omar").get("/repeats", headers=EN).text
    assert "Culverts break" in page
    assert "Open a challenge" not in maya.get("/repeats", headers=EN).text
    assert maya.get("/posts/new/challenge?repeat=1").status_code == 403
    shown = maya.get(first.location, headers=EN).text
    assert f"/actions/{items[0]}" in shown
    assert "A way to keep them whole." in shown


def test_of_two_who_open_it_at_once_one_does(app):
    make_repeat(app)

    def deed(who, _number):
        return open_challenge(who, db.session.scalars(select(Repeat)).one(), CHALLENGE)

    results = at_once(app, ["maya", "mithun"], deed)
    assert len([one for one in results if isinstance(one, int)]) == 1
    assert "A challenge stands for this problem already." in results
    with app.app_context():
        assert (
            db.session.scalar(select(func.count(Post.id)).where(Post.kind == PostKind.CHALLENGE))
            == 1
        )


def test_a_challenge_that_was_withdrawn_makes_room_for_another(app):
    make_repeat(app)
    number = make_challenge(app)
    with pytest.raises(Refused, match="stands for this"):
        make_challenge(app, by="arif")

    def take_back():
        post = db.session.get_one(Post, number)
        withdraw_post(officer("maya"), post)
        return post

    do(app, take_back)
    make_challenge(app, by="arif")


def test_who_curates_or_heads_an_office_gives_a_challenge(app, sign_in):
    assert sign_in("omar").get("/posts/new/challenge").status_code == 403
    assert "A challenge" not in sign_in("omar").get("/posts/new", headers=EN).text
    assert sign_in("arif").get("/posts/new/challenge").status_code == 200


def test_an_idea_answers_it_and_stands_on_its_page(app, sign_in):
    make_repeat(app)
    number = make_challenge(app)
    omar = sign_in("omar")
    assert "Answer with an idea" in omar.get(f"/posts/{number}", headers=EN).text
    form = omar.get(f"/posts/new/idea?challenge={number}", headers=EN).text
    assert "Culverts break" in form
    sent = omar.post("/posts/new/idea", data=IDEA | {"challenge": str(number), "_key": "i1"})
    assert sent.status_code == 303
    assert "A bar" in omar.get(f"/posts/{number}").text
    assert "Culverts break" in omar.get(sent.location).text
    assert told(app, "challenge.answered") == ["maya"]
    assert count(app, ChallengeIdea) == 1


def test_what_is_no_challenge_is_not_answered(app, sign_in):
    omar = sign_in("omar")
    plain = omar.post("/posts/new/idea", data=IDEA | {"_key": "i1"})
    number = plain.location.partition("/posts/")[2].partition("?")[0]
    sent = omar.post("/posts/new/idea", data=IDEA | {"challenge": number, "_key": "i2"})
    assert sent.status_code == 404

    def deed():
        written = Written(PostKind.IDEA, "T", {"problem": "p", "proposal": "q"})
        return answer_challenge(officer("omar"), db.session.get_one(Post, int(number)), written)

    with pytest.raises(Refused, match="no challenge"):
        do(app, deed)


def test_the_same_entry_twice_ends_alike(app):
    make_repeat(app)
    with app.app_context():
        ended = select(LogEntry).where(LogEntry.kind == "action.done")
        gather_entries(db.session.scalars(ended).all())
    assert (count(app, Repeat), count(app, RepeatItem)) == (1, 3)
    assert told(app, "problem.repeated") == ["maya", "mithun"]


def test_a_page_of_many_asks_no_more_than_a_page_of_one(app, sign_in):
    make_repeat(app)
    make_challenge(app)
    maya = sign_in("maya")
    maya.get("/repeats")
    with statements(app) as one:
        maya.get("/repeats")
    for title in ("Pond lease at %s unpaid", "School roof at %s leaking"):
        for place in ("Kuliya", "Jamuria", "Deopara"):
            make_ended(app, title % place)
    work_through(app)
    assert count(app, Repeat) == 3
    make_challenge(app, 2)
    with statements(app) as three:
        maya.get("/repeats")
    assert len(three) == len(one)
