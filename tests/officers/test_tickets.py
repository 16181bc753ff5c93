from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.core.errors import Missing
from app.core.events import SYSTEM
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.notifications.models import Notification
from app.officers.models import Rank
from app.officers.operations import invite_officer, offer_reset, set_password_by_link
from app.officers.session import hash_of
from app.officers.tickets import LASTS, Purpose, Ticket, find_ticket
from tests.make import officer
from tests.officers.test_password_change import NEW
from tests.officers.test_sessions import is_in
from tests.officers.test_sign_in import come_in


@pytest.fixture
def reset_link(app, cast):
    """A way back in for Rahima."""
    with app.app_context(), transaction():
        return f"/welcome/{offer_reset(SYSTEM, officer('rahima'))}"


@pytest.fixture
def invitation(app, cast):
    with app.app_context(), transaction():
        _, token = invite_officer(
            SYSTEM,
            email="newcomer@uthan.example",
            name_bn="নতুন জন",
            name_en="New Comer",
            rank=db.session.scalar(select(Rank)),
            seat=None,
        )
    return f"/welcome/{token}"


def take_up(app, link, new=NEW):
    return app.test_client().post(f"{link}?lang=en", data={"new_password": new})


def test_an_invitation_sets_the_first_password(app, invitation):
    page = app.test_client().get(f"{invitation}?lang=en").text
    assert "Welcome to the courtyard, New Comer." in page
    assert "newcomer@uthan.example" in page
    answer = take_up(app, invitation)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert come_in(app.test_client(), "newcomer@uthan.example", NEW).status_code == 303


def test_a_reset_replaces_the_password_and_ends_every_session(app, sign_in, reset_link):
    somewhere = sign_in("rahima")
    assert take_up(app, reset_link).status_code == 303
    assert not is_in(somewhere)
    assert come_in(app.test_client()).status_code == 422
    assert come_in(app.test_client(), password=NEW).status_code == 303


def test_the_link_alone_signs_nobody_in(app, reset_link):
    client = app.test_client()
    client.post(reset_link, data={"new_password": NEW})
    assert not is_in(client)


def test_the_officer_is_told_of_the_link_and_of_its_use(app, cast, reset_link):
    take_up(app, reset_link)
    with app.app_context():
        told = select(LogEntry.kind, LogEntry.actor_kind).join(
            Notification, Notification.entry_id == LogEntry.id
        )
        mine = told.where(Notification.officer_id == cast["rahima"]).order_by(LogEntry.id)
        assert db.session.execute(mine).all() == [
            ("officer.reset_offered", "system"),
            ("officer.password_changed", "system"),
        ]


def test_a_link_opens_once(app, reset_link):
    assert take_up(app, reset_link).status_code == 303
    assert take_up(app, reset_link, "kalo megh sada bok nil akash").status_code == 404
    assert app.test_client().get(reset_link).status_code == 404
    assert come_in(app.test_client(), password=NEW).status_code == 303


def test_of_two_who_come_at_once_one_is_too_late(app, reset_link):
    token = reset_link.rpartition("/")[2]
    with app.app_context():
        with transaction():
            late = find_ticket(token)
            set_password_by_link(find_ticket(token), "first")
            late.used_at = None  # as a second process saw it a moment ago
            with db.session.no_autoflush, pytest.raises(Missing):
                set_password_by_link(late, "second")
            db.session.refresh(late)
        assert officer("rahima").password_hash == "first"


def test_a_refused_password_does_not_use_the_link_up(app, reset_link):
    answer = take_up(app, reset_link, "rahima khatun 1985")
    assert answer.status_code == 422
    assert "only of your name" in answer.text
    assert take_up(app, reset_link).status_code == 303


def test_used_up_late_and_invented_links_look_the_same(app, reset_link, stop_clock):
    never = app.test_client().get("/welcome/never?lang=en")
    take_up(app, reset_link)
    used = app.test_client().get(f"{reset_link}?lang=en")
    with app.app_context(), transaction():
        late = f"/welcome/{offer_reset(SYSTEM, officer('tanvir'))}"
    stop_clock(clock.now() + timedelta(minutes=60))
    too_late = app.test_client().get(f"{late}?lang=en")
    assert never.status_code == used.status_code == too_late.status_code == 404
    from tests.officers.test_sign_in import bare

    pages = {
        bare(answer).replace(address, "")
        for answer, address in ((never, "never"), (used, reset_link[9:]), (too_late, late[9:]))
    }
    assert len(pages) == 1


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [(Purpose.INVITE, timedelta(days=7)), (Purpose.RESET, timedelta(minutes=60))],
)
def test_links_end(app, cast, invitation, reset_link, stop_clock, purpose, lasts):
    link = {Purpose.INVITE: invitation, Purpose.RESET: reset_link}[purpose]
    assert LASTS[purpose] == lasts
    begun = clock.now()
    stop_clock(begun + lasts - timedelta(seconds=30))
    assert app.test_client().get(link).status_code == 200
    stop_clock(begun + lasts)
    assert take_up(app, link).status_code == 404


def test_a_newer_link_makes_the_older_one_void(app, cast, reset_link):
    with app.app_context(), transaction():
        offer_reset(SYSTEM, officer("rahima"))
    assert app.test_client().get(reset_link).status_code == 404


def test_a_changed_password_makes_the_link_void(app, sign_in, reset_link):
    data = {"password": "seven boats on the Jamuna", "new_password": NEW}
    assert sign_in("rahima").post("/me/password", data=data).status_code == 303
    assert app.test_client().get(reset_link).status_code == 404


def test_a_closed_account_has_no_way_back(app, reset_link):
    with app.app_context(), transaction():
        officer("rahima").closed_at = clock.now()
    assert take_up(app, reset_link).status_code == 404


def test_only_the_hash_of_a_link_is_kept(app, reset_link):
    token = reset_link.rpartition("/")[2]
    assert len(token) >= 43  # 256 bits
    with app.app_context():
        assert db.session.scalars(select(Ticket.token_hash)).all() == [hash_of(token)]
