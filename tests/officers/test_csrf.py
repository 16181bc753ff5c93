"""Other sites may not act for an officer."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from app.comments.models import Comment
from app.core.db import db
from app.core.transaction import transaction
from app.officers.session import end_sessions
from tests.cast import PASSWORD
from tests.make import make_post

DEEDS = [
    ("/sign-in", {"email": "rahima@uthan.example", "password": PASSWORD}),
    ("/me/language", {"lang": "bn"}),
    ("/me/theme", {"theme": "dark"}),
    ("/me/announcing", {"new": "off"}),
    ("/sign-out", {}),
    ("/me/sessions/end", {}),
    ("/me/seat", {"seat": "1"}),
    ("/me/password", {"password": PASSWORD, "new_password": "green kettle under the mango tree"}),
]


@pytest.fixture
def app(make_strict):
    return make_strict(WTF_CSRF_ENABLED=True)


def token_of(page):
    return re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)[1]


def come_in(client, name="rahima"):
    data = {"email": f"{name}@uthan.example", "password": PASSWORD}
    door = client.get("/sign-in")
    assert client.post("/sign-in", data=data | {"csrf_token": token_of(door)}).status_code == 303


def end_session_of(app, number):
    with app.app_context(), transaction():
        end_sessions(number)


def send_again(client, path, page):
    """What the page's own form sends."""
    form = re.search(rf'<form method="post" action="{path}">(.+?)</form>', page.text, re.DOTALL)[1]
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    fields |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form))
    return client.post(path, data={name: unescape(value) for name, value in fields.items()})


def said(app):
    with app.app_context():
        return [(c.author_id, c.source) for c in db.session.scalars(select(Comment))]


@pytest.fixture
def written(app, cast, sign_in):
    """Her browser, and the form that she has filled in on a page: where it goes and what it says."""
    post_id = make_post(app, by="tanvir")
    client = sign_in("rahima")
    token = token_of(client.get(f"/posts/{post_id}"))
    form = {"body": "We keep a register.", "_key": "k", "csrf_token": token}
    return client, f"/posts/{post_id}/comments", form


@pytest.mark.parametrize(("path", "data"), DEEDS)
def test_without_a_token_nothing_is_done(app, cast, sign_in, path, data):
    client = sign_in("rahima")
    somebody_elses = token_of(app.test_client().get("/sign-in"))
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": somebody_elses}):
        assert client.post(path, data=data | token).status_code == 400
    assert client.get("/me/sessions").status_code == 200
    assert '<html lang="en"' in client.get("/people").text


def test_the_forms_bring_their_tokens(app, cast):
    client = app.test_client()
    door = client.get("/sign-in")
    data = dict(DEEDS)["/sign-in"] | {"csrf_token": token_of(door)}
    assert client.post("/sign-in", data=data).status_code == 303
    own = client.get(f"/people/{cast['rahima']}")
    assert client.post("/sign-out", data={"csrf_token": token_of(own)}).status_code == 303
    assert client.get("/me/sessions").status_code == 302


def test_a_token_of_before_signing_in_is_of_no_use_after(app, cast):
    client = app.test_client()
    before = token_of(client.get("/sign-in"))
    data = dict(DEEDS)["/sign-in"] | {"csrf_token": before}
    assert client.post("/sign-in", data=data).status_code == 303
    assert client.post("/me/theme", data={"theme": "dark", "csrf_token": before}).status_code == 400


def test_words_sent_after_the_session_are_kept_beside_the_door(app, cast, written):
    client, path, form = written
    end_session_of(app, cast["rahima"])
    answer = client.post(f"{path}?lang=en", data=form | {"password": "nine boats"})
    assert answer.status_code == 401
    assert "Your session has ended" in answer.text
    assert "We keep a register.</textarea>" in answer.text
    assert "nine boats" not in answer.text
    assert '<a class="button" href="/sign-in" target="_blank">' in answer.text
    assert said(app) == []


def test_after_signing_in_beside_them_they_are_sent_by_one_press(app, cast, written):
    client, path, form = written
    end_session_of(app, cast["rahima"])
    page = client.post(path, data=form)
    come_in(client)
    for _twice in range(2):
        assert send_again(client, path, page).status_code == 303
    assert said(app) == [(cast["rahima"], "We keep a register.")]


def test_words_sent_after_signing_out_elsewhere_are_kept_until_they_arrive(app, cast, written):
    """The cookie is gone, so that the forms of open pages are nobody's."""
    client, path, form = written
    client.post("/sign-out", data={"csrf_token": form["csrf_token"]})
    page = client.post(path, data=form)
    assert page.status_code == 400
    assert 'href="/sign-in" target="_blank"' in page.text
    page = send_again(client, path, page)
    assert page.status_code == 401
    come_in(client)
    page = send_again(client, path, page)
    assert page.status_code == 400
    assert "/sign-in" not in page.text
    assert send_again(client, path, page).status_code == 303
    assert said(app) == [(cast["rahima"], "We keep a register.")]


def test_who_signs_in_after_somebody_sends_nothing_of_theirs_unawares(app, cast, written):
    client, path, form = written
    end_session_of(app, cast["rahima"])
    come_in(client, "tanvir")
    page = client.post(f"{path}?lang=en", data=form)
    assert page.status_code == 400
    assert "You are signed in as Tanvir Hasnat now" in page.text
    assert "We keep a register.</textarea>" in page.text
    assert said(app) == []


def test_our_script_is_told_the_token_of_now_and_whose_it_is(app, cast, written):
    client, path, form = written
    client.post("/sign-out", data={"csrf_token": form["csrf_token"]})
    piece = client.post(path, data=form, headers={"X-Fragment": "1"})
    assert piece.status_code == 400
    assert "data-token" not in piece.text
    come_in(client, "tanvir")
    piece = client.post(path, data=form, headers={"X-Fragment": "1"})
    assert piece.status_code == 400
    assert f'data-officer="{cast["tanvir"]}"' in piece.text
    token = re.search(r'data-token="([^"]+)"', piece.text)[1]
    assert client.post(path, data=form | {"csrf_token": token}).status_code == 303


def test_who_typed_nothing_goes_to_the_door(app, cast, written):
    client, _path, form = written
    end_session_of(app, cast["rahima"])
    seat = {"seat": "1", "next": "/people"}
    for path, data in (("/me/seat", seat), ("/me/password", dict(DEEDS)["/me/password"])):
        answer = client.post(path, data=data | {"csrf_token": form["csrf_token"]})
        assert (answer.status_code, answer.location) == (302, "/sign-in")
