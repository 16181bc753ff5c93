"""The clock reminds of an appeal, and of the report of an investigation, by the stages of an item:
from the seat that decides, and from the one that ordered it."""

from datetime import date, time

import pytest

from app.appeals.models import Appeal
from app.core import clock
from app.core.db import db
from tests.actions.making import make_item
from tests.appeals import making as appeals
from tests.investigations import making as investigations
from tests.reminders.making import START, at, later, list_told, look

# Twenty working days of a year without holidays: the 14th of them is at 70 %, the 20th the last.
WARNED, DUE = later(START, 18), later(START, 28)


@pytest.fixture
def appeal(app, cast):
    with clock.at(at(START)):
        return appeals.file(app)


@pytest.fixture
def investigation(app, cast):
    with clock.at(at(START)):
        return investigations.order(app, make_item(app, days=60))


def walk(app, since, until):
    for number in range(since, until):
        look(app, later(START, number))


def test_an_appeal_is_told_of_to_who_decides_it_and_then_up_the_ladder(app, appeal):
    walk(app, 0, 40)
    assert list_told(app, appeal, "appeal") == [
        ("warned", WARNED, ["tanvir"]),
        ("due", DUE, ["tanvir"]),
        ("overdue", later(DUE, 1), ["arif", "tanvir"]),
    ]


def test_of_an_appeal_that_is_decided_the_clock_says_nothing(app, appeal):
    with clock.at(at(START, time(10))):
        appeals.act(app, "reject", appeal)
    walk(app, 15, 32)
    assert list_told(app, appeal, "appeal") == []


def test_the_report_of_an_investigation_is_told_of_to_who_does_it_and_who_ordered_it(
    app, investigation
):
    walk(app, 0, 33)
    assert list_told(app, investigation, "investigation") == [
        ("warned", WARNED, ["arif", "tanvir"]),
        ("due", DUE, ["arif", "tanvir"]),
        ("overdue", later(DUE, 1), ["arif", "tanvir"]),
    ]


def test_a_report_that_is_in_is_not_reminded_of(app, investigation):
    with clock.at(at(START, time(10))):
        investigations.hear(app, investigation)
        investigations.act(app, "report_findings", investigation)
    walk(app, 15, 32)
    assert list_told(app, investigation, "investigation") == []


@pytest.mark.parametrize("kind", ["appeal", "investigation"])
def test_the_clock_an_hour_back_and_two_years_ahead_is_one_notice(app, request, kind):
    number = request.getfixturevalue(kind)
    ahead = date(START.year + 2, 1, 7)
    for hour in (time(9, 5), time(8, 30)):
        look(app, ahead, hour)
    look(app, later(START, 1))
    look(app, ahead)
    assert len(list_told(app, number, kind)) == 1


def test_an_item_that_an_appeal_opens_again_has_its_whole_limit_and_the_clock_begins_anew(
    app, cast
):
    with clock.at(at(START)):
        item_id = make_item(app, days=7)
    late = later(START, 21)
    with clock.at(at(late)):
        number = appeals.file(app, item_id)
        appeals.act(app, "uphold", number)
    with app.app_context():
        found = db.session.get_one(Appeal, number).item
        assert (found.received_on, found.due_on) == (late, later(late, 9))
    look(app, later(late, 1))
    assert [told[0] for told in list_told(app, item_id)] == ["answer_due"]
