"""From a flag to a verified end, by the right people, through the pages."""

from datetime import UTC, date, datetime

import pytest

from app.actions.models import ActionItem, ActionState
from app.actions.queries import find_strip
from app.core import log
from app.core.db import db
from tests.actions import making
from tests.make import make_post

PRIMARY = 'class="button button--first"'
SUNDAY = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)  # half past ten in Dhaka


def item_of(app, item_id=1):
    with app.app_context():
        return db.session.get(ActionItem, item_id)


def seat_id(app, code):
    with app.app_context():
        return making.seat(code).id


def test_a_trouble_goes_from_its_flag_to_a_verified_end(app, sign_in, stop_clock):
    stop_clock(SUNDAY)
    post_id = make_post(app)
    jubayer, arif, rahima, nurul = (sign_in(n) for n in ("jubayer", "arif", "rahima", "nurul"))

    assert "Flag as a citizen" in jubayer.get(f"/posts/{post_id}/flag").text
    flagged = jubayer.post(f"/posts/{post_id}/flag", data={"reason": "The **fence** must go."})
    assert (flagged.status_code, flagged.location) == (303, f"/posts/{post_id}?sent=flag-{post_id}")

    flag = arif.get("/flags/1").text
    assert "<strong>fence</strong>" in flag
    assert "Assistant Commissioner (Land), Ghatail, Tangail · Rahima Khatun" in flag
    given = {"seat": seat_id(app, "ghatail.land"), "limit": "7", "days": ""}
    accepted = arif.post("/flags/1/acceptance", data=given)
    assert (accepted.status_code, accepted.location) == (303, "/actions/1")
    assert jubayer.get("/flags/1").location == "/actions/1"

    page = rahima.get("/actions/1").text
    assert "TGL-2026-0001" in page
    assert "Due 1 December 2026, 7 working days left" in page
    assert page.count(PRIMARY) == 1
    assert "Mark as done" in page
    done = rahima.post(
        "/actions/1/acts/mark_done", data={"outcome": "served", "words": "The fence is gone."}
    )
    assert (done.status_code, done.location) == (303, "/actions/1?sent=mark_done-1")

    page = nurul.get("/actions/1").text
    assert page.count(PRIMARY) == 1
    assert "Done, to be verified" in page
    verified = nurul.post("/actions/1/acts/verify", data={"words": "I walked round it."})
    assert verified.status_code == 303

    end = rahima.get("/actions/1").text
    assert "data-proven" in end
    assert PRIMARY not in end
    told = ["Flagged by Jubayer Rahman", "Accepted by Ariful Bashar", "Done, says Rahima Khatun",
            "The fence is gone.", "Verified by Nurul Alam", "I walked round it."]  # fmt: skip
    assert sorted(told, key=end.index) == told
    assert item_of(app).state == ActionState.VERIFIED
    with app.app_context():
        kinds = [entry.kind for entry in log.since_about(f"post:{post_id}", 0, 9)]
        assert kinds[1:] == ["post.flagged", "action.accepted", "action.done", "action.verified"]
        about_item = [entry.kind for entry in log.since_about("action:1", 0, 9)]
        assert about_item == kinds[2:]


def test_what_was_said_before_it_was_sent_back_stays(app, sign_in):
    item_id = making.make_item(app)
    making.finish(app, item_id, said="Most of the fence is gone.")
    nurul, rahima = sign_in("nurul"), sign_in("rahima")
    sent = nurul.post(
        f"/actions/{item_id}/acts/send_back", data={"words": "The **west** side stands."}
    )
    assert sent.status_code == 303
    item = item_of(app, item_id)
    assert (item.state, item.done_at, item.done_by_id) == (ActionState.DOING, None, None)
    page = rahima.get(f"/actions/{item_id}").text
    assert "Sent back" in page
    assert "It was sent back: do what is missing" in page

    making.finish(app, item_id, said="All of it is gone.")
    making.verify(app, item_id)
    page = rahima.get(f"/actions/{item_id}").text
    told = ["Most of the fence is gone.", "<strong>west</strong>", "All of it is gone."]
    assert sorted(told, key=page.index) == told


def test_a_declined_flag_tells_why_and_the_post_may_be_flagged_again(app, sign_in):
    post_id = make_post(app)
    flag_id = making.make_flag(app, post_id)
    arif, jubayer = sign_in("arif"), sign_in("jubayer")
    refused = arif.post(f"/flags/{flag_id}/refusal", data={"refusal": "It is in court."})
    assert refused.status_code == 303
    assert "It is in court." in jubayer.get(f"/flags/{flag_id}").text
    with app.app_context():
        assert find_strip(post_id) is None
    again = making.make_flag(app, post_id, by="tanvir")
    item_id = making.make_item(app, again)
    page = jubayer.get(f"/actions/{item_id}").text
    assert page.index("It is in court.") < page.index("Flagged by Tanvir Hasnat")


@pytest.mark.parametrize(
    ("url", "data", "sentence"),
    [
        ("/posts/{post}/flag", {}, "Say whose trouble it is"),
        ("/flags/{flag}/acceptance", {"limit": "7"}, "Choose the one seat that is responsible."),
        ("/flags/{flag}/acceptance", {"seat": "x", "limit": "7"}, "Choose the one seat"),
        ("/flags/{flag}/acceptance", {"seat": "{bhola}", "limit": "7"}, "Choose the one seat"),
        ("/flags/{flag}/acceptance", {"seat": "{seat}", "limit": ""}, "Say how many working days"),
        (
            "/flags/{flag}/acceptance",
            {"seat": "{seat}", "limit": "7", "days": "61"},
            "From 1 to 60",
        ),
        ("/flags/{flag}/acceptance", {"seat": "{seat}", "limit": "7", "days": "0"}, "From 1 to 60"),
        ("/flags/{flag}/acceptance", {"seat": "{seat}", "days": "soon"}, "Write a whole number"),
        ("/flags/{flag}/refusal", {"refusal": "  "}, "Give the reason"),
        ("/flags/{flag}/refusal", {"refusal": "x" * 501}, "Keep the reason under"),
    ],
)
def test_a_form_that_says_too_little_comes_back_with_its_words(app, sign_in, url, data, sentence):
    post = make_post(app)
    flag = 0 if "/posts/" in url else making.make_flag(app, post)
    names = {"bhola": seat_id(app, "bhola.dc"), "seat": seat_id(app, "ghatail.land")}
    sent = {key: value.format(**names) for key, value in data.items()}
    answer = sign_in("arif").post(url.format(post=post, flag=flag), data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    for typed in sent.values():
        assert typed.strip() in answer.text
    with app.app_context():
        assert db.session.get(ActionItem, 1) is None


@pytest.mark.parametrize(
    ("act", "who", "sentence"),
    [
        ("ask_back", "rahima", "Say in a sentence what is not clear."),
        ("forward", "rahima", "Say in a sentence why it is not yours."),
        ("forward", "rahima", "Choose the one seat whose work it is."),
        ("ask_time", "rahima", "Give from 1 to 60 working days."),
        ("mark_done", "rahima", "Say in a sentence what was done."),
        ("mark_done", "rahima", "Choose how it ended."),
        ("verify", "nurul", "Say in a sentence what you looked at"),
        ("send_back", "nurul", "Say what is still to be done."),
    ],
)
def test_an_act_needs_its_words(app, sign_in, act, who, sentence):
    item_id = making.make_item(app)
    if who == "nurul":
        making.finish(app, item_id)
    before = item_of(app, item_id).state
    answer = sign_in(who).post(f"/actions/{item_id}/acts/{act}", data={"words": " "})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert item_of(app, item_id).state == before


@pytest.mark.parametrize("days", ["12", "১২"])
def test_a_number_of_days_may_be_typed_in_either_digits(app, sign_in, stop_clock, days):
    stop_clock(SUNDAY)
    flag_id = making.make_flag(app)
    given = {"seat": seat_id(app, "ghatail.land"), "limit": "30", "days": days}
    assert sign_in("arif").post(f"/flags/{flag_id}/acceptance", data=given).status_code == 303
    item = item_of(app)
    assert (item.working_days, item.due_on) == (12, date(2026, 12, 8))


def test_the_same_form_sent_twice_is_one_deed(app, sign_in):
    post_id = make_post(app)
    jubayer, arif, rahima = (sign_in(name) for name in ("jubayer", "arif", "rahima"))
    given = {"seat": seat_id(app, "ghatail.land"), "limit": "7", "_key": "k"}
    for _ in range(2):
        sent = jubayer.post(f"/posts/{post_id}/flag", data={"reason": "Go.", "_key": "k"})
        assert sent.status_code == 303
    for _ in range(2):
        assert arif.post("/flags/1/acceptance", data=given).location == "/actions/1"
    for _ in range(2):
        done = rahima.post(
            "/actions/1/acts/mark_done", data={"outcome": "served", "words": "Gone.", "_key": "k"}
        )
        assert done.status_code == 303
    with app.app_context():
        kinds = [entry.kind for entry in log.since_about(f"post:{post_id}", 0, 9)]
        assert kinds == ["post.written", "post.flagged", "action.accepted", "action.done"]
    other = rahima.post(
        "/actions/1/acts/mark_done",
        data={"outcome": "served", "words": "Other words.", "_key": "k"},
    )
    assert other.status_code == 409
    assert "Gone." in other.text
    assert "Other words." in other.text
