"""The log: one row an event, chained, told only when the change holds."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from app.comments.operations import Said, post_comment
from app.core import clock, log, transaction
from app.core.db import db
from app.core.events import SYSTEM, Actor, ActorKind, record, take_pending
from app.core.log import LogEntry, LogSubject
from app.core.transaction import transaction as change
from app.core.work import Work
from app.live.teller import compose
from app.notifications.listener import notify_the_rest
from app.notifications.models import Notification
from app.officers.models import Officer
from app.posts.models import Post, PostKind
from app.posts.operations import Written, write_post
from app.search.listener import index_entries
from tests.actions.making import make_item


@pytest.fixture
def officer(app, cast):
    with app.test_request_context():
        yield db.session.get(Officer, cast["rahima"])


def written(title="Queue tokens"):
    return Written(kind=PostKind.QUESTION, title=title, source={"body": "Who **tried** it?"})


def test_a_deed_leaves_one_row_with_who_did_it_in_both_languages(officer):
    with change():
        post = write_post(officer, written())
    entry = db.session.scalars(select(LogEntry)).one()
    assert (entry.kind, entry.actor_id, entry.facts) == (
        "post.written",
        officer.id,
        {"post_id": post.id},
    )
    assert entry.actor_text_en == "Rahima Khatun, Assistant Commissioner (Land), Ghatail, Tangail"
    assert entry.actor_text_bn == "রহিমা খাতুন, সহকারী কমিশনার (ভূমি), ঘাটাইল, টাঙ্গাইল"
    assert db.session.scalars(select(LogSubject.subject)).all() == [f"post:{post.id}"]


def test_each_row_is_sealed_to_the_one_before(officer):
    with change():
        post = write_post(officer, written())
    with change():
        post_comment(officer, post, Said("More to tell"))
    first, second = db.session.scalars(select(LogEntry).order_by(LogEntry.id))
    assert first.prev_hash == log.GENESIS
    assert second.prev_hash == first.hash
    assert log.seal(second, second.event.subjects) == second.hash
    assert second.facts_hash == log.digest(second.facts, second.actor_text_bn, second.actor_text_en)


def test_nothing_is_told_of_a_change_that_did_not_hold(officer, monkeypatch):
    def fail(_):
        raise RuntimeError("disk full")

    monkeypatch.setattr(transaction, "same_commit", [*transaction.same_commit, fail])
    with pytest.raises(RuntimeError), change():
        write_post(officer, written())
    assert db.session.scalars(select(LogEntry)).all() == []
    assert db.session.scalars(select(Post)).all() == []


def test_lost_news_does_not_undo_the_change(officer, monkeypatch):
    def fail():
        raise RuntimeError("no line")

    monkeypatch.setattr(transaction, "after_commit", [fail])
    with change():
        write_post(officer, written())
    assert len(db.session.scalars(select(Post)).all()) == 1


def test_a_change_inside_a_change_is_a_mistake_in_the_code(app):
    with app.app_context(), change(), pytest.raises(RuntimeError), change():
        pass


def test_the_system_has_a_name_in_both_languages():
    assert (SYSTEM.text_bn, SYSTEM.text_en) == ("উঠান", "Uthan")


def test_an_entry_bears_the_moment_of_the_deed(officer):
    """Not of the commit: the demonstration tells a year in one change."""
    then = datetime(2025, 1, 5, 4, tzinfo=UTC)
    with change(), clock.at(then):
        write_post(officer, written())
    assert db.session.scalars(select(LogEntry.created_at)).one() == then


@pytest.mark.parametrize(("kind", "told"), [(ActorKind.OFFICER, True), (ActorKind.SEALED, False)])
def test_a_sealed_deed_is_told_to_nobody(officer, cast, kind, told):
    """Who did it is kept apart: the log has it, and every listener passes it by."""
    with change():
        post = write_post(officer, written())
    with change():
        post_comment(db.session.get(Officer, cast["tanvir"]), post, Said("We did"))
        [deed] = take_pending()
        record(Actor(kind), deed.event)
    entry = log.since(1)[0]
    for rows in (Work, Notification):
        found = db.session.scalars(select(rows).where(rows.entry_id == entry.id)).all()
        assert bool(found) is told
    assert bool(compose(entry)) is told


def test_a_forgotten_entry_breaks_no_page(sign_in, cast, app):
    rahima, tanvir = sign_in("rahima"), sign_in("tanvir")
    form = {"title": "Queue tokens", "body": "Who tried it?", "audience": "all"}
    place = rahima.post("/posts/new/question", data=form).location.split("?")[0]
    number = place.rpartition("/")[2]
    tanvir.post(f"{place}/comments", data={"body": "We did"})
    item = make_item(app)
    assert "Queue tokens" in rahima.get("/notifications").text
    assert rahima.get(f"/live/post:{number}?after=0").json["pieces"]
    with app.app_context():
        db.session.execute(text("UPDATE log SET facts = NULL"))
        db.session.commit()
    assert rahima.get(f"/live/post:{number}?after=0").json["pieces"] == []
    listed = rahima.get("/notifications")
    assert listed.status_code == 200
    assert "Queue tokens" not in listed.text
    for page in (place, f"/actions/{item}"):
        assert rahima.get(page).status_code == 200
    with app.app_context():
        entries = log.since(0)
        index_entries(entries)
        notify_the_rest(entries)
