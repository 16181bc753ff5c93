"""An investigation from the question to its end: who may order it and do it, in which time, and
what it does to the item."""

from datetime import timedelta

import pytest

from app.actions.models import ActionItem
from app.calendar.models import LimitCode
from app.calendar.queries import due_after, limit_on
from app.core.clock import today
from app.core.db import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.investigations.models import InvestigationState, Proof
from app.posts.models import Audience, Post
from tests.actions import making as making_items
from tests.calendar import hands as calendar
from tests.investigations import making
from tests.retirement.hands import make_administrator

S = InvestigationState


def item(app, item_id):
    with app.app_context():
        found = db.session.get_one(ActionItem, item_id)
        db.session.expunge(found)
        return found


def test_who_may_not_order_it_asks_the_nearest_head_who_may(app):
    one = making.find(app, making.ask(app, by="tanvir"))
    assert one.state == S.ASKED
    assert one.seat_id == making_items.seat_id(app, "tangail.dc")  # Tanvir is to investigate


def test_who_may_order_it_orders_it_by_asking(app):
    one = making.find(app, making.ask(app, by="arif"))
    assert (one.state, one.ordered_at is not None) == (S.OPEN, True)


def test_its_report_has_twenty_working_days_from_the_order_and_the_item_ten_more(app):
    item_id = making_items.make_item(app, days=7)
    one = making.find(app, making.order(app, item_id))
    with app.app_context():
        assert limit_on(LimitCode.INVESTIGATION_REPORT, today()).working_days == 20
        assert one.due_on == due_after(today(), 20)
        more = limit_on(LimitCode.INVESTIGATE, today()).working_days
        assert item(app, item_id).due_on == due_after(today(), 7 + more)


def test_a_second_investigation_gives_the_item_no_more_days(app):
    item_id = making_items.make_item(app)
    making.act(app, "withdraw_investigation", making.order(app, item_id))
    once = item(app, item_id).due_on
    assert making.find(app, making.order(app, item_id)).item_days == 0
    assert item(app, item_id).due_on == once


def test_the_item_is_not_done_while_it_is_investigated(app):
    item_id = making_items.make_item(app)
    number = making.report(app, item_id)
    with pytest.raises(Refused, match="It is being investigated"):
        making_items.finish(app, item_id)
    making.act(app, "accept_findings", number)
    making_items.finish(app, item_id)


@pytest.mark.parametrize(
    ("why", "chosen"),
    [
        ("cannot be chosen", {"investigators": ("ghatail.social",)}),  # of her own rank
        ("cannot be chosen", {"investigators": ("tangail.adc",)}),  # an empty seat
        ("cannot be chosen", {"investigators": ("lgd.sas",)}),  # of another house
        ("From one to three", {"investigators": ()}),
        ("No head above", {"investigators": ("tangail.dc",)}),  # nobody is above them
        ("of themselves", {"about": ("ghatail.uno",), "investigators": ("tangail.dc",)}),
    ],
)
def test_what_cannot_be_so_says_why(app, why, chosen):
    with pytest.raises(Refused, match=why):
        making.ask(app, by="tanvir", **chosen)


def test_who_had_a_part_in_the_trouble_does_not_investigate_it(app):
    trouble = making_items.make_flag(app, by="tanvir")
    with pytest.raises(Refused, match="had a part in it"):
        making.ask(app, making_items.make_item(app, trouble), by="arif")


def test_a_committee_has_up_to_three(app):
    making.sit_in_for_the_adc(app)
    both = ("ghatail.uno", "tangail.adc")
    one = making.ask(app, by="arif", investigators=both)
    making.act(app, "give_notice", one, by="omar")
    making.act(app, "give_statement", one)
    making.act(app, "report_findings", one, by="tanvir")
    assert making.find(app, one).state == S.REPORTED


def test_it_may_be_about_nobody_yet(app):
    number = making.ask(app, by="arif", about=())
    with pytest.raises(Refused, match="It is about nobody"):
        making.act(app, "give_notice", number)
    making.act(app, "report_findings", number)
    assert making.find(app, number).state == S.REPORTED


def test_nobody_is_found_guilty_who_could_not_answer(app):
    number = making.order(app)
    with pytest.raises(Refused, match="Give notice first"):
        making.act(app, "report_findings", number)
    making.act(app, "give_notice", number)
    with pytest.raises(Refused, match="Hear them first"):
        making.act(app, "report_findings", number)
    making.let_the_days_run_out(app, number)
    making.act(app, "report_findings", number)


def test_a_hearing_is_recorded_on_its_day_and_not_before(app):
    number = making.order(app)
    making.act(app, "give_notice", number)
    with pytest.raises(Refused, match="No hearing"):
        making.act(app, "record_hearing", number)
    making.act(app, "call_hearing", number)
    with pytest.raises(Refused, match="it has not been yet"):
        making.act(app, "record_hearing", number)
    making.come_to_the_hearing(app, number)
    making.act(app, "record_hearing", number)
    making.act(app, "report_findings", number)


def test_who_rose_to_the_rank_of_who_investigates_is_investigated_by_another(app):
    number = making.order(app)
    with app.app_context(), transaction():
        making.officer("rahima").rank_id = making.officer("tanvir").rank_id
    with pytest.raises(Refused, match="while they stand above"):
        making.act(app, "give_notice", number)


def test_a_returned_report_is_written_anew(app):
    number = making.report(app)
    making.act(app, "return_findings", number)
    assert making.find(app, number).state == S.OPEN
    making.act(app, "report_findings", number)
    making.act(app, "accept_findings", number)
    assert making.find(app, number).state == S.ENDED


def test_what_is_investigated_of_a_hidden_post_stands_still(app):
    number = making.order(app)
    with app.app_context(), transaction():
        one = db.session.get_one(making.Investigation, number)
        one.item.post.hidden_at = one.created_at
    with pytest.raises(Refused):
        making.act(app, "give_notice", number)


def test_a_late_holiday_moves_the_report_once(app):
    number = making.order(app)
    make_administrator(app)
    was = making.find(app, number).due_on
    with app.app_context():
        day = due_after(today(), 3)
    calendar.enter(app, day)
    now_due = making.find(app, number).due_on
    with app.app_context():
        assert now_due == due_after(today(), 20) != was


def test_what_a_report_says_of_each_is_kept(app):
    number = making.report(app)
    with app.app_context():
        row = db.session.get_one(making.Accused, making.accused_in(app, number))
        assert row.proof == Proof.PARTLY
        assert row.answer_by >= today() + timedelta(7)


def test_a_trouble_told_to_an_office_alone_is_investigated_by_those_who_read_it(app):
    item_id = making_items.make_item(app)
    with app.app_context(), transaction():
        post = db.session.get_one(ActionItem, item_id).post
        post.audience = Audience.OFFICE
        assert isinstance(post, Post)
    number = making.ask(app, item_id, by="arif", investigators=("ghatail.uno",))
    assert making.find(app, number).state == S.OPEN
