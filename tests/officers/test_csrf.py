"""Other sites may not act for an officer."""

import re

import pytest

from tests.cast import PASSWORD

DEEDS = [
    ("/sign-in", {"email": "rahima@uthan.example", "password": PASSWORD}),
    ("/me/language", {"lang": "bn"}),
    ("/me/theme", {"theme": "dark"}),
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
