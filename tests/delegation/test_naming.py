"""Who may be named by whom, for how long, and how it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.core.events import SYSTEM
from app.core.policy import refusal
from app.core.transaction import transaction
from app.delegation.models import Delegation, Preparation
from app.delegation.policy import ENDED
from app.officers.operations import close_account, move_officer
from app.officers.queries import find_seat_by_code
from tests.delegation.hands import name_one, prepare
from tests.make import make_post, officer

NOON = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def named(cast, name="omar"):
    return f"/people/{cast[name]}/private-secretary"


def test_named_by_plain_forms_told_and_listed_for_both(app, cast, sign_in, stop_clock):
    stop_clock(NOON)
    shahana, omar = sign_in("shahana"), sign_in("omar")
    assert "/me/private-secretaries" in shahana.get(f"/people/{cast['shahana']}").text
    found = shahana.get("/me/private-secretaries?q=Omar").text
    assert named(cast) in found
    assert 'value="2026-11-22"' in shahana.get(named(cast)).text
    sent = {"since": "২০২৬-১১-২২", "until": "2026-12-31", "_key": "k"}
    answer = shahana.post(named(cast), data=sent)
    assert (answer.status_code, answer.location) == (303, "/me/private-secretaries")
    assert shahana.post(named(cast), data=sent).status_code == 303, "the same form again"
    page = shahana.get("/me/private-secretaries").text
    assert "Omar Faruk is told, and may decline." in page
    assert page.count("/delegations/1/end") == 1
    assert "named you as private secretary" in omar.get("/notifications").text
    page = omar.get("/me/private-secretaries").text
    assert "For Dr Shahana Mallik" in page
    assert "Decline, or give it back" in page


@pytest.mark.parametrize(
    ("senior", "whom", "why"),
    [
        ("rahima", "jubayer", "Only a senior has a private secretary here."),
        ("shahana", "shahana", "Nobody is their own private secretary."),
        ("arif", "maya", "A private secretary is of a lower rank than the senior."),
    ],
)
def test_who_may_not(app, cast, sign_in, senior, whom, why):
    answer = sign_in(senior).post(named(cast, whom), data={"since": "2999-01-01", "_key": "k"})
    assert answer.status_code == 403
    assert why in answer.text


def test_whoever_looks_on_or_has_left_is_not_named(app, cast, sign_in):
    with app.app_context(), transaction():
        officer("omar").auditor_since = clock.now()
        close_account(SYSTEM, officer("tanvir"))
    for name in ("omar", "tanvir"):
        answer = sign_in("shahana").get(named(cast, name))
        assert answer.status_code == 403
        assert "holds no seat today, or takes no part" in answer.text


@pytest.mark.parametrize(
    ("since", "until", "wrong"),
    [
        ("2026-11-21", "", "It begins today, or on a day to come."),
        ("2026-11-22", "2026-11-21", "It cannot end before it begins."),
        ("", "", "Say from which day."),
        ("soon", "", "Write a day, like 2026-12-31."),
        ("2026-11-22", "99999-99-99", "Write a day, like 2026-12-31."),
    ],
)
def test_days_that_make_no_sense(app, cast, sign_in, stop_clock, since, until, wrong):
    stop_clock(NOON)
    sent = {"since": since, "until": until, "_key": "k"}
    answer = sign_in("shahana").post(named(cast), data=sent)
    assert answer.status_code == 422
    assert wrong in answer.text


def test_two_and_nobody_twice(app, cast):
    name_one(app, whom="omar")
    with app.test_request_context():
        again = refusal(officer("shahana"), "name_delegate", officer("omar"))
    assert "private secretary already" in str(again)
    name_one(app, whom="tanvir")
    with app.test_request_context():
        third = refusal(officer("shahana"), "name_delegate", officer("rahima"))
    assert "two private secretaries already" in str(third)


def holds(app, name, delegation_id, sign_in):
    return "On the desk" in sign_in(name).get(f"/delegations/{delegation_id}").text


def test_from_a_day_until_a_day(app, cast, sign_in):
    with clock.at(NOON):
        number = name_one(app, since=date(2026, 11, 23), until=date(2026, 11, 24))
    seen = []
    for days in range(4):
        with clock.at(NOON + timedelta(days=days)):
            seen.append(holds(app, "omar", number, sign_in))
    assert seen == [False, True, True, False]


@pytest.mark.parametrize(("by", "told"), [("shahana", "omar"), ("omar", "shahana")])
def test_ended_by_either_at_once_and_no_word_is_left(app, cast, sign_in, by, told):
    number = name_one(app)
    post_id = make_post(app)
    prepared = prepare(app, number, post_id)
    assert sign_in(by).post(f"/delegations/{number}/end", data={}).status_code == 303
    sentence = {
        "omar": "ended your work as private secretary",
        "shahana": "is your private secretary no longer",
    }[told]
    assert sentence in sign_in(told).get("/notifications").text
    assert not holds(app, "omar", number, sign_in)
    with app.app_context():
        assert db.session.get_one(Preparation, prepared).words == ""
    for name in ("shahana", "omar"):
        assert sign_in(name).get(f"/prepared/{prepared}/approval").status_code == 404
    sent = {"act": "comment", "words": "Too late.", "_key": "k"}
    answer = sign_in("omar").post(f"/delegations/{number}/posts/{post_id}", data=sent)
    assert answer.status_code == 404
    assert sign_in(by).post(f"/delegations/{number}/end", data={}).status_code == 403


@pytest.mark.parametrize("who", ["shahana", "omar"])
def test_whoever_leaves_the_seat_ends_it_and_coming_back_does_not_bring_it_back(
    app, cast, sign_in, who
):
    with clock.at(NOON):
        number = name_one(app)
        prepared = prepare(app, number, make_post(app))
        approval = f"/prepared/{prepared}/approval"
        assert sign_in("shahana").get(approval).status_code == 200
    for days, seat in ((1, "bhola.dc"), (3, {"shahana": "land.secretary", "omar": "lgd.sas"}[who])):
        with clock.at(NOON + timedelta(days=days)):
            with app.app_context(), transaction():
                there = find_seat_by_code(seat)
                move_officer(SYSTEM, officer(who), there, clock.today())
            assert sign_in("shahana").get(approval).status_code == 404
            assert "Please send" not in sign_in("shahana").get("/desk").text
            assert not holds(app, "omar", number, sign_in)
            with app.test_request_context():
                over = refusal(officer("omar"), "prepare", db.session.get_one(Delegation, number))
                assert over is ENDED


def test_a_closed_account_ends_it(app, cast, sign_in):
    number = name_one(app)
    with app.app_context(), transaction():
        close_account(SYSTEM, officer("shahana"))
    assert not holds(app, "omar", number, sign_in)


def test_what_the_senior_is_told_of_opens_the_desk_when_something_waits(app, cast, sign_in):
    number = name_one(app)
    shahana = sign_in("shahana")
    assert shahana.get(f"/delegations/{number}").location == "/me/private-secretaries"
    prepare(app, number, make_post(app))
    assert shahana.get(f"/delegations/{number}").location == "/desk"


@pytest.mark.parametrize("address", ["/me/private-secretaries", "/me/private-secretaries?q=Omar"])
def test_a_junior_reads_what_it_is_and_can_name_nobody(app, cast, sign_in, address):
    page = sign_in("rahima").get(address).text
    assert "A senior can name you as private secretary." in page
    assert '/private-secretary"' not in page
