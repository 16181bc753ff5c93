"""Who hears of an edit, what open pages show of it, and what search finds after it."""

import re

import pytest
from sqlalchemy import select

from app.core.db import db
from app.notifications.models import Notification
from app.search.building import documents
from tests.make import endorse, hide, make_idea, say
from tests.telling import Teller, pieces, sit
from tests.versions.editing import edit


@pytest.fixture
def tell(app):
    return Teller(app)


@pytest.fixture
def post_id(app):
    return make_idea(app)


def told(app):
    with app.app_context():
        return set(db.session.scalars(select(Notification.officer_id)))


def forget(app):
    with app.app_context():
        db.session.query(Notification).delete()
        db.session.commit()


def test_only_who_endorsed_it_is_told(app, cast, post_id):
    say(app, post_id, by="jubayer")
    say(app, post_id, by="tanvir")
    endorse(app, post_id, by="arif")
    endorse(app, post_id, by="shahana")
    forget(app)
    edit(app, post_id, proposal="A desk at the door.")
    assert told(app) == {cast["arif"], cast["shahana"]}


def test_they_are_told_in_a_sentence_in_both_languages(app, sign_in, post_id):
    endorse(app, post_id, by="arif")
    edit(app, post_id, proposal="A desk at the door.")
    senior = sign_in("arif")
    assert ", which you endorsed" in senior.get("/notifications?lang=en").text
    assert "আপনার সুপারিশ করা ধারণাটি" in senior.get("/notifications?lang=bn").text
    hide(app, post_id)
    assert ", which you endorsed" not in senior.get("/notifications?lang=en").text


def test_an_open_page_changes_its_title_its_text_and_its_date(app, listen, sign_in, tell, post_id):
    lines = {lang: listen("omar") for lang in ("bn", "en")}
    for lang, line in lines.items():
        assert sit(line, f"post:{post_id}", lang)
    tell()
    edit(app, post_id, title="Answers at the door", proposal="A desk at the door.")
    tell()
    shown = {
        lang: [piece["html"].strip() for piece in pieces(line)] for lang, line in lines.items()
    }
    assert [re.search(r'id="([\w-]+)"', html)[1] for html in shown["en"]] == [
        *("post-h", "post-words", "written-on"),
    ]
    assert "Answers at the door" in shown["en"][0]
    assert "A desk at the door." in shown["bn"][1]
    assert "edited " in shown["en"][2]
    assert "সংশোধিত" in shown["bn"][2]
    on_page = re.sub(r"\s+", " ", sign_in("jubayer").get(f"/posts/{post_id}?lang=en").text)
    assert all(re.sub(r"\s+", " ", html) in on_page for html in shown["en"])


def test_a_page_that_was_away_catches_up_with_the_words_of_now(app, sign_in, post_id):
    edit(app, post_id, title="A first try")
    edit(app, post_id, title="A second try")
    caught = sign_in("omar").get(f"/live/post:{post_id}?after=0&lang=en").json["pieces"]
    titles = [piece["html"] for piece in caught if 'id="post-h"' in piece["html"]]
    assert len(titles) == 1
    assert "A second try" in titles[0]


def test_a_hidden_post_pushes_its_words_to_nobody(app, listen, tell, post_id):
    line = listen("omar")
    sit(line, f"post:{post_id}")
    tell()
    edit(app, post_id, title="Abdul Karim fenced it")
    hide(app, post_id)
    tell()
    assert "Abdul Karim" not in str(pieces(line))


def test_the_feed_and_search_have_the_new_words(app, sign_in, post_id):
    edit(app, post_id, title="Answers at the door", proposal="A desk at the door.")
    feed = sign_in("omar").get("/?lang=en").text
    assert "Answers at the door" in feed
    assert "Answers by phone" not in feed
    with app.app_context():
        ((_, document),) = documents([f"post:{post_id}"])
    assert "A desk at the door." in document["words"]
    assert "One number for each union." not in document["words"]
