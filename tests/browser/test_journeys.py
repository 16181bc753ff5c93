"""What officers come for, from the first page to the end of it: with script, and without."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.core import clock
from app.core.clock import now
from app.core.db import db
from app.posts.models import Audience, Post
from tests import make
from tests.browser.drafting import is_posted
from tests.browser.server import House, open_house
from tests.browser.windows import NOT_THERE, has_run, open_live, until
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser

PLAIN = {"java_script_enabled": False}
ways = pytest.mark.parametrize("window", [{}, PLAIN], ids=["script", "plain"])

WORDS = {
    "What is wrong": "মানুষ শুধু খবর নিতে তিনবার আসে। People come three times only to ask.",
    "Who suffers from it": "Day labourers, about forty a week.",
    "What you propose": "One number for each union, answered until eight in the evening.",
    "Has it been tried anywhere?": "In Delduar, for one winter.",
    "Days it takes now": "12",
    "Days hoped for": "3",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One of their own: what waits on a desk is not what other tests left there."""
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        yield opened
        opened.leave()


def count_posts(house: House, title: str) -> int:
    with house.app.app_context():
        number = db.session.scalar(select(func.count()).where(Post.title == title))
        db.session.rollback()
        return number or 0


def first_page(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="New post").click()
    page.get_by_role("link", name="An idea").click()
    page.wait_for_url("**/posts/new/idea")


def fill(page: Page, words: dict[str, str]) -> None:
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="Post to colleagues").click()


@ways
def test_an_idea_from_the_field_is_posted_and_its_answer_is_promised(house, come_in, window):
    page = come_in(house, "rahima", **window)
    title = f"Answers by telephone {len(window)}"
    first_page(page)
    fill(page, WORDS)
    send(page)  # she forgot the title
    expect(page.locator(".errors")).to_contain_text("Give it a title")
    for label, text in WORDS.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)

    page.get_by_label("Title").fill(title)
    send(page)
    page.wait_for_url("**/posts/*")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("status").first).to_contain_text("A colleague should answer by")
    expect(page.locator("#first-reply")).to_contain_text("First reply due by")
    for text in list(WORDS.values())[:4]:
        expect(page.get_by_role("article").first).to_contain_text(text)
    assert count_posts(house, title) == 1


def tab_to(page: Page, name: str) -> None:
    """With the Tab key alone, to what bears that name."""
    wanted = page.get_by_role("main").get_by_text(name, exact=True).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => document.activeElement?.contains(one) ?? false"):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"nobody sees that {name} has the focus"
            return
    raise AssertionError(f"the Tab key does not lead to {name}")


def test_an_idea_is_posted_with_the_keyboard_alone(house, come_in):
    page = come_in(house, "jubayer")
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the masthead
    page.wait_for_url("**/#main")
    tab_to(page, "New post")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/new")
    page.get_by_label("Title").press("Control+A")  # only to be sure where we begin
    for text in ("A bench at the window", "Old people stand for hours.", "", "Put a bench."):
        if page.locator(":focus").get_attribute("data-mark"):  # past the toolbar: one stop
            page.keyboard.press("Tab")
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    tab_to(page, "Post to colleagues")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("A bench at the window")


def test_a_draft_outlives_the_line_and_the_page_and_is_sent_once(house, come_in, complaints):
    complaints.expect(NOT_THERE)
    page = come_in(house, "rahima", fresh=True)
    title = "A ferry that waits for the patient"
    first_page(page)
    fill(page, {"Title": title} | WORDS)
    expect(page.locator("[data-draft-line]")).to_contain_text("Draft kept")
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("your words are kept on this device")
    page.close()

    page = page.context.new_page()
    page.context.set_offline(False)
    page.goto("/posts/new/idea")
    expect(page.get_by_label("Title")).to_have_value(title)
    for label, text in WORDS.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)
    send(page)
    is_posted(page, title)
    assert count_posts(house, title) == 1
    page.goto("/posts/new/idea")
    has_run(page, "writing")
    expect(page.get_by_label("Title")).to_have_value("")
    assert drafts(page) == []


def test_what_was_refused_by_a_lost_line_goes_when_it_is_back(house, come_in, complaints):
    complaints.expect(NOT_THERE)
    page = come_in(house, "rahima")
    title = "A bell for the night guard"
    page.goto("/posts/new/idea")
    has_run(page, "writing")
    fill(page, {"Title": title} | WORDS)
    page.context.set_offline(True)
    send(page)
    again = page.get_by_role("alert").get_by_role("button", name="Send again")
    expect(again).to_be_visible()
    page.context.set_offline(False)
    until(page, lambda: page.evaluate("navigator.onLine"))
    again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert count_posts(house, title) == 1


def drafts(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def test_whoever_signs_out_leaves_no_draft_behind(house, come_in):
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/question")
    page.get_by_label("Title").fill("Who leaves this here?")
    until(page, lambda: len(drafts(page)) == 1)
    page.goto(f"/people/{house.officer_id('rahima')}")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"))
    assert drafts(page) == []
    page.get_by_label("Email").fill("rahima@uthan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    page.goto("/posts/new/question")
    expect(page.get_by_label("Title")).to_have_value("")


@ways
def test_a_secretary_answers_the_oldest_from_the_field_and_it_is_felt(house, come_in, window):
    oldest, younger = f"The sluice is shut {len(window)}", f"The road is cut {len(window)}"
    for title, days in ((younger, 15), (oldest, 19)):
        with clock.at(now() - timedelta(days=days)):
            post_id = make.make_idea(house.app, title=title)
    author = come_in(house, "rahima", **window)
    if not window:
        open_live(author, "/", seats=1)
    else:
        author.goto("/")
    before = int(author.locator("#bell").inner_text().strip() or 0)
    senior = come_in(house, "shahana", **window)

    senior.goto("/")
    senior.get_by_role("navigation", name="Main").get_by_role("link", name="My desk").click()
    opened = senior.get_by_role("article", name=oldest)
    expect(opened).to_contain_text("19 days without an answer")
    waits = [int(one) for one in senior.locator(".desk-line .wait b").all_inner_texts()]
    assert waits == sorted(waits, reverse=True)
    expect(senior.locator(".desk-line").filter(has_text=younger)).to_be_visible()

    opened.get_by_role("link", name="Ask the author").click()
    senior.get_by_label("Your question").fill("What would a day of the mason cost?")
    senior.get_by_role("button", name="Ask", exact=True).click()
    senior.goto(f"/posts/{post_id}")
    senior.get_by_role("button", name="Read", exact=True).click()
    expect(senior.get_by_role("status").first).to_contain_text("The author now knows")
    senior.get_by_role("link", name="Endorse").click()
    senior.get_by_role("button", name="Endorse").click()
    expect(senior.locator(".errors")).to_contain_text("Say in a sentence why you endorse it.")
    senior.get_by_label("Why you endorse it").fill("It costs less than one flood.")
    senior.get_by_role("button", name="Endorse").click()
    expect(senior.locator("#endorsements")).to_contain_text("It costs less than one flood.")

    if window:
        author.reload()
    expect(author.locator("#bell")).to_have_text(str(before + 1))  # one post has news
    author.locator("#bell").click()
    author.get_by_role("button", name=oldest).click()
    author.wait_for_url(f"**/posts/{post_id}*")
    asked = author.locator("#comments > .comment.senior")
    expect(asked).to_contain_text("A senior asks the author")
    expect(asked).to_contain_text("Dr Shahana Mallik")
    expect(author.locator("#endorsements")).to_contain_text("Dr Shahana Mallik, Secretary")
    expect(author.locator("#readings")).to_contain_text("Dr Shahana Mallik")

    if not window:
        open_live(senior, f"/posts/{post_id}")
    asked.get_by_role("link", name="Reply, more").click()
    author.get_by_label("Your comment").fill("Nine hundred taka, and we have the bricks.")
    author.get_by_role("button", name="Reply").click()
    expect(author.locator(".replies .comment")).to_contain_text("Nine hundred taka")
    if window:
        senior.reload()
    expect(senior.locator(".replies .comment")).to_contain_text("Nine hundred taka")
    senior.goto("/desk")
    expect(senior.get_by_role("main")).not_to_contain_text(oldest)


@ways
def test_the_pond_is_found_however_it_is_written(house, come_in, window):
    title = f"কুলিয়া গ্রামের পুকুর দখল {len(window)}"
    make.make_post(house.app, title=title, body="The pond is fenced; fishermen cannot reach it.")
    page = come_in(house, "nurul", **window)
    for typed, marks in (
        ("pukur dokhol", ["পুকুর", "দখল"]),
        ("পুকুর দখল", ["পুকুর", "দখল"]),
        ("pond", ["pond"]),
    ):
        hit = page.locator(".results > li").filter(has_text=title)
        until(page, lambda hit=hit, typed=typed: look_for(page, typed) and hit.count(), 20)
        assert {word.lower() for word in hit.locator("mark").all_inner_texts()} >= set(marks)


def look_for(page: Page, words: str) -> bool:
    """As one does: from the masthead of the first page."""
    page.goto("/")
    field = page.get_by_role("search").get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    page.wait_for_url("**/search?q=*")
    return True


def test_an_outsider_does_not_learn_that_an_offices_post_exists(house, come_in):
    make.make_post(house.app, body="The zebrawood chest is empty.", audience=Audience.OFFICE)
    inside, outside = come_in(house, "rahima"), come_in(house, "omar")
    hits = inside.locator(".results > li")
    until(inside, lambda: look_for(inside, "zebrawood") and hits.count(), 20)
    outside.goto("/search?q=zebrawood")
    expect(outside.get_by_role("status").first).to_contain_text("০")
    expect(outside.locator(".results > li")).to_have_count(0)
    expect(outside.locator(".facets")).to_have_count(0)
