"""A refused deed is written down, for the file alone."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from app.core import clock, notes
from app.core import transaction as changes
from app.core.db import db
from app.core.log import LogEntry, LogSubject
from app.notifications.models import Notification
from app.officers.models import Holding
from tests.make import make_post


@pytest.fixture
def post_id(app, cast):
    return make_post(app, by="tanvir")


def withdraw(client, post_id):
    """What only its author may do."""
    return client.post(f"/posts/{post_id}/withdrawal", data={"reason": "A slip of the pen"})


def noted(app):
    with app.app_context():
        rows = select(LogEntry).where(LogEntry.kind == "deed.refused").order_by(LogEntry.id)
        return list(db.session.scalars(rows))


def test_who_was_refused_what_stands_in_the_log_without_a_word_of_theirs(
    app, cast, sign_in, post_id
):
    assert withdraw(sign_in("rahima"), post_id).status_code == 403
    [entry] = noted(app)
    assert entry.actor_id == cast["rahima"]
    assert entry.actor_text_en.startswith("Rahima Khatun, Assistant Commissioner (Land)")
    assert entry.facts == {
        "officer_id": cast["rahima"],
        "action": "withdraw",
        "thing": "post",
        "thing_id": post_id,
    }
    with app.app_context():
        about = select(LogSubject.subject).where(LogSubject.entry_id == entry.id)
        assert db.session.scalars(about).all() == [f"officer:{cast['rahima']}"]


def test_a_new_thing_that_may_not_be_made_has_no_number(app, cast, sign_in):
    with app.app_context(), changes.transaction():
        db.session.execute(delete(Holding))
    form = {"title": "Queue tokens", "body": "Who tried it?", "audience": "all"}
    assert sign_in("rahima").post("/posts/new/question", data=form).status_code == 403
    assert noted(app)[0].facts["thing_id"] is None


def test_nobody_is_told_of_it_and_no_page_shows_it(app, cast, sign_in, post_id):
    room = f"/live/post:{post_id}?after=0"
    author = sign_in("tanvir")
    before = author.get(room).json["pieces"]
    withdraw(sign_in("rahima"), post_id)
    assert len(noted(app)) == 1
    assert author.get(room).json["pieces"] == before
    with app.app_context():
        assert not db.session.scalars(select(Notification)).all()


def test_looking_is_no_deed(app, cast, sign_in, post_id):
    assert sign_in("rahima").get(f"/posts/{post_id}/withdrawal").status_code in {200, 403}
    assert noted(app) == []


def test_nobody_fills_the_log_with_what_they_may_not_do(app, sign_in, post_id, stop_clock):
    rahima, omar = sign_in("rahima"), sign_in("omar")
    stop_clock(clock.now())
    statuses = {withdraw(rahima, post_id).status_code for _ in range(notes.A_MINUTE + 3)}
    assert statuses == {403}
    assert len(noted(app)) == notes.A_MINUTE
    withdraw(omar, post_id)
    assert len(noted(app)) == notes.A_MINUTE + 1, "each has a minute of their own"
    stop_clock(clock.now() + timedelta(seconds=61))
    withdraw(rahima, post_id)
    assert len(noted(app)) == notes.A_MINUTE + 2


def test_a_busy_database_changes_no_answer(app, sign_in, post_id, monkeypatch, caplog):
    """The refusal was found before; only its entry is lost, and not in silence."""
    monkeypatch.setattr(notes, "WAIT_SECONDS", 0.05)
    client, note = sign_in("rahima"), notes.note

    def note_while_another_writes(*what):
        with changes._turn:
            note(*what)

    monkeypatch.setattr("app.core.refusals.note", note_while_another_writes)
    answer = withdraw(client, post_id)
    assert answer.status_code == 403
    assert "A slip of the pen" in answer.text
    assert noted(app) == []
    assert "not noted: deed.refused" in caplog.text
