import re
import unicodedata

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.officers import passwords
from app.officers.session import Session, hash_of
from tests.cast import PASSWORD
from tests.make import officer


def come_in(client, email="rahima@uthan.example", password=PASSWORD, **more):
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def token_in(client):
    with client.session_transaction() as session:
        return session.get("_user_id")


def bare(answer):
    """A page without what is random in it, and without the name that was typed."""
    without = re.sub(r'name="csrf(_|-)token" (value|content)="[^"]*"', "", answer.text)
    return without.replace("nobody@", "rahima@")


def give_password(app, name, password):
    with app.app_context(), transaction():
        officer(name).password_hash = passwords.hash_of(password)


def test_the_door_has_the_words_by_which_it_is_found(app, cast):
    page = app.test_client().get("/sign-in?lang=en").text
    for words in (">Email</label>", ">Password</label>", "Sign in</button>"):
        assert words in page


def test_the_right_password_opens(app, cast):
    client = app.test_client()
    answer = come_in(client)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/me/sessions").status_code == 200


def test_signing_in_is_logged_once(app, cast):
    come_in(app.test_client())
    with app.app_context():
        entries = list(db.session.scalars(select(LogEntry)))
        assert [(entry.kind, entry.actor_id) for entry in entries] == [
            ("officer.signed_in", cast["rahima"])
        ]
        assert entries[0].event.session_id == db.session.scalar(select(Session.id))


def test_capitals_and_blanks_around_the_address_do_not_matter(app, cast):
    assert come_in(app.test_client(), "  Rahima@Uthan.Example ").status_code == 303


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(app, cast):
    wrong = come_in(app.test_client(), password="nine boats on the Jamuna")
    unknown = come_in(app.test_client(), "nobody@uthan.example")
    assert wrong.status_code == unknown.status_code == 422
    assert bare(wrong) == bare(unknown)


@pytest.mark.parametrize("state", ["closed", "invited"])
def test_an_account_that_is_not_open_is_answered_like_one_that_is_not_there(app, cast, state):
    unknown = come_in(app.test_client(), "nobody@uthan.example")
    with app.app_context(), transaction():
        rahima = officer("rahima")
        if state == "closed":
            rahima.closed_at = rahima.created_at
        else:
            rahima.password_hash = None
    answer = come_in(app.test_client())
    assert answer.status_code == 422
    assert bare(answer) == bare(unknown)


def test_a_refused_form_keeps_the_address_and_never_the_password(app, cast):
    answer = come_in(app.test_client(), password="Nine boats on the Jamuna", next="/people")
    assert answer.status_code == 422
    assert 'value="rahima@uthan.example"' in answer.text
    assert 'value="/people"' in answer.text
    assert "Nine boats" not in answer.text


@pytest.mark.parametrize("missing", ["email", "password"])
def test_what_is_missing_is_said_in_a_sentence(app, cast, missing):
    data = {"email": "rahima@uthan.example", "password": PASSWORD} | {missing: ""}
    answer = app.test_client().post("/sign-in?lang=en", data=data)
    assert answer.status_code == 422
    sentences = {
        "email": "Write the e-mail address of your office account.",
        "password": "Write your password.",
    }
    assert sentences[missing] in answer.text


def test_a_bangla_passphrase_works_from_another_keyboard(app, cast):
    one, two = "নয়টি নৌকা নদীর ঘাটে", "নয়টি নৌকা নদীর ঘাটে"
    one = one.replace("\u09af\u09bc", "\u09df")
    two = two.replace("\u09df", "\u09af\u09bc")
    assert one != two
    give_password(app, "rahima", one)
    assert come_in(app.test_client(), password=two).status_code == 303
    give_password(app, "rahima", two)
    assert come_in(app.test_client(), password=one).status_code == 303


def test_wide_letters_of_another_keyboard_are_the_same_letters(app, cast):
    wide = PASSWORD.replace("s", "ｓ")
    assert unicodedata.normalize("NFKC", wide) == PASSWORD
    assert come_in(app.test_client(), password=wide).status_code == 303


def test_a_hash_of_older_parameters_is_renewed_at_the_next_sign_in(app, cast):
    with app.app_context(), transaction():
        old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
        officer("rahima").password_hash = old
    come_in(app.test_client())
    with app.app_context():
        assert not passwords.is_outdated(officer("rahima").password_hash)
    assert come_in(app.test_client()).status_code == 303


def test_each_sign_in_has_a_token_of_its_own_that_is_not_in_the_database(app, cast):
    tokens = set()
    for _ in range(3):
        client = app.test_client()
        come_in(client)
        tokens.add(token_in(client))
    with app.app_context():
        kept = set(db.session.scalars(select(Session.token_hash)))
    assert kept == {hash_of(token) for token in tokens}
    assert all(len(token) >= 43 for token in tokens)  # 256 bits


def test_a_token_planted_before_signing_in_leads_nowhere(app, cast):
    victim = app.test_client()
    with victim.session_transaction() as session:
        session["_user_id"] = "planted"
        session["_fresh"] = True
    come_in(victim)
    assert token_in(victim) != "planted"
    thief = app.test_client()
    with thief.session_transaction() as session:
        session["_user_id"] = "planted"
    assert thief.get("/me/sessions").status_code == 302


def test_signing_in_again_ends_the_session_that_was_open_here(app, cast):
    client = app.test_client()
    come_in(client)
    first = token_in(client)
    come_in(client, "tanvir@uthan.example")
    with app.app_context():
        ended = select(Session.ended_at).where(Session.token_hash == hash_of(first))
        assert db.session.scalar(ended) is not None


def test_on_a_shared_computer_nothing_outlives_the_window(app, cast):
    kept = come_in(app.test_client()).headers.getlist("Set-Cookie")
    shared = come_in(app.test_client(), shared="y").headers.getlist("Set-Cookie")
    assert any(cookie.startswith("uthan=") and "Expires" in cookie for cookie in kept)
    assert any(cookie.startswith("device=") for cookie in kept)
    assert len(shared) == 1
    assert "Expires" not in shared[0]


def test_pages_bring_no_cookie_again(app, cast):
    client = app.test_client()
    come_in(client)
    client.get("/people")  # the first brings the token of its forms
    assert "Set-Cookie" not in client.get("/people").headers


def test_cookies_are_hidden_from_script_and_from_other_sites(app, cast):
    for cookie in come_in(app.test_client()).headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_who_is_in_already_is_sent_on(app, cast, sign_in):
    answer = sign_in("rahima").get("/sign-in?next=/people")
    assert (answer.status_code, answer.location) == (302, "/people")


def test_the_door_leads_back_to_the_page_that_was_asked_for(app, cast):
    client = app.test_client()
    answer = client.get("/people?q=arif")
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert 'name="next" value="/people?q=arif"' in page
    assert come_in(client, next="/people?q=arif").location == "/people?q=arif"


def test_a_form_sent_too_late_is_told_so_beside_its_words(app, cast):
    answer = app.test_client().post("/posts/1/comments", headers={"X-Fragment": "1"})
    assert answer.status_code == 401
    assert "data-sentence" in answer.text


ELSEWHERE = [
    *("https://evil.example", "http://evil.example/", "//evil.example", "///evil.example"),
    *("/\\evil.example", "\\\\evil.example", "/\\/evil.example", "\\/evil.example"),
    *("/\t/evil.example", "/\n/evil.example", "\r\n//evil.example", " //evil.example"),
    *("javascript:alert(1)", "data:text/html,x", "evil.example", "@evil.example"),
    *("https:evil.example", "https:/evil.example", "/\x00/evil.example", "/\u2028/evil.example"),
    *("ftp://evil.example", "//evil.example/%2f..", "////evil.example", "/\u202e//evil.example"),
]


def test_the_door_leads_nowhere_else(app, cast):
    for target in ELSEWHERE:
        assert come_in(app.test_client(), next=target).location == "/", target
