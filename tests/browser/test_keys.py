"""Keys, on whichever keyboard: a Bangla layout gives Bangla letters, and Avro builds them from several."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.windows import open_live, until

pytestmark = pytest.mark.browser

PRESS = """(field, event) => field.dispatchEvent(
  new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...event }))"""


@pytest.fixture
def page(house, come_in):
    post_id = make.make_post(house.app)
    page = come_in(house, "jubayer")
    open_live(page, f"/posts/{post_id}")
    return page


def test_control_and_enter_send_what_was_written_on_a_bangla_layout(page):
    field = page.get_by_label("Your comment")
    field.fill("আমরা করেছি")
    field.evaluate(PRESS, {"key": "Enter", "code": "Enter", "ctrlKey": True})
    expect(page.locator("#comments .comment__text")).to_have_text("আমরা করেছি")


def test_a_letter_that_is_still_being_made_sends_nothing(page):
    field = page.get_by_label("Your comment")
    field.fill("আমর")
    field.evaluate(PRESS, {"key": "Enter", "code": "Enter", "ctrlKey": True, "isComposing": True})
    page.wait_for_timeout(500)
    assert page.locator("#comments .comment__text").count() == 0
    expect(field).to_have_value("আমর")


def test_escape_closes_an_open_menu_and_comes_back_to_it(page):
    menu = page.locator("main details.menu").first
    menu.locator("summary").click()
    until(page, lambda: menu.evaluate("(one) => one.open"))
    page.keyboard.press("Escape")
    until(page, lambda: not menu.evaluate("(one) => one.open"))
    expect(menu.locator("summary")).to_be_focused()
