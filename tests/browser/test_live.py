"""What one officer does is there on the open pages of others: at once, once, in order."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests import make
from tests.browser.windows import open_live, patience, texts, until

pytestmark = pytest.mark.browser


def say(page: Page, words: str) -> None:
    page.get_by_label("Your comment").fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()


def test_a_comment_is_there_at_once_in_the_readers_language(house, come_in):
    post_id = make.make_post(house.app)
    writer, reader = come_in(house, "jubayer"), come_in(house, "omar")  # Omar reads Bangla
    open_live(writer, f"/posts/{post_id}")
    open_live(reader, f"/posts/{post_id}")
    reader.evaluate("window.stays = true")

    began = time.monotonic()
    say(writer, "We did this in Ghatail.")
    theirs = reader.locator("#comments > .comment")
    expect(theirs).to_have_count(1, timeout=patience(2) * 1000)
    took = time.monotonic() - began
    print(f"\na comment was on the other page after {took:.2f} s")

    expect(theirs).to_contain_text("We did this in Ghatail.")
    expect(theirs).to_contain_text("জুবায়ের রহমান")
    expect(reader.locator("#comment-count")).to_contain_text("১")
    own = writer.locator("#comments > .comment:not([data-echo])")
    expect(own).to_contain_text("Jubayer Rahman")
    expect(writer.locator("#comment-count")).to_have_text("1 comment")
    assert reader.evaluate("window.stays"), "it came without loading the page anew"
    expect(writer.locator("#comments > .comment")).to_have_count(1)
    reader.wait_for_timeout(300)
    assert len(texts(reader)) == len(texts(writer)) == 1, "once"


def test_comments_of_both_stand_in_one_order_on_both_pages(house, come_in):
    post_id = make.make_post(house.app)
    one, other = come_in(house, "jubayer"), come_in(house, "tanvir")
    for page in (one, other):
        open_live(page, f"/posts/{post_id}")
    said = []
    for turn in range(6):
        said.append(f"word {turn}")
        say((one, other)[turn % 2], said[-1])
        expect((one, other)[turn % 2].locator("#comments .comment:not([data-echo])")).to_have_count(
            turn + 1
        )
    for page in (one, other):
        expect(page.locator("#comments .comment__text")).to_have_count(6)
        assert texts(page) == said
        expect(page.locator("#comment-count")).to_have_text("6 comments")


def test_ones_own_comment_is_there_once_though_it_comes_twice(house, come_in):
    """By the answer and by the push."""
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    line = open_live(page, f"/posts/{post_id}")
    before = line.pushes
    for number in range(5):
        say(page, f"said {number}")
        expect(page.locator("#comments .comment:not([data-echo])")).to_have_count(number + 1)
    until(page, lambda: line.pushes - before >= 10)  # each was pushed too, with its count
    expect(page.locator("#comments .comment[data-echo]")).to_have_count(0)
    assert texts(page) == [f"said {number}" for number in range(5)]
    expect(page.locator("[data-pill]")).to_be_hidden()


def test_the_next_comment_goes_though_the_first_is_still_on_its_way(house, come_in):
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    open_live(page, f"/posts/{post_id}")
    held: list[Route] = []
    page.route(
        f"**/posts/{post_id}/comments",
        lambda route: route.continue_() if held else held.append(route),
    )
    page.get_by_label("Your comment").fill("the first")
    page.get_by_role("button", name="Comment", exact=True).dblclick()  # pressed twice it goes once
    until(page, lambda: held)
    say(page, "the second")
    held[0].continue_()
    expect(page.locator("#comments .comment:not([data-echo])")).to_have_count(2)
    expect(page.locator("#comments .comment[data-echo]")).to_have_count(0)
    assert texts(page) == ["the first", "the second"]
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_a_reply_hangs_under_its_comment(house, come_in, visit):
    post_id = make.make_post(house.app)
    tanvir = visit(house, "tanvir")
    first = tanvir.say(post_id, "the first")
    tanvir.say(post_id, "the second")
    reader, writer = come_in(house, "omar"), come_in(house, "jubayer")
    open_live(reader, f"/posts/{post_id}")

    writer.goto(f"/posts/{post_id}")
    writer.locator(f"#comment-{first}").get_by_role("link", name="Reply, more").click()
    writer.get_by_label("Your comment").fill("an answer to the first")
    writer.get_by_role("button", name="Reply").click()

    under = reader.locator(f"#replies-{first} > .comment")
    expect(under).to_have_count(1)
    expect(under).to_contain_text("an answer to the first")
    assert texts(reader) == ["the first", "an answer to the first", "the second"]


def test_a_seniors_reply_is_set_apart_and_the_author_hears_of_it(house, come_in, visit):
    post_id = make.make_post(house.app)
    reader, author = come_in(house, "jubayer"), come_in(house, "rahima")
    open_live(reader, f"/posts/{post_id}")
    open_live(author, "/", seats=1)  # on another page
    bell = author.locator("#bell")
    before = bell.inner_text().strip() or "0"

    visit(house, "shahana").say(post_id, "Write to me what it needs.")

    apart = reader.locator("#comments > .comment.senior")
    expect(apart).to_contain_text("A senior's reply")
    expect(apart).to_contain_text("Dr Shahana Mallik")
    expect(bell).to_have_text(str(int(before) + 1))
    expect(bell).to_have_accessible_name(f"Notifications, {int(before) + 1} new")


def test_an_endorsement_is_there_at_once(house, come_in):
    post_id = make.make_idea(house.app)
    reader, senior = come_in(house, "jubayer"), come_in(house, "arif")
    open_live(reader, f"/posts/{post_id}")

    senior.goto(f"/posts/{post_id}")
    senior.get_by_role("link", name="Endorse").click()
    senior.get_by_role("textbox").last.fill("It saves the poor a journey.")
    senior.get_by_role("button", name="Endorse").click()

    given = reader.locator("#endorsements")
    expect(given).to_contain_text("It saves the poor a journey.")
    expect(given).to_contain_text("Ariful Bashar")
    expect(given).to_contain_text("Deputy Commissioner")


def test_what_a_moderator_hides_is_gone_from_open_pages(house, come_in, visit):
    post_id = make.make_post(house.app)
    tanvir = visit(house, "tanvir")
    bad = tanvir.say(post_id, "He is a thief.")
    tanvir.say(post_id, "He leased it.")
    reader, moderator = come_in(house, "omar"), come_in(house, "maya")
    open_live(reader, f"/posts/{post_id}")
    expect(reader.locator("#comment-count")).to_contain_text("২")

    moderator.goto(f"/comments/{bad}/hiding")
    moderator.get_by_label("Reason").fill("An attack on a person.")
    moderator.get_by_role("button", name="Hide").click()

    expect(reader.locator(f"#comment-{bad}")).not_to_contain_text("thief")
    expect(reader.locator(f"#comment-{bad} .comment__gone")).to_be_visible()
    expect(reader.locator("#comment-count")).to_contain_text("১")
    reader.reload()
    expect(reader.locator("#comments")).to_contain_text("He leased it.")
    assert "thief" not in reader.content()
