from datetime import date

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.officers.models import Holding, HoldingKind
from app.officers.queries import find_seat_by_code
from app.officers.session import Session
from tests.make import officer
from tests.officers.test_sign_in import ELSEWHERE


def test_a_language_is_chosen_once_and_kept(app, cast, sign_in):
    client = sign_in("rahima")
    answer = client.post("/me/language", data={"lang": "bn", "next": "/people?q=arif"})
    assert (answer.status_code, answer.location) == (303, "/people?q=arif")
    assert '<html lang="bn"' in client.get("/people").text
    assert '<html lang="bn"' in sign_in("rahima").get("/people").text


def test_a_language_is_chosen_at_the_door_as_well(app, cast):
    client = app.test_client()
    client.post("/me/language", data={"lang": "bn", "next": "/sign-in"})
    assert '<html lang="bn"' in client.get("/sign-in").text
    client.post("/me/language", data={"lang": "en", "next": "/sign-in"})
    assert '<html lang="en"' in client.get("/sign-in").text


def test_a_page_that_was_asked_for_in_one_language_is_left_in_the_other(app, cast, sign_in):
    client = sign_in("rahima")
    answer = client.post("/me/language", data={"lang": "bn", "next": "/people?lang=en&q=আরিফ"})
    assert "lang=" not in answer.location
    page = client.get(answer.location)
    assert '<html lang="bn"' in page.text
    assert 'value="আরিফ"' in page.text


def test_the_switch_on_a_page_leads_back_to_it(cast, sign_in):
    client = sign_in("rahima")
    page = client.get("/people?q=arif").text
    assert 'name="next" value="/people?q=arif"' in page


@pytest.mark.parametrize(
    ("name", "value"), [("lang", "fr"), ("lang", ""), ("theme", "pink"), ("new", "x")]
)
def test_what_there_is_not_cannot_be_chosen(app, cast, sign_in, name, value):
    path = {"lang": "/me/language", "theme": "/me/theme", "new": "/me/announcing"}[name]
    assert sign_in("rahima").post(path, data={name: value}).status_code == 404


@pytest.mark.parametrize(
    ("path", "choice"),
    [
        ("/me/language", {"lang": "bn"}),
        ("/me/theme", {"theme": "dark"}),
        ("/me/announcing", {"new": "off"}),
        ("/me/seat", {}),
    ],
)
def test_settings_lead_nowhere_else(app, cast, sign_in, path, choice):
    with app.app_context():
        choice = choice or {"seat": find_seat_by_code("ghatail.land").id}
    client = sign_in("rahima")
    for target in ELSEWHERE:
        answer = client.post(path, data={**choice, "next": target})
        assert (answer.status_code, answer.location) == (303, "/"), target


def test_light_or_dark_is_kept_for_the_officer_and_for_the_door(app, cast, sign_in):
    client = sign_in("rahima")
    client.post("/me/theme", data={"theme": "dark", "next": "/people"})
    assert 'data-theme="dark"' in client.get("/people").text
    assert 'data-theme="dark"' in sign_in("rahima").get("/people").text
    assert 'data-theme="dark"' not in sign_in("tanvir").get("/people").text
    client.post("/sign-out")
    assert 'data-theme="dark"' in client.get("/sign-in").text


def test_the_device_decides_again(app, cast, sign_in):
    client = sign_in("rahima")
    client.post("/me/theme", data={"theme": "light"})
    client.post("/me/theme", data={"theme": "system"})
    assert "data-theme" not in client.get("/people").text


def test_settings_are_not_news(app, cast, sign_in):
    client = sign_in("rahima")
    client.post("/me/language", data={"lang": "bn"})
    client.post("/me/theme", data={"theme": "dark"})
    with app.app_context():
        assert db.session.scalar(select(LogEntry)) is None


@pytest.fixture
def second_seat(app, cast):
    """Arif also has the additional charge of the Upazila Nirbahi Officer's neighbour."""
    with app.app_context(), transaction():
        seat = find_seat_by_code("tangail.adc")
        db.session.add(
            Holding(
                seat_id=seat.id,
                officer_id=cast["arif"],
                kind=HoldingKind.ADDITIONAL,
                since=date(2025, 1, 1),
            )
        )
        return seat.id


def test_an_officer_with_two_seats_chooses_from_which_to_act(app, cast, sign_in, second_seat):
    client, elsewhere = sign_in("arif"), sign_in("arif")
    assert "Acting as" in client.get(f"/people/{cast['arif']}").text
    answer = client.post("/me/seat", data={"seat": second_seat, "next": f"/people/{cast['arif']}"})
    assert answer.location == f"/people/{cast['arif']}"
    rail = 'data-key="gh">Additional Deputy Commissioner, Tangail</a>'
    assert rail in client.get("/people").text
    assert rail not in elsewhere.get("/people").text
    with app.app_context():
        chosen = db.session.scalars(select(Session.seat_id).order_by(Session.id)).all()
        assert chosen == [second_seat, None]


def test_what_is_done_is_logged_with_the_chosen_seat(app, cast, sign_in, second_seat):
    client = sign_in("arif")
    client.post("/me/seat", data={"seat": second_seat})
    client.post("/sign-out")
    with app.app_context():
        entry = db.session.scalars(select(LogEntry)).one()
        assert entry.seat_id == second_seat
        assert "Additional Deputy Commissioner" in entry.actor_text_en


def test_a_seat_that_is_lost_is_not_acted_from(app, cast, sign_in, second_seat):
    client = sign_in("arif")
    client.post("/me/seat", data={"seat": second_seat})
    with app.app_context(), transaction():
        for holding in officer("arif").all_holdings:
            if holding.seat_id == second_seat:
                holding.until = date(2025, 6, 1)
    assert "Additional Deputy Commissioner" not in client.get("/people").text.split("<main")[0]


def test_nobody_acts_from_a_colleagues_seat(app, cast, sign_in):
    with app.app_context():
        seat = find_seat_by_code("tangail.dc").id
    answer = sign_in("rahima").post("/me/seat", data={"seat": seat})
    assert answer.status_code == 403
    assert "You do not hold this seat today." in answer.text


@pytest.mark.parametrize("seat", ["", "0", "999999", "-1", "x", "9" * 40])
def test_a_seat_that_is_not_there_is_missing(cast, sign_in, seat):
    assert sign_in("rahima").post("/me/seat", data={"seat": seat}).status_code == 404


def test_new_comments_are_read_aloud_until_the_officer_says_no(cast, sign_in):
    client = sign_in("rahima")
    assert "data-hushed" not in client.get("/").text
    client.post("/me/announcing", data={"new": "off"})
    assert "data-hushed" in client.get("/").text
    assert "data-hushed" not in sign_in("tanvir").get("/").text
    client.post("/me/announcing", data={"new": "on"})
    assert "data-hushed" not in client.get("/").text
