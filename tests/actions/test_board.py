"""The board: what waits for whom, and in which order; and who is told of what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.actions.models import ActionState
from app.actions.queries import (
    PAGE,
    find_strip,
    list_board,
    list_strips,
    list_waiting_for,
    offices_of,
)
from app.calendar.models import Scope
from app.calendar.queries import calendar_for
from app.calendar.working_days import count_working_days
from app.core.clock import at, now
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.notifications.models import Notification
from app.officers.models import Officer
from app.posts.models import Audience, Post
from app.posts.operations import follow_post
from tests.actions import making
from tests.calendar import hands
from tests.counting import statements
from tests.make import make_post, officer

SUNDAY = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)


def board(app, name, section, only="all"):
    with app.test_request_context():
        return [brief.action_id for brief in list_board(officer(name), section, only)]


def flags(app, name):
    with app.test_request_context():
        return [b.flag_id for b in list_board(officer(name), ActionState.FLAGGED)]


def test_new_flags_wait_for_those_who_decide(app):
    mine = making.make_flag(app, make_post(app, by="rahima"), by="jubayer")
    theirs = making.make_flag(app, make_post(app, by="nurul"), by="omar")
    own = making.make_flag(app, make_post(app, by="jubayer"), by="tanvir")
    inner = making.make_flag(app, make_post(app, "rahima", audience=Audience.OFFICE), by="tanvir")
    assert flags(app, "maya") == [mine, theirs, own, inner]
    assert flags(app, "arif") == [mine, own, inner]
    assert flags(app, "tanvir") == [mine]
    assert flags(app, "shahana") == [theirs]
    assert flags(app, "jubayer") == flags(app, "omar") == []
    making.decline(app, mine)
    making.make_item(app, inner)
    assert flags(app, "maya") == [theirs, own]


def test_what_is_being_done_stands_in_order_of_its_day(app, stop_clock):
    stop_clock(SUNDAY)
    slow = making.make_item(app, days=30)
    quick = making.make_item(app, days=1)
    middle = making.make_item(app, days=7, to="ghatail.social")
    away = making.make_flag(app, make_post(app, by="nurul"))
    away = making.make_item(app, away, by="shahana", to="land.joint")
    inner = making.make_flag(app, make_post(app, audience=Audience.OFFICE), by="tanvir")
    inner = making.make_item(app, inner, days=15)
    assert board(app, "omar", "given") == [quick, middle, away, slow]
    assert board(app, "arif", "given") == [quick, middle, away, inner, slow]
    assert board(app, "rahima", "given", "mine") == [quick, inner, slow]
    assert board(app, "jubayer", "given", "office") == [middle]
    assert board(app, "nurul", "given", "office") == [away]
    assert board(app, "omar", "given", "mine") == []
    assert board(app, "omar", "given", "overdue") == []
    with app.test_request_context():
        waiting = list_waiting_for(officer("rahima"))
        assert [brief.number for brief in waiting.items] == [
            "TGL-2026-0002", "TGL-2026-0004", "TGL-2026-0001",
        ]  # fmt: skip
        assert waiting.flags == []
    stop_clock(SUNDAY + timedelta(days=4))
    assert board(app, "omar", "given", "overdue") == [quick]


def test_done_and_verified_stand_in_their_sections(app, stop_clock):
    stop_clock(SUNDAY)
    items = [making.make_item(app) for _ in range(4)]
    for hours, item in enumerate(reversed(items[:3])):
        stop_clock(SUNDAY + timedelta(hours=hours))
        making.finish(app, item)
    for hours, item in enumerate(items[:2]):
        stop_clock(SUNDAY + timedelta(days=1, hours=hours))
        making.verify(app, item)
    assert board(app, "omar", "given") == [items[3]]
    assert board(app, "omar", "done") == [items[2]]
    assert board(app, "omar", "verified") == [items[1], items[0]], "the newest first"
    assert board(app, "rahima", "verified", "mine") == [items[1], items[0]]
    assert board(app, "omar", "verified", "overdue") == []


@pytest.mark.parametrize("section", ["given", "verified"])
def test_a_long_section_goes_on_where_it_stopped(app, sign_in, stop_clock, section):
    stop_clock(SUNDAY)
    post_ids = [make_post(app) for _ in range(PAGE + 3)]
    items = [making.make_item(app, making.make_flag(app, post_id)) for post_id in post_ids]
    if section == "verified":
        for item in items:
            making.finish(app, item)
            making.verify(app, item)
    client = sign_in("omar")
    first = client.get(f"/actions?section={section}").text
    address = first.split('href="/actions?only=all&amp;section=')[1].split('"')[0]
    second = client.get(f"/actions?only=all&section={address.replace('&amp;', '&')}").text
    seen = [set(numbers(page)) for page in (first, second)]
    assert (len(seen[0]), len(seen[1])) == (PAGE, 3)
    assert not seen[0] & seen[1]
    assert "Further" not in second


def numbers(page):
    return [part[:4] for part in page.split("TGL-2026-")[1:]]


@pytest.mark.parametrize(
    "query",
    [
        *("only=nobody", "section=nowhere", "section=doing&after=x", "section=doing&after=2026-01-01_x"),
        *("section=verified&after=2026-01-01T00:00:00_1", "section=doing&after=2026-01-01_" + "9" * 30),
        *("section=done&after=0001-01-01T00:00:00%2B14:00_5", "section=flagged&after=9999-12-31T23:59:59-14:00_5"),
    ],
)  # fmt: skip
def test_an_address_that_says_nonsense_shows_the_board(app, sign_in, query):
    making.make_item(app)
    answer = sign_in("omar").get(f"/actions?{query}")
    assert answer.status_code == 200


def test_the_board_says_by_when_and_how_late(app, sign_in, stop_clock):
    stop_clock(SUNDAY)
    making.make_item(app, days=1)
    making.make_item(app, days=7)
    client = sign_in("omar")
    page = client.get("/actions").text
    assert "Due 23 November 2026, 1 working day left" in page
    assert "Due 1 December 2026, 7 working days left" in page
    assert "Overdue</span>" not in page
    stop_clock(SUNDAY + timedelta(days=1))
    assert "Due today, 23 November 2026" in sign_in("omar").get("/actions").text
    stop_clock(SUNDAY + timedelta(days=3))
    client = sign_in("omar")
    late = client.get("/actions").text
    assert "Was due 23 November 2026: 2 working days late" in late
    assert late.index("0001") < late.index("0002"), "overdue on top"
    bangla = client.get("/actions?lang=bn").text
    assert "TGL-2026-0001" in bangla, "a file number stays as it is written on paper"


def test_a_page_of_the_board_costs_as_much_for_twenty_as_for_one(app, sign_in):
    client = sign_in("arif")

    def cost():
        with statements(app) as asked:
            assert client.get("/actions?only=mine").status_code == 200
        return len(asked)

    making.make_item(app, to="tangail.dc", by="maya")
    making.make_flag(app)
    client.get("/actions")
    one = cost()
    for _ in range(10):
        making.make_item(app, to="tangail.dc", by="maya")
        making.make_flag(app)
    assert cost() == one


def test_a_page_of_an_item_costs_as_much_for_a_long_record_as_for_a_short_one(app, sign_in):
    item_id = making.make_item(app)
    client = sign_in("nurul")

    def cost():
        with statements(app) as asked:
            assert client.get(f"/actions/{item_id}").status_code == 200
        return len(asked)

    making.finish(app, item_id)
    client.get(f"/actions/{item_id}")
    once = cost()
    for _ in range(4):
        making.send_back(app, item_id, by="omar")
        making.finish(app, item_id)
    assert (
        cost() == once <= 30
    )  # its orders, appeals, evidence, result, credit and calendar among them


def test_strips_of_many_posts_are_read_at_once(app, stop_clock):
    stop_clock(SUNDAY)
    plain, flagged, doing, done = (make_post(app) for _ in range(4))
    making.make_flag(app, flagged)
    item = making.make_item(app, making.make_flag(app, doing))
    making.finish(app, making.make_item(app, making.make_flag(app, done)))
    with app.test_request_context("/?lang=en"):
        with statements(app) as asked:
            strips = list_strips([plain, flagged, doing, done])
        assert len(asked) == 1
        states = {number: strip.state.value for number, strip in strips.items()}
        assert states == {flagged: "flagged", doing: "given", done: "done"}
        strip = find_strip(doing)
        assert (strip.action_id, strip.number, strip.late) == (item, "TGL-2026-0001", False)
        assert strip.seat_label == "Assistant Commissioner (Land), Ghatail, Tangail"
        with at(SUNDAY + timedelta(days=30)):
            assert strip.late


def test_what_was_withdrawn_is_on_nobodys_board(app, sign_in):
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    making.make_item(app, making.make_flag(app, post_id))
    author = sign_in("rahima")
    assert "Kuliya pond" in author.get("/actions").text
    with app.app_context(), transaction():
        db_post(post_id).withdrawn_at = now()
    assert "Kuliya pond" not in author.get("/actions").text


def test_each_step_is_told_to_those_it_concerns(app, cast):
    post_id = make_post(app, by="rahima")
    with app.test_request_context(), transaction():
        follow_post(officer("shahana"), db_post(post_id))
    flag_id = making.make_flag(app, post_id, by="jubayer")
    item_id = making.make_item(app, flag_id, by="arif", to="ghatail.uno")
    making.finish(app, item_id, by="tanvir")
    making.send_back(app, item_id, by="omar")
    making.finish(app, item_id, by="tanvir")
    making.verify(app, item_id, by="omar")
    other = making.make_flag(app, make_post(app, by="jubayer"), by="nurul")
    making.decline(app, other, by="arif")
    # Rahima heads her own office, so she hears of the flag as its head.
    assert told(app) == [
        ("post.flagged", {"maya", "mithun", "rahima"}),
        ("action.accepted", {"tanvir", "rahima", "shahana", "jubayer"}),
        ("action.done", {"arif", "rahima", "jubayer"}),
        ("action.returned", {"tanvir", "arif", "rahima", "jubayer"}),
        ("action.done", {"arif", "rahima", "jubayer"}),
        ("action.verified", {"tanvir", "arif", "rahima", "shahana", "jubayer"}),
        ("post.flagged", {"maya", "mithun", "tanvir", "jubayer"}),
        ("flag.declined", {"nurul", "jubayer"}),
    ]


def db_post(post_id):
    return db.session.get_one(Post, post_id)


def told(app):
    with app.app_context():
        rows = db.session.execute(
            select(LogEntry.id, LogEntry.kind, Officer.email)
            .join(Notification, Notification.entry_id == LogEntry.id)
            .join(Officer, Officer.id == Notification.officer_id)
            .order_by(LogEntry.id)
        ).all()
    found = {}
    for number, kind, email in rows:
        if kind.startswith(("post.flagged", "flag.", "action.")):
            found.setdefault((number, kind), set()).add(email.partition("@")[0])
    return [(kind, names) for (_, kind), names in found.items()]


def test_days_left_are_counted_on_the_calendar_of_each_office(app, stop_clock, sign_in):
    """A day off of the item's own office does not count, though the country works on it."""
    stop_clock(SUNDAY)
    item = making.make_item(app, days=5)
    with app.test_request_context(), transaction():
        omar = officer("omar")
        omar.administrator_since = now()
    with app.test_request_context():
        where = making.seat().office.code
    hands.enter(app, date(2026, 11, 24), scope=Scope.OFFICE, where=where)
    with app.test_request_context():
        card = next(
            c for c in list_board(officer("arif"), ActionState.GIVEN) if c.action_id == item
        )
        office = offices_of([card])[item]
        assert count_working_days(calendar_for(office), SUNDAY.date(), card.due_on) == 5
        assert count_working_days(calendar_for(None), SUNDAY.date(), card.due_on) == 6
    page = sign_in("arif").get("/actions").get_data(as_text=True)
    assert "5 working days" in page, page
    assert "6 working days" not in page
