"""What happens to a trouble is shown at once on the post and on its own page, to their readers."""

import re

import pytest

from app.core import log
from app.core.db import db
from app.core.transaction import transaction
from app.live import guard
from app.live.teller import tell_since
from app.posts.models import Audience, Post
from app.posts.operations import hide_post
from tests.actions import making
from tests.make import make_post, officer


def join(line, room, lang="en"):
    return line.emit("join", {"room": room, "lang": lang}, callback=True)["ok"]


def heard(line):
    return [news["args"][0] for news in line.get_received() if news["name"] == "piece"]


def ids(pieces):
    return [re.search(r'id="([^"]+)"', piece["html"]).group(1) for piece in pieces]


def tell(app, after=0):
    with app.app_context():
        now = log.latest()
    assert tell_since(app, after) == now
    return now


def test_the_post_shows_what_becomes_of_it(app, listen):
    post_id = make_post(app)
    line = listen("omar")
    assert join(line, f"post:{post_id}")
    after = tell(app)
    line.get_received()
    flag_id = making.make_flag(app, post_id)
    after = tell(app, after)
    pieces = heard(line)
    assert ids(pieces) == ["action-strip", "thread"]
    assert "Flagged" in pieces[0]["html"]
    assert f"/flags/{flag_id}" in pieces[0]["html"]

    item_id = making.make_item(app, flag_id)
    after = tell(app, after)
    strip = heard(line)[0]["html"]
    assert f"/actions/{item_id}" in strip
    assert "Responsible: Assistant Commissioner (Land), Ghatail, Tangail" in strip
    assert f'data-entry="{after}"' in strip

    making.finish(app, item_id)
    after = tell(app, after)
    assert "Done, to be verified" in heard(line)[0]["html"]
    making.send_back(app, item_id)
    after = tell(app, after)
    assert "Sent back" in heard(line)[0]["html"]


def test_a_declined_flag_leaves_the_post_as_it_was(app, listen):
    post_id = make_post(app)
    flag_id = making.make_flag(app, post_id)
    line = listen("omar")
    join(line, f"post:{post_id}")
    after = tell(app)
    line.get_received()
    making.decline(app, flag_id)
    tell(app, after)
    strip = heard(line)[0]["html"]
    assert re.sub(r"\s+", " ", strip) == f'<div id="action-strip" data-entry="{after + 1}"> </div>'


def test_the_item_shows_each_step_in_both_languages(app, listen):
    item_id = making.make_item(app)
    english, bangla = listen("nurul"), listen("omar")
    assert join(english, f"action:{item_id}")
    assert join(bangla, f"action:{item_id}", "bn")
    after = tell(app)
    for line in (english, bangla):
        line.get_received()
    making.finish(app, item_id, said="The **fence** is gone.")
    tell(app, after)
    pieces = heard(english)
    assert ids(pieces) == ["action-state", "timeline"]
    assert "Your next step may have changed: refresh" in pieces[0]["html"]
    assert "Done, says Rahima Khatun" in pieces[1]["html"]
    assert "<strong>fence</strong>" in pieces[1]["html"]
    bangla_pieces = heard(bangla)
    assert ids(bangla_pieces) == ["action-state", "timeline"]
    assert "রহিমা খাতুন" in bangla_pieces[1]["html"]
    assert "<form" not in "".join(piece["html"] for piece in pieces), "nothing of a viewer's own"


def test_the_page_itself_does_not_ask_to_be_refreshed(app, sign_in):
    item_id = making.make_item(app)
    assert "may have changed" not in sign_in("nurul").get(f"/actions/{item_id}").text


def test_a_page_that_was_away_catches_up(app, sign_in):
    item_id = making.make_item(app)
    client = sign_in("nurul")
    page = client.get(f"/actions/{item_id}").text
    after = int(re.search(rf'room="action:{item_id}" heard="(\d+)"', page).group(1))
    assert client.get(f"/live/action:{item_id}?after={after}").json["pieces"] == []
    making.finish(app, item_id)
    making.verify(app, item_id)
    missed = client.get(f"/live/action:{item_id}?after={after}&lang=en").json
    assert missed["heard"] == after + 2
    assert ids(missed["pieces"]) == ["action-state", "timeline"], "each once, as it is now"
    assert all(f'data-entry="{after + 2}"' in piece["html"] for piece in missed["pieces"])
    last = missed["pieces"][-1]["html"]
    assert "data-proven" in last
    assert last.count("Verified by Nurul Alam") == 1


@pytest.mark.parametrize(
    "url", ["/actions/{item}", "/flags/{flag}", "/posts/{post}/flag", "/live/action:{item}?after=0"]
)
def test_who_may_not_read_the_post_finds_nothing(app, sign_in, url):
    post, flag, item = restricted(app)
    address = url.format(post=post, flag=flag, item=item)
    assert sign_in("omar").get(address).status_code == 404
    assert sign_in("arif").get(address).status_code != 404


@pytest.mark.parametrize(
    "url",
    [
        *("/posts/{post}/flag", "/flags/{flag}/acceptance", "/flags/{flag}/refusal"),
        *(
            "/actions/{item}/acts/mark_done",
            "/actions/{item}/acts/verify",
            "/actions/{item}/acts/send_back",
        ),
    ],
)
def test_who_may_not_read_the_post_does_nothing_to_it(app, sign_in, url):
    post, flag, item = restricted(app)
    words = {"reason": "x", "refusal": "x", "done": "x", "seen": "x", "missing": "x"}
    omar = sign_in("omar")
    assert omar.post(url.format(post=post, flag=flag, item=item), data=words).status_code == 404
    assert omar.post(url.format(post=99, flag=99, item=99), data=words).status_code == 404


def test_who_may_not_read_the_post_sits_in_no_room_of_it(app, listen):
    post, _, item = restricted(app)
    omar, arif = listen("omar"), listen("arif")
    assert not join(omar, f"action:{item}")
    assert not join(omar, f"post:{post}")
    assert not join(omar, "action:99")
    assert join(arif, f"action:{item}")


def test_who_sits_there_is_shown_out_when_the_post_is_hidden(app, listen):
    item_id = making.make_item(app)
    nurul, maya = listen("nurul"), listen("maya")
    assert join(nurul, f"action:{item_id}")
    assert join(maya, f"action:{item_id}")
    with app.app_context():
        guard.look()
    assert not [news for news in nurul.get_received() if news["name"] == "leave"]
    with app.test_request_context(), transaction():
        hide_post(officer("mithun"), db_post(), "A citizen's name stands in it.")
    with app.app_context():
        guard.look()
    left = [news["args"][0] for news in nurul.get_received() if news["name"] == "leave"]
    assert left == [{"room": f"action:{item_id}"}]
    assert not [news for news in maya.get_received() if news["name"] == "leave"]


def db_post():
    return db.session.query(Post).one()


def restricted(app):
    """A post of Rahima's office, flagged there and given to her seat."""
    post_id = make_post(app, by="rahima", audience=Audience.OFFICE)
    flag_id = making.make_flag(app, post_id, by="rahima")
    return post_id, flag_id, making.make_item(app, flag_id)
