"""Whoever is mentioned is told once, as mentioned, if they may read what was written."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import now, today
from app.core.db import db
from app.core.events import SYSTEM
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.naming.models import Mention
from app.notifications.listener import notify_the_rest
from app.notifications.models import Notification
from app.officers.handles import find_addresses
from app.officers.models import Office, Officer, Seat
from app.officers.operations import close_account, move_officer
from app.posts.models import Audience, Post
from app.posts.queries import find_post
from app.posts.readers import list_readers
from tests.ideas.test_moving import filled
from tests.make import hide, hide_word, make_idea, make_post, officer
from tests.naming.making import comment_saying, post_saying, told
from tests.versions.editing import edit

WAYS = {
    "the seat's code": "@ghatail.uno",
    "the seat's code in capitals": "@Ghatail.UNO",
    "the seat's words": "@[Upazila Nirbahi Officer, Ghatail, Tangail]",
    "the seat's words and the upazila": "@[upazila nirbahi officer,  Ghatail]",
    "the seat's words in Bangla": "@[উপজেলা নির্বাহী অফিসার, ঘাটাইল]",
    "the seat's short words": "@[UNO, Ghatail]",
    "the seat's short words in Bangla": "@[ইউএনও, ঘাটাইল]",
    "the office's code": "@ghatail",
    "the office's name": "@[Upazila Administration, Ghatail]",
    "the office's name in Bangla": "@[উপজেলা প্রশাসন, ঘাটাইল]",
    "the officer's e-mail name": "@tanvir",
    "the officer's name": "@[Tanvir Hasnat]",
    "the officer's name in Bangla": "@[তানভীর হাসনাত]",
}


def tell_of(app, name):
    """How often each kind of news reached an officer: [(mentions, kind)]."""
    with app.app_context():
        rows = db.session.execute(
            select(Notification.mentions, LogEntry.kind)
            .join(LogEntry, LogEntry.id == Notification.entry_id)
            .where(Notification.officer_id == officer(name).id)
            .order_by(Notification.id)
        )
        return [tuple(row) for row in rows]


@pytest.mark.parametrize("way", WAYS)
def test_one_reaches_the_same_officer_by(app, way):
    post_saying(app, f"Please look, {WAYS[way]}.")
    assert tell_of(app, "tanvir") == [(True, "post.written")]


def test_it_is_said_as_a_mention_in_both_languages(app, sign_in):
    post_id = post_saying(app, "@tanvir", title="The pond")
    assert "Rahima Khatun mentioned you in" in told(sign_in, "tanvir")
    assert "রহিমা খাতুন আপনাকে উল্লেখ করেছেন" in told(sign_in, "tanvir", "bn")
    comment_saying(app, post_id, "And @[Ministry of Land]")
    assert "Jubayer Rahman mentioned you in" in told(sign_in, "shahana")


def test_the_words_lead_to_the_officer_or_the_office(app, sign_in, cast):
    post_id = post_saying(app, "@tanvir @ghatail.uno @[Ministry of Land] @nobody-here")
    browser = sign_in("omar")
    page = browser.get(f"/posts/{post_id}").text
    assert f'<a href="/people/{cast["tanvir"]}#at"' in page
    assert "@nobody-here</p>" in page
    seats = re.findall(r'href="(/offices/[0-9]+)#(seat-[0-9]+)"', page)
    assert len(seats) == 1
    assert f'id="{seats[0][1]}"' in browser.get(seats[0][0]).text
    ministry = re.search(r'href="(/offices/[0-9]+)#at"', page)[1]
    assert "Dr Shahana Mallik" in browser.get(ministry).text


def test_mentioned_by_seat_by_office_and_by_name_one_hears_once(app):
    post_id = post_saying(app, "@tanvir @ghatail.uno @ghatail @[Tanvir Hasnat] @tanvir")
    assert tell_of(app, "tanvir") == [(True, "post.written")]
    comment_saying(app, post_id, "@tanvir and @[তানভীর হাসনাত]")
    assert tell_of(app, "tanvir") == [(True, "post.written"), (True, "comment.posted")]


def test_a_follower_who_is_mentioned_hears_once_and_as_mentioned(app, sign_in):
    post_id = make_post(app)
    comment_saying(app, post_id, "I follow now.", by="arif")
    comment_saying(app, post_id, "As @arif and @rahima say.")
    assert tell_of(app, "arif") == [(True, "comment.posted")]
    assert tell_of(app, "rahima") == [(False, "comment.posted"), (True, "comment.posted")]
    assert "mentioned you in" in told(sign_in, "rahima")


def test_a_mention_is_what_the_line_is_told_by_until_it_is_read(app, sign_in):
    post_id = make_post(app)
    mentioned_in = comment_saying(app, post_id, "@rahima", by="arif")
    comment_saying(app, post_id, "Something else.", by="omar")
    page = told(sign_in, "rahima")
    assert "Ariful Bashar mentioned you in" in page
    browser = sign_in("rahima")
    address = re.search(r'action="(/notifications/[0-9]+/opening)"', page)[1]
    assert browser.post(address).location.endswith(f"#comment-{mentioned_in}")
    comment_saying(app, post_id, "And more.", by="omar")
    assert "Omar Faruk commented on" in told(sign_in, "rahima")


def test_whoever_was_away_reads_of_it_as_a_mention(app, sign_in):
    post_id = make_post(app)
    for text in ("@rahima", "@rahima again", "Something else."):
        comment_saying(app, post_id, text, by="omar")
    page = sign_in("rahima").get("/away").text
    assert page.count("Omar Faruk mentioned you in") == 1
    assert ", and 1 more" in page
    assert page.count("Omar Faruk commented on") == 1


def test_a_reason_mentions_nobody(app, sign_in):
    """Nobody is told by it, so it has no link that says so."""
    idea = make_idea(app)
    given = filled(app, reason="@omar #land")
    assert sign_in("arif").post(f"/posts/{idea}/state", data=given).status_code == 303
    page = sign_in("arif").get(f"/posts/{idea}").text
    assert "@omar #land" in page
    assert tell_of(app, "omar") == []


def test_whoever_mentions_themselves_hears_nothing(app):
    post_saying(app, "I, @rahima, wrote this.")
    assert tell_of(app, "rahima") == []


def test_a_seat_reaches_whoever_holds_it_when_it_is_told(app):
    with app.app_context(), transaction():
        seat = db.session.scalars(select(Seat).where(Seat.code == "tangail.adc")).one()
        move_officer(SYSTEM, officer("tanvir"), seat, today())
    post_saying(app, "@tangail.adc and, empty now, @ghatail.uno")
    assert tell_of(app, "tanvir")[-1] == (True, "post.written")
    assert tell_of(app, "arif")[-1] == (True, "post.written"), (
        "an empty seat goes to the head above"
    )


def test_who_comes_to_the_seat_later_is_not_told_of_what_was_before(app):
    post_saying(app, "@ghatail.uno")
    with app.app_context(), transaction():
        seats = {seat.code: seat for seat in db.session.scalars(select(Seat))}
        move_officer(SYSTEM, officer("tanvir"), seats["tangail.adc"], today())
        move_officer(SYSTEM, officer("omar"), seats["ghatail.uno"], today())
    assert (True, "post.written") not in tell_of(app, "omar")


def test_of_what_one_may_not_read_one_is_not_told(app, sign_in):
    body = "@omar @[Ministry of Land] @tanvir @maya"
    post_id = post_saying(app, body, audience=Audience.OFFICE)
    assert tell_of(app, "omar") == tell_of(app, "shahana") == []
    assert tell_of(app, "tanvir") == [(True, "post.written")]
    assert tell_of(app, "maya") == [(True, "post.written")], "moderators read every post"
    comment_saying(app, post_id, "@omar once more")
    assert tell_of(app, "omar") == []
    assert sign_in("omar").get(f"/posts/{post_id}").status_code == 404


def test_of_what_is_hidden_later_nothing_is_read_in_the_bell(app, sign_in):
    post_id = post_saying(app, "@tanvir", title="The pond")
    comment_id = comment_saying(app, post_id, "@omar")
    assert "The pond" in told(sign_in, "omar")
    hide_word(app, comment_id)
    assert "The pond" not in told(sign_in, "omar")
    hide(app, post_id)
    assert "The pond" not in told(sign_in, "tanvir")


def test_a_closed_account_is_not_mentioned(app):
    with app.app_context(), transaction():
        close_account(SYSTEM, officer("omar"))
    post_saying(app, "@omar @[Omar Faruk]")
    with app.app_context():
        assert db.session.scalar(select(func.count(Mention.id))) == 0


def test_an_edit_tells_whom_it_mentions_anew_and_nobody_twice(app):
    post_id = post_saying(app, "@tanvir")
    edit(app, post_id, body="@tanvir @omar")
    edit(app, post_id, body="nobody")
    edit(app, post_id, body="@ghatail.uno @omar @tanvir @arif")
    assert tell_of(app, "omar") == [(True, "post.edited")]
    assert tell_of(app, "arif") == [(True, "post.edited")]
    assert tell_of(app, "tanvir")[0] == (True, "post.written")


def test_ten_mentions_are_the_most(app):
    names = ["omar", "arif", "maya", "nurul", "shahana", "mithun", "jubayer", "tanvir"]
    nobody = " ".join(f"@nobody{number}" for number in range(5))
    post_saying(app, f"{nobody} {' '.join('@' + name for name in names)}")
    assert [name for name in names if tell_of(app, name)] == names[:5]


def test_a_name_that_several_bear_leads_nowhere(app):
    with app.app_context(), transaction():
        officer("nurul").name_en = "Omar Faruk"
        db.session.flush()
        both = find_addresses(["[Omar Faruk]", "[Deputy Secretary, Cabinet Division]", "omar"])
        assert set(both) == {"omar"}


@pytest.mark.parametrize("kept", ["ভূমি মন্ত্রণাল\u09df", "ভূমি মন্ত্রণালয\u09bc"])
def test_letters_that_can_be_written_in_two_ways_are_one(app, kept):
    with app.app_context(), transaction():
        db.session.scalars(select(Office).where(Office.code == "land")).one().name_bn = kept
        db.session.flush()
        for typed in ("[ভূমি মন্ত্রণাল\u09df]", "[ভূমি মন্ত্রণালয\u09bc]"):
            assert find_addresses([typed])


@pytest.mark.parametrize(
    "typed",
    ["@%", "@[%]", "@[_____ _____]", "@[' OR 1=1 --]", "@[\\]", "@" + "a" * 300, "@[,]", "@[  ]"],
)
def test_nobody_is_found_by_signs(app, typed):
    post_saying(app, f"{typed} hello")
    with app.app_context():
        assert db.session.scalar(select(func.count(Mention.id))) == 0


def test_the_preview_says_whom_it_reaches_and_tells_nobody(app, sign_in):
    browser = sign_in("rahima")
    data = {"title": "The pond", "body": "@ghatail.uno @nobody-here", "audience": "office"}
    page = browser.post("/posts/new/question", data=data | {"_key": "k", "preview": "1"}).text
    assert (
        '<b class="user">@ghatail.uno</b>: Tanvir Hasnat, Upazila Nirbahi Officer, Ghatail, Tangail'
        in page
    )
    assert '<b class="user">@nobody-here</b>: Nobody goes by this, or several do.' in page
    assert tell_of(app, "tanvir") == []
    outside = browser.post(
        "/posts/new/question", data=data | {"body": "@omar", "_key": "k", "preview": "1"}
    ).text
    assert '<b class="user">@omar</b>: Omar Faruk' in outside, "whether he may read it is not told"


def test_readers_of_a_post_are_those_who_find_it(app):
    """The two ways of asking who may read what agree."""
    posts = [make_post(app, by=by, audience=kind) for kind in Audience for by in ("rahima", "arif")]
    posts.append(make_post(app, by="omar", audience=Audience.OFFICE))
    hidden = make_post(app)
    hide(app, hidden)
    withdrawn = make_post(app)
    with app.app_context(), transaction():
        db.session.get_one(Post, withdrawn).withdrawn_at = now() - timedelta(hours=1)
    with app.app_context():
        everyone = db.session.scalars(select(Officer)).unique().all()
        for post_id in (*posts, hidden, withdrawn):
            post = db.session.get_one(Post, post_id)
            found = {one.id for one in everyone if _finds(one, post_id)}
            assert set(list_readers(post, [one.id for one in everyone])) == found


def _finds(one, post_id):
    from app.core.errors import Missing

    try:
        return find_post(one, post_id)
    except Missing:
        return None


def test_the_facts_in_the_log_hold_no_handles(app):
    post_saying(app, "@tanvir #land")
    with app.app_context():
        entry = db.session.scalars(select(LogEntry).where(LogEntry.kind == "post.written")).one()
        assert set(entry.facts) == {"post_id"}


def test_told_again_by_the_worker_a_mention_is_told_once(app):
    post_saying(app, "@tanvir")
    with app.app_context():
        entries = db.session.scalars(select(LogEntry).where(LogEntry.kind == "post.written")).all()
        notify_the_rest(entries)
    assert tell_of(app, "tanvir") == [(True, "post.written")]
