"""Who hears that an idea moved, and what open pages see."""

import pytest

from app.ideas.models import IdeaState
from app.posts.models import Audience
from tests.ideas.test_moving import filled
from tests.make import endorse, make_idea, move, say
from tests.telling import Teller, pieces, sit


def told(sign_in, name):
    return "Under review" in sign_in(name).get("/notifications?lang=en").text


def test_author_followers_endorsers_and_the_owner_are_told_and_nobody_else(app, sign_in):
    post_id = make_idea(app)
    endorse(app, post_id, by="shahana")
    say(app, post_id, by="jubayer")
    given = filled(app, "review", "ghatail.uno")
    assert sign_in("arif").post(f"/posts/{post_id}/state", data=given).status_code == 303
    heard = {
        name
        for name in ("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "omar")
        if told(sign_in, name)
    }
    assert heard == {"rahima", "jubayer", "shahana", "tanvir"}


def test_who_moved_it_hears_what_becomes_of_it(app, sign_in):
    post_id = make_idea(app)
    move(app, post_id, by="arif")
    move(app, post_id, IdeaState.REVIEW, by="nurul")
    assert told(sign_in, "arif")


def test_the_notification_names_the_state_in_both_languages(app, sign_in):
    post_id = make_idea(app)
    move(app, post_id, IdeaState.ADOPTED)
    reader = sign_in("rahima")
    assert "moved your idea to “Adopted”" in reader.get("/notifications?lang=en").text
    assert "এখন “গৃহীত”" in reader.get("/notifications?lang=bn").text


@pytest.mark.parametrize(("lang", "word"), [("en", "Piloting"), ("bn", "পাইলট চলছে")])
def test_open_pages_see_the_state_and_the_thread(app, listen, lang, word):
    post_id = make_idea(app)
    move(app, post_id)
    line, tell = listen("omar"), Teller(app)
    assert sit(line, f"post:{post_id}", lang)
    move(app, post_id, IdeaState.PILOTING, why="Two unions begin.")
    tell()
    stands, thread = (piece["html"] for piece in pieces(line))
    assert 'id="idea-state"' in stands
    assert "Two unions begin." in stands
    assert "Let us talk it through." in stands
    assert word in stands
    assert 'id="thread"' in thread
    assert word in thread


def test_who_may_not_read_the_idea_sees_nothing_of_it(app, sign_in, listen):
    post_id = make_idea(app, audience=Audience.OFFICE)
    line, tell = listen("omar"), Teller(app)
    assert not sit(line, f"post:{post_id}")
    move(app, post_id, IdeaState.REVIEW)
    tell()
    assert pieces(line) == []
    assert not told(sign_in, "omar")


def test_a_page_that_was_away_catches_up(app, sign_in):
    post_id = make_idea(app)
    move(app, post_id, why="It is **worth** a try.")
    caught = sign_in("omar").get(f"/live/post:{post_id}?after=0&lang=en").text
    assert "idea-state" in caught
    assert "worth" in caught
