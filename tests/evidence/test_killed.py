"""A whole house that is killed while evidence comes in and is sealed: all of it, or nothing."""

import threading
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from time import monotonic, sleep

import pytest
from sqlalchemy import update

from app.core import clock, work
from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.evidence import proving
from app.evidence.models import Part
from app.files import store
from tests.actions.making import make_item
from tests.browser.server import open_house
from tests.browser.visitor import Visitor
from tests.evidence.laying import evidence, on_the_shelf
from tests.files.sending import parts, picture

PHOTOS = [picture(size=(1600, 1000 + n)) for n in range(6)]


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path) as opened:
        yield opened


def send(house, visitor, action_id, number):
    """As a browser does; what comes of it, the house tells later."""
    line = HTTPConnection("127.0.0.1", house.port, timeout=30)
    words = {"kind": "after", "note": "Done.", "_key": f"k{number}", "csrf_token": visitor._csrf}
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": visitor.cookie,
        "Origin": house.url,
    }
    try:
        body = parts((f"{number}.jpg", PHOTOS[number]), **words)
        line.request("POST", f"/actions/{action_id}/evidence", body, headers)
        return line.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        line.close()


def test_killed_at_any_moment_it_has_all_of_a_file_or_nothing(house):
    action_id = make_item(house.app)
    with closing(Visitor(house, "rahima")) as visitor:
        pass  # signed in: what it kept of that is enough
    codes = []

    def send_all():
        codes.extend(send(house, visitor, action_id, n) for n in range(len(PHOTOS)))

    for wait in (0.15, 0.5, 1.1):
        hand = threading.Thread(target=send_all)
        hand.start()
        sleep(wait)
        house.kill()
        hand.join()
        _all_or_nothing(house.app)
        house.leave()
        house.open()
    send_all()  # the same forms again: what stood already is not there twice
    assert codes[-len(PHOTOS) :] == [303] * len(PHOTOS)
    with house.app.app_context(), transaction():  # what the dead worker had taken is free
        db.session.execute(update(work.Work).values(leased_until=None))
    until = monotonic() + 60
    while any(one.waiting for one in evidence(house.app)) and monotonic() < until:
        sleep(0.2)
    there = evidence(house.app)
    assert len(there) == len(PHOTOS)
    assert all(one.ready_at for one in there)
    assert {on_the_shelf(house.app)[f"sealed/{one.place}"] for one in there} == {*PHOTOS}
    with clock.at(now().replace(year=now().year + 1)), house.app.app_context():
        while proving.scrub():
            pass
        assert not db.session.query(Part).filter(Part.damage.is_not(None)).count()


def _all_or_nothing(app):
    """What waits has its bytes, what is ready all of its parts."""
    with app.app_context():
        came = {name for name, _ in store.shelf().list(store.INCOMING)}
    shelf = on_the_shelf(app)
    for one in evidence(app):
        if one.waiting:
            assert one.place in came
        else:
            assert {f"sealed/{one.place}", f"kept/{one.place}-small"} <= set(shelf)
