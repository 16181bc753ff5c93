"""A line that drops, is blocked, or leads to a house that was killed: nothing is missed, nothing
comes twice, nothing floods."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.actions import making
from tests.browser.windows import NOT_THERE, Line, has_run, open_live, patience, texts, until

pytestmark = pytest.mark.browser

LOST = "No connection. What you wrote is kept."
THREE = ["the first", "the second", "the third"]


def test_what_was_said_while_the_line_was_down_comes_in_order_and_once(
    house, come_in, visit, complaints
):
    complaints.expect(NOT_THERE)
    post_id = make.make_post(house.app)
    writer, page = visit(house, "tanvir"), come_in(house, "jubayer")
    line = open_live(page, f"/posts/{post_id}")
    writer.say(post_id, "before")
    expect(page.locator("#comments .comment")).to_have_count(1)
    page.evaluate("window.stays = true")

    page.context.set_offline(True)
    until(page, lambda: line.is_down, 15)
    for words in THREE:
        writer.say(post_id, words)
    expect(page.locator("#line-state")).to_have_text(LOST, timeout=30_000)
    assert texts(page) == ["before"]
    page.context.set_offline(False)

    expect(page.locator("#comments .comment")).to_have_count(4)
    expect(page.locator("#line-state")).to_be_hidden()
    line.wait_for_seats(4)
    writer.say(post_id, "after")
    expect(page.locator("#comments .comment")).to_have_count(5)
    assert texts(page) == ["before", *THREE, "after"]
    assert page.evaluate("window.stays"), "without loading the page anew"


def test_a_house_that_was_killed_and_opened_again_is_caught_up_with(
    own_house, come_in, visit, complaints
):
    complaints.expect(NOT_THERE)
    house = own_house
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    line = open_live(page, f"/posts/{post_id}")
    visit(house, "tanvir").say(post_id, "before")
    expect(page.locator("#comments .comment")).to_have_count(1)
    page.evaluate("window.stays = true")
    page.get_by_label("Your comment").fill("half a sentence")

    house.kill()
    until(page, lambda: line.is_down)
    house.open()
    writer = visit(house, "tanvir")
    for words in THREE:
        writer.say(post_id, words)

    expect(page.locator("#comments .comment")).to_have_count(4, timeout=60_000)
    line.wait_for_seats(4)
    writer.say(post_id, "after")
    expect(page.locator("#comments .comment")).to_have_count(5)
    assert texts(page) == ["before", *THREE, "after"]
    assert page.evaluate("window.stays"), "without loading the page anew"
    expect(page.get_by_label("Your comment")).to_have_value("half a sentence")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .comment:not([data-echo])")).to_have_count(6)


def test_a_catch_up_that_was_refused_is_asked_again_though_the_page_sits(
    house, come_in, visit, complaints
):
    complaints.expect(NOT_THERE)
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    line = open_live(page, f"/posts/{post_id}")
    missed = f"**/live/post:{post_id}?*"
    refused = []

    def refuse_busy(route):
        refused.append(route)
        route.fulfill(status=503, headers={"Retry-After": "2"})

    page.context.set_offline(True)
    until(page, lambda: line.is_down, 15)
    visit(house, "tanvir").say(post_id, "while it was away")
    page.route(missed, refuse_busy)
    page.context.set_offline(False)
    line.wait_for_seats(4)
    until(page, lambda: refused)
    assert texts(page) == []
    page.unroute(missed)
    expect(page.locator("#comments .comment")).to_have_count(1, timeout=patience(20) * 1000)


def test_a_page_that_sits_asks_now_and_then_what_no_push_brought(house, come_in, visit):
    """Sockets deliver at most once: what gets lost there is seen by nobody."""
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    page.route_web_socket("**/socket.io/**", without_pushes)
    page.clock.install()
    open_live(page, f"/posts/{post_id}")
    visit(house, "tanvir").say(post_id, "never pushed")
    page.clock.fast_forward(60_000)
    page.wait_for_timeout(500)
    assert texts(page) == []
    page.clock.fast_forward(8 * 60_000)
    expect(page.locator("#comments .comment")).to_have_count(1)


def without_pushes(socket):
    """Nor does the page take minutes that only its clock has passed for a line that is down."""
    server = socket.connect_to_server()

    def pass_on(said):
        if '["piece",' not in said:
            socket.send(said.replace('"pingInterval":25000', '"pingInterval":25000000'))

    server.on_message(pass_on)


def test_who_missed_much_is_offered_a_fresh_page(house, come_in, visit, complaints):
    complaints.expect(NOT_THERE)
    post_id = make.make_post(house.app)
    writer, page = visit(house, "tanvir"), come_in(house, "jubayer")
    line = open_live(page, f"/posts/{post_id}")
    page.context.set_offline(True)
    until(page, lambda: line.is_down, 15)
    for number in range(120):
        writer.say(post_id, f"word {number}")
    page.context.set_offline(False)

    pill = page.locator("[data-pill]")
    expect(pill).to_have_text("Refresh 120 changes")
    assert texts(page) == [], "no flood"
    pill.click()
    expect(page.locator("#comment-count")).to_have_text("120 comments")
    expect(page.locator("#comments .comment")).to_have_count(50)
    assert texts(page) == [f"word {number}" for number in range(70, 120)]
    page.get_by_role("link", name="70 earlier comments").click()
    expect(page.locator("#comments .comment__text").last).to_have_text("word 69")
    expect(page.locator("#comments .comment")).to_have_count(50)


def test_who_missed_much_where_nothing_offers_it_gets_a_fresh_page(house, come_in, complaints):
    """An item's page has no pill; what is half written there is kept."""
    complaints.expect(NOT_THERE)
    item_id = making.make_item(house.app, making.make_flag(house.app, make.make_post(house.app)))
    making.act(house.app, item_id, "acknowledge", by="rahima")
    page = come_in(house, "rahima")
    line = open_live(page, f"/actions/{item_id}")
    page.get_by_role("textbox", name="What was done").fill("half a sentence")
    page.evaluate("window.stays = true")
    page.context.set_offline(True)
    until(page, lambda: line.is_down, 15)
    for _ in range(26):
        making.finish(house.app, item_id)
        making.send_back(house.app, item_id)
    page.context.set_offline(False)
    expect(page.locator("#timeline")).to_contain_text("Sent back by Nurul Alam", timeout=30_000)
    assert not page.evaluate("window.stays === true"), "it was loaded anew"
    expect(page.get_by_role("textbox", name="What was done")).to_have_value("half a sentence")


def test_the_line_is_told_of_above_the_field_and_else_under_the_top_bar(house, come_in, complaints):
    complaints.expect(NOT_THERE)
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    for path, inside in ((f"/posts/{post_id}", True), ("/", False)):
        line = open_live(page, path, seats=1 + inside)
        page.context.set_offline(True)
        until(page, lambda line=line: line.is_down, 15)
        told = page.locator("#line-state")
        expect(told).to_have_text(LOST, timeout=30_000)
        expect(told).to_be_in_viewport(ratio=1)
        assert page.locator(".composer #line-state").count() == inside
        if inside:
            field = page.get_by_label("Your comment").bounding_box()
            box = told.bounding_box()
            assert box["y"] + box["height"] <= field["y"]
        page.context.set_offline(False)
        expect(told).to_be_hidden()


def refuse(socket):
    socket.close()


def swallow(_socket):
    """As some proxies do: it opens, and nothing ever comes."""


@pytest.mark.parametrize("answer", [refuse, swallow])
def test_where_sockets_are_blocked_the_page_asks_by_itself(house, come_in, visit, answer):
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    tried = []

    def told(socket):
        tried.append(socket)
        answer(socket)

    page.route_web_socket("**/socket.io/**", told)
    page.clock.install()
    page.goto(f"/posts/{post_id}")
    until(page, lambda: tried)
    with page.expect_event("requestfinished", lambda asked: f"/live/post:{post_id}" in asked.url):
        wait_on_its_clock(page, 9)  # the first silence, after which it asks at once
    assert_asks_after(page, visit(house, "tanvir"), post_id, 15)


def test_who_saves_data_has_no_socket_and_asks_once_a_minute(house, come_in, visit):
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    line = Line(page)
    page.clock.install()
    page.goto(f"/posts/{post_id}")
    has_run(page, "live")
    wait_on_its_clock(page, 9)
    assert_asks_after(page, visit(house, "tanvir"), post_id, 60)
    assert not line.sockets


def wait_on_its_clock(page, seconds):
    """And then its clock stands: a slow test is no longer silence."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + seconds)


def assert_asks_after(page, writer, post_id, seconds):
    for words in THREE:
        writer.say(post_id, words)
    page.wait_for_timeout(500)
    assert texts(page) == []
    page.clock.fast_forward(seconds * 1000)
    expect(page.locator("#comments .comment")).to_have_count(3)
    assert texts(page) == THREE
    expect(page.locator("#comment-count")).to_have_text("3 comments")
    expect(page.locator("#line-state")).to_be_hidden()
