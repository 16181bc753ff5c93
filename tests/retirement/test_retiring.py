"""An officer leaves the service: the seats end in one change, the account stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.actions.models import ActionItem
from app.core.clock import today
from app.core.db import db
from app.core.log import LogEntry
from app.delegation.queries import list_named_by
from app.notifications.models import Notification
from app.officers.models import Holding
from app.officers.queries import find_seat_by_code, holder_of, version_of
from app.posts.models import Audience
from tests.actions.making import make_item
from tests.delegation.hands import name_one
from tests.make import make_idea, make_post, officer, say
from tests.retirement.hands import days_ago, make_administrator, retire

PAGE = "/administration/retirement"
FORMERLY = "Retired — formerly Deputy Commissioner, Tangail"


@pytest.fixture
def admin(app, cast, sign_in):
    make_administrator(app)
    return sign_in("omar")


def typed(app, name="arif", **changes):
    with app.app_context():
        whom = officer(name)
        asked = {"officer": whom.id, "version": version_of(whom), "_key": "k"}
    return asked | {"since": today().isoformat(), "leave_until": ""} | changes


def seats_of(app, name):
    with app.app_context():
        return [seat.code for seat in officer(name).seats]


def kinds(app):
    with app.app_context():
        return list(db.session.scalars(select(LogEntry.kind).order_by(LogEntry.id)))


def test_what_ends_is_shown_before_anything_is_done(app, cast, admin):
    page = admin.get(f"{PAGE}?officer={cast['arif']}").text
    assert "Deputy Commissioner, Tangail" in page
    assert "Answers for: 0 action items, 0 ideas, 0 orders. These stay with the seat" in page
    assert seats_of(app, "arif") == ["tangail.dc"]
    assert f'href="{PAGE}?officer={cast["arif"]}"' in admin.get(f"/people/{cast['arif']}").text


def test_the_seats_end_and_the_account_and_its_sessions_stay(app, cast, admin, sign_in):
    arif = sign_in("arif")
    leave = today() + timedelta(days=364)
    done = admin.post(PAGE, data=typed(app, leave_until=leave.isoformat()))
    assert done.status_code == 303
    assert seats_of(app, "arif") == []
    assert arif.get("/").status_code == 200
    page = sign_in("rahima").get(f"/people/{cast['arif']}").text
    assert FORMERLY in page
    assert "on post-retirement leave until" in page
    assert "Deputy Secretary" in page, "the rank stays as a title"
    assert kinds(app) == ["officer.retired"]
    with app.app_context():
        held = db.session.scalars(
            select(Holding.until).where(Holding.officer_id == cast["arif"])
        ).one()
    assert held == today() - timedelta(days=1)


def test_what_the_seat_answers_for_stays_with_it_and_comes_to_the_head(app, cast):
    item_id = make_item(app, to="ghatail.uno")
    retire(app, "tanvir")
    with app.app_context():
        seat = find_seat_by_code("ghatail.uno")
        assert holder_of(seat).id == cast["arif"], "the head of the office above"
        assert db.session.get_one(ActionItem, item_id).seat_id == seat.id
        told = set(
            db.session.scalars(
                select(Notification.officer_id)
                .join(LogEntry, LogEntry.id == Notification.entry_id)
                .where(LogEntry.kind == "officer.retired")
            )
        )
    assert told == {cast["tanvir"], cast["arif"]}


def test_reach_ends_with_the_seat(app, cast, sign_in):
    inner = make_post(app, title="Whose keys are these?", audience=Audience.OFFICE)
    open_to_all = make_post(app)
    arif = sign_in("arif")
    assert arif.get(f"/posts/{inner}").status_code == 200
    retire(app, "arif")
    assert arif.get(f"/posts/{inner}").status_code == 404
    assert arif.get(f"/posts/{open_to_all}").status_code == 200


def test_a_delegation_is_over_and_so_is_a_charge_here(app, cast, sign_in):
    name_one(app)
    maya = sign_in("maya")
    assert maya.get("/moderation").status_code == 200
    retire(app, "shahana")
    retire(app, "maya")
    assert maya.get("/moderation").status_code == 404
    with app.app_context():
        assert not officer("maya").is_moderator
        assert list_named_by(officer("shahana")) == []


def test_the_line_under_the_name_says_it_wherever_it_stands(app, cast, sign_in):
    idea = make_idea(app, by="tanvir")
    say(app, make_post(app), by="arif", text="The lease ends in June.")
    pond = make_post(app, by="omar", title="Another pond")
    say(app, pond, by="arif", text="Ask the surveyor.")
    reader = sign_in("rahima")
    reader.get(f"/posts/{pond}")  # kept: it must not be shown as it was
    retire(app, "arif")
    retire(app, "tanvir")
    assert FORMERLY in reader.get(f"/posts/{pond}").text
    tanvir = "Retired — formerly Upazila Nirbahi Officer, Ghatail, Tangail"
    assert tanvir in reader.get("/").text, "a card"
    assert tanvir in reader.get(f"/posts/{idea}").text
    assert FORMERLY in reader.get("/people?q=arif").text
    assert "অবসরপ্রাপ্ত — সাবেক জেলা প্রশাসক, টাঙ্গাইল" in reader.get(f"/posts/{pond}?lang=bn").text
    later = say(app, pond, by="arif", text="And the tahsildar.")
    assert later
    with app.app_context():
        entry = db.session.scalars(
            select(LogEntry).where(LogEntry.kind == "comment.posted").order_by(LogEntry.id.desc())
        ).first()
        assert entry.actor_text_en == f"Ariful Bashar, {FORMERLY}", "the words of mail and log"
        assert entry.seat_id is None


def test_a_form_sent_twice_retires_once(app, cast, admin):
    form = typed(app)
    first, again = admin.post(PAGE, data=form), admin.post(PAGE, data=form)
    assert (first.status_code, again.status_code) == (303, 303)
    assert kinds(app) == ["officer.retired"]


def test_who_was_moved_meanwhile_is_not_retired_on_old_knowledge(app, cast, admin):
    answer = admin.post(PAGE, data=typed(app, version="of another day"))
    assert answer.status_code == 409
    assert seats_of(app, "arif") == ["tangail.dc"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": ""}, "Choose the first day of retirement."),
        ({"since": "2031-01-01"}, "This is more than a year away."),
        ({"since": "tomorrow"}, "Write a day like 2026-12-31."),
        ({"leave_until": "2099-01-01"}, "Leave lasts a year at most."),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(app, cast, admin, changes, said):
    kept = {"leave_until": today().isoformat()} | changes
    answer = admin.post(PAGE, data=typed(app, **kept))
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{kept["leave_until"]}"' in answer.text


def test_days_that_cannot_be_are_refused_with_the_reason(app, cast, admin):
    early = admin.post(PAGE, data=typed(app, since=(today() + timedelta(days=3)).isoformat()))
    assert early.status_code == 403
    assert "on the day itself, not before" in early.text
    before = {"leave_until": days_ago(9).isoformat(), "_key": "k2"}
    assert "cannot end before it begins" in admin.post(PAGE, data=typed(app, **before)).text
    assert seats_of(app, "arif") == ["tangail.dc"]


def test_only_an_administrator_retires_and_never_themselves(app, cast, admin, sign_in):
    assert sign_in("shahana").get(f"{PAGE}?officer={cast['arif']}").status_code == 404
    assert sign_in("shahana").post(PAGE, data=typed(app)).status_code == 404
    own = admin.post(PAGE, data=typed(app, name="omar"))
    assert own.status_code == 403
    assert "Another administrator must do this for you." in own.text


def test_who_is_retired_takes_no_seat_until_returned_to_service(app, cast, admin, sign_in):
    retire(app, "arif")
    with app.app_context():
        seat = find_seat_by_code("bhola.dc").id
    page = admin.get(f"/administration/transfer?officer={cast['arif']}&seat={seat}&kind=main")
    assert "Ariful Bashar is retired." in page.text
    back = {"officer": cast["arif"], "_key": "back"}
    assert admin.post("/administration/return", data=back).status_code == 303
    assert seats_of(app, "arif") == [], "no seat is given back"
    page = sign_in("rahima").get(f"/people/{cast['arif']}").text
    assert FORMERLY not in page
    assert "Holds no seat today." in page
    assert sign_in("rahima").post("/administration/return", data=back).status_code == 404


def test_a_command_moves_nobody_who_is_retired(app, cast):
    retire(app, "arif")
    moved = app.test_cli_runner().invoke(
        args=["officers", "move", "arif@uthan.example", "--seat", "bhola.dc"]
    )
    assert moved.exit_code == 1
    assert "arif@uthan.example is retired: return them to service first." in moved.output
    listed = app.test_cli_runner().invoke(args=["officers", "list"]).output
    assert "retired" in next(line for line in listed.splitlines() if line.startswith("arif@"))
    assert seats_of(app, "arif") == []
