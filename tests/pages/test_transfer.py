"""A transfer by an administrator: shown, then done in one change; what the seats answer for stays
with them; all whom it concerns are told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Outdated
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.ideas.models import IdeaState
from app.notifications.models import Notification
from app.officers.models import Holding, HoldingKind, Seat
from app.officers.operations import move_officer
from app.officers.queries import find_seat_by_code, version_of
from app.officers.session import Session
from app.posts.models import Audience
from tests.actions.making import make_item
from tests.make import make_idea, make_post, merge, move, officer
from tests.together import at_once

PAGE = "/administration/transfer"


@pytest.fixture
def admin(app, cast, sign_in):
    """Omar looks after accounts."""
    with app.app_context(), transaction():
        officer("omar").administrator_since = now()
    return sign_in("omar")


def number(app, code):
    with app.app_context():
        return db.session.scalars(select(Seat.id).where(Seat.code == code)).one()


def typed(app, name="rahima", code="bhola.dc", **changes):
    with app.app_context():
        who = officer(name)
        asked = {
            "officer": who.id,
            "seat": number(app, code),
            "since": today().isoformat(),
            "kind": "main",
            "version": version_of(who),
            "_key": "k",
        }
    return asked | changes


def seats_of(app, name):
    with app.app_context():
        return [seat.code for seat in officer(name).seats]


def told(app, kind="officer.moved"):
    with app.app_context():
        rows = db.session.scalars(
            select(Notification.officer_id)
            .join(LogEntry, LogEntry.id == Notification.entry_id)
            .where(LogEntry.kind == kind)
        )
        return set(rows)


def test_the_officer_then_the_seat_are_chosen_and_what_moves_is_shown(app, cast, admin):
    make_item(app)
    page = admin.get(f"{PAGE}?q=rahima").text
    assert f'href="{PAGE}?officer={cast["rahima"]}"' in page
    page = admin.get(f"{PAGE}?officer={cast['rahima']}&q=bhola").text
    seat = number(app, "bhola.dc")
    assert f'<option value="{seat}">Deputy Commissioner, Bhola</option>' in page
    page = admin.get(f"{PAGE}?officer={cast['rahima']}&seat={seat}&kind=main").text
    assert "Answers for: 1 action item, 0 ideas, 0 orders. These stay with the seat" in page
    assert "Answers for nothing today." in page  # the new seat
    assert seats_of(app, "rahima") == ["ghatail.land"], "nothing is done yet"


def test_a_seat_that_is_taken_is_said_before_anything_is_sent(app, cast, admin):
    for code, sentence in (
        ("tangail.dc", "Ariful Bashar sits there: move them first."),
        ("ghatail.land", "Rahima Khatun holds this seat already."),
    ):
        page = admin.get(f"{PAGE}?officer={cast['rahima']}&seat={number(app, code)}").text
        assert sentence in page
        assert 'name="version"' not in page
        assert admin.post(PAGE, data=typed(app, code=code, _key=code)).status_code == 403
    assert seats_of(app, "rahima") == ["ghatail.land"]


def test_it_is_done_in_one_step_and_reach_changes_at_once(app, cast, admin, sign_in):
    inner = make_post(app, "rahima", audience=Audience.OFFICE, title="For our office")
    theirs = make_post(app, "tanvir", audience=Audience.OFFICE, title="For the upazila")
    her = sign_in("rahima")
    assert her.get(f"/posts/{theirs}").status_code == 200
    answer = admin.post(PAGE, data=typed(app))
    assert (answer.status_code, answer.location) == (303, f"/people/{cast['rahima']}")
    assert seats_of(app, "rahima") == ["bhola.dc"]
    assert her.get(f"/posts/{theirs}").status_code == 404
    assert her.get(f"/posts/{inner}").status_code == 200, "her own she reads"


def test_what_the_seat_answers_for_stays_with_it_and_both_can_see_it(app, cast, admin, sign_in):
    item = make_item(app)
    idea = make_idea(app, "jubayer")
    move(app, idea, IdeaState.REVIEW, by="arif")
    admin.post(PAGE, data=typed(app))
    land = number(app, "ghatail.land")
    admin.post(PAGE, data=typed(app, "jubayer", "ghatail.land", _key="k2"))
    for name in ("rahima", "jubayer", "tanvir", "arif"):  # left, came, heads
        page = sign_in(name).get(f"/seats/{land}")
        assert page.status_code == 200, name
        assert f'href="/actions/{item}"' in page.text, name
        assert "Jubayer Rahman answers for it today." in page.text
    assert sign_in("nurul").get(f"/seats/{land}").status_code == 404
    dc = number(app, "tangail.dc")
    assert f'href="/posts/{idea}"' in sign_in("arif").get(f"/seats/{dc}").text
    assert (
        "Nothing waits for this seat"
        in sign_in("arif").get(f"/seats/{number(app, 'tangail.adc')}").text
    )


def test_a_seat_answers_no_more_for_an_idea_that_goes_on_in_another(app, sign_in):
    merge(app, make_idea(app, "jubayer"), make_idea(app, "tanvir"))
    page = sign_in("arif").get(f"/seats/{number(app, 'tangail.dc')}")
    assert "Nothing waits for this seat" in page.text


def test_the_officer_the_heads_and_who_answers_now_are_told(app, cast, admin, sign_in):
    admin.post(PAGE, data=typed(app))
    assert told(app) == {cast["rahima"], cast["tanvir"]}, (
        "the upazila's head; over Bhola sits nobody"
    )
    assert "You sit in another seat from" in sign_in("rahima").get("/notifications").text
    page = sign_in("tanvir").get("/notifications").text
    assert "Rahima Khatun takes another seat from" in page
    assert "রহিমা খাতুন" in sign_in("tanvir").get("/notifications?lang=bn").text


def test_an_additional_charge_leaves_nothing(app, cast, admin):
    admin.post(PAGE, data=typed(app, kind="additional"))
    assert seats_of(app, "rahima") == ["ghatail.land", "bhola.dc"]
    again = admin.post(PAGE, data=typed(app, kind="acting", _key="k2"))
    assert again.status_code == 403
    assert "Rahima Khatun holds this seat already." in again.text


def test_a_transfer_back_undoes_it(app, cast, admin):
    admin.post(PAGE, data=typed(app))
    admin.post(PAGE, data=typed(app, code="ghatail.land", _key="k2"))
    assert seats_of(app, "rahima") == ["ghatail.land"]
    with app.app_context():
        bhola = find_seat_by_code("bhola.dc")
        assert not db.session.scalar(select(Holding.id).where(Holding.seat_id == bhola.id))


def test_one_who_acted_from_the_old_seat_acts_from_the_new_one(app, cast, admin, sign_in):
    her = sign_in("rahima")
    her.post("/me/seat", data={"seat": number(app, "ghatail.land")})
    admin.post(PAGE, data=typed(app))
    with app.app_context():
        mine = select(Session.seat_id).where(Session.officer_id == cast["rahima"])
        assert list(db.session.scalars(mine)) == [None]


def test_a_transfer_told_before_its_day_changes_nothing_until_then(app, cast, admin):
    day = today() + timedelta(days=10)
    admin.post(PAGE, data=typed(app, since=day.isoformat()))
    assert seats_of(app, "rahima") == ["ghatail.land"]
    # The seat is free from that day, and not before.
    early = admin.post(PAGE, data=typed(app, "jubayer", "ghatail.land", _key="k2"))
    assert "Rahima Khatun sits there: move them first." in early.text
    then = typed(app, "jubayer", "ghatail.land", since=day.isoformat(), _key="k3")
    assert admin.post(PAGE, data=then).status_code == 303


def test_the_same_form_sent_twice_is_one_transfer(app, cast, admin):
    asked = typed(app)
    assert [admin.post(PAGE, data=asked).status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        moved = select(func.count()).select_from(LogEntry).where(LogEntry.kind == "officer.moved")
        assert db.session.scalar(moved) == 1


def test_who_was_moved_meanwhile_is_not_moved_by_an_old_form(app, cast, admin):
    old = typed(app)
    admin.post(PAGE, data=typed(app, code="tangail.adc", _key="k2"))
    late = admin.post(PAGE, data=old)
    assert late.status_code == 409
    assert "Additional Deputy Commissioner, Tangail" in late.text
    assert seats_of(app, "rahima") == ["tangail.adc"]


def test_of_two_administrators_at_once_one_moves_the_officer(app, cast):
    with app.app_context(), transaction():
        for name in ("omar", "nurul"):
            officer(name).administrator_since = now()
        rahima = officer("rahima")
        version = version_of(rahima)

    def transfer(who, place):
        seat = find_seat_by_code(("bhola.dc", "tangail.adc")[place])
        return move_officer(who, officer("rahima"), seat, today(), HoldingKind.MAIN, version)

    with pytest.raises(Outdated):
        at_once(app, ["omar", "nurul"], transfer)
    assert len(seats_of(app, "rahima")) == 1
    assert seats_of(app, "rahima") != ["ghatail.land"]


def test_only_an_administrator_finds_the_page(app, cast, sign_in):
    for name in ("arif", "maya", "shahana"):
        client = sign_in(name)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, data=typed(app)).status_code == 404
        assert "/administration/transfer" not in client.get(f"/people/{cast['rahima']}").text
    assert seats_of(app, "rahima") == ["ghatail.land"]


@pytest.mark.parametrize(
    "changes",
    [
        *({"since": "tomorrow"}, {"since": "2525-01-01"}, {"since": ""}, {"kind": "king"}),
        {"officer": "x"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_done(app, cast, admin, changes):
    answer = admin.post(PAGE, data=typed(app, **changes))
    assert answer.status_code in {404, 422}
    assert seats_of(app, "rahima") == ["ghatail.land"]


@pytest.mark.parametrize(
    "asked", ["officer=0", "officer=999999", "officer=1&seat=999999", "officer=x"]
)
def test_nobody_and_nowhere_are_not_there(cast, admin, asked):
    assert admin.get(f"{PAGE}?{asked}").status_code == 404


def test_the_page_speaks_bangla(app, cast, admin):
    page = admin.get(f"{PAGE}?lang=bn&officer={cast['rahima']}&seat={number(app, 'bhola.dc')}").text
    assert "যা বদলাবে" in page
    assert "পদটির হাতে এখন কোনো কাজ নেই।" in page
