"""Who sits in a room, in which language, and how it is left."""

import pytest

from app.live import guard
from app.live.sitters import sitters
from tests.make import hide, hide_word, make_post, say
from tests.telling import Teller, pieces, sit


@pytest.fixture
def tell(app):
    return Teller(app)


def test_a_room_is_heard_in_the_language_that_was_asked_for_last(app, listen, tell):
    post_id = make_post(app)
    line = listen("omar")
    assert sit(line, f"post:{post_id}", "bn")
    assert sit(line, f"post:{post_id}", "en")
    tell()
    say(app, post_id)
    tell()
    told = "".join(piece["html"] for piece in pieces(line))
    assert "Jubayer Rahman" in told
    assert "জুবায়ের রহমান" not in told


def test_a_room_joined_in_two_languages_is_left_in_both(app, listen, tell):
    post_id = make_post(app)
    comment_id = say(app, post_id)
    line = listen("omar")
    for language in ("bn", "en"):
        assert sit(line, f"post:{post_id}", language)
    tell()
    hide(app, post_id)
    with app.app_context():
        guard.look()
    line.get_received()
    hide_word(app, comment_id)
    tell()
    assert pieces(line) == []


def test_nothing_is_kept_of_a_room_in_which_nobody_sits(app, listen):
    rooms = [f"post:{make_post(app)}" for _ in range(3)]
    left, gone = listen("jubayer"), listen("jubayer")
    for room in rooms:
        assert sit(left, room)
        assert sit(gone, room)
        left.emit("leave", {"room": room})
    gone.disconnect()
    assert sitters._by_room == {}
