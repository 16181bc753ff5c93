"""Keeping a post for later is private: no entry, no count, no piece, and no colleague ever sees it."""

from collections import Counter

from sqlalchemy import func, select

from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.following.models import Bookmark
from app.following.queries import PAGE
from app.notifications.models import Notification
from app.posts.models import Audience
from tests.following.hands import together
from tests.make import hide, make_idea, make_post, officer
from tests.telling import Teller, pieces, sit


def keep(browser, post_id, new="on", **more):
    return browser.post(f"/posts/{post_id}/bookmark", data={"new": new, **more})


def number(app, model=Bookmark):
    with app.app_context():
        return db.session.scalar(select(func.count(model.id)))


def listed(browser, address="/bookmarks"):
    return browser.get(address).text.split("<main")[1].split("</main")[0]


def test_the_last_kept_stands_first_and_each_may_be_let_go(app, sign_in):
    first, second = make_post(app, title="The pond"), make_idea(app, title="The phone")
    browser = sign_in("jubayer")
    assert "Nothing here yet" in listed(browser)
    for post_id in (first, second):
        assert keep(browser, post_id).location == f"/posts/{post_id}#deeds"
    page = listed(browser)
    assert page.index("The phone") < page.index("The pond")
    answer = keep(browser, second, "off", next="/bookmarks")
    assert answer.location == "/bookmarks"
    page = listed(browser)
    assert "The phone" not in page
    assert "The pond" in page


def test_the_page_of_the_post_offers_it_as_a_plain_form_and_then_the_way_back(app, sign_in):
    post_id, browser = make_post(app), sign_in("jubayer")
    page = browser.get(f"/posts/{post_id}").text
    assert f'<form method="post" action="/posts/{post_id}/bookmark">' in page
    assert "Keep for later" in page
    keep(browser, post_id)
    page = browser.get(f"/posts/{post_id}").text
    assert "Kept for later, among your bookmarks. Nobody else learns of it." in page
    assert "Keep no longer" in page
    assert "আর রাখব না" in browser.get(f"/posts/{post_id}?lang=bn").text
    assert 'href="/bookmarks"' in browser.get("/").text


def test_one_may_keep_what_one_wrote(app, sign_in):
    post_id, browser = make_post(app, title="The pond"), sign_in("rahima")
    assert keep(browser, post_id).status_code == 303
    assert "The pond" in listed(browser)


def test_kept_three_times_it_is_kept_once_and_let_go_twice_it_is_gone(app, sign_in):
    post_id, browser = make_post(app), sign_in("jubayer")
    assert keep(browser, post_id, "off").status_code == 303
    for _ in range(3):
        assert keep(browser, post_id).status_code == 303
    assert number(app) == 1
    for _ in range(2):
        assert keep(browser, post_id, "off").status_code == 303
    assert number(app) == 0
    assert keep(browser, post_id, "maybe").status_code == 404


def test_nobody_else_can_learn_of_it(app, cast, sign_in, listen):
    post_id = make_post(app)
    looking, reader, tell = listen("rahima"), sign_in("rahima"), Teller(app)
    assert sit(looking, f"post:{post_id}")
    assert sit(looking, f"officer:{cast['rahima']}")
    addresses = (f"/posts/{post_id}", f"/people/{cast['jubayer']}", "/bookmarks", "/", "/people")
    before = [main_of(reader, address) for address in addresses]
    written, told = number(app, LogEntry), number(app, Notification)
    keep(sign_in("jubayer"), post_id)
    tell()
    assert pieces(looking) == []
    assert [main_of(reader, address) for address in addresses] == before
    keep(sign_in("jubayer"), post_id, "off")
    assert (number(app, LogEntry), number(app, Notification)) == (written, told)


def main_of(browser, address):
    page = browser.get(address).text.split("<main")[1].split("</main")[0]
    return [line for line in page.splitlines() if "_key" not in line and "csrf" not in line]


def test_what_is_out_of_reach_cannot_be_kept_and_is_not_listed(app, sign_in):
    inner = make_post(app, audience=Audience.OFFICE)
    assert keep(sign_in("omar"), inner).status_code == 404
    assert keep(sign_in("omar"), 987).status_code == 404
    post_id, browser = make_post(app, title="The pond"), sign_in("jubayer")
    keep(browser, post_id)
    hide(app, post_id)
    assert "The pond" not in listed(browser)
    assert keep(browser, post_id, "off").status_code == 404


def test_a_withdrawn_post_leaves_the_lists_of_all_but_its_author(app, sign_in):
    post_id = make_post(app, title="The pond")
    author, colleague = sign_in("rahima"), sign_in("jubayer")
    keep(author, post_id)
    keep(colleague, post_id)
    author.post(f"/posts/{post_id}/withdrawal")
    assert "The pond" in listed(author)
    assert "The pond" not in listed(colleague)


def test_a_title_is_words_and_never_code(app, sign_in):
    post_id, browser = make_post(app, title="<script>x</script>"), sign_in("jubayer")
    keep(browser, post_id)
    page = listed(browser)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_long_list_goes_on_on_the_next_page(app, sign_in):
    browser = sign_in("jubayer")
    for number_ in range(PAGE + 1):
        keep(browser, make_post(app, title=f"Pond {number_}."))
    page = listed(browser)
    assert "Pond 0." not in page
    older = page.split('href="/bookmarks?before=')[1].split('"')[0]
    assert "Pond 0." in listed(browser, f"/bookmarks?before={older}")
    assert browser.get("/bookmarks?before=nonsense").status_code == 200


def test_an_auditor_keeps_as_anybody_does(app, sign_in):
    post_id = make_post(app)
    with app.app_context(), transaction():
        officer("nurul").auditor_since = now()
    written = number(app, LogEntry)
    assert keep(sign_in("nurul"), post_id).status_code == 303
    assert (number(app), number(app, LogEntry)) == (1, written)


def test_on_twelve_devices_at_once_it_is_kept_once(app, sign_in):
    post_id = make_post(app)
    browsers = [sign_in("jubayer") for _ in range(12)]
    codes = together(browsers, lambda browser: keep(browser, post_id))
    assert codes == Counter({303: 12})
    assert number(app) == 1


def test_the_list_is_said_in_bangla_too(app, sign_in):
    post_id, browser = make_post(app), sign_in("jubayer")
    keep(browser, post_id)
    assert "রেখে দেওয়া লেখা" in listed(browser, "/bookmarks?lang=bn")
