"""A citizen asks with the number and the end of the phone's, and says whether it is over."""

import re
from statistics import median
from time import perf_counter

import pytest

from app.actions.models import ActionItem, ActionState, Step, StepKind
from app.appeals.models import Appeal
from app.core.db import db
from app.core.log import LogEntry
from app.core.log import verify as verify_log
from tests.actions import making as actions
from tests.appeals import making as appeals
from tests.make import hide, make_post
from tests.results.making import (
    make_trouble,
    make_verified,
    number_of,
    publish,
)
from tests.standing import make_app

EN = {"Accept-Language": "en"}
WRONG = "The number and the four digits do not go together."


@pytest.fixture
def item_id(app):
    return make_verified(app, make_trouble(app))


def ask(app, number, four="5678"):
    data = {"number": number, "last_four": four}
    return app.test_client().post("/status", data=data, headers=EN)


def token(answer):
    return re.search(r'name="token" type="hidden" value="([^"]+)"', answer.text)[1]


def tell(app, token, over, words="", key="k1"):
    data = {"token": token, "over": over, "words": words, "_key": key}
    return app.test_client().post("/status/answer", data=data, headers=EN)


def state(app, item_id):
    with app.app_context():
        return db.session.get_one(ActionItem, item_id).state


def test_the_right_two_show_how_it_stands(app, item_id):
    number = number_of(app, item_id)
    bangla = number.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    for typed, four in ((number, "5678"), (bangla.lower(), "৫৬৭৮"), (f" {number} ", " 5678 ")):
        answer = ask(app, typed, four)
        assert answer.status_code == 200, typed
        assert "It is done, and another officer has looked." in answer.text
        assert "Assistant Commissioner (Land), Ghatail" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        assert "রহিমা" not in answer.text
        assert "5678" not in answer.text.replace(token(answer), "")


def test_only_words_that_were_looked_through_are_shown(app, item_id):
    number = number_of(app, item_id)
    assert "The fence is gone." not in ask(app, number).text
    publish(app, item_id)
    text = ask(app, number).text
    assert "the fishermen fish again" in text
    assert "The fence is gone." not in text


def test_wrong_in_either_is_one_answer(app, item_id):
    number = number_of(app, item_id)
    nobodys = number_of(app, make_verified(app))  # no phone is known of it
    hidden_post = make_trouble(app)
    hidden = number_of(app, make_verified(app, hidden_post))
    hide(app, hidden_post)
    texts = set()
    for typed, four in (
        *((number, "5679"), ("TGL-2026-7777", "5678"), (nobodys, "5678"), (hidden, "5678")),
        *(("nonsense", "5678"), ("x" * 39, "????"), (number, "678"), (number, "05678")),
    ):
        answer = ask(app, typed, four)
        assert answer.status_code == 422
        assert WRONG in answer.text
        bare = answer.text.replace(f'value="{typed}"', "").replace(f'value="{four}"', "")
        texts.add(bare)
    assert len(texts) == 1


def test_wrong_takes_as_long_whatever_was_wrong(app, item_id):
    number = number_of(app, item_id)
    nobodys = number_of(app, make_verified(app))
    client = app.test_client()

    def seconds(typed, four):
        began = perf_counter()
        client.post("/status", data={"number": typed, "last_four": four}, headers=EN)
        return perf_counter() - began

    kinds = ((number, "5679"), ("TGL-2026-7777", "5678"), (nobodys, "5678"))
    rounds = [[seconds(*kind) for kind in kinds] for _ in range(40)]
    middles = [median(took) for took in zip(*rounds[5:], strict=True)]
    assert max(middles) < 1.5 * min(middles)


@pytest.mark.parametrize("field", ["number", "last_four"])
@pytest.mark.parametrize("typed", ["", "\x00", "9" * 30, "'--", "🐟", "٠١٢٣", "TGL-²026-0042"])
def test_nothing_that_is_typed_is_a_fault(app, item_id, field, typed):
    data = {"number": number_of(app, item_id), "last_four": "5678"} | {field: typed}
    answer = app.test_client().post("/status", data=data)
    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers


def test_it_is_over_says_the_citizen(app, item_id, sign_in):
    given = token(ask(app, number_of(app, item_id)))
    assert tell(app, given, "").status_code == 422
    for _ in range(2):  # sent twice it is one word
        answer = tell(app, given, "yes")
        assert answer.status_code == 200
        assert "It is written down that it is over." in answer.text
    with app.app_context():
        steps = db.session.query(Step).filter_by(kind=StepKind.CONFIRMED).all()
        assert [step.officer_id for step in steps] == [None]
        entry = db.session.query(LogEntry).filter_by(kind="action.confirmed").one()
        assert (entry.actor_kind, entry.actor_id) == ("citizen", None)
        assert entry.actor_text_en == "The citizen"
        assert verify_log() is None
    assert state(app, item_id) == ActionState.VERIFIED
    page = sign_in("omar").get(f"/actions/{item_id}", headers=EN).text
    assert "It is over, says the citizen" in page
    said = tell(app, given, "yes", key="k2")
    assert "You have said already that it is over." in said.text


def test_it_is_not_over_and_the_same_seat_has_it_again(app, item_id, sign_in, cast):
    given = token(ask(app, number_of(app, item_id)))
    silent = tell(app, given, "no")
    assert silent.status_code == 422
    assert "Say what is not right yet" in silent.text
    words = "The **fence** is back since Friday."
    for _ in range(2):
        answer = tell(app, given, "no", words)
        assert answer.status_code == 200
        assert "It is open again." in answer.text
    with app.app_context():
        item = db.session.get_one(ActionItem, item_id)
        assert (item.state, item.reopened) == (ActionState.DOING, 1)
        assert item.verified_at is None
    page = sign_in("rahima").get(f"/actions/{item_id}", headers=EN).text
    assert "Opened again: it is not over, says the citizen" in page
    assert "The <strong>fence</strong> is back since Friday." in page
    bell = sign_in("rahima").get("/notifications", headers=EN).text
    assert "the citizen says that it is not over" in bell
    assert "The seat below is at work on it." in ask(app, number_of(app, item_id)).text
    late = tell(app, given, "no", words, key="k3")
    assert late.status_code == 422
    assert "The fence is back" not in late.text.replace("**", "") or words in late.text


def test_of_what_is_not_done_nothing_is_asked(app):
    item_id = actions.make_item(app, actions.make_flag(app, make_trouble(app)))
    text = ask(app, number_of(app, item_id)).text
    assert "Your word" not in text
    assert "To be done by" in text


@pytest.mark.parametrize("token", ["", "x", "1.2.3", "\x00", "9" * 5000])
def test_a_token_that_is_none_asks_for_the_number_again(app, item_id, token):
    answer = tell(app, token, "no", "It is not over.")
    assert answer.status_code == 422
    assert "give the number once more" in answer.text
    assert "It is not over." in answer.text
    assert state(app, item_id) == ActionState.VERIFIED


def test_after_the_window_it_is_not_opened_any_more(app, item_id, stop_clock):
    from datetime import timedelta

    from app.core.clock import now

    stop_clock(now() + timedelta(days=90))
    answer = ask(app, number_of(app, item_id))
    assert answer.status_code == 200
    assert "Yes, it is over" not in answer.text
    assert "the same office shall look again" not in answer.text
    assert "I appeal" in answer.text  # late: whoever decides takes it, or not


def test_an_officer_does_not_speak_for_the_citizen_here(app, item_id):
    from app.core.policy import refusal
    from tests.make import officer

    with app.test_request_context("/?lang=en"):
        item = db.session.get_one(ActionItem, item_id)
        for deed in ("say_over", "say_not_over"):
            said = str(refusal(officer("maya"), deed, item))
            assert said == "Only the citizen says this, with the number and the phone."


def test_who_tries_out_numbers_is_stopped(database, tmp_path):
    app = make_app(database, tmp_path, RATELIMIT_ENABLED=True)
    item_id = make_verified(app, make_trouble(app))
    number = number_of(app, item_id)
    codes = [ask(app, number, f"{n:04}").status_code for n in range(10)]
    assert codes == [422] * 8 + [429] * 2
    assert ask(app, number.lower(), "5678").status_code == 429  # one number, one spelling
    others = [ask(app, f"TGL-2026-{n}", "1111").status_code for n in range(500, 520)]
    assert others[:12] == [422] * 12
    assert others[-1] == 429


def test_a_post_without_a_source_is_no_fault(app):
    item_id = make_verified(app, make_post(app))
    assert ask(app, number_of(app, item_id)).status_code == 422


def test_a_citizen_appeals_and_reads_who_decides_until_when(app, item_id):
    number = number_of(app, item_id)
    before = ask(app, number)
    assert "I appeal, the office above shall decide" in before.text
    answer = tell(app, token(before), "appeal", "The fence stands again.")
    assert "Your appeal is filed." in answer.text
    again = ask(app, number).text
    assert "Upazila Nirbahi Officer, Ghatail, Tangail decides it by" in again
    assert "I appeal, the office above shall decide" not in again
    with app.app_context():
        found = db.session.query(Appeal).one()
        assert (found.filed_by_id, found.item.id) == (None, item_id)
        assert "fence stands again" in found.source


def test_what_was_upheld_is_said_while_the_work_goes_on_and_no_longer(app, item_id):
    number = number_of(app, item_id)
    tell(app, token(ask(app, number)), "appeal", "The fence stands again.")
    with app.app_context():
        appeal_id = db.session.query(Appeal).one().id
    appeals.act(app, "uphold", appeal_id)
    assert "Upheld: the work goes on." in ask(app, number).text
    actions.finish(app, item_id)
    assert "Upheld: the work goes on." not in ask(app, number).text


def test_an_appeal_without_words_asks_for_them(app, item_id):
    answer = tell(app, token(ask(app, number_of(app, item_id))), "appeal")
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.query(Appeal).count() == 0
