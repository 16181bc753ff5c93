"""Who has retired in the demo world, and what officers tell of themselves there."""

import pytest
from sqlalchemy import delete, select

from app.calendar.models import CalendarDay
from app.comments.models import Comment
from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Holding, Office, Officer, Rank, Seat
from app.officers.profiles import Profile, topics_of
from app.world.country import fill_country, read, read_object
from app.world.demo import fill_demo

PEOPLE = read_object("demo_people")
POSTS = {row["key"]: row for row in read("demo_posts")}


@pytest.mark.parametrize("row", PEOPLE["comments"], ids=lambda row: row["post"])
def test_advice_comes_after_the_post_the_retirement_and_a_first_answer(row):
    (retired,) = (one for one in PEOPLE["retired"] if one["key"] == row["author"])
    post = POSTS[row["post"]]
    assert row["days_ago"] < min(post["days_ago"], retired["days_ago"])
    assert post["audience"] == "all"
    assert post["comments"], "what is silent in this world stays silent"


@pytest.mark.parametrize("row", PEOPLE["profiles"], ids=lambda row: row["officer"])
def test_topics_are_topics(row):
    topics, others = topics_of(row["topics"])
    assert topics
    assert not others
    assert len(row["about"]) > 40


def test_who_is_retired_answers_as_such_and_cannot_sign_in(app):
    with app.app_context():
        with transaction():
            for table in (Holding, Officer, Seat, Office, Rank, CalendarDay):
                db.session.execute(delete(table))
            fill_country()
        fill_demo()
        sabur = db.session.scalars(select(Officer).where(Officer.retired_on.is_not(None))).one()
        assert sabur.password_hash is None
        assert sabur.seats == []
        bn, en = sabur.labels
        assert bn.startswith("অবসরপ্রাপ্ত — সাবেক যুগ্মসচিব")
        assert en.startswith("Retired — formerly Joint Secretary")
        said = db.session.scalars(select(Comment).where(Comment.author_id == sabur.id)).all()
        assert len(said) == len(PEOPLE["comments"])
        assert not any(one.senior or one.seat_id for one in said)
        assert all(one.created_at < now() for one in said)
        helpers = select(Profile.officer_id).where(Profile.helps_since.is_not(None))
        assert sabur.id in db.session.scalars(helpers).all()
