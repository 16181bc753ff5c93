"""Who retires and who gives an order at the same moment: one comes first, and the other sees it."""

from sqlalchemy import select

from app.actions.models import ActionItem, Flag
from app.actions.operations import accept_flag
from app.core.clock import today
from app.core.db import db
from app.core.errors import Outdated, Refused
from app.core.log import LogEntry
from app.endorsements.operations import endorse_post
from app.officers.queries import version_of
from app.posts.models import Post
from app.retirement.operations import retire_officer
from tests.actions import making
from tests.make import make_idea, officer
from tests.retirement.hands import make_administrator
from tests.together import at_once


def retiring(by, name):
    whom = officer(name)
    return retire_officer(by, whom, today(), None, version_of(whom))


def entries(app, *kinds):
    with app.app_context():
        rows = select(LogEntry).where(LogEntry.kind.in_(kinds)).order_by(LogEntry.id)
        return [(row.kind, row.facts) for row in db.session.scalars(rows)]


def test_an_order_stands_before_the_retirement_or_is_refused_after_it(app, cast):
    make_administrator(app)
    flag = making.make_flag(app)

    def do(who, number):
        if number:
            return retiring(who, "arif")
        return accept_flag(who, db.session.get_one(Flag, flag), making.seat(), 7)

    given, _retired = at_once(app, ["arif", "omar"], do)
    order = [kind for kind, _ in entries(app, "officer.retired", "action.accepted")]
    if isinstance(given, int):
        assert order == ["action.accepted", "officer.retired"]
    else:
        assert given == "You are retired: orders are given by officers in service."
        assert order == ["officer.retired"]


def test_an_order_to_a_seat_reaches_whoever_answers_for_it_after_all(app, cast):
    """To the seat of Tanvir, who retires while Arif gives it."""
    make_administrator(app)
    flag = making.make_flag(app)

    def do(who, number):
        if number:
            return retiring(who, "tanvir")
        return accept_flag(who, db.session.get_one(Flag, flag), making.seat("ghatail.uno"), 7)

    at_once(app, ["arif", "omar"], do)
    rows = entries(app, "officer.retired", "action.accepted")
    facts = dict(rows)
    first = rows[0][0]
    holder = cast["tanvir"] if first == "action.accepted" else cast["arif"]
    assert facts["action.accepted"]["holder_id"] == holder
    with app.app_context():
        assert db.session.query(ActionItem).one().seat_id == making.seat("ghatail.uno").id


def test_no_senior_endorses_after_the_last_day(app, cast):
    make_administrator(app)
    idea = make_idea(app)

    def do(who, number):
        if number:
            return retiring(who, "arif")
        return endorse_post(who, db.session.get_one(Post, idea), "It worked here.")

    given, _retired = at_once(app, ["arif", "omar"], do)
    order = [kind for kind, _ in entries(app, "officer.retired", "post.endorsed")]
    assert order == (
        ["post.endorsed", "officer.retired"] if isinstance(given, int) else ["officer.retired"]
    )


def test_of_two_administrators_at_once_one_retires(app, cast):
    make_administrator(app)
    make_administrator(app, "nurul")
    done = at_once(app, ["omar", "nurul"], lambda who, _: _or_reason(who))
    assert done.count(cast["arif"]) == 1
    assert len(entries(app, "officer.retired")) == 1


def _or_reason(who):
    try:
        return retiring(who, "arif")
    except Outdated as outdated:
        raise Refused("was changed meanwhile") from outdated
