"""An appeal from its filing to its end: to whom it goes, in which time, and what comes of it."""

from datetime import timedelta

import pytest

from app.actions.models import ActionItem, ActionState
from app.appeals.models import Appeal, AppealState, Level
from app.calendar.models import LimitCode
from app.calendar.queries import due_after, due_under, limit_on
from app.core.clock import today
from app.core.db import db
from app.core.errors import Refused
from app.posts.models import Audience
from tests.actions import making as making_items
from tests.appeals import making
from tests.calendar import hands as calendar
from tests.orders import making as making_orders
from tests.retirement.hands import make_administrator


def appeal(app, appeal_id):
    with app.app_context():
        found = db.session.get_one(Appeal, appeal_id)
        db.session.expunge(found)
        return found


def item(app, item_id):
    with app.app_context():
        found = db.session.get_one(ActionItem, item_id)
        db.session.expunge(found)
        return found


def seat_id(app, code):
    return making_items.seat_id(app, code)


def test_it_goes_to_the_nearest_above_with_the_limit_of_that_day(app):
    filed = appeal(app, making.file(app))
    assert (filed.level, filed.state) == (Level.HIGHER, AppealState.OPEN)
    assert filed.seat_id == seat_id(app, "ghatail.uno")
    with app.app_context():
        limit = limit_on(LimitCode.DECIDE_APPEAL, today())
        assert (limit.days, filed.working_days) == (20, 20)
        assert filed.due_on == due_after(today(), 20)


def test_who_had_a_part_in_the_work_does_not_decide_it(app):
    item_id = making_orders.make_item(app, to="tangail.dc")
    order_id = making_orders.make_order(app, item_id, by="arif", to="ghatail.uno")
    making_orders.act(app, "report", order_id, "tanvir")
    making_orders.act(app, "accept_report", order_id, "arif")
    making_items.finish(app, item_id, by="arif")
    with pytest.raises(Refused, match="Nobody sits above"):
        making.file(app, item_id)


def test_who_brought_the_trouble_does_not_decide_about_it(app):
    trouble = making_items.make_flag(app, by="tanvir")
    item_id = making_items.make_item(app, trouble)
    making_items.finish(app, item_id)
    filed = appeal(app, making.file(app, item_id, by="tanvir"))
    assert filed.seat_id == seat_id(app, "tangail.dc")


def test_who_decided_below_does_not_decide_above(app):
    making.give_the_cell_a_head(app)
    item_id = making.make_ended(app)
    making.act(app, "reject", making.file(app, item_id))
    second = making.file(app, item_id)
    with app.app_context():
        found = db.session.get_one(Appeal, second)
        found.seat_id = seat_id(app, "ghatail.uno")
        db.session.commit()
    with pytest.raises(Refused, match="You had a part in it"):
        making.act(app, "uphold", second)


def test_where_no_office_is_over_all_the_highest_above_is_the_second_level(app):
    item_id = making.make_ended(app)
    making.act(app, "reject", making.file(app, item_id))
    second = appeal(app, making.file(app, item_id))
    assert (second.level, second.seat_id) == (Level.CELL, seat_id(app, "tangail.dc"))
    making.act(app, "reject", second.id, by="arif")
    with pytest.raises(Refused, match="no higher level"):
        making.file(app, item_id)


@pytest.mark.parametrize("by", ["rahima", "omar", "tanvir"])
def test_only_who_brought_the_trouble_appeals(app, by):
    item_id = making.make_ended(app)
    if by == "rahima":  # she wrote the post
        assert making.file(app, item_id, by=by)
        return
    with pytest.raises(Refused, match="speaks for the citizen"):
        making.file(app, item_id, by=by)


def test_in_its_time_there_is_nothing_to_appeal_against(app):
    item_id = making_items.make_item(app)
    with pytest.raises(Refused, match="has not run out"):
        making.file(app, item_id)


def test_when_the_time_has_run_out_one_may_appeal_and_the_seat_gets_a_new_day(app):
    item_id = making.make_overdue(app)
    appeal_id = making.file(app, item_id)
    assert not appeal(app, appeal_id).late
    making.act(app, "uphold", appeal_id)
    found = item(app, item_id)
    assert found.state == ActionState.GIVEN
    with app.app_context():
        assert found.due_on == due_after(today(), found.working_days)


def test_upheld_the_same_seat_has_it_again(app):
    item_id = making.make_ended(app)
    making_items.verify(app, item_id)
    making.act(app, "uphold", making.file(app, item_id))
    found = item(app, item_id)
    assert (found.state, found.reopened, found.verified_at) == (ActionState.DOING, 1, None)
    assert found.seat_id == seat_id(app, "ghatail.land")


def test_rejected_it_stands_and_the_cell_is_next_and_last(app):
    making.give_the_cell_a_head(app)
    item_id = making.make_ended(app)
    making.act(app, "reject", making.file(app, item_id))
    assert item(app, item_id).state == ActionState.DONE
    second = appeal(app, making.file(app, item_id))
    assert (second.level, second.working_days) == (Level.CELL, 60)
    assert second.seat_id == seat_id(app, "cabinet.moderator-2")
    making.act(app, "reject", second.id, by="mithun")
    with pytest.raises(Refused, match="no higher level"):
        making.file(app, item_id)


def test_while_one_is_under_way_there_is_no_second(app):
    item_id = making.make_ended(app)
    making.file(app, item_id)
    with pytest.raises(Refused, match="under way"):
        making.file(app, item_id)


def test_when_the_time_to_decide_has_run_out_the_cell_has_it(app):
    making.give_the_cell_a_head(app)
    item_id = making.make_ended(app)
    first = making.file(app, item_id)
    with app.app_context():
        db.session.get_one(Appeal, first).due_on = today() - timedelta(1)
        db.session.commit()
    assert appeal(app, making.file(app, item_id)).level == Level.CELL
    assert appeal(app, first).state == AppealState.PASSED
    with pytest.raises(Refused, match="cell has it"):
        making.act(app, "uphold", first)


def test_a_month_is_the_time_for_it_and_not_a_day_more(app):
    with app.app_context():
        limit = limit_on(LimitCode.FILE_APPEAL, today())
        assert due_under(limit, today()) == today() + timedelta(30)
    in_time, late = making.make_ended(app), making.make_ended(app)
    making.age(app, in_time, 30)
    making.age(app, late, 31)
    assert not appeal(app, making.file(app, in_time)).late
    found = appeal(app, making.file(app, late, why_late="I was ill."))
    assert (found.state, found.late_reason) == (AppealState.LATE, "I was ill.")


def test_a_late_one_is_decided_only_when_it_was_taken_and_its_days_begin_then(app):
    item_id = making.make_ended(app)
    making.age(app, item_id, 60)
    appeal_id = making.file(app, item_id, why_late="I was ill.")
    with pytest.raises(Refused, match="must first take it"):
        making.act(app, "uphold", appeal_id)
    making.act(app, "take_late", appeal_id)
    found = appeal(app, appeal_id)
    with app.app_context():
        assert (found.state, found.received_on) == (AppealState.OPEN, today())
        assert found.due_on == due_after(today(), 20)


def test_not_taken_one_may_go_to_the_cell(app):
    making.give_the_cell_a_head(app)
    item_id = making.make_ended(app)
    making.age(app, item_id, 60)
    making.act(app, "refuse_late", making.file(app, item_id, why_late="I was ill."))
    second = appeal(app, making.file(app, item_id))
    assert (second.level, second.late) == (Level.CELL, False)


def test_of_two_who_decide_one_wins_and_the_other_learns_who_did(app):
    appeal_id = making.file(app)
    making.act(app, "reject", appeal_id)
    with pytest.raises(Refused, match="has decided this appeal already"):
        making.act(app, "uphold", appeal_id)


def test_withdrawn_it_may_be_filed_again_at_the_same_level(app):
    item_id = making.make_ended(app)
    making.act(app, "withdraw_appeal", making.file(app, item_id), by="jubayer")
    assert appeal(app, making.file(app, item_id)).level == Level.HIGHER


def test_a_late_holiday_moves_its_day_once_with_a_line_in_the_log(app, sign_in):
    appeal_id = making.file(app)
    was = appeal(app, appeal_id).due_on
    make_administrator(app)
    calendar.enter(app, was)
    assert appeal(app, appeal_id).due_on > was
    page = sign_in("jubayer").get(f"/actions/{appeal(app, appeal_id).action_id}").text
    assert page.count("The calendar moved the day of an appeal") == 1


def test_the_item_and_the_desk_of_who_decides_show_it(app, sign_in):
    item_id = making.make_ended(app)
    jubayer, tanvir, omar = sign_in("jubayer"), sign_in("tanvir"), sign_in("omar")
    assert f"/actions/{item_id}/appeals/new" in jubayer.get(f"/actions/{item_id}").text
    assert f"/actions/{item_id}/appeals/new" not in omar.get(f"/actions/{item_id}").text
    answer = jubayer.post(f"/actions/{item_id}/appeals/new", data={"words": "It <b>stands</b>."})
    assert answer.status_code == 303
    where = answer.location.split("?")[0]
    assert where in tanvir.get("/appeals").text
    assert where in jubayer.get("/appeals").text
    assert where not in omar.get("/appeals").text
    page = tanvir.get(where).text
    assert "<b>stands" not in page
    assert f"{where}/acts/uphold" in page
    assert f"{where}/acts/reject" in page
    assert "Appeal by Jubayer" in omar.get(f"/actions/{item_id}").text


def test_empty_words_are_said_beside_the_field_and_nothing_is_filed(app, sign_in):
    item_id = making.make_ended(app)
    making.age(app, item_id, 60)
    answer = sign_in("jubayer").post(
        f"/actions/{item_id}/appeals/new", data={"words": "It stands.", "why_late": ""}
    )
    assert answer.status_code == 422
    assert "Say in a sentence why it comes late." in answer.text
    assert "It stands." in answer.text
    with app.app_context():
        assert db.session.query(Appeal).count() == 0


def test_who_may_not_read_the_post_finds_no_appeal(app, sign_in):
    appeal_id = making.file(app)
    with app.app_context():
        db.session.get_one(Appeal, appeal_id).item.post.audience = Audience.OFFICE
        db.session.commit()
    assert sign_in("omar").get(f"/appeals/{appeal_id}").status_code == 404
    assert sign_in("tanvir").get(f"/appeals/{appeal_id}").status_code == 200
