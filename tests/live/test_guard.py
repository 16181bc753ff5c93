"""Who lost a session or a room is shown out before anything else is said there."""

import threading
import time
from dataclasses import replace

import pytest

from app.live import guard
from app.live.sitters import ROOMS_A_SOCKET, sitters
from app.posts.models import Audience
from tests.browser.windows import patience
from tests.counting import statements
from tests.live.meanwhile import before
from tests.make import hide, hide_word, make_post, say
from tests.telling import Teller, pieces, sit


@pytest.fixture
def tell(app):
    return Teller(app)


def look(app):
    with app.app_context():
        guard.look()


def test_what_follows_on_the_hiding_of_a_post_is_not_told_to_its_readers(app, listen, tell):
    post_id = make_post(app)
    comment_id = say(app, post_id)
    reader, moderator = listen("omar"), listen("mithun")
    for line in (reader, moderator):
        assert sit(line, f"post:{post_id}")
    tell()
    for line in (reader, moderator):
        line.get_received()
    hide(app, post_id)
    hide_word(app, comment_id)
    tell()
    assert pieces(moderator)
    heard = reader.get_received()
    assert [news["name"] for news in heard] == ["leave"]


def test_who_signs_out_is_shown_out_with_the_next_news(app, sign_in, listen, tell):
    client = sign_in("rahima")
    line, other = listen(client), listen("rahima")
    client.post("/sign-out")
    tell()
    assert not line.is_connected()
    assert other.is_connected()


def test_a_room_that_is_lost_while_one_joins_it_is_not_joined(app, listen, tell):
    post_id = make_post(app)
    comment_id = say(app, post_id)
    line = listen("omar")

    def meanwhile():
        hide(app, post_id)
        look(app)

    # asked once for the session, and then for the room: he was admitted when it happened
    with before(app, meanwhile, "FROM sessions", skip=1) as came:
        assert not sit(line, f"post:{post_id}")
    assert came
    hide_word(app, comment_id)
    tell()
    assert pieces(line) == []


def test_of_an_officer_with_many_lines_a_room_is_asked_once(app, sign_in, listen):
    post_id = make_post(app, by="tanvir", audience=Audience.OFFICE)
    client = sign_in("jubayer")
    asked = []
    for lines in (1, 4):
        for _ in range(lines):
            assert sit(listen(client), f"post:{post_id}")
        with statements(app) as told:
            look(app)
        asked.append(len(told))
    assert asked[0] == asked[1]


def test_who_went_while_coming_is_kept_no_longer(app, listen):
    listen("omar")
    (omar,) = sitters.everyone()
    sitters.come(replace(omar, sid="of-no-line"), cap=1000)
    look(app)
    assert [sitter.sid for sitter in sitters.everyone()] == [omar.sid]


def test_a_line_has_a_bounded_number_of_rooms(app, listen):
    rooms = [f"post:{make_post(app)}" for _ in range(ROOMS_A_SOCKET + 1)]
    line = listen("omar")
    *fit, one_more = rooms
    assert all(sit(line, room) for room in fit)
    assert not sit(line, one_more)
    assert sit(line, fit[0], "bn"), "a room it has in the other language is no room more"
    line.emit("leave", {"room": fit[0]})
    assert sit(line, one_more)


def test_leaving_counts_as_talking(app, listen):
    line, room = listen("omar"), f"post:{make_post(app)}"
    for _ in range(100):
        line.emit("leave", {"room": room})
    assert not sit(line, room)


def test_a_failure_of_any_kind_does_not_end_the_watch(app, sign_in, listen, monkeypatch):
    """Also when the house's own tidying up stumbles."""
    monkeypatch.setattr(guard, "LOOK_EVERY_SECONDS", 0.05)
    client = sign_in("omar")
    line, stop, stumbled = listen(client), threading.Event(), threading.Event()

    def stumble(_problem):
        if threading.current_thread() is thread and not stumbled.is_set():
            stumbled.set()
            raise RuntimeError("the connection could not be given back")

    thread = threading.Thread(target=guard.run, args=(app, stop), daemon=True)
    app.teardown_appcontext_funcs.append(stumble)
    thread.start()
    try:
        assert stumbled.wait(patience(10))
        client.post("/sign-out")
        end = time.monotonic() + patience(10)
        while line.is_connected() and time.monotonic() < end:
            time.sleep(0.05)
        assert not line.is_connected()
    finally:
        stop.set()
        thread.join()
