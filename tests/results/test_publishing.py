"""An officer who decides about a trouble publishes what came of it, once it is looked through."""

import pytest
from sqlalchemy import select

from app.actions.models import ActionItem
from app.core.db import db
from app.core.errors import Refused
from app.core.log import LogEntry
from app.core.policy import can, refusal
from app.notifications.models import Notification
from app.results.models import Result
from tests.actions import making as actions
from tests.make import hide, officer
from tests.results.making import (
    WORDS,
    make_result,
    make_trouble,
    make_verified,
    number_of,
    publish,
)

EVERYONE = ("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar")


def allowed(app, action, kind, number):
    with app.test_request_context("/?lang=en"):
        thing = db.session.get_one(kind, number)
        return {name for name in EVERYONE if can(officer(name), action, thing)}


def reason(app, name, item_id):
    with app.test_request_context("/?lang=en"):
        item = db.session.get_one(ActionItem, item_id)
        return str(refusal(officer(name), "publish_result", item) or "")


def page(app, number):
    return app.test_client().get(f"/results/{number}?lang=en")


def form_of(**changes):
    return {"title": "The pond is open", "words": WORDS, "_key": "r1"} | changes


def test_a_moderator_or_a_head_over_the_office_publishes(app):
    item_id = make_verified(app)
    who = allowed(app, "publish_result", ActionItem, item_id)
    assert who == {"rahima", "tanvir", "arif", "maya", "mithun"}
    result_id = publish(app, item_id)
    assert allowed(app, "withdraw_result", Result, result_id) == who


def test_only_what_is_verified_is_published(app):
    item_id = actions.make_item(app)
    only = "Only what somebody outside the work has verified is published."
    assert reason(app, "arif", item_id) == only
    actions.finish(app, item_id)
    assert reason(app, "arif", item_id) == only
    actions.verify(app, item_id)
    assert reason(app, "arif", item_id) == ""
    publish(app, item_id)
    assert "published the result already" in reason(app, "maya", item_id)


def test_the_form_brings_the_items_own_words_and_publishes_what_is_written_anew(app, sign_in):
    item_id = make_verified(app)
    arif = sign_in("arif")
    page_of_it = arif.get(f"/actions/{item_id}", headers={"Accept-Language": "en"}).text
    assert f"/actions/{item_id}/result" in page_of_it
    form = arif.get(f"/actions/{item_id}/result").text
    assert "Forty families fished here." in form
    assert "The fence is gone." in form
    answer = arif.post(f"/actions/{item_id}/result", data=form_of())
    assert answer.status_code == 303
    again = arif.post(f"/actions/{item_id}/result", data=form_of())
    assert again.status_code == 303
    shown = page(app, number_of(app, item_id)).text
    assert "A fence stood round the pond." in shown
    assert "Assistant Commissioner (Land), Ghatail" in shown
    page_of_it = arif.get(f"/actions/{item_id}", headers={"Accept-Language": "en"}).text
    assert f"/results/{number_of(app, item_id)}" in page_of_it


def test_what_the_check_finds_must_go_or_be_confirmed(app, sign_in):
    item_id = make_verified(app, make_trouble(app))
    arif, url = sign_in("arif"), f"/actions/{item_id}/result?lang=en"
    dirty = WORDS + " Call ০১৭১১-২৩৪৫৬৭ or ask জনাব করিম, says রহিমা খাতুনের brother."
    answer = arif.post(url, data=form_of(words=dirty))
    assert answer.status_code == 422
    assert "০১৭১১-২৩৪৫৬৭" in answer.text
    assert "জনাব করিম" in answer.text
    assert dirty.partition("Call")[0] in answer.text
    milder = WORDS + " Ask জনাব করিম."
    kept = {"words": milder, "kept": "person:জনাব করিম", "_key": "r2"}
    assert arif.post(url, data=form_of(**kept)).status_code == 422  # no reason
    assert arif.post(url, data=form_of(**kept, reason="A street's name")).status_code == 303
    with app.app_context():
        record = db.session.query(Result).one().redaction
    assert record["kept"] == [{"kind": "person", "words": "জনাব করিম", "reason": "A street's name"}]


@pytest.mark.parametrize(
    "words",
    ["০১৭১১২৩৪৫৬৭", "a.b@example.com", "রহিমা খাতুন", "Rahima Khatun"],
)
def test_what_is_firm_is_confirmed_by_nobody(app, words):
    item_id = make_verified(app, make_trouble(app))
    kinds = ("phone", "email", "citizen", "officer", "person")
    kept = frozenset(f"{kind}:{words}" for kind in kinds)
    with pytest.raises(Refused):
        publish(app, item_id, f"{WORDS} {words}.", kept=kept, reason="I wish it.")


def test_author_flagger_and_solvers_are_told(app, cast):
    make_result(app)
    with app.app_context():
        rows = select(Notification.officer_id).join(LogEntry, LogEntry.id == Notification.entry_id)
        told = set(db.session.scalars(rows.where(LogEntry.kind == "result.published")))
    assert told == {cast["rahima"], cast["jubayer"]}


def test_taken_back_it_is_not_there_and_may_be_published_again(app, sign_in):
    item_id = make_verified(app)
    publish(app, item_id)
    number, maya = number_of(app, item_id), sign_in("maya")
    url = f"/actions/{item_id}/result/withdrawal"
    assert maya.get(url).status_code == 200
    assert maya.post(url, data={"reason": "", "_key": "w1"}).status_code == 422
    data = {"reason": "It names the wrong pond.", "_key": "w1"}
    assert maya.post(url, data=data).status_code == 303
    assert page(app, number).status_code == 404
    assert number not in app.test_client().get("/results").text
    publish(app, item_id, "Written anew.")
    assert "Written anew." in page(app, number).text


def test_hidden_with_its_post_it_is_not_there(app):
    from tests.make import make_post

    post_id = make_post(app)
    number = make_result(app, post_id)
    hide(app, post_id)
    assert page(app, number).status_code == 404


@pytest.mark.parametrize("path", ["result", "result/withdrawal"])
def test_others_are_told_who_publishes(app, sign_in, path):
    item_id = make_verified(app)
    publish(app, item_id)
    omar = sign_in("omar")
    assert omar.get(f"/actions/{item_id}/{path}").status_code == 403
    data = form_of(reason="x")
    assert omar.post(f"/actions/{item_id}/{path}", data=data).status_code == 403
