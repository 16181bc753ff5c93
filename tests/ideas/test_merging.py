"""Two ideas of one thought become one: supporters come along, and nothing that was said is lost."""

import pytest
from sqlalchemy import func, select

from app.comments.operations import Said
from app.core.db import db
from app.endorsements.queries import count_endorsements
from app.following.models import Facing
from app.following.operations import face_post
from app.ideas.models import IdeaStep
from app.ideas.operations import merge_idea
from app.posts.models import Audience, Follow, Post
from app.posts.operations import follow_post, stop_following
from tests.actions.making import make_flag
from tests.make import do, endorse, hide, make_idea, make_post, officer, say
from tests.telling import Teller, pieces, sit
from tests.together import at_once


@pytest.fixture
def ideas(app):
    """Rahima's, to be merged into Jubayer's."""
    return make_idea(app), make_idea(app, by="jubayer", title="One number for all unions")


def merge(browser, post_id, into, reason="Both ask for one number.", key="m1", **more):
    sent = {"into": str(into), "reason": reason, "_key": key} | more
    return browser.post(f"/posts/{post_id}/merge", data=sent)


def with_post(app, post_id, who, deed):
    def done():
        post = db.session.get_one(Post, post_id)
        deed(officer(who), post)
        return post

    do(app, done)


def row_of(app, post_id):
    with app.app_context():
        return db.session.get_one(Post, post_id)


def test_its_page_points_to_the_other_and_takes_no_comment(app, sign_in, ideas):
    post_id, into = ideas
    browser = sign_in("arif")
    assert f'href="/posts/{post_id}/merge"' in browser.get(f"/posts/{post_id}/state").text
    answer = merge(browser, post_id, into)
    assert answer.status_code == 303
    assert answer.location.startswith(f"/posts/{into}?sent=merge-")
    page = sign_in("omar").get(f"/posts/{post_id}").text
    assert f"It goes on in idea number {into}: read and speak there." in page
    assert "Both ask for one number." in page
    assert "This idea was merged into another: speak there." in page
    assert '<form id="comment-form' not in page
    refused = sign_in("omar").post(
        f"/posts/{post_id}/comments", data={"body": "Late.", "_key": "l"}
    )
    assert refused.status_code == 403
    senior = sign_in("shahana").get(f"/posts/{post_id}").text
    for deed in ("endorsement", "question", "flag", "state", "faced"):
        assert f'"/posts/{post_id}/{deed}"' not in senior
    assert "<b>Merged</b>" in sign_in("omar").get("/").text
    assert "নম্বর ধারণায়" in sign_in("omar").get(f"/posts/{post_id}?lang=bn").text
    assert merge(browser, into, post_id, key="m2").status_code == 403, "nothing goes into it either"


@pytest.mark.parametrize("form", ["{}", "http://localhost/posts/{}", "/posts/{}?only=x#comments-h"])
def test_the_other_is_named_by_number_or_address(app, sign_in, ideas, form):
    post_id, into = ideas
    assert merge(sign_in("arif"), post_id, form.format(into)).status_code == 303
    assert row_of(app, post_id).merged_into_id == into


def test_a_number_may_be_written_in_bangla(app, sign_in, ideas):
    assert merge(sign_in("arif"), ideas[0], "২").status_code == 303
    assert row_of(app, ideas[0]).merged_into_id == 2


def test_endorsements_stay_and_are_counted_there_once(app, sign_in, ideas):
    post_id, into = ideas
    endorse(app, post_id, by="shahana", reason="I would fund it.")
    endorse(app, post_id, by="nurul", reason="First here.")
    endorse(app, into, by="nurul", reason="And here too.")
    merge(sign_in("arif"), post_id, into)
    page = sign_in("omar").get(f"/posts/{into}").text
    assert "Endorsed by 2 seniors" in page
    assert "I would fund it." in page
    assert f"came with idea number {post_id}" in page
    assert "And here too." in page
    assert "First here." not in page
    assert "Endorsed by 2 seniors" in sign_in("omar").get(f"/posts/{post_id}").text
    with app.test_request_context():
        assert count_endorsements([post_id, into]) == {post_id: 2, into: 2}


def test_followers_and_who_faces_it_are_carried_over_without_doubling(app, cast, sign_in, ideas):
    post_id, into = ideas
    for name in ("omar", "tanvir", "jubayer"):
        with_post(app, post_id, name, face_post)  # and follows it
    with_post(app, into, "tanvir", face_post)
    with_post(app, into, "omar", follow_post)
    with_post(app, into, "omar", stop_following)
    merge(sign_in("arif"), post_id, into)
    with app.app_context():
        facing = list(db.session.scalars(select(Facing.officer_id).where(Facing.post_id == into)))
        assert sorted(facing) == sorted([cast["omar"], cast["tanvir"]]), "its author not"
        follows = {
            follow.officer_id: follow.stopped_at
            for follow in db.session.scalars(select(Follow).where(Follow.post_id == into))
        }
    assert follows[cast["rahima"]] is None, "who wrote the other hears of this one"
    assert follows[cast["omar"]] is not None, "who had stopped is not called back"
    assert set(follows) == {cast[name] for name in ("rahima", "jubayer", "tanvir", "omar")}


def test_sent_twice_it_is_merged_once(app, sign_in, ideas):
    browser = sign_in("arif")
    assert {merge(browser, *ideas).status_code for _ in range(3)} == {303}
    with app.app_context():
        assert db.session.scalar(select(func.count(IdeaStep.id))) == 1


def test_two_at_once_leave_one_and_no_ring(app, ideas):
    def deed(who, number):
        post_id, into = ideas if number % 2 else reversed(ideas)
        post, other = db.session.get_one(Post, post_id), db.session.get_one(Post, into)
        return merge_idea(who, post, other, Said("One."))

    done = at_once(app, ["arif", "shahana", "arif", "shahana"], deed)
    assert sum(isinstance(one, int) for one in done) == 1, done
    merged = [row_of(app, one).merged_into_id for one in ideas]
    assert merged.count(None) == 1


@pytest.mark.parametrize("name", ["rahima", "omar", "jubayer"])
def test_only_who_may_move_it_merges_it(app, sign_in, ideas, name):
    assert sign_in(name).get(f"/posts/{ideas[0]}/merge").status_code == 403
    assert merge(sign_in(name), *ideas).status_code == 403
    assert row_of(app, ideas[0]).merged_into_id is None


@pytest.mark.parametrize(
    "typed", ["", "0", "987654", "no number", "9" * 40, "<b>2</b>", "/people/2", "javascript:2"]
)
def test_what_is_no_idea_is_said_and_the_words_stay(sign_in, ideas, typed):
    answer = merge(sign_in("arif"), ideas[0], typed)
    assert answer.status_code == 422
    assert "Both ask for one number.</textarea>" in answer.text
    assert "<b>2</b>" not in answer.text


def test_what_does_not_fit_together_stays_apart(app, sign_in, ideas):
    browser, post_id = sign_in("arif"), ideas[0]
    inner = make_idea(app, by="jubayer", audience=Audience.OFFICE)
    hidden = make_idea(app, by="jubayer")
    hide(app, hidden)
    wrong = {
        post_id: "This is the idea itself",
        make_post(app): "this is another kind of post",
        inner: "not written for the same readers",
    }
    for number, (into, why) in enumerate(wrong.items()):
        answer = merge(browser, post_id, into, key=f"w{number}")
        assert answer.status_code == 403
        assert why in answer.text
    assert merge(browser, post_id, hidden, key="w9").status_code == 422, "as if it were not there"
    make_flag(app, post_id)
    answer = merge(browser, *ideas, key="w10")
    assert answer.status_code == 403
    assert "issue stands on this idea" in answer.text


def test_what_has_taken_in_another_stays(app, sign_in, ideas):
    browser, third = sign_in("arif"), make_idea(app, by="tanvir", title="A third of its kind")
    merge(browser, *ideas)
    answer = merge(browser, ideas[1], third, key="m3")
    assert answer.status_code == 403
    assert "Other ideas were merged into this one" in answer.text


def test_who_wrote_followed_or_endorsed_hears_and_both_pages_see_it(
    app, cast, sign_in, listen, ideas
):
    post_id, into = ideas
    endorse(app, post_id, by="shahana")
    say(app, post_id, by="omar")
    lines = {room: listen("tanvir") for room in (f"post:{post_id}", f"post:{into}")}
    for room, line in lines.items():
        assert sit(line, room)
    tell = Teller(app)
    merge(sign_in("arif"), post_id, into)
    tell()
    here = "".join(piece["html"] for piece in pieces(lines[f"post:{post_id}"]))
    there = "".join(piece["html"] for piece in pieces(lines[f"post:{into}"]))
    assert "It goes on in idea number" in here
    assert "<b>Merged</b>" in here
    assert "came with idea number" in there
    for name in ("rahima", "shahana", "omar", "jubayer"):
        assert " merged " in sign_in(name).get("/notifications").text, name
    assert " merged " not in sign_in("tanvir").get("/notifications").text
