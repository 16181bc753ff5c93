"""Who brought a trouble and who solved it are credited; by name only where they said so."""

import pytest
from sqlalchemy import func, select

from app.actions.models import ActionItem
from app.core.db import db
from app.core.errors import Refused
from app.core.log import LogEntry
from app.results.credit import list_credited, list_solvers
from app.results.operations import agree_to_be_named, stay_unnamed
from tests.actions.making import finish, verify
from tests.make import do, officer
from tests.orders import making as orders
from tests.results.making import make_trouble, make_verified, number_of, publish


@pytest.fixture
def item_id(app):
    made = make_verified(app, make_trouble(app))
    publish(app, made)
    return made


def item(item_id):
    return db.session.get_one(ActionItem, item_id)


def agree(app, item_id, by="rahima"):
    return do(app, lambda: agree_to_be_named(officer(by), item(item_id)))


def read(app, item_id, lang="en"):
    return app.test_client().get(f"/results/{number_of(app, item_id)}?lang={lang}").text


def answer(browser, item_id, named, key="k"):
    sent = {"named": named, "_key": key}
    return browser.post(f"/actions/{item_id}/naming?lang=en", data=sent)


def test_nobody_is_named_until_they_agree(app, item_id):
    text = read(app, item_id)
    assert "Brought by" in text
    assert "Solved by" in text
    assert "an officer of" in text
    assert "Rahima" not in text


def test_who_agrees_is_named_in_both_languages_and_who_takes_it_back_no_more(app, item_id, sign_in):
    rahima = sign_in("rahima")
    assert "May it name you?" in rahima.get(f"/actions/{item_id}?lang=en").text
    page = rahima.get(f"/actions/{item_id}/naming?lang=en").text
    assert 'value="no" checked' in page
    assert answer(rahima, item_id, "yes").status_code == 303
    with app.app_context():
        names = officer("rahima").name_en, officer("rahima").name_bn
    assert names[0] in read(app, item_id)
    assert names[1] in read(app, item_id, "bn")
    assert "The public page names you." in rahima.get(f"/actions/{item_id}?lang=en").text
    assert answer(rahima, item_id, "no", key="l").status_code == 303
    assert names[0] not in read(app, item_id)
    assert names[1] not in read(app, item_id, "bn")


def test_the_same_answer_twice_is_one(app, item_id, sign_in):
    rahima = sign_in("rahima")
    assert [answer(rahima, item_id, "yes").status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        agreed = select(func.count()).where(LogEntry.kind == "result.naming_agreed")
        assert db.session.scalar(agreed) == 1


def test_neither_yes_nor_no_is_asked_again(item_id, sign_in):
    refused = answer(sign_in("rahima"), item_id, "perhaps")
    assert refused.status_code == 422
    assert "Choose one of the two." in refused.text


def test_who_had_no_part_is_not_asked(app, item_id, sign_in):
    for who in ("nurul", "omar"):  # the one verified it
        assert sign_in(who).get(f"/actions/{item_id}/naming").status_code == 404
    with pytest.raises(Refused):
        agree(app, item_id, by="nurul")
    with pytest.raises(Refused):
        do(app, lambda: stay_unnamed(officer("rahima"), item(item_id)))


def test_whoever_did_an_accepted_order_is_credited_and_may_be_named(app):
    item_id = orders.make_item(app, to="ghatail.uno")
    first = orders.make_order(app, item_id)
    second = orders.make_order(app, item_id, to="ghatail.social")
    for order_id, by in ((first, "rahima"), (second, "jubayer")):
        orders.act(app, "report", order_id, by)
    orders.act(app, "accept_report", first, "tanvir")
    with app.app_context():
        assert officer("rahima").id in list_credited(item(item_id))
        assert officer("jubayer").id not in {n for n, _ in list_solvers(item(item_id))}
    orders.act(app, "accept_report", second, "tanvir")
    finish(app, item_id, by="tanvir")
    verify(app, item_id)
    publish(app, item_id)
    with app.app_context():
        parts = {officer(who).id for who in ("rahima", "jubayer", "tanvir")}
        assert parts <= list_credited(item(item_id))
    agree(app, item_id, by="jubayer")
    text = read(app, item_id)
    with app.app_context():
        assert officer("jubayer").name_en in text
        assert officer("tanvir").name_en not in text
