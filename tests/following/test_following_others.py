"""Following a colleague, an office, a district or a tag: one is told of each new post that one may
read, and nobody learns of it."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.core.work import Work
from app.following.models import Followed
from app.notifications import listener
from app.notifications.models import Notification
from app.officers.models import Office, Officer
from app.posts.models import Audience
from tests.following.hands import together
from tests.make import hide, make_post, officer
from tests.naming.making import comment_saying, post_saying, told


def which(app, kind):
    """Something of each kind, that Rahima's posts with #land come from."""
    with app.app_context():
        return {
            "colleague": officer("rahima").id,
            "office": db.session.scalars(select(Office.id).where(Office.code == "ghatail")).one(),
            "district": "tangail",
            "tag": "land",
        }[kind]


def follow(app, browser, kind, new="on", **more):
    data = {"kind": kind, "which": which(app, kind), "new": new, **more}
    return browser.post("/following", data=data)


def number(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count(model.id)))


KINDS = ("colleague", "office", "district", "tag")


@pytest.mark.parametrize("kind", KINDS)
def test_who_follows_is_told_of_a_new_post_and_who_has_stopped_is_not(app, sign_in, kind):
    browser = sign_in("omar")
    assert follow(app, browser, kind).location == "/following"
    post_saying(app, "Water #land", title="The first")
    assert "Rahima Khatun wrote" in told(sign_in, "omar")
    follow(app, browser, kind, "off")
    post_saying(app, "Water #land", title="The second")
    page = told(sign_in, "omar")
    assert "The first" in page
    assert "The second" not in page
    assert "The first" not in told(sign_in, "nurul"), "who follows nobody hears nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_its_posts_stand_in_the_feed_of_what_one_follows(app, sign_in, kind):
    post_saying(app, "Water #land", title="The pond")
    make_post(app, by="nurul", title="Another matter")
    browser = sign_in("omar")
    assert "The pond" not in browser.get("/?only=following").text
    follow(app, browser, kind)
    page = browser.get("/?only=following").text
    assert "The pond" in page
    assert "Another matter" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_what_one_may_not_read_is_neither_told_nor_shown(app, sign_in, kind):
    browser = sign_in("omar")
    follow(app, browser, kind)
    post_saying(app, "#land", title="For us alone", audience=Audience.OFFICE)
    hidden = post_saying(app, "#land", title="Of a citizen")
    hide(app, hidden)
    for page in (told(sign_in, "omar"), browser.get("/?only=following").text):
        assert "For us alone" not in page
        assert "Of a citizen" not in page
    with app.app_context():
        told_of = select(Notification.post_id).where(Notification.officer_id == officer("omar").id)
        assert list(db.session.scalars(told_of)) == [hidden]


def test_one_who_follows_in_four_ways_and_is_mentioned_hears_once(app, sign_in):
    browser = sign_in("omar")
    for kind in KINDS:
        follow(app, browser, kind)
    post_saying(app, "@omar #land")
    with app.app_context():
        rows = db.session.execute(
            select(Notification.mentions).where(Notification.officer_id == officer("omar").id)
        ).all()
        assert [row.mentions for row in rows] == [True]


def test_an_office_counts_with_those_under_it_and_not_with_those_above(app, sign_in):
    browser = sign_in("omar")
    follow(app, browser, "office")
    make_post(app, by="rahima", title="From under it")
    make_post(app, by="arif", title="From above it")
    page = told(sign_in, "omar")
    assert "From under it" in page
    assert "From above it" not in page


def test_a_comment_brings_its_post_into_the_feed_and_rings_nobody(app, sign_in):
    browser = sign_in("omar")
    follow(app, browser, "tag")
    post_id = make_post(app, title="The pond")
    comment_saying(app, post_id, "As with all #land.")
    assert "The pond" in browser.get("/?only=following").text
    assert "The pond" not in told(sign_in, "omar")


def test_the_list_says_what_one_follows_and_each_can_be_stopped(app, sign_in):
    browser = sign_in("omar")
    assert "Nothing here yet" in browser.get("/following").text
    for kind in KINDS:
        follow(app, browser, kind)
    page = browser.get("/following").text
    for name in ("Rahima Khatun", "Upazila Administration, Ghatail", "Tangail</a>", "#land"):
        assert name in page
    assert page.count("Stop following") >= 4
    follow(app, browser, "tag", "off")
    assert "#land" not in browser.get("/following").text
    assert "যা অনুসরণ করেন" in browser.get("/following?lang=bn").text
    assert "Nothing here yet" in sign_in("rahima").get("/following").text


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("colleague", "/people/{}"),
        ("office", "/offices/{}"),
        ("tag", "/tags/{}"),
    ],
)
def test_the_button_is_a_plain_form_and_says_what_it_would_do(app, sign_in, kind, address):
    browser, page = sign_in("omar"), address.format(which(app, kind))
    before = browser.get(page).text
    assert '<form method="post" action="/following">' in before
    assert 'name="new" value="on"' in before
    answer = follow(app, browser, kind, next=page)
    assert answer.location == page
    after = browser.get(page).text
    assert 'name="new" value="off"' in after
    assert "Stop following" in after
    assert "Stop following" not in sign_in("nurul").get(page).text, "nobody else sees it"


def test_a_district_is_followed_on_the_page_of_its_office(app, sign_in):
    with app.app_context():
        tangail = db.session.scalars(select(Office.id).where(Office.code == "tangail")).one()
    browser = sign_in("omar")
    assert "Follow the whole district" in browser.get(f"/offices/{tangail}").text
    follow(app, browser, "district")
    page = browser.get(f"/offices/{tangail}").text
    assert "Stop following the district" in page
    assert "Follow the whole district" not in page
    assert "Follow this office" in page


def test_oneself_one_need_not_follow(app, sign_in, cast):
    assert 'action="/following"' not in sign_in("omar").get(f"/people/{cast['omar']}").text


@pytest.mark.parametrize("kind", KINDS)
def test_said_thrice_it_is_said_once_and_no_entry_tells_of_it(app, sign_in, kind):
    browser = sign_in("omar")
    written = number(app, LogEntry)
    for new, rows in (("off", 0), ("on", 1), ("off", 0)):
        for _ in range(3):
            assert follow(app, browser, kind, new).status_code == 303
        assert number(app, Followed) == rows
    assert number(app, LogEntry) == written


@pytest.mark.parametrize("kind", KINDS)
def test_on_twelve_devices_at_once_it_is_one_row(app, sign_in, kind):
    data = {"kind": kind, "which": which(app, kind), "new": "on"}
    browsers = [sign_in("omar") for _ in range(12)]
    codes = together(browsers, lambda one: one.post("/following", data=data))
    assert codes == Counter({303: 12})
    assert number(app, Followed) == 1


def test_what_is_not_there_cannot_be_followed(app, sign_in):
    browser = sign_in("omar")
    for kind, typed in (
        *(
            ("colleague", "0"),
            ("colleague", "999999"),
            ("colleague", "rahima"),
            ("colleague", "-1"),
        ),
        *(("office", "999999"), ("office", "9" * 30), ("office", ""), ("office", "১")),
        *(("district", "ghatail"), ("district", "\0"), ("district", ""), ("district", "%")),
        *(("tag", "12"), ("tag", "a b"), ("tag", "x" * 500), ("tag", "<script>")),
        *(("moon", "1"), ("", "")),
    ):
        data = {"kind": kind, "which": typed, "new": "on"}
        assert browser.post("/following", data=data).status_code == 404, (kind, typed)
    assert follow(app, browser, "tag", "perhaps").status_code == 404
    assert number(app, Followed) == 0
    assert browser.get("/offices/999999").status_code == 404


def test_more_than_a_hundred_are_told_by_the_worker(app, monkeypatch):
    with app.app_context(), transaction():
        everyone = db.session.scalars(select(Officer)).unique().all()
        rahima = officer("rahima")
        for one in everyone:
            db.session.add(Followed(officer_id=one.id, colleague_id=rahima.id))
    monkeypatch.setattr(listener, "AT_ONCE", 3)
    post_saying(app, "@omar #land")
    assert number(app, Notification) == 3
    with app.app_context():
        entry_id = db.session.scalars(select(Work.entry_id).where(Work.listener == "notifications"))
        listener.notify_the_rest([db.session.get_one(LogEntry, entry_id.one())])
    with app.app_context():
        rows = db.session.execute(select(Notification.officer_id, Notification.mentions)).all()
        assert len(rows) == len(everyone) - 1, "but for its author"
        assert [row.officer_id for row in rows if row.mentions] == [officer("omar").id]


def test_an_officers_page_and_an_office_say_no_numbers_of_followers(app, sign_in, cast):
    before = sign_in("arif").get(f"/people/{cast['rahima']}").text
    follow(app, sign_in("omar"), "colleague")
    follow(app, sign_in("nurul"), "colleague")
    after = sign_in("arif").get(f"/people/{cast['rahima']}").text
    assert after.count("Follow") == before.count("Follow")


def test_an_office_has_a_page_of_who_sits_there_and_what_was_written(app, sign_in):
    make_post(app, title="The pond")
    make_post(app, title="For us alone", audience=Audience.OFFICE)
    page = sign_in("omar").get(f"/offices/{which(app, 'office')}").text
    assert "Tanvir Hasnat" in page
    assert "@ghatail.uno" in page
    assert "The pond" in page
    assert "For us alone" not in page
