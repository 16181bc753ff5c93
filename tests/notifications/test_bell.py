"""The bell rings on open pages, in the officer's own room and language."""

from app.core import work
from app.core.log import latest
from app.live.teller import tell_since
from app.notifications import listener
from tests.make import make_post, say


def sit(line, number, language="en"):
    room = {"room": f"officer:{number}", "lang": language}
    return line.emit("join", room, callback=True)["ok"]


def pieces(line):
    return [news["args"][0] for news in line.get_received() if news["name"] == "piece"]


def tell_all_after(app, deed):
    with app.app_context():
        heard = latest()
    made = deed()
    tell_since(app, heard)
    return made


def test_the_bell_rings_for_who_is_told(app, cast, listen):
    post_id = make_post(app, by="rahima")
    hers, his = listen("rahima"), listen("jubayer")
    assert sit(hers, cast["rahima"])
    assert sit(his, cast["jubayer"])
    tell_all_after(app, lambda: say(app, post_id, by="jubayer"))
    (bell,) = pieces(hers)
    assert bell["room"] == f"officer:{cast['rahima']}"
    assert 'id="bell"' in bell["html"]
    assert f'data-entry="{bell["entry"]}"' in bell["html"]
    assert 'aria-label="Notifications, 1 new"' in bell["html"]
    assert pieces(his) == [], "who did it is not told"


def test_the_bell_rings_in_bangla(app, cast, listen):
    post_id = make_post(app, by="rahima")
    line = listen("rahima")
    sit(line, cast["rahima"], "bn")
    tell_all_after(app, lambda: say(app, post_id, by="jubayer"))
    (bell,) = pieces(line)
    assert 'aria-label="বিজ্ঞপ্তি, ১টি নতুন"' in bell["html"]
    assert ">১<" in bell["html"]


def test_nobody_sits_at_anothers_bell(app, cast, sign_in, listen):
    assert not sit(listen("jubayer"), cast["rahima"])
    assert sign_in("jubayer").get(f"/live/officer:{cast['rahima']}").status_code == 404


def test_a_bell_that_was_missed_is_caught_up(app, cast, sign_in):
    post_id = make_post(app, by="rahima")
    with app.app_context():
        heard = latest()
    say(app, post_id, by="jubayer")
    client = sign_in("rahima")
    answer = client.get(f"/live/officer:{cast['rahima']}?after={heard}&lang=en").json
    (bell,) = answer["pieces"]
    assert "Notifications, 1 new" in bell["html"]


def test_who_is_told_later_by_the_worker_catches_up_too(app, cast, sign_in, monkeypatch):
    """The hundred and first of those told: the row comes when its entry is long heard."""
    monkeypatch.setattr(listener, "AT_ONCE", 0)
    say(app, make_post(app, by="rahima"), by="jubayer")
    client, room = sign_in("rahima"), f"officer:{cast['rahima']}"
    first = client.get(f"/live/{room}?after=0&lang=en").json
    assert "new" not in first["pieces"][0]["html"]
    with app.app_context():
        assert work.work_once(listener.NAME) == 1
    (bell,) = client.get(f"/live/{room}?after={first['heard']}&lang=en").json["pieces"]
    assert "Notifications, 1 new" in bell["html"]


def test_many_news_at_once_ring_once(app, cast, listen):
    post_id = make_post(app, by="rahima")
    line = listen("rahima")
    sit(line, cast["rahima"])
    tell_all_after(app, lambda: [say(app, post_id, text=f"Word {n}") for n in range(3)])
    (bell,) = pieces(line)
    assert 'aria-label="Notifications, 1 new"' in bell["html"]


def test_every_page_shows_the_bell_in_its_room(app, cast, sign_in):
    say(app, make_post(app, by="rahima"), by="jubayer")
    for path in ("/", "/posts/1", "/notifications"):
        page = sign_in("rahima").get(path).text
        assert f'<live-room room="officer:{cast["rahima"]}"' in page
        assert 'aria-label="Notifications, 1 new"' in page
