"""The clock itself: that it lives is seen, that it stops is seen, and whoever dies leaves nothing
half done."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from app.actions.models import ActionItem
from app.core import clock, work
from app.core.clock import now
from app.core.db import db, is_sqlite
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.mail import listener as mail_listener
from app.mail.models import MailChoice, MailItem, MailKind, Pace
from app.officers.models import Officer
from app.reminders import chore, telling
from app.reminders.duties import ITEMS
from app.reminders.models import Reminder, Round
from tests.reminders.making import START, at, later, list_told, look, make_items, timed

DUE = later(START, 14)


@pytest.fixture
def administrator(app, cast, sign_in):
    with app.app_context(), transaction():
        db.session.get_one(Officer, cast["maya"]).administrator_since = now()
    return sign_in("maya")


def test_a_clock_that_stops_is_red_within_two_minutes(app, administrator):
    began = now()
    with clock.at(began):
        with app.app_context():
            chore.remind()
        assert "The clock of reminders runs." in administrator.get("/health?lang=en").text
        answer = administrator.get("/metrics")
        assert answer.mimetype == "text/plain"
        assert 'uthan_up{part="reminders"} 1' in answer.text
        assert "clock of reminders has stopped" not in answer.text
    with clock.at(began + timedelta(minutes=2)):
        page = administrator.get("/health?lang=en").text
        assert "The clock of reminders has stopped." in page
        text_ = administrator.get("/metrics").text
        assert 'uthan_up{part="reminders"} 0' in text_
        assert "WRONG: the clock of reminders has stopped" in text_


def test_a_sign_from_the_future_is_none(app, administrator):
    with clock.at(datetime(2029, 1, 1, tzinfo=UTC)), app.app_context():
        chore.remind()
    assert "The clock of reminders has stopped." in administrator.get("/health?lang=en").text
    with app.app_context():
        chore.remind()
    assert "The clock of reminders runs." in administrator.get("/health?lang=en").text


def test_metrics_are_there_for_administrators_alone(sign_in, administrator):
    assert sign_in("rahima").get("/metrics").status_code == 404
    assert administrator.get("/metrics").status_code == 200


def test_a_round_that_fails_gives_no_sign_of_life(app, cast, monkeypatch):
    def fail(*_given):
        raise RuntimeError

    make_items(app, [timed(START, DUE)])
    monkeypatch.setattr(chore, "tell", fail)
    with clock.at(at(DUE)), app.app_context():
        with pytest.raises(RuntimeError):
            chore.remind()
        db.session.rollback()
        assert work.last_beat(chore.NAME) is None


def test_who_dies_within_a_change_leaves_nothing_of_it(app, cast, monkeypatch):
    items = make_items(app, [timed(START, DUE) for _ in range(3)])
    real, calls = telling.record, []

    def dies(*given):
        calls.append(given)
        if len(calls) == 2:
            raise SystemExit
        real(*given)

    monkeypatch.setattr(telling, "record", dies)
    with clock.at(at(DUE)), app.app_context():
        with pytest.raises(SystemExit):
            chore.remind()
        for model in (Reminder, Round):
            assert db.session.scalar(select(func.count()).select_from(model)) == 0
        told = select(func.count()).where(LogEntry.actor_kind == "system")
        assert db.session.scalar(told) == 0
    assert look(app, DUE) == 3
    assert [[said[0] for said in list_told(app, item)] for item in items] == [["due"]] * 3


def test_two_workers_tell_once(app, cast):
    (item,) = make_items(app, [timed(START, DUE)])
    with clock.at(at(DUE)), app.app_context():
        with transaction():
            assert telling.tell(ITEMS, [item], DUE) == 1
        with transaction():  # of what both had read
            assert telling.tell(ITEMS, [item], DUE) == 0


@pytest.mark.parametrize("pace", [Pace.NEVER, Pace.WEEKLY])
def test_who_answers_for_the_seat_cannot_be_deaf(app, cast, pace):
    (item,) = make_items(app, [timed(START, DUE)])
    with app.app_context(), transaction():
        for name in ("rahima", "tanvir"):
            choice = MailChoice(officer_id=cast[name], kind=MailKind.ACTIONS, pace=pace)
            db.session.add(choice)
    look(app, later(DUE, 1))
    assert list_told(app, item)[0][2] == ["rahima", "tanvir"]
    with clock.at(at(later(DUE, 1))), app.app_context():
        entries = list(
            db.session.scalars(select(LogEntry).where(LogEntry.kind == "action.overdue"))
        )
        mail_listener.sort(entries)
        paces = dict(db.session.execute(select(MailItem.officer_id, MailItem.pace)).tuples().all())
        assert paces[cast["rahima"]] == Pace.DAILY
        assert paces.get(cast["tanvir"]) == (None if pace == Pace.NEVER else pace)


def test_the_page_says_how_far_up_it_went(app, cast, sign_in):
    (item,) = make_items(app, [timed(START, DUE)])
    day = later(DUE, 8)
    for one in (later(DUE, 1), day):
        look(app, one)
    with clock.at(at(day)):
        page = sign_in("rahima").get(f"/actions/{item}?lang=en").text
    assert "Raised to Deputy Commissioner" in page
    assert "Overdue: the seat and its superior were told" in page


def test_while_the_day_is_done_one_row_is_asked_for_by_its_index(app, cast):
    look(app, DUE)
    with app.app_context():
        plan = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN"
        if not is_sqlite():
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
        rows = db.session.execute(
            text(f"{plan} SELECT id FROM reminder_rounds WHERE day = :day"), {"day": str(DUE)}
        )
        said = " ".join(str(row) for row in rows)
        assert "ndex" in said.lower()
        assert "SCAN reminder_rounds" not in said
        assert db.session.scalar(select(func.count()).select_from(ActionItem)) == 0
