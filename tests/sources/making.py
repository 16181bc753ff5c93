"""A citizen's issue that was brought in: the pond of Kuliya."""

from datetime import date

from sqlalchemy import select

from app.citizens.models import Citizen, Look
from app.citizens.operations import Known, look_at_citizen
from app.comments.operations import SaidPlainly
from app.core.db import db
from app.officers.models import Office
from app.posts.models import Post, PostKind
from app.posts.operations import Written
from app.sources.models import Medium, Source
from app.sources.operations import Captured, share_in, verify_source
from app.sources.queries import find_citizen_of, find_source
from app.sources.seen import Seen
from tests.make import do, officer

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


def make_issue(app, by="rahima", title="The bridge at Deopara is broken", words="", url=""):
    """By the operations alone, with a citizen."""

    def deed():
        place = db.session.scalars(select(Office.id).where(Office.code == "ghatail")).one()
        source = {"trouble": "Three poles are gone.", "wanted": "A boat until then."}
        medium = Medium.LINK if url else Medium.HEARING
        seen = Seen(date(2026, 6, 4), None)
        captured = Captured(medium, url, SaidPlainly(words), seen, place)
        known = Known(NAME, PHONE, contact=True, naming=False)
        return share_in(officer(by), Written(PostKind.ISSUE, title, source), captured, known)

    return do(app, deed)


def make_verified(app, post_id, by="tanvir", how="I stood on it."):
    def deed():
        source = find_source(db.session.get_one(Post, post_id))
        return verify_source(officer(by), source, SaidPlainly(how))

    return do(app, deed)


def make_look(app, post_id, by="arif", why="She asks for her number."):
    def deed() -> Look:
        post = db.session.get_one(Post, post_id)
        citizen = find_citizen_of(post)
        assert citizen is not None
        return look_at_citizen(officer(by), post, citizen, why)

    return do(app, deed)
