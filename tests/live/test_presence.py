"""Who writes and who reads at this moment: seen by those who sit there, as far as each lets it be."""

import pytest

from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.live import guard, presence, sitters
from app.officers.models import Shown
from app.officers.operations import choose_presence
from tests.make import hide, make_post, officer
from tests.telling import sit


def news(line, name="writing"):
    return [event["args"][0] for event in line.get_received() if event["name"] == name]


def choose(app, name, shown):
    with app.test_request_context(), transaction():
        choose_presence(officer(name), Shown(shown))


@pytest.fixture
def room(app):
    return f"post:{make_post(app)}"


@pytest.fixture
def seated(listen, room):
    def come(name, lang="en"):
        line = listen(name)
        assert sit(line, room, lang)
        return line

    return come


def test_that_a_colleague_writes_is_seen_by_the_others_in_their_language(seated, room):
    writer, english, bangla = seated("jubayer"), seated("omar"), seated("tanvir", "bn")
    writer.emit("writing", {"room": room})
    assert news(english) == [{"room": room, "name": "Jubayer Rahman"}]
    assert news(bangla) == [{"room": room, "name": "জুবায়ের রহমান"}]
    assert news(writer) == []


def test_it_is_not_told_faster_than_a_page_says_it(seated, room, monkeypatch):
    writer, reader = seated("jubayer"), seated("omar")
    for _ in range(5):
        writer.emit("writing", {"room": room})
    assert len(news(reader)) == 1
    monkeypatch.setattr(sitters, "WRITING_EVERY", 0)
    writer.emit("writing", {"room": room})
    assert len(news(reader)) == 1


@pytest.mark.parametrize(
    ("name", "shown", "seen"),
    [
        ("jubayer", "nothing", 0),
        ("jubayer", "writing", 1),
        ("jubayer", "reading", 1),
        ("arif", None, 0),  # a senior has to choose it
        ("arif", "nothing", 0),
        ("arif", "writing", 1),
        ("arif", "reading", 0),  # no such choice is offered: whoever sends it by hand is not seen
    ],
)
def test_each_decides_whether_it_is_seen(app, seated, room, name, shown, seen):
    if shown:
        choose(app, name, shown)
    writer, reader = seated(name), seated("omar")
    writer.emit("writing", {"room": room})
    assert len(news(reader)) == seen


def test_only_where_one_sits_and_may_still_sit(app, listen, seated, room):
    stranger, reader = listen("jubayer"), seated("maya")
    stranger.emit("writing", {"room": room})
    assert news(reader) == []
    writer = seated("jubayer")
    hide(app, int(room.split(":")[1]))
    writer.emit("writing", {"room": room})
    assert news(reader) == []


@pytest.mark.parametrize("asked", [None, 7, [], {}, {"room": "post:x"}, {"room": {"a": 1}}])
def test_nonsense_is_not_told(seated, asked):
    writer, reader = seated("jubayer"), seated("omar")
    writer.emit("writing", asked)
    assert news(reader) == []


def test_nothing_of_it_is_kept(app, seated, room):
    writer = seated("jubayer")
    with app.app_context():
        before = db.session.query(LogEntry).count()
    writer.emit("writing", {"room": room})
    with app.app_context():
        assert db.session.query(LogEntry).count() == before


def test_who_reads_is_named_only_when_they_agreed_and_once_for_all_their_lines(
    app, cast, seated, room
):
    watcher = seated("omar")
    assert news(watcher, "readers") == []
    choose(app, "jubayer", "reading")
    first, second = seated("jubayer"), seated("jubayer")
    jubayer = [cast["jubayer"], "Jubayer Rahman"]
    assert news(watcher, "readers")[-1] == {"room": room, "names": [jubayer], "more": 0}
    assert news(seated("tanvir"), "readers") == [{"room": room, "names": [jubayer], "more": 0}]
    first.disconnect()
    assert news(watcher, "readers")[-1]["names"] == [jubayer]
    second.emit("leave", {"room": room})
    assert news(watcher, "readers")[-1]["names"] == []


def test_a_senior_who_reads_is_never_seen(app, seated):
    choose(app, "shahana", "reading")
    watcher = seated("omar")
    seated("shahana")
    assert news(watcher, "readers") == []


def test_who_takes_it_back_is_seen_no_more_by_the_next_look(app, seated):
    choose(app, "jubayer", "reading")
    watcher = seated("omar")
    seated("jubayer")
    news(watcher, "readers")
    choose(app, "jubayer", "nothing")
    with app.app_context():
        guard.look()
    assert news(watcher, "readers")[-1]["names"] == []


def test_the_choice_is_made_on_ones_own_page_and_a_wrong_one_is_no_page(app, cast, sign_in):
    browser = sign_in("jubayer")
    own = f"/people/{cast['jubayer']}"
    assert "That I am writing or reading" in browser.get(own + "?lang=en").text
    assert browser.post("/me/presence", data={"shown": "reading", "next": own}).location == own
    with app.app_context():
        assert officer("jubayer").presence == Shown.READING
    assert browser.post("/me/presence", data={"shown": "all"}).status_code == 404
    own = f"/people/{cast['arif']}?lang=en"
    assert "That I am writing or reading" not in sign_in("arif").get(own).text


def test_who_is_gone_before_the_line_says_so_is_seen_no_more(app, seated):
    choose(app, "jubayer", "reading")
    watcher = seated("omar")
    seated("jubayer")
    news(watcher, "readers")
    (gone,) = (one for one in sitters.sitters.everyone() if one.reads)
    presence.go(gone.sid)
    assert news(watcher, "readers")[-1]["names"] == []
