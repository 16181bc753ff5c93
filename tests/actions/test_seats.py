"""Which seats are offered, and to whom each comes down."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.actions.models import ActionItem, ActionState, Counter
from app.actions.parts import answers_for
from app.actions.queries import list_board, list_waiting_for
from app.core.clock import today
from app.core.db import db
from app.core.policy import can
from app.core.transaction import transaction
from app.officers.models import Holding, HoldingKind, Officer, Seat
from app.officers.queries import holder_of
from app.posts.models import Audience, Post
from app.posts.seats import list_holders, list_seats_for
from tests.actions import making
from tests.make import make_post, officer


def leave(name):
    """Yesterday was the last day in every seat."""
    for holding in db.session.query(Holding).filter_by(officer_id=officer(name).id):
        holding.until = today() - timedelta(days=1)


def sit(name, seat, kind=HoldingKind.MAIN):
    holding = Holding(
        seat_id=making.seat(seat).id, officer_id=officer(name).id, kind=kind, since=today()
    )
    db.session.add(holding)


@pytest.mark.parametrize(
    ("by", "audience", "offered"),
    [
        # Her own office, those above it from the nearest up, then the rest of the district.
        ("rahima", Audience.ALL,
         ["ghatail.land", "ghatail.uno", "ghatail.social", "tangail.dc", "tangail.adc"]),
        ("tanvir", Audience.ALL,
         ["ghatail.uno", "ghatail.social", "ghatail.land", "tangail.dc", "tangail.adc"]),
        ("rahima", Audience.OFFICE, ["ghatail.land", "ghatail.uno", "tangail.dc"]),
        ("tanvir", Audience.OFFICE, ["ghatail.uno", "ghatail.social", "ghatail.land", "tangail.dc"]),
        # Told from a ministry it may go to any district's head.
        ("nurul", Audience.ALL, ["land.secretary", "land.joint", "tangail.dc", "bhola.dc"]),
        ("nurul", Audience.OFFICE, ["land.secretary", "land.joint"]),
    ],
)  # fmt: skip
def test_seats_that_may_be_made_responsible(app, by, audience, offered):
    post_id = make_post(app, by=by, audience=audience)
    with app.test_request_context():
        seats = list_seats_for(db.session.get_one(Post, post_id))
        assert [seat.code for seat in seats] == offered


def test_a_trouble_of_the_archive_goes_to_a_districts_head(app):
    post_id = make_post(app)
    with app.app_context(), transaction():
        post = db.session.get_one(Post, post_id)
        post.office_id = post.seat_id = post.author_id = None
        sit("omar", "bhola.dc")
    flag_id = making.make_flag(app, post_id)
    item_id = making.make_item(app, flag_id, by="maya", to="bhola.dc")
    with app.app_context():
        assert db.session.get_one(ActionItem, item_id).number.startswith("BHO-")


def test_all_holders_at_once_are_those_found_one_by_one(app):
    with app.test_request_context(), transaction():
        leave("rahima")
        sit("jubayer", "tangail.adc", HoldingKind.ADDITIONAL)
        sit("omar", "tangail.adc", HoldingKind.ACTING)
        leave("shahana")
        officer("arif").closed_at = datetime.now(UTC)
    with app.test_request_context():
        seats = db.session.query(Seat).all()
        holders = list_holders(seats)
        for seat in seats:
            found = holder_of(seat)
            held = holders.get(seat.id)
            assert (held.person.id if held else None) == (found.id if found else None), seat.code
        one = {code: holders.get(making.seat(code).id) for code in ("ghatail.land", "tangail.adc")}
        assert (one["ghatail.land"].person.name_en, one["ghatail.land"].direct) == (
            "Tanvir Hasnat", False,
        )  # fmt: skip
        assert (one["tangail.adc"].person.name_en, one["tangail.adc"].direct) == (
            "Omar Faruk",
            True,
        )
        assert holders.get(making.seat("bhola.dc").id) is None


def test_an_empty_seats_task_comes_down_to_the_head_above(app, sign_in):
    """The Assistant Commissioner is transferred: the Upazila Nirbahi Officer answers, until a
    successor comes."""
    item_id = making.make_item(app, to="ghatail.land")
    with app.test_request_context(), transaction():
        leave("rahima")
    with app.test_request_context():
        item = db.session.get_one(ActionItem, item_id)
        assert can(officer("tanvir"), "mark_done", item)
        assert not can(officer("rahima"), "mark_done", item)
        assert [b.action_id for b in list_waiting_for(officer("tanvir")).items] == [item_id]
        assert list_waiting_for(officer("arif")).items == []
        assert list_waiting_for(officer("rahima")).items == []
    page = sign_in("jubayer").get(f"/actions/{item_id}").text
    assert "The seat is empty. It came down to Tanvir Hasnat, Upazila Nirbahi Officer" in page
    with app.test_request_context(), transaction():
        sit("omar", "ghatail.land")
    with app.test_request_context():
        item = db.session.get_one(ActionItem, item_id)
        assert can(officer("omar"), "mark_done", item)
        assert not can(officer("tanvir"), "mark_done", item)


def test_the_board_and_the_rule_agree_whose_a_task_is(app):
    """One asks the database about all items, the other about one: empty seats, acting holders, heads
    who have gone or whose account is closed, and whoever sits in two places."""
    for code in ("ghatail.land", "ghatail.uno", "ghatail.social", "tangail.adc", "tangail.dc"):
        making.make_item(app, to=code)
    with app.test_request_context(), transaction():
        sit("omar", "bhola.dc")
    making.make_item(app, making.make_flag(app, make_post(app, by="nurul")), "maya", "bhola.dc")

    def agree():
        with app.test_request_context():
            items = db.session.query(ActionItem).all()
            for one in db.session.query(Officer).filter_by(closed_at=None):
                mine = {item.id for item in items if answers_for(one, item)}
                board = list_board(one, ActionState.GIVEN, "mine")
                assert {brief.action_id for brief in board} == mine, one.name_en
                waiting = {brief.action_id for brief in list_waiting_for(one).items}
                assert waiting == mine, one.name_en

    agree()
    for change in (
        lambda: leave("rahima"),
        lambda: sit("omar", "ghatail.uno", HoldingKind.ACTING),
        lambda: sit("nurul", "tangail.dc", HoldingKind.ADDITIONAL),
        lambda: leave("tanvir"),
        lambda: leave("jubayer"),
        lambda: leave("omar"),
        lambda: setattr(officer("arif"), "closed_at", datetime.now(UTC)),
        lambda: sit("shahana", "bhola.dc", HoldingKind.ADDITIONAL),
        lambda: leave("nurul"),
        lambda: sit("mithun", "cabinet.moderator-2", HoldingKind.ADDITIONAL),
        lambda: sit("rahima", "ghatail.land", HoldingKind.ACTING),
    ):
        with app.test_request_context(), transaction():
            change()
        agree()


def test_who_answers_is_asked_anew_each_day(app, stop_clock):
    stop_clock(datetime(2026, 11, 22, 4, tzinfo=UTC))
    item_id = making.make_item(app)
    with app.test_request_context(), transaction():
        for holding in db.session.query(Holding).filter_by(officer_id=officer("rahima").id):
            holding.until = today()

    def waits_for(name):
        with app.test_request_context():
            return [brief.action_id for brief in list_waiting_for(officer(name)).items]

    assert (waits_for("rahima"), waits_for("tanvir")) == ([item_id], [])
    stop_clock(datetime(2026, 11, 23, 4, tzinfo=UTC))
    assert (waits_for("rahima"), waits_for("tanvir")) == ([], [item_id])


def test_an_empty_seat_says_to_whom_it_goes_before_it_is_chosen(app, sign_in):
    flag_id = making.make_flag(app)
    page = sign_in("arif").get(f"/flags/{flag_id}").text
    empty = "Additional Deputy Commissioner, Tangail · empty: goes to Ariful Bashar, Deputy"
    assert empty in page


def test_a_year_and_a_district_count_for_themselves(app, stop_clock):
    with app.test_request_context(), transaction():
        sit("omar", "bhola.dc")
    stop_clock(datetime(2026, 12, 31, 17, 59, tzinfo=UTC))  # a minute to midnight in Dhaka
    first = making.make_item(app)
    stop_clock(datetime(2026, 12, 31, 18, 0, tzinfo=UTC))
    second = making.make_item(app)
    third = making.make_item(
        app, making.make_flag(app, make_post(app, by="nurul")), "maya", "bhola.dc"
    )
    with app.app_context():
        numbers = [db.session.get_one(ActionItem, n).number for n in (first, second, third)]
        assert numbers == ["TGL-2026-0001", "TGL-2027-0001", "BHO-2027-0001"]
        counted = {counter.name for counter in db.session.query(Counter)}
        assert counted == {"TGL-2026", "TGL-2027", "BHO-2027"}


@pytest.mark.parametrize(
    ("accepted", "days", "due"),
    [
        # Sunday is day zero; Friday and Saturday do not count.
        (datetime(2026, 11, 22, 4, tzinfo=UTC), 1, date(2026, 11, 23)),
        (datetime(2026, 11, 22, 4, tzinfo=UTC), 7, date(2026, 12, 1)),
        # 16 December is Victory Day, a Wednesday.
        (datetime(2026, 12, 15, 4, tzinfo=UTC), 1, date(2026, 12, 17)),
        # Past six in the evening UTC it is the next day in Dhaka.
        (datetime(2026, 11, 22, 18, 30, tzinfo=UTC), 1, date(2026, 11, 24)),
    ],
)
def test_a_limit_is_counted_in_working_days(app, stop_clock, accepted, days, due):
    stop_clock(accepted)
    item_id = making.make_item(app, days=days)
    with app.app_context():
        assert db.session.get_one(ActionItem, item_id).due_on == due


def test_forwarded_a_third_time_it_needs_no_seat_to_be_chosen(app, sign_in):
    item_id = making.make_item(app)
    making.act(app, item_id, "forward", by="rahima", to="ghatail.social")
    making.act(app, item_id, "forward", by="jubayer", to="ghatail.land")
    rahima = sign_in("rahima")
    address = f"/actions/{item_id}/acts/forward"
    assert "superior whom all these seats have in common" in rahima.get(address).text
    assert rahima.post(address, data={"words": "It is not mine."}).status_code == 303
    with app.app_context():
        assert db.session.get_one(ActionItem, item_id).seat.code == "ghatail.uno"
