"""From a concern to the decision, through the windows of all who are in it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.windows import open_live

pytestmark = pytest.mark.browser

CRUEL = "The tahsildar is a thief and so is his father."


def raise_concern(page: Page, post_id: int, comment_id: int) -> None:
    page.goto(f"/comments/{comment_id}/deeds")
    page.get_by_role("link", name="Raise a concern").click()
    expect(page.get_by_role("main")).to_contain_text(CRUEL)
    page.get_by_text("An attack on a person").click()
    page.get_by_role("button", name="Send to the moderators").click()
    page.wait_for_url(re.compile(rf"/posts/{post_id}\b"))
    expect(page.get_by_role("status").first).to_contain_text("The moderators have your concern.")


def decide(page: Page, title: str, outcome: str, reason: str) -> None:
    page.goto("/moderation")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("main")).to_contain_text(CRUEL)
    page.get_by_text(outcome, exact=True).click()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url(re.compile(r"/moderation(\?|$)"))


def test_a_concern_ends_on_the_open_pages_of_all_readers(house, come_in):
    title = "Who may close a lease"
    post_id = make.make_post(house.app, by="tanvir", title=title)
    comment_id = make.say(house.app, post_id, by="jubayer", text=CRUEL)
    reader, author = come_in(house, "nurul"), come_in(house, "jubayer")
    concerned, moderator = come_in(house, "arif"), come_in(house, "maya")
    for page in (reader, author):
        open_live(page, f"/posts/{post_id}")
    before = author.locator("#bell").inner_text().strip() or "0"
    shown = reader.locator(f"#comment-{comment_id}")
    expect(shown).to_contain_text(CRUEL)

    raise_concern(concerned, post_id, comment_id)
    expect(shown).to_contain_text(CRUEL)
    decide(moderator, title, "Hide it", "Names need proof; take it to the complaints cell.")

    expect(shown).to_contain_text("একজন পর্যালোচক মন্তব্যটি আড়াল করেছেন।")  # Nurul reads Bangla
    expect(shown).not_to_contain_text("thief")
    expect(author.locator("#bell")).to_have_text(str(int(before) + 1))
    author.locator("#bell").click()
    line = author.get_by_role("button", name=title)
    expect(line).to_contain_text("A moderator hid your comment on")
    expect(line).to_contain_text("take it to the complaints cell")
    line.click()
    author.wait_for_url(f"**/posts/{post_id}#comment-{comment_id}")


def test_the_same_without_script(house, come_in):
    title = "Who may open a sluice"
    post_id = make.make_post(house.app, by="tanvir", title=title)
    comment_id = make.say(house.app, post_id, by="jubayer", text=CRUEL)
    plain = {"java_script_enabled": False}
    concerned, moderator = come_in(house, "arif", **plain), come_in(house, "mithun", **plain)
    raise_concern(concerned, post_id, comment_id)
    decide(moderator, title, "Let it stay", "It is rude, and it is about the work.")

    concerned.goto("/notifications")
    line = concerned.get_by_role("button", name=title)
    expect(line).to_contain_text("A moderator looked at your concern")
    expect(line).to_contain_text("It is rude, and it is about the work.")
    line.click()
    concerned.wait_for_url(f"**/posts/{post_id}#comment-{comment_id}")
    expect(concerned.locator(f"#comment-{comment_id}")).to_contain_text(CRUEL)
    concerned.goto("/notifications")
    read = concerned.get_by_role("listitem").filter(has=concerned.get_by_role("button", name=title))
    expect(read).not_to_have_attribute("data-unread", "")
