"""Without script: a comment is posted and seen, and what is new is a link away."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.windows import texts

pytestmark = pytest.mark.browser


def test_a_comment_is_posted_and_seen(house, come_in):
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer", java_script_enabled=False)
    page.goto(f"/posts/{post_id}")
    page.get_by_label("Your comment").fill("We did this in Ghatail.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .comment")).to_contain_text("We did this in Ghatail.")
    expect(page.locator("#comment-count")).to_have_text("1 comment")
    expect(page.get_by_label("Your comment")).to_have_value("")
    page.reload()
    assert texts(page) == ["We did this in Ghatail."]


def test_an_empty_comment_is_refused_in_a_sentence(house, come_in, complaints):
    complaints.expect("status of 422")
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer", java_script_enabled=False)
    page.goto(f"/posts/{post_id}")
    page.get_by_label("Your comment").fill("  ")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Write something first.").first).to_be_visible()


def test_what_is_new_is_a_link_away_and_marked(house, come_in, visit):
    post_id = make.make_post(house.app)
    tanvir = visit(house, "tanvir")
    old = tanvir.say(post_id, "the old one")
    page = come_in(house, "jubayer", java_script_enabled=False)
    page.goto(f"/posts/{post_id}")
    new = tanvir.say(post_id, "the new one")
    reply = tanvir.say(post_id, "an answer to the old one", parent=old)
    page.get_by_role("link", name="Check for new comments").click()
    assert texts(page) == ["the old one", "an answer to the old one", "the new one"]
    marked = page.locator(".comment--new")
    assert {one.get_attribute("id") for one in marked.all()} == {
        f"comment-{new}",
        f"comment-{reply}",
    }


def test_a_reply_and_an_endorsement_are_forms_of_their_own(house, come_in, visit):
    post_id = make.make_idea(house.app)
    first = visit(house, "tanvir").say(post_id, "the first")
    page = come_in(house, "arif", java_script_enabled=False)
    page.goto(f"/posts/{post_id}")
    page.locator(f"#comment-{first}").get_by_role("link", name="Reply, more").click()
    page.get_by_label("Your comment").fill("an answer to the first")
    page.get_by_role("button", name="Reply").click()
    expect(page.locator(f"#replies-{first}")).to_contain_text("an answer to the first")
    page.get_by_role("link", name="Endorse").click()
    page.get_by_role("textbox").last.fill("It saves the poor a journey.")
    page.get_by_role("button", name="Endorse").click()
    expect(page.locator("#endorsements")).to_contain_text("It saves the poor a journey.")
