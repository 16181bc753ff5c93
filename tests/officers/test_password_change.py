import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.notifications.models import Notification
from tests.cast import PASSWORD
from tests.officers.test_sessions import is_in, look_around
from tests.officers.test_sign_in import come_in

NEW = "green kettle under the mango tree"


def change(client, password=PASSWORD, new=NEW):
    return client.post("/me/password?lang=en", data={"password": password, "new_password": new})


def test_a_new_password_ends_all_other_sessions_and_their_lines(app, cast, sign_in, listen):
    here, there = sign_in("rahima"), sign_in("rahima")
    line, own = listen(there), listen(here)
    answer = change(here)
    assert (answer.status_code, answer.location) == (303, f"/people/{cast['rahima']}")
    look_around(app)
    assert is_in(here)
    assert own.is_connected()
    assert not is_in(there)
    assert not line.is_connected()
    assert come_in(app.test_client()).status_code == 422
    assert come_in(app.test_client(), password=NEW).status_code == 303


def test_the_page_says_that_it_is_done(cast, sign_in):
    client = sign_in("rahima")
    change(client)
    page = client.get(f"/people/{cast['rahima']}?lang=en").text
    assert "All your other sessions are ended." in page


def test_it_is_logged_and_who_did_it_is_not_told(app, cast, sign_in):
    change(sign_in("rahima"))
    with app.app_context():
        entry = db.session.scalars(select(LogEntry)).one()
        assert (entry.kind, entry.actor_id) == ("officer.password_changed", cast["rahima"])
        assert db.session.scalar(select(Notification)) is None


def test_without_the_password_of_now_nothing_changes(app, cast, sign_in):
    here, there = sign_in("rahima"), sign_in("rahima")
    answer = change(here, password="nine boats on the Jamuna")
    assert answer.status_code == 422
    assert "This is not the password you have now." in answer.text
    assert is_in(there)
    assert come_in(app.test_client()).status_code == 303


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("", "Write the new password."),
        ("kx7#pq2", "Use at least 15 letters; this has 7."),
        ("password1234567", "among the first that anyone would try"),
        ("Rahima Khatun Ghatail", "only of your name"),
        ("Joint Secretary Land 2026", "only of your name"),  # a rank's title
        ("heron heron heron", "over and over"),
    ],
)
def test_a_bad_one_is_refused_with_the_rule_it_breaks(app, cast, sign_in, new, sentence):
    answer = change(sign_in("rahima"), new=new)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert come_in(app.test_client()).status_code == 303


def test_no_password_stands_in_the_page_that_refuses_it(sign_in):
    answer = change(sign_in("rahima"), new="Kx7#pq2")
    assert PASSWORD not in answer.text
    assert "Kx7#pq2" not in answer.text


def test_the_rules_are_told_in_the_digits_of_whoever_reads_them(sign_in):
    client = sign_in("rahima")
    assert "At least 15 letters" in client.get("/me/password?lang=en").text
    assert "অন্তত ১৫টি অক্ষর" in client.get("/me/password?lang=bn").text
