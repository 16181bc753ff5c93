"""Who is told: each once, the doer never, and the many by the worker."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.core import work
from app.core.clock import today
from app.core.db import db
from app.core.events import KINDS
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.notifications import listener, queries
from app.notifications.choosing import nobody
from app.notifications.models import Notification
from app.notifications.queries import bell_of, list_lines
from app.notifications.recipients import RECIPIENTS
from app.officers.models import Holding, Officer
from app.posts.models import Audience, Follow
from tests.make import make_post, officer, say

CROWD = 250


def told_of_last(app):
    """Officer ids told of the newest entry, as often as they were told."""
    with app.app_context():
        last = select(func.max(LogEntry.id)).scalar_subquery()
        return list(
            db.session.scalars(select(Notification.officer_id).where(Notification.entry_id == last))
        )


def follow_with_a_crowd(app, post_id):
    with app.app_context(), transaction():
        rank_id = officer("rahima").rank_id
        crowd = [
            Officer(
                email=f"crowd-{n}@uthan.example",
                name_bn="জনতা",
                name_en="Crowd",
                rank_id=rank_id,
                password_hash=None,
            )
            for n in range(CROWD)
        ]
        db.session.add_all(crowd)
        db.session.flush()
        db.session.add_all(Follow(post_id=post_id, officer_id=one.id) for one in crowd)


def lines(app, name):
    with app.test_request_context():
        return list_lines(officer(name))


def unread(app, name):
    with app.test_request_context():
        return bell_of(officer(name)).unread


def test_followers_are_told_each_once_and_the_doer_never(app, cast):
    post_id = make_post(app, by="rahima")
    say(app, post_id, by="jubayer")  # he follows it now, too
    say(app, post_id, by="jubayer")
    assert told_of_last(app) == [cast["rahima"]]
    say(app, post_id, by="rahima")
    assert told_of_last(app) == [cast["jubayer"]]


def test_the_first_hundred_are_told_in_the_same_commit_and_the_rest_by_the_worker(app, cast):
    post_id = make_post(app, by="rahima")
    follow_with_a_crowd(app, post_id)
    say(app, post_id, by="jubayer")
    assert len(told_of_last(app)) == listener.AT_ONCE
    with app.app_context():
        assert work.work_once(listener.NAME) == 1
    told = told_of_last(app)
    assert len(told) == len(set(told)) == CROWD + 1, "the crowd, and Rahima"
    assert cast["jubayer"] not in told


def test_a_worker_that_does_it_twice_tells_nobody_twice(app):
    post_id = make_post(app, by="rahima")
    follow_with_a_crowd(app, post_id)
    say(app, post_id, by="jubayer")
    for _ in range(2):  # it was killed after the work and before it was marked as done
        with app.app_context():
            assert work.work_once(listener.NAME) == 1
            with transaction():
                db.session.execute(update(work.Work).values(done_at=None, leased_until=None))
    assert len(told_of_last(app)) == CROWD + 1


def test_few_need_no_worker(app):
    say(app, make_post(app), by="jubayer")
    with app.app_context():
        assert work.work_once(listener.NAME) == 0


def test_who_lost_reach_is_not_told(app):
    post_id = make_post(app, by="rahima", audience=Audience.OFFICE)
    say(app, post_id, by="tanvir")
    say(app, post_id, by="rahima", text="Before he left.")
    assert unread(app, "tanvir") == 1
    with app.app_context(), transaction():
        db.session.execute(
            update(Holding)
            .where(Holding.officer_id == officer("tanvir").id)
            .values(until=today() - timedelta(days=1))
        )
    say(app, post_id, by="rahima", text="After he left.")
    assert unread(app, "tanvir") == 0
    assert lines(app, "tanvir") == []


def test_what_was_withdrawn_is_no_news(app, sign_in):
    post_id = make_post(app, by="rahima")
    say(app, post_id, by="jubayer")
    say(app, post_id, by="rahima")
    assert unread(app, "jubayer") == 1
    sign_in("rahima").post(f"/posts/{post_id}/withdrawal", data={})
    assert unread(app, "jubayer") == 0
    assert lines(app, "jubayer") == []


def test_a_moderator_who_resigned_reads_no_more_of_concerns(app, sign_in):
    post_id = make_post(app)
    sign_in("arif").post(f"/posts/{post_id}/concern", data={"reason": "party_politics"})
    assert unread(app, "maya") == 1
    with app.app_context(), transaction():
        officer("maya").moderator_since = None
    assert unread(app, "maya") == 0
    assert lines(app, "maya") == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_whatever_is_told_opens_a_page(kind):
    """A line of the list must lead somewhere: to a post, an item, a flag, a concern, an officer."""
    event = KINDS[kind]
    if RECIPIENTS[event] is not nobody:
        names = {"post_id", "action_id", "flag_id", "concern_id", "delegation_id"}
        names |= {"officer_id", "meeting_id", "repeat_id", "investigation_id", "grant_id"}
        assert names & set(event.__dataclass_fields__)


def test_of_thousands_unread_the_bell_counts_the_first_and_says_that_there_are_more(
    app, cast, sign_in, monkeypatch
):
    for _ in range(2):
        post_id = make_post(app, by="rahima")
        say(app, post_id, by="jubayer")
        say(app, post_id, by="jubayer")
    monkeypatch.setattr(queries, "COUNTED", 3)
    queries._unread.cache_clear()
    try:
        assert "বিজ্ঞপ্তি, ২+টি নতুন" in sign_in("rahima").get("/?lang=bn").text
    finally:
        queries._unread.cache_clear()
    monkeypatch.undo()
    assert "বিজ্ঞপ্তি, ২টি নতুন" in sign_in("rahima").get("/?lang=bn").text
