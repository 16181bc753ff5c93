"""The pond of Kuliya when nobody ends it in its time: the citizen appeals, without an account."""

import re
from datetime import timedelta

from app.actions.models import ActionItem, ActionState
from app.appeals.models import Appeal, AppealState, Level
from app.calendar.queries import due_after
from app.core import clock
from app.core.clock import now, today
from app.core.db import db
from tests.pages.kuliya import finish, give, post
from tests.sources.making import PHONE

EN = {"Accept-Language": "en"}
WORDS = "Nobody has come in thirty days."


def asked(app, number):
    """The page of how it stands, and what its bearer may answer with."""
    data = {"number": number, "last_four": PHONE[-4:]}
    page = app.test_client().post("/status", data=data, headers=EN).text
    found = re.search(r'name="token" type="hidden" value="([^"]+)"', page)
    return page, found and found[1]


def appeal(app, number, key):
    _page, token = asked(app, number)
    data = {"token": token, "over": "appeal", "words": WORDS, "_key": key}
    return app.test_client().post("/status/answer", data=data, headers=EN)


def standing(app):
    with app.app_context():
        item = db.session.get_one(ActionItem, 1)
        last = db.session.query(Appeal).order_by(Appeal.id.desc()).first()
        return item.state, item.due_on, last and (last.level, last.state, last.seat.code)


def test_on_the_day_after_its_last_the_citizen_appeals_and_the_seat_has_it_again(app, sign_in):
    number = give(app, sign_in, to="ghatail.land", days="30")
    due = standing(app)[1]
    assert "I appeal" not in asked(app, number)[0]
    with clock.at(now() + timedelta(days=(due - today()).days + 1)):
        assert "Your appeal is filed." in appeal(app, number, "k1").text
        assert standing(app)[2] == (Level.HIGHER, AppealState.OPEN, "ghatail.uno")
        tanvir = sign_in("tanvir")
        assert "/appeals/1" in tanvir.get("/appeals").text
        post(tanvir, "/appeals/1/acts/uphold", words="Measure it, and open it.")
        with app.app_context():
            assert standing(app)[1] == due_after(today(), 30)
        assert "Upheld" in asked(app, number)[0]
        finish(sign_in("rahima"))
        assert standing(app)[0] == ActionState.DONE


def test_rejected_by_the_office_above_it_goes_to_the_next_level(app, sign_in):
    number = give(app, sign_in, to="ghatail.land", days="7")
    with clock.at(now() + timedelta(days=30)):
        appeal(app, number, "k1")
        post(sign_in("tanvir"), "/appeals/1/acts/reject", words="The survey is under way.")
        page, _token = asked(app, number)
        assert "Rejected: what was decided stands." in page
        assert "I appeal" in page
        assert "Your appeal is filed." in appeal(app, number, "k2").text
        assert standing(app)[2][:2] == (Level.CELL, AppealState.OPEN)
        assert WORDS in sign_in("maya").get("/actions/1").text
