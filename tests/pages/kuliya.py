"""The pond of Kuliya over HTTP, stage by stage, each sent as its page would send it.

Jubayer brings the post; Tultuli Begum waits for an end. Maya gives it a number and a seat; Arif orders
Tanvir, Tanvir orders Rahima."""

import re
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from app.actions.models import ActionItem
from app.core.db import db
from tests.actions import making
from tests.sources.making import CITIZEN, ISSUE

SignIn = Callable[[str], FlaskClient]

KEYS = iter(range(1_000_000))


def post(browser: FlaskClient, address: str, **words: str) -> str:
    """Sent, and taken; where it leads."""
    answer = browser.post(address, data=words | {"_key": f"k{next(KEYS)}"})
    assert answer.status_code == 303, (address, answer.status_code, answer.text[-1500:])
    return answer.location


def refused(browser: FlaskClient, address: str, **words: str) -> str:
    """Sent, and refused by a rule, for good or at this moment; the page that says why."""
    answer = browser.post(address, data=words | {"_key": f"k{next(KEYS)}"})
    assert answer.status_code in {403, 409}, (address, answer.status_code)
    return answer.text


def seat(app: Flask, code: str) -> str:
    return str(making.seat_id(app, code))


def item(app: Flask) -> ActionItem:
    with app.app_context():
        found = db.session.get_one(ActionItem, 1)
        assert found.seat.code
        return found


def bring(browser: FlaskClient, **changes: str) -> int:
    """The post's number."""
    there = post(browser, "/posts/new/issue", **(ISSUE | CITIZEN | changes))
    found = re.search(r"/posts/(\d+)", there)
    assert found
    return int(found[1])


def flag(browser: FlaskClient, post_id: int) -> None:
    post(browser, f"/posts/{post_id}/flag", reason="Ninety fishermen cannot reach the water.")


def give(app: Flask, sign_in: SignIn, to: str = "tangail.dc", days: str = "30") -> str:
    """Brought in, flagged, and given to a seat; its number."""
    jubayer = sign_in("jubayer")
    flag(jubayer, bring(jubayer))
    asked = {"seat": seat(app, to), "limit": "30", "days": days, "admitted": "y"}
    assert post(sign_in("maya"), "/flags/1/acceptance", **asked) == "/actions/1"
    return item(app).number


def order_down(app: Flask, sign_in: SignIn) -> None:
    """Order 1 to the UNO, who takes it up; under it order 2 to the land office."""
    words = {"words": "A report.", "done_means": "Survey papers, two photos.", "days": "7"}
    post(sign_in("arif"), "/actions/1/orders/new", seat=seat(app, "ghatail.uno"), **words)
    tanvir = sign_in("tanvir")
    post(tanvir, "/orders/1/acts/acknowledge", words="")
    words = {"words": "Measure it.", "done_means": "A map.", "days": "4"}
    post(tanvir, "/orders/1/orders/new", seat=seat(app, "ghatail.land"), **words)


def finish(holder: FlaskClient) -> None:
    words = {"words": "The fence is down and the water free.", "outcome": "executed"}
    post(holder, "/actions/1/acts/mark_done", **words)
