"""Not visible means not there: what is said in an investigation is read by those who have to do
with it, and never by who is complained of."""

import io
import zipfile

import pytest

from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.notifications.models import Notification
from tests.actions import making as making_items
from tests.investigations import making
from tests.make import officer
from tests.telling import Teller, pieces, sit

SECRET = "Keranigonj"  # said in it, and nowhere else
INSIDE = ("tanvir", "arif")
OUTSIDE = ("jubayer", "maya", "omar", "nurul")


@pytest.fixture
def item_id(app):
    return making_items.make_item(app)


@pytest.fixture
def number(app, item_id):
    asked = making.ask(app, item_id, words=f"Was money taken in {SECRET}?")
    making.act(app, "order_investigation", asked, words=f"Look at {SECRET}.")
    return asked


def everywhere(client, item_id, number):
    where = [
        *("/", "/actions", "/actions.csv", "/investigations", "/notifications", "/orders"),
        *(f"/actions/{item_id}", f"/actions/{item_id}/file", f"/investigations/{number}"),
        *(f"/search?q={SECRET}", f"/live/action:{item_id}?after=0"),
    ]
    return "".join(client.get(one).text.replace(f"q={SECRET}", "") for one in where)


def test_it_is_read_whole_by_those_who_have_to_do_with_it(sign_in, item_id, number):
    for who in INSIDE:
        assert f"{SECRET}." in sign_in(who).get(f"/investigations/{number}").text, who
        assert f"{SECRET}." in sign_in(who).get(f"/actions/{item_id}/file").text, who


def test_it_is_found_nowhere_by_anybody_else(sign_in, item_id, number):
    for who in (*OUTSIDE, "rahima"):
        assert f"{SECRET}." not in everywhere(sign_in(who), item_id, number), who


def test_it_is_missing_as_what_was_never_there(sign_in, number):
    for who in (*OUTSIDE, "rahima"):
        client = sign_in(who)
        hidden, missing = (client.get(f"/investigations/{n}") for n in (number, 99_999))
        assert (hidden.status_code, missing.status_code) == (404, 404)
        # The bar keeps the address to come back to.
        assert hidden.text.replace(f"tigations/{number}", "tigations/99999") == missing.text


def test_who_is_complained_of_reads_what_was_said_to_them_and_no_more(app, sign_in, number):
    making.act(app, "give_notice", number, words="A fee without receipt.")
    making.act(app, "give_statement", number, words="There was a receipt.")
    page = sign_in("rahima").get(f"/investigations/{number}").text
    assert "A fee without receipt." in page
    assert "There was a receipt." in page
    assert SECRET not in page
    making.act(app, "report_findings", number, words=f"Half of it, in {SECRET}.")
    page = sign_in("rahima").get(f"/investigations/{number}").text
    assert SECRET not in page
    assert "Partly proved" not in page
    making.act(app, "accept_findings", number)
    page = sign_in("rahima").get(f"/investigations/{number}").text
    assert "partly proved" in page
    assert SECRET not in page


def test_who_has_the_trouble_in_hand_does_not_read_it_for_that(app, sign_in):
    """Tanvir heads his office, and his seat has the trouble; of Rahima it is asked for above him."""
    item_id = making_items.make_item(app, to="ghatail.uno")
    making.sit_in_for_the_adc(app)
    number = making.ask(app, item_id, by="arif", investigators=("tangail.adc",))
    reads = {
        who: sign_in(who).get(f"/investigations/{number}").status_code
        for who in ("tanvir", "omar", "arif")
    }
    assert reads == {"tanvir": 404, "omar": 200, "arif": 200}


def test_a_request_is_told_to_nobody_before_it_is_ordered(app, sign_in, item_id):
    before = sign_in("rahima").get(f"/actions/{item_id}").text
    making.ask(app, item_id)
    assert sign_in("rahima").get(f"/actions/{item_id}").text.count("nvestigation") == before.count(
        "nvestigation"
    )


def test_the_room_is_for_those_who_read_it_whole(app, listen, item_id, number):
    tell = Teller(app)
    lines = {who: listen(who) for who in (*INSIDE, *OUTSIDE, "rahima")}
    for who, line in lines.items():
        assert sit(line, f"investigation:{number}") == (who in INSIDE), who
        assert sit(line, f"action:{item_id}")
        pieces(line)
    making.act(app, "give_notice", number, words=f"Of {SECRET}")
    tell()
    for who, line in lines.items():
        heard = "".join(piece["html"] for piece in pieces(line))
        assert (SECRET in heard) == (who in INSIDE), who


def test_who_loses_the_seat_is_shown_out(app, listen, number):
    tell = Teller(app)
    line = listen("tanvir")
    assert sit(line, f"investigation:{number}")
    line.get_received()
    with app.app_context(), transaction():
        for holding in officer("tanvir").holdings:
            db.session.delete(holding)
        one = db.session.get_one(making.Investigation, number)
        one.asked_by_id = officer("arif").id
    with app.app_context():
        from app.live import guard

        guard.look()
    making.act(app, "withdraw_investigation", number, words=f"No more {SECRET}")
    tell()
    assert not pieces(line)


def test_nobody_is_told_who_may_not_read_it(app, number):
    making.hear(app, number)
    making.act(app, "report_findings", number)
    making.act(app, "accept_findings", number)
    with app.app_context():
        told = {
            name
            for name in (*OUTSIDE, "rahima", *INSIDE)
            if db.session.query(Notification)
            .join(LogEntry, LogEntry.id == Notification.entry_id)
            .filter(
                Notification.officer_id == officer(name).id,
                Notification.thing == f"investigation:{number}",
            )
            .count()
        }
    assert told == {"rahima", *INSIDE}


def test_the_case_file_takes_it_along_for_who_reads_it_alone(app, sign_in, item_id, number):
    def taken(who):
        data = sign_in(who).post(f"/actions/{item_id}/file.zip").data
        with zipfile.ZipFile(io.BytesIO(data)) as case:
            return case.read("timeline.json").decode(), case.read("index.html").decode()

    for part in taken("arif"):
        assert f"investigation:{number}" in part or SECRET in part
    for part in taken("rahima"):
        assert f"investigation:{number}" not in part
        assert SECRET not in part
