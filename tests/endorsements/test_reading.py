""" "Read" is given by choice: the author is told, the page says so, and otherwise nobody knows."""

import pytest
from sqlalchemy import func, select

from app.core.db import db
from app.core.log import LogEntry
from app.endorsements.models import Reading
from tests.make import make_post
from tests.telling import Teller, pieces, sit


def readings(app):
    with app.app_context():
        return db.session.scalar(select(func.count(Reading.id)))


def test_a_look_leaves_no_trace(app, sign_in):
    post_id = make_post(app)
    with app.app_context():
        before = db.session.scalar(select(func.count(LogEntry.id)))
    sign_in("shahana").get(f"/posts/{post_id}")
    assert readings(app) == 0
    assert "Read by" not in sign_in("rahima").get(f"/posts/{post_id}").text
    with app.app_context():
        assert db.session.scalar(select(func.count(LogEntry.id))) == before


def test_the_author_is_told_and_the_page_says_it_quietly(app, cast, sign_in, listen):
    post_id = make_post(app)
    line, tell = listen("rahima"), Teller(app)
    assert sit(line, f"post:{post_id}")
    assert sit(line, f"officer:{cast['rahima']}")
    answer = sign_in("shahana").post(f"/posts/{post_id}/reading")
    assert answer.status_code == 303
    tell()
    said, bell = pieces(line)
    assert 'id="readings"' in said["html"]
    assert "Dr Shahana Mallik</a>, Secretary, Ministry of Land" in said["html"]
    assert "1 new" in bell["html"]
    assert "Read by" in sign_in("rahima").get(f"/posts/{post_id}").text
    assert "Dr Shahana Mallik" in sign_in("rahima").get("/notifications").text


def test_twice_is_once(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("arif")
    for _ in range(3):
        assert browser.post(f"/posts/{post_id}/reading").status_code == 303
    assert readings(app) == 1
    assert "“Read” tells" not in browser.get(f"/posts/{post_id}").text


@pytest.mark.parametrize("name", ["rahima", "jubayer", "tanvir"])
def test_only_a_senior_gives_it(app, sign_in, name):
    post_id = make_post(app)
    assert sign_in(name).post(f"/posts/{post_id}/reading").status_code == 403
    assert readings(app) == 0


def test_the_way_back_stays_on_this_site(app, sign_in):
    browser = sign_in("arif")
    for goal in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"):
        answer = browser.post(f"/posts/{make_post(app)}/reading", data={"next": goal})
        assert answer.location.startswith("/?sent="), goal
    answer = browser.post(f"/posts/{make_post(app)}/reading", data={"next": "/desk"})
    assert answer.location.startswith("/desk?sent=")
