from datetime import timedelta
from time import monotonic

import pytest
from sqlalchemy import func, select

from app.core import clock, transaction
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction as change
from app.live import guard
from app.officers.session import ABSOLUTE, IDLE, SEEN_EVERY, Session
from tests.busy import another_writes
from tests.make import officer

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 13; SM-A035F) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Mobile Safari/537.36"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


def look_around(app):
    """What the guard does every few seconds."""
    with app.app_context():
        guard.look()
        db.session.remove()


def is_in(client):
    return client.get("/me/sessions").status_code == 200


def copy_of(app, client):
    """Another browser with the same cookie: what a thief has."""
    with client.session_transaction() as session:
        kept = dict(session)
    other = app.test_client()
    with other.session_transaction() as session:
        session.update(kept)
    return other


def sessions_of(app, number):
    with app.app_context():
        rows = select(Session).where(Session.officer_id == number).order_by(Session.id)
        return list(db.session.scalars(rows))


def test_after_signing_out_the_old_cookie_is_dead_and_the_open_line_is_shut(app, sign_in, listen):
    """A line copies the session when it opens: left to itself it goes on as that officer, and the
    old cookie opens another."""
    client = sign_in("rahima")
    thief, line = copy_of(app, client), listen(client)
    assert is_in(thief)
    assert line.is_connected()
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert not is_in(client)
    assert not is_in(thief)
    look_around(app)
    assert not line.is_connected()
    assert not listen(thief).is_connected()


def test_signing_out_is_for_who_is_in(app, cast):
    assert app.test_client().post("/sign-out").location.startswith("/sign-in")
    assert app.test_client().get("/sign-out").status_code in {404, 405}


def test_the_list_names_each_session_in_plain_words_and_marks_this_one(app, cast, sign_in):
    client = sign_in("rahima")
    sign_in("rahima")
    with app.app_context(), change():
        mine, other = db.session.scalars(select(Session).order_by(Session.id))
        mine.browser, other.browser, other.address = FIREFOX, ANDROID, "103.4.144.7"
    page = client.get("/me/sessions?lang=en").text
    assert "Firefox on Linux" in page
    assert "Chrome on Android" in page
    assert "103.4.144.7" in page
    assert page.count("This one") == 1
    assert page.index("This one") > page.index("Firefox on Linux")


@pytest.mark.parametrize(
    ("said", "words"),
    [(EDGE, "Edge on Windows"), ("curl/8", "A browser that does not say its name")],
)
def test_a_browser_is_told_in_words(app, sign_in, said, words):
    client = sign_in("rahima")
    with app.app_context(), change():
        db.session.scalar(select(Session)).browser = said
    assert words in client.get("/me/sessions?lang=en").text


def test_ended_and_outlived_sessions_are_not_in_the_list(app, cast, sign_in):
    client = sign_in("rahima")
    for _ in range(3):
        sign_in("rahima")
    with app.app_context(), change():
        _mine, ended, idle, old = db.session.scalars(select(Session).order_by(Session.id))
        ended.ended_at = clock.now()
        idle.seen_at = clock.now() - IDLE
        old.created_at = clock.now() - ABSOLUTE
    assert client.get("/me/sessions").text.count("127.0.0.1") == 1


def test_one_session_is_ended_from_another(app, cast, sign_in, listen):
    here, there = sign_in("rahima"), sign_in("rahima")
    line = listen(there)
    number = sessions_of(app, cast["rahima"])[1].id
    answer = here.post(f"/me/sessions/{number}/end")
    assert (answer.status_code, answer.location) == (303, "/me/sessions")
    look_around(app)
    assert not line.is_connected()
    assert not is_in(there)
    assert is_in(here)


def test_ending_the_session_one_is_in_is_signing_out(app, cast, sign_in):
    client = sign_in("rahima")
    answer = client.post(f"/me/sessions/{sessions_of(app, cast['rahima'])[0].id}/end")
    assert answer.location == "/sign-in"


def test_a_colleagues_session_is_not_there(app, cast, sign_in):
    sign_in("tanvir")
    number = sessions_of(app, cast["tanvir"])[0].id
    client = sign_in("rahima")
    assert client.post(f"/me/sessions/{number}/end").status_code == 404
    assert client.post("/me/sessions/999999/end").status_code == 404
    assert sessions_of(app, cast["tanvir"])[0].ended_at is None


def test_signing_out_everywhere_ends_all_of_ones_own_and_nobody_elses(app, cast, sign_in, listen):
    here, there, colleague = sign_in("rahima"), sign_in("rahima"), sign_in("tanvir")
    line = listen(there)
    answer = here.post("/me/sessions/end")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    look_around(app)
    assert not line.is_connected()
    assert not is_in(here)
    assert not is_in(there)
    assert is_in(colleague)
    with app.app_context():
        entry = db.session.scalar(select(LogEntry).where(LogEntry.kind == "officer.signed_out"))
        assert entry.event.session_id is None


def test_a_session_that_nobody_used_for_long_is_over(app, sign_in, stop_clock):
    client = sign_in("rahima")
    begun = clock.now()
    stop_clock(begun + IDLE - timedelta(seconds=5))
    assert is_in(client)
    stop_clock(begun + IDLE - timedelta(seconds=5) + IDLE)
    assert not is_in(client)


def test_a_session_that_is_used_all_the_time_ends_as_well(app, sign_in, stop_clock):
    client = sign_in("rahima")
    begun = clock.now()
    moment = begun
    while moment < begun + ABSOLUTE - timedelta(hours=13):
        moment += timedelta(hours=12)
        stop_clock(moment)
        assert is_in(client)
    stop_clock(begun + ABSOLUTE)
    assert not is_in(client)


def test_being_seen_is_written_once_in_five_minutes(app, cast, sign_in, stop_clock):
    client = sign_in("rahima")
    begun = clock.now()
    stop_clock(begun + SEEN_EVERY - timedelta(seconds=5))
    is_in(client)
    assert sessions_of(app, cast["rahima"])[0].seen_at < begun + timedelta(seconds=1)
    later = begun + SEEN_EVERY + timedelta(seconds=5)
    stop_clock(later)
    is_in(client)
    assert sessions_of(app, cast["rahima"])[0].seen_at == later
    with app.app_context():
        assert officer("rahima").last_seen_at == later


def test_a_page_is_not_kept_waiting_by_what_others_write(app, sign_in, stop_clock, monkeypatch):
    """Whoever holds the turn to write may hold it for long; the next page will say who was seen."""
    monkeypatch.setattr(transaction, "WAIT_SECONDS", 20)
    client = sign_in("rahima")
    stop_clock(clock.now() + SEEN_EVERY)
    began = monotonic()
    with transaction._turn:
        assert is_in(client)
    with another_writes(app):
        assert is_in(client)
    assert monotonic() - began < 10


def test_a_page_that_asks_by_itself_does_not_keep_its_session_alive(cast, sign_in, stop_clock):
    client, begun = sign_in("rahima"), clock.now()
    room = f"/live/officer:{cast['rahima']}?after=0"
    stop_clock(begun + IDLE - timedelta(seconds=5))
    assert client.get(room).status_code == 200
    stop_clock(begun + IDLE + timedelta(seconds=5))
    assert client.get(room).status_code == 302


def test_looking_at_pages_changes_nothing_else(app, cast, sign_in):
    client = sign_in("rahima")
    before = sessions_of(app, cast["rahima"])[0].seen_at
    for address in ("/people", f"/people/{cast['rahima']}", "/me/sessions", "/me/password"):
        assert client.get(address).status_code == 200
    assert sessions_of(app, cast["rahima"])[0].seen_at == before
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(LogEntry)) == 0


def test_a_session_long_over_is_forgotten_with_its_address(app, cast, sign_in, stop_clock):
    sign_in("rahima")
    stop_clock(clock.now() + 3 * ABSOLUTE)
    with app.test_request_context(), change():
        from app.officers.session import open_session

        open_session(officer("rahima"))
    assert len(sessions_of(app, cast["rahima"])) == 1
