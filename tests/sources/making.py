"""A citizen's issue that was brought in: the pond of Kuliya."""

from sqlalchemy import select

from app.citizens.models import Citizen
from app.core.db import db
from app.posts.models import Post
from app.sources.models import Source

NAME, PHONE = "Tultuli Begum", "01712345634"
URL = "https://www.facebook.com/groups/psi/posts/508/?utm_source=share&fbclid=abc"
ISSUE = {
    "title": "Kuliya pond is fenced by one man",
    "trouble": "Government water, leased to fishermen, and nobody can reach it.",
    "wanted": "The fence goes before the fish do.",
    "medium": "link",
    "url": URL,
    "captured": "No property should be **encroached** in such a way.",
    "seen": "4 June 10:20",
    "place": "Ghatail, Tangail",
    "audience": "all",
    "_key": "i1",
}
CITIZEN = {"citizen_name": NAME, "citizen_phone": PHONE, "citizen_contact": "y"}


def bring(browser, **changes):
    return browser.post("/posts/new/issue", data=ISSUE | changes)


def brought(browser, **changes):
    """The post's number."""
    answer = bring(browser, **changes)
    assert answer.status_code == 303, answer.text
    return int(answer.location.partition("?")[0].rsplit("/", 1)[1])


def source_of(app, post_id):
    with app.app_context():
        return db.session.scalars(select(Source).where(Source.post_id == post_id)).one()


def citizens(app):
    with app.app_context():
        return db.session.scalars(select(Citizen)).all()


def posts(app):
    with app.app_context():
        return db.session.scalars(select(Post)).all()
