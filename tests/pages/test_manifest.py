"""Uthan on a telephone's home screen, and what is shared into it from there."""

import io
import json
import re
from urllib.parse import urlencode

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.config import ROOT
from app.core.db import db
from app.core.log import LogEntry
from app.drafts.models import Draft
from app.posts.models import Post

WORDS = "দেওপাড়ার সাঁকো ভাঙা & ১৪০ জন শিশু নৌকায়: “কবে সারবে?”"


def manifest(browser, lang="en"):
    answer = browser.get(f"/manifest.webmanifest?lang={lang}")
    assert answer.mimetype == "application/manifest+json"
    assert "Set-Cookie" not in answer.headers
    return json.loads(answer.text)


@pytest.mark.parametrize(("lang", "name"), [("en", "Uthan"), ("bn", "উঠান")])
def test_the_manifest_speaks_the_readers_language(app, lang, name):
    found = manifest(app.test_client(), lang)
    assert (found["lang"], found["short_name"]) == (lang, name)
    assert found["name"].startswith(name)


def test_every_page_leads_to_it_and_may(sign_in, app):
    for browser, path in ((sign_in("rahima"), "/"), (app.test_client(), "/sign-in")):
        answer = browser.get(f"{path}?lang=en")
        assert '<link rel="manifest" href="/manifest.webmanifest?lang=en">' in answer.text
        assert "manifest-src 'self'" in answer.headers["Content-Security-Policy"]


def test_its_marks_are_small_and_of_the_size_they_say(app):
    marks = manifest(app.test_client())["icons"]
    assert [mark["sizes"] for mark in marks] == ["any", "192x192", "512x512"]
    for mark in marks:
        name = mark["src"].split("/", 3)[3]
        data = (ROOT / "app" / "static" / name).read_bytes()
        assert len(data) < 12_000
        if mark["type"] == "image/png":
            image = Image.open(io.BytesIO(data))
            assert "x".join(map(str, image.size)) == mark["sizes"]
            assert "maskable" in mark["purpose"]


def test_what_is_shared_fills_the_form_with_every_word_and_writes_nothing(app, sign_in):
    target = manifest(app.test_client())["share_target"]
    assert (target["action"], target["method"]) == ("/share", "GET")
    assert target["params"] == {"title": "title", "text": "text", "url": "url"}
    rahima = sign_in("rahima")

    def counts():
        with app.app_context():
            kinds = (Post, Draft, LogEntry)
            return [db.session.scalar(select(func.count()).select_from(one)) for one in kinds]

    before = counts()
    long = "শিরোনাম " * 30
    page = rahima.get("/share?" + urlencode({"title": long, "text": WORDS})).text
    assert long.strip() in page
    assert "দেওপাড়ার সাঁকো ভাঙা &amp; ১৪০ জন শিশু নৌকায়: “কবে সারবে?”</textarea>" in page
    assert counts() == before


def test_who_is_not_signed_in_comes_back_with_the_words(app):
    browser = app.test_client()
    asked = "/share?" + urlencode({"text": WORDS, "url": "https://example.org/p?a=1&b=2"})
    door = browser.get(asked)
    assert door.status_code == 302
    page = browser.get(door.location).text
    goals = re.findall(r'name="next" value="([^"]*)"', page)
    assert asked in [goal.replace("&amp;", "&") for goal in goals]
