"""A tag has a page with the posts that carry it, as far as one may read them."""

from sqlalchemy import select

from app.core.db import db
from app.naming.models import Tagging
from app.posts.models import Audience, Post
from tests.make import hide, hide_word
from tests.naming.making import comment_saying, post_saying
from tests.versions.editing import edit


def kept(app):
    with app.app_context():
        return sorted(db.session.scalars(select(Tagging.tag)))


def test_a_post_stands_on_the_page_of_its_tag_however_it_is_spelled(app, sign_in):
    post_saying(app, "Water for all #Land", title="The pond")
    browser = sign_in("omar")
    page = browser.get("/tags/land").text
    assert "The pond" in page
    assert "#land</h1>" in page
    assert browser.get("/tags/LAND").location == "/tags/land"
    assert browser.get("/tags/%E0%A6%AD%E0%A7%82%E0%A6%AE%E0%A6%BF").status_code == 200


def test_the_words_lead_there(app, sign_in):
    post_id = post_saying(app, "জমি নিয়ে #ভূমি_কর")
    browser = sign_in("omar")
    page = browser.get(f"/posts/{post_id}").text
    address = page.split('href="/tags/')[1].split('"')[0]
    assert "The pond" in browser.get(f"/tags/{address}").text


def test_a_title_and_a_comment_bring_a_post_there(app, sign_in):
    first = post_saying(app, "One.", title="A road #road")
    second = post_saying(app, "Two.", title="A bridge")
    comment_id = comment_saying(app, second, "As with the #road at home.")
    page = sign_in("omar").get("/tags/road").text
    assert f"/posts/{first}" in page
    assert f"/posts/{second}" in page
    hide_word(app, comment_id)
    assert f"/posts/{second}" not in sign_in("omar").get("/tags/road").text


def test_what_is_out_of_sight_is_not_on_it(app, sign_in):
    post_saying(app, "#secret", title="For us alone", audience=Audience.OFFICE)
    hidden = post_saying(app, "#secret", title="Of a citizen")
    hide(app, hidden)
    assert "For us alone" in sign_in("rahima").get("/tags/secret").text
    for name in ("omar", "rahima", "maya"):
        assert "Of a citizen" not in sign_in(name).get("/tags/secret").text
    page = sign_in("omar").get("/tags/secret").text
    assert "For us alone" not in page
    nobody_wrote = sign_in("omar").get("/tags/nobody_wrote").text
    assert page.count("<li") == nobody_wrote.count("<li"), "as if it were not there"


def test_an_edit_changes_what_a_post_carries(app):
    post_id = post_saying(app, "#land and #water")
    comment_saying(app, post_id, "#fish")
    edit(app, post_id, body="#land and #road")
    assert kept(app) == ["fish", "land", "road"]


def test_ten_tags_of_a_post_are_kept_its_title_first(app):
    body = " ".join(f"#tag{number}" for number in range(30))
    post_saying(app, f"{body} #land", title="#first")
    assert len(kept(app)) == 10
    assert "first" in kept(app)
    assert "land" not in kept(app)


def test_an_empty_tag_has_a_page_that_says_so_in_both_languages(app, sign_in):
    browser = sign_in("omar")
    assert "No post that you can read carries this tag." in browser.get("/tags/nothing").text
    page = browser.get("/tags/nothing?lang=bn").text
    assert "আপনার পড়ার মতো কোনো লেখায় এই ট্যাগ নেই।" in page


def test_what_is_no_tag_is_not_there(app, sign_in):
    browser = sign_in("omar")
    for typed in ("12", "x", "a%20b", "%3Cscript%3E", "a" * 300, "%00a", "%E2%80%8D%E2%80%8D"):
        assert browser.get(f"/tags/{typed}").status_code == 404
    assert browser.get("/tags/land?before=nonsense_x").status_code == 200


def test_the_page_goes_on_where_it_ended(app, sign_in):
    for number in range(23):
        post_saying(app, "#land", title=f"Post number {number} ends")
    browser = sign_in("omar")
    first = browser.get("/tags/land").text
    further = first.split('href="/tags/land?before=')[1].split('"')[0]
    second = browser.get(f"/tags/land?before={further}").text
    assert first.count("<article") == 20
    assert second.count("<article") == 3
    assert "Post number 0 ends" in second


def test_hostile_words_are_shown_as_words(app, sign_in):
    body = '#land"><script>alert(1)</script> @[<img src=x onerror=alert(1)>] \u202e#water'
    post_id = post_saying(app, body, title="#land<script>")
    page = sign_in("omar").get(f"/posts/{post_id}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<script>alert" not in sign_in("omar").get("/tags/land").text


def test_a_page_of_posts_costs_as_much_with_twenty_as_with_one(app, sign_in):
    from tests.counting import statements

    post_saying(app, "#land")
    browser = sign_in("omar")
    browser.get("/tags/land")
    with statements(app) as one:
        browser.get("/tags/land")
    for number in range(15):
        post_saying(app, "#land", title=f"Number {number}")
    with statements(app) as many:
        browser.get("/tags/land")
    assert len(many) == len(one)


def test_a_post_through_its_own_form_is_kept_alike(app, sign_in):
    browser = sign_in("rahima")
    data = {"title": "The pond", "body": "Water #land", "audience": "all", "_key": "k1"}
    assert browser.post("/posts/new/question", data=data).status_code == 303
    assert browser.post("/posts/new/question", data=data).status_code == 303, "sent twice"
    assert kept(app) == ["land"]
    with app.app_context():
        assert db.session.scalars(select(Post)).one().summary == "Water #land"
