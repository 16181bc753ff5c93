""" "I face this too": said once, counted and never named, and taken back at will."""

import re

import pytest
from sqlalchemy import func, select

from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.following.models import Facing
from app.officers.models import Holding
from app.posts.models import Audience
from tests.following.hands import together
from tests.make import hide, make_idea, make_post, officer, say
from tests.telling import Teller, pieces, sit

HANDS = 12


def faced(browser, post_id, new="on"):
    return browser.post(f"/posts/{post_id}/faced", data={"new": new})


def number(app, model=Facing):
    with app.app_context():
        return db.session.scalar(select(func.count(model.id)))


def at_once(browsers, post_id):
    return together(browsers, lambda browser: faced(browser, post_id))


def entries(app):
    with app.app_context():
        kinds = select(LogEntry.kind).where(LogEntry.kind.like("post.faced%"))
        return list(db.session.scalars(kinds.order_by(LogEntry.id)))


@pytest.mark.parametrize("make", [make_idea, make_post])
def test_it_is_counted_on_the_page_with_its_districts_and_without_a_name(app, sign_in, make):
    post_id = make(app)
    reader = sign_in("nurul")
    assert "this too</b>" not in reader.get(f"/posts/{post_id}").text
    for name in ("jubayer", "arif"):
        assert faced(sign_in(name), post_id).status_code == 303
    page = reader.get(f"/posts/{post_id}").text
    assert "<b>2 colleagues face this too, in 1 district</b>" in page
    assert "Jubayer Rahman" not in page
    assert "<b>২ জন সহকর্মীরও একই সমস্যা, ১টি জেলায়</b>" in reader.get(f"/posts/{post_id}?lang=bn").text
    faced(sign_in("omar"), post_id)
    assert "3 colleagues face this too, in 1 district" in reader.get(f"/posts/{post_id}").text


def test_who_sits_in_no_district_is_counted_without_one(app, sign_in):
    post_id = make_post(app)
    faced(sign_in("omar"), post_id)
    assert "<b>1 colleague faces this too</b>" in sign_in("rahima").get(f"/posts/{post_id}").text


def test_said_three_times_it_is_said_once_and_taken_back_twice_it_is_gone(app, sign_in):
    post_id, browser = make_post(app), sign_in("jubayer")
    assert faced(browser, post_id, "off").status_code == 303
    assert entries(app) == [], "nothing was there to take back"
    for _ in range(3):
        assert faced(browser, post_id).status_code == 303
    assert number(app) == 1
    for _ in range(2):
        assert faced(browser, post_id, "off").status_code == 303
    assert number(app) == 0
    assert entries(app) == ["post.faced", "post.faced_no_more"]
    assert "this too</b>" not in browser.get(f"/posts/{post_id}").text


def test_the_button_is_a_plain_form_and_turns_into_the_way_back(app, sign_in):
    post_id, browser = make_post(app, title="<b>Kuliya</b> & pond"), sign_in("jubayer")
    page = browser.get(f"/posts/{post_id}").text
    assert f'<form method="post" action="/posts/{post_id}/faced">' in page
    assert re.search(
        r'name="new" value="on"[^>]* aria-label="I face this too: &lt;b&gt;Kuliya', page
    )
    answer = faced(browser, post_id)
    assert answer.location == f"/posts/{post_id}#deeds"
    page = browser.get(f"/posts/{post_id}").text
    assert "I no longer face this" in page
    assert "I face this too:" not in page
    assert "আমার এই সমস্যা আর নেই" in browser.get(f"/posts/{post_id}?lang=bn").text
    assert "I no longer face this" not in sign_in("tanvir").get(f"/posts/{post_id}").text


def test_the_way_back_stays_on_this_site(app, sign_in):
    post_id, browser = make_post(app), sign_in("jubayer")
    for goal in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        data = {"new": "on", "next": goal}
        assert browser.post(f"/posts/{post_id}/faced", data=data).location == "/"


def test_neither_on_nor_off_is_no_address(app, sign_in):
    post_id, browser = make_post(app), sign_in("jubayer")
    for new in ("", "maybe", "<script>"):
        assert faced(browser, post_id, new).status_code == 404
    assert number(app) == 0


def test_nobody_faces_their_own_post(app, sign_in):
    post_id, browser = make_post(app), sign_in("rahima")
    assert f"/posts/{post_id}/faced" not in browser.get(f"/posts/{post_id}").text
    answer = faced(browser, post_id)
    assert answer.status_code == 403
    assert "This is your own post" in answer.text
    assert number(app) == 0


def test_what_is_out_of_reach_is_not_there(app, sign_in):
    post_id = make_post(app, audience=Audience.OFFICE)
    assert faced(sign_in("omar"), post_id).status_code == 404
    assert faced(sign_in("omar"), 987).status_code == 404


def test_on_a_hidden_post_nothing_is_said_or_taken_back(app, sign_in):
    post_id = make_post(app)
    faced(sign_in("mithun"), post_id)
    hide(app, post_id)
    assert faced(sign_in("jubayer"), post_id).status_code == 404
    for new in ("on", "off"):
        answer = faced(sign_in("mithun"), post_id, new)
        assert answer.status_code == 403
        assert "This post is hidden by a moderator." in answer.text
    assert f"/posts/{post_id}/faced" not in sign_in("mithun").get(f"/posts/{post_id}").text
    assert number(app) == 1


def test_on_a_withdrawn_post_nothing_is_said(app, sign_in):
    post_id = make_post(app)
    sign_in("rahima").post(f"/posts/{post_id}/withdrawal")
    assert faced(sign_in("jubayer"), post_id).status_code == 404
    assert faced(sign_in("maya"), post_id).status_code == 404


def test_open_pages_see_the_number_and_no_name(app, sign_in, listen):
    post_id, line, tell = make_post(app), listen("omar"), Teller(app)
    assert sit(line, f"post:{post_id}")
    faced(sign_in("jubayer"), post_id)
    tell()
    (piece,) = pieces(line)
    assert 'id="faced"' in piece["html"]
    assert "1 colleague faces this too, in 1 district" in piece["html"]
    assert "Jubayer" not in piece["html"]
    faced(sign_in("jubayer"), post_id, "off")
    tell()
    (piece,) = pieces(line)
    assert "this too" not in piece["html"]


def test_the_author_is_told_once_in_the_line_of_the_post_and_without_a_name(app, sign_in):
    post_id = make_post(app)
    for name in ("jubayer", "arif", "omar"):
        faced(sign_in(name), post_id)
    faced(sign_in("jubayer"), post_id, "off")
    faced(sign_in("jubayer"), post_id)
    told = sign_in("rahima").get("/notifications").text.split("<main")[1]
    assert told.count("A colleague faces the same trouble as") == 1
    assert "more" not in told
    assert "Jubayer" not in told
    for name in ("jubayer", "arif", "omar"):
        assert "faces the same" not in sign_in(name).get("/notifications").text


def test_each_post_tells_its_author_anew(app, sign_in):
    for post_id in (make_post(app), make_idea(app)):
        faced(sign_in("jubayer"), post_id)
    told = sign_in("rahima").get("/notifications").text
    assert told.count("A colleague faces the same trouble as") == 2


def test_whoever_says_it_follows_the_post_from_then_on(app, sign_in):
    post_id = make_post(app)
    faced(sign_in("jubayer"), post_id)
    say(app, post_id, by="arif")
    assert "Ariful Bashar" in sign_in("jubayer").get("/notifications").text


def test_on_twelve_devices_at_once_it_is_said_once(app, sign_in):
    post_id = make_post(app)
    assert at_once([sign_in("jubayer") for _ in range(HANDS)], post_id) == {303: HANDS}
    assert number(app) == 1
    assert entries(app) == ["post.faced"]


def test_five_colleagues_at_once_are_five_and_the_author_is_told_once(app, sign_in):
    post_id = make_post(app)
    names = ("jubayer", "arif", "omar", "nurul", "tanvir")
    assert at_once([sign_in(name) for name in names], post_id) == {303: 5}
    assert number(app) == 5
    told = sign_in("rahima").get("/notifications").text
    assert told.count("A colleague faces the same trouble as") == 1


def test_who_holds_no_seat_has_no_office_to_speak_from(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("jubayer")
    with app.app_context(), transaction():
        db.session.query(Holding).filter_by(officer_id=officer("jubayer").id).delete()
    answer = faced(browser, post_id)
    assert answer.status_code == 403
    assert "You hold no seat today" in answer.text
