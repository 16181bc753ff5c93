"""The teller: nothing that fails silences what comes after, and nothing is asked for nobody."""

import threading
import time

import pytest
from sqlalchemy.exc import OperationalError

from app.live import teller
from tests.browser.windows import patience
from tests.counting import statements
from tests.live.meanwhile import failing
from tests.make import make_post, say
from tests.telling import Teller, pieces, sit


@pytest.fixture
def tell(app):
    return Teller(app)


def test_what_cannot_be_shown_does_not_silence_what_follows(app, listen, tell):
    post_id = make_post(app)
    line = listen("omar")
    assert sit(line, f"post:{post_id}")
    for words in ("the first", "the second"):
        say(app, post_id, text=words)
    with failing(app, "FROM comments"):
        tell()
    told = "".join(piece["html"] for piece in pieces(line))
    assert "the first" not in told
    assert "the second" in told


def test_what_a_busy_database_did_not_answer_is_told_at_the_next_look(app, listen, tell):
    post_id = make_post(app)
    line = listen("omar")
    assert sit(line, f"post:{post_id}")
    say(app, post_id, text="the first")
    busy = OperationalError("", {}, Exception("database is locked"))
    with failing(app, "FROM comments", busy), pytest.raises(OperationalError):
        tell()
    assert pieces(line) == []
    tell()
    assert "the first" in pieces(line)[0]["html"]


def test_for_pages_that_nobody_has_open_nothing_is_asked(app, tell):
    post_id = make_post(app)
    asked = []
    for number in (1, 5):
        tell()
        for _ in range(number):
            say(app, post_id)
        with statements(app) as told:
            tell()
        asked.append(len(told))
    assert asked[0] == asked[1] == 1, "what happened"


def test_a_failure_of_any_kind_does_not_end_the_telling(app, listen):
    """Also when the house's own tidying up stumbles."""
    post_id = make_post(app)
    line, stop, stumbled = listen("omar"), threading.Event(), []

    def stumble(_problem):
        if threading.current_thread() is thread and len(stumbled) < 2:
            stumbled.append(True)
            raise RuntimeError("the connection could not be given back")

    thread = threading.Thread(target=teller.run, args=(app, stop), daemon=True)
    app.teardown_appcontext_funcs.append(stumble)
    thread.start()
    try:
        assert sit(line, f"post:{post_id}")
        end = time.monotonic() + patience(10)
        while not (heard := pieces(line)) and time.monotonic() < end:
            time.sleep(0.1)
            if len(stumbled) == 2:
                say(app, post_id, text="after all")
        assert heard
    finally:
        stop.set()
        teller.wake()
        thread.join()
