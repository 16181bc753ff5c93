"""An idea goes from state to state, each time with a reason and a seat that is responsible."""

import pytest
from sqlalchemy import func, select

from app.core.db import db
from app.core.log import LogEntry
from app.core.policy import refusal
from app.ideas.models import IdeaState, IdeaStep
from app.officers.models import Seat
from app.posts.models import Audience, Post
from app.posts.operations import withdraw_post
from tests.make import do, hide, make_idea, make_post, move, officer

EVERYONE = ("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar")
SENIORS = {"arif", "shahana", "nurul", "maya", "mithun"}
# Author → who may move what she or he wrote: seniors of the author, and heads above.
MOVERS = {
    "rahima": SENIORS | {"tanvir"},  # Tanvir heads the upazila above her land office
    "jubayer": SENIORS | {"tanvir"},
    "tanvir": SENIORS,
    "arif": {"shahana", "nurul"},
    "nurul": {"shahana"},
    "shahana": set(),
}
WHY = "Two unions have the **people** for it."


def steps(app):
    with app.app_context():
        return db.session.scalar(select(func.count(IdeaStep.id)))


def seat_id(app, code):
    with app.app_context():
        return db.session.scalar(select(Seat.id).where(Seat.code == code))


def filled(app, state="discussion", seat="tangail.dc", version=0, key="k", reason=WHY):
    given = {"state": state, "seat": seat_id(app, seat), "version": version, "_key": key}
    return given | {"reason": reason}


def test_state_reason_owner_and_mover_stand_on_the_page(app, sign_in):
    post_id = make_idea(app)
    senior = sign_in("arif")
    assert f"/posts/{post_id}/state" in senior.get(f"/posts/{post_id}").text
    answer = senior.post(f"/posts/{post_id}/state", data=filled(app, seat="ghatail.uno"))
    assert answer.status_code == 303
    assert answer.location.startswith(f"/posts/{post_id}?sent=state-{post_id}#idea-state")
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    stands = page.split('id="idea-state"')[1].split("</section>")[0]
    assert "In discussion" in stands
    assert "Two unions have the <strong>people</strong> for it." in stands
    assert "Responsible for the next step: Upazila Nirbahi Officer, Ghatail, Tangail" in stands
    assert "Ariful Bashar" in stands
    assert "<details>" not in stands
    beside = page.split("With whom it is")[1].split("</section>")[0]
    assert "Upazila Nirbahi Officer, Ghatail, Tangail" in beside


def test_the_form_works_without_a_script_and_offers_ones_own_seat_first(app, sign_in):
    page = sign_in("arif").get(f"/posts/{make_idea(app)}/state").text
    seats = page.split("<select")[1].split("</select>")[0].split("<option")
    assert "Deputy Commissioner, Tangail · Ariful Bashar" in seats[1]
    assert any("Upazila Nirbahi Officer, Ghatail" in line for line in seats[2:])
    assert not any("Bhola" in line for line in seats)
    assert 'name="version" type="hidden" value="0"' in page
    assert page.count('type="radio"') == 5


def test_the_form_is_answered_in_bangla_too(app, sign_in):
    post_id = make_idea(app)
    page = sign_in("arif").get(f"/posts/{post_id}/state?lang=bn").text
    assert "পাইলট চলছে" in page
    move(app, post_id, IdeaState.PILOTING)
    page = sign_in("rahima").get(f"/posts/{post_id}?lang=bn").text
    assert "পাইলট চলছে" in page.split('id="idea-state"')[1]
    assert "পাইলট চলছে" in page.split('id="thread"')[1].split("</ol>")[0]


@pytest.mark.parametrize("author", MOVERS)
def test_who_may_move_whose_idea(app, cast, author):
    post_id = make_idea(app, by=author)
    with app.test_request_context():
        post = db.session.get_one(Post, post_id)
        may = {name for name in EVERYONE if refusal(officer(name), "move_idea", post) is None}
    assert may == MOVERS[author]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("rahima", "Nobody moves their own idea"),
        ("jubayer", "An idea is moved by a senior of its author or by the head of the office"),
        ("omar", "An idea is moved by a senior of its author or by the head of the office"),
    ],
)
def test_a_refusal_is_a_sentence_and_keeps_the_words(app, sign_in, name, reason):
    post_id = make_idea(app)
    browser = sign_in(name)
    with app.app_context():
        own = officer(name).seat.code
    assert f"/posts/{post_id}/state" not in browser.get(f"/posts/{post_id}").text
    assert browser.get(f"/posts/{post_id}/state").status_code == 403
    answer = browser.post(f"/posts/{post_id}/state", data=filled(app, seat=own))
    assert answer.status_code == 403
    assert reason in answer.text
    assert WHY in answer.text
    assert steps(app) == 0


def test_what_one_may_not_read_is_not_there_to_be_moved(app, sign_in):
    post_id = make_idea(app, audience=Audience.OFFICE)
    for browser in (sign_in("shahana"), sign_in("nurul")):
        assert browser.get(f"/posts/{post_id}/state").status_code == 404
        answer = browser.post(f"/posts/{post_id}/state", data=filled(app, seat="land.joint"))
        assert answer.status_code == 404
    assert steps(app) == 0
    assert sign_in("arif").get(f"/posts/{post_id}/state").status_code == 200


def test_a_question_has_no_states(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("arif")
    assert f"/posts/{post_id}/state" not in browser.get(f"/posts/{post_id}").text
    answer = browser.post(f"/posts/{post_id}/state", data=filled(app))
    assert answer.status_code == 403
    assert "Only an idea goes from state to state" in answer.text
    assert 'id="idea-state"' not in browser.get(f"/posts/{post_id}").text


def test_a_hidden_idea_moves_nowhere(app, sign_in):
    post_id = make_idea(app)
    hide(app, post_id)
    answer = sign_in("mithun").post(
        f"/posts/{post_id}/state", data=filled(app, seat="cabinet.moderator-2")
    )
    assert answer.status_code == 403
    assert "This post is hidden by a moderator." in answer.text
    assert sign_in("arif").get(f"/posts/{post_id}/state").status_code == 404
    assert steps(app) == 0


def test_a_withdrawn_idea_moves_nowhere(app, sign_in):
    post_id = make_idea(app)

    def withdraw():
        post = db.session.get_one(Post, post_id)
        withdraw_post(officer("rahima"), post)
        return post

    do(app, withdraw)
    with app.test_request_context("/?lang=en"):
        post = db.session.get_one(Post, post_id)
        found = refusal(officer("arif"), "move_idea", post)
        assert str(found) == "This post was withdrawn by its author."
    assert sign_in("arif").post(f"/posts/{post_id}/state", data=filled(app)).status_code == 404


def test_it_does_not_go_where_it_is(app, sign_in):
    post_id = make_idea(app)
    last = move(app, post_id)
    browser = sign_in("arif")
    assert 'value="discussion"' not in browser.get(f"/posts/{post_id}/state").text
    answer = browser.post(f"/posts/{post_id}/state", data=filled(app, version=last))
    assert answer.status_code == 403
    assert "The idea is in this state already; choose another." in answer.text
    assert WHY in answer.text
    assert steps(app) == 1


@pytest.mark.parametrize("end", [IdeaState.ADOPTED, IdeaState.NOT_TAKEN_UP])
def test_from_an_end_the_only_way_is_back_to_discussion(app, sign_in, end):
    post_id = make_idea(app)
    last = move(app, post_id, end)
    browser = sign_in("shahana")
    page = browser.get(f"/posts/{post_id}/state").text
    assert page.count('type="radio"') == 1
    given = filled(app, "review", "land.secretary", last)
    answer = browser.post(f"/posts/{post_id}/state", data=given)
    assert answer.status_code == 403
    assert "The idea has come to its end." in answer.text
    given = filled(app, "discussion", "land.secretary", last, key="k2", reason="It rains more now.")
    assert browser.post(f"/posts/{post_id}/state", data=given).status_code == 303
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    stands = page.split('id="idea-state"')[1].split("</section>")[0]
    assert stands.index("It rains more now.") < stands.index("1 earlier step")
    assert stands.index("1 earlier step") < stands.index("Let us talk it through.")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": "  \u202e "}, "Say in a sentence why the idea moves."),
        ({"state": "submitted"}, "Choose where the idea goes."),
        ({"state": "promoted"}, "Choose where the idea goes."),
        ({"state": ""}, "Choose where the idea goes."),
        ({"seat": ""}, "Choose the one seat that is responsible."),
        ({"seat": "-1"}, "Choose the one seat that is responsible."),
        ({"seat": "9" * 30}, "Choose the one seat that is responsible."),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(app, sign_in, given, sentence):
    post_id = make_idea(app)
    answer = sign_in("arif").post(f"/posts/{post_id}/state", data=filled(app) | given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("Two unions have" in answer.text) == ("reason" not in given)
    assert steps(app) == 0


def test_a_seat_of_another_district_is_not_made_responsible(app, sign_in):
    post_id = make_idea(app)
    answer = sign_in("arif").post(f"/posts/{post_id}/state", data=filled(app, seat="bhola.dc"))
    assert answer.status_code == 422
    assert steps(app) == 0


def test_the_same_form_twice_is_one_step(app, sign_in):
    post_id = make_idea(app)
    browser = sign_in("arif")
    first = browser.post(f"/posts/{post_id}/state", data=filled(app))
    again = browser.post(f"/posts/{post_id}/state", data=filled(app))
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert steps(app) == 1
    other = browser.post(f"/posts/{post_id}/state", data=filled(app, reason="Another reason."))
    assert other.status_code == 409
    assert WHY in other.text
    assert "Another reason." in other.text
    with app.app_context():
        told = select(func.count(LogEntry.id)).where(LogEntry.kind == "idea.moved")
        assert db.session.scalar(told) == 1


@pytest.mark.parametrize("version", ["0", "", "-3", "x", "9" * 40])
def test_who_did_not_see_the_last_step_is_shown_both_reasons(app, sign_in, version):
    post_id = make_idea(app)
    move(app, post_id, IdeaState.REVIEW, by="shahana", why="The ministry looks at it.")
    answer = sign_in("arif").post(
        f"/posts/{post_id}/state", data=filled(app, "piloting", version=version)
    )
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in answer.text
    assert "Under review: The ministry looks at it." in answer.text
    assert WHY in answer.text
    assert ">\npiloting<" not in answer.text, "a choice is not words"
    assert steps(app) == 1


def test_a_reason_is_words_and_never_code(app, sign_in):
    post_id = make_idea(app)
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) <b onclick=x>now</b>"
    sign_in("arif").post(f"/posts/{post_id}/state", data=filled(app, reason=evil))
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    stands = page.split('id="idea-state"')[1].split("</section>")[0]
    assert "<script" not in stands
    assert "<b " not in stands
    assert 'href="javascript' not in stands
    assert "&lt;script&gt;" in stands


def test_the_thread_shows_the_state_until_an_action_item_speaks(app, sign_in):
    post_id = make_idea(app)

    def thread(address):
        return sign_in("rahima").get(address).text.split('class="thread"')[1].split("</ol>")[0]

    assert "Action" in thread(f"/posts/{post_id}")
    for state, word in (
        (IdeaState.REVIEW, "Under review"),
        (IdeaState.PILOTING, "Piloting"),
        (IdeaState.ADOPTED, "Adopted"),
    ):
        move(app, post_id, state)
        for address in (f"/posts/{post_id}", "/"):
            shown = thread(address)
            assert word in shown
            assert shown.count("<li") <= 4
            assert ("Result" in shown) == (state != IdeaState.ADOPTED)
