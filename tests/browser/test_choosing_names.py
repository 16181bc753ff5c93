"""Names to choose from while one writes: by keyboard, by touch, and without script under the preview."""

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.looking import scrolls_sideways, violations

pytestmark = pytest.mark.browser

UNO = "@[Upazila Nirbahi Officer, Ghatail, Tangail] "


@pytest.fixture
def post_id(house) -> int:
    return make.make_post(house.app)


def write(page: Page, text: str) -> None:
    page.get_by_label("Your comment").press_sequentially(text, delay=20)


def listed(page: Page):
    return page.get_by_role("listbox").get_by_role("option")


def test_by_keyboard_the_field_keeps_the_focus_and_the_choice_can_be_taken_back(
    house, come_in, post_id
):
    page = come_in(house, "jubayer", fresh=True)
    page.goto(f"/posts/{post_id}")
    field = page.get_by_label("Your comment")
    write(page, "Ask @uno gha")
    expect(listed(page)).to_have_count(1)
    expect(field).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("1 name to choose")
    page.keyboard.press("ArrowDown")
    expect(listed(page).first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "offer-1")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Ask {UNO}")
    expect(listed(page)).to_have_count(0)
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Ask @uno gha")


def test_waved_away_it_stays_away_and_enter_writes_a_line(house, come_in, post_id):
    page = come_in(house, "jubayer", fresh=True)
    page.goto(f"/posts/{post_id}")
    field = page.get_by_label("Your comment")
    write(page, "@tan")
    expect(listed(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(listed(page)).to_have_count(0)
    expect(field).to_be_focused()
    write(page, "v")
    page.wait_for_timeout(600)
    expect(listed(page)).to_have_count(0)
    write(page, " @rah")
    expect(listed(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_have_value("@tanv @rah\n")


def test_by_touch_on_a_phone_with_a_new_post(house, come_in):
    phone = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
    page = come_in(house, "jubayer", fresh=True, **phone)
    page.goto("/posts/new/question")
    field = page.get_by_label("Your question")
    field.press_sequentially("তাই @ঘাটা", delay=20)
    expect(listed(page).first).to_be_visible()
    assert violations(page) == []
    assert scrolls_sideways(page, 360) == []
    listed(page).filter(has_text="Tanvir Hasnat").first.tap()
    expect(field).to_have_value(f"তাই {UNO}")
    expect(field).to_be_focused()


def test_without_script_the_preview_asks_whom_one_means(house, come_in, post_id):
    page = come_in(house, "jubayer", fresh=True, java_script_enabled=False)
    page.goto(f"/posts/{post_id}")
    page.get_by_label("Your comment").fill("Ask @[Deputy] soon.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Preview: not said yet")).to_be_visible()
    page.get_by_label("Whom do you mean").select_option("[Deputy] [Deputy Commissioner, Tangail]")
    page.get_by_role("main").get_by_role("button", name="Comment", exact=True).click()
    said = page.locator("#comments .comment__text").last
    expect(said).to_have_text("Ask @[Deputy Commissioner, Tangail] soon.")


def test_with_script_a_long_comment_is_looked_at_on_a_page_of_its_own(house, come_in, post_id):
    page = come_in(house, "jubayer", fresh=True)
    page.goto(f"/posts/{post_id}")
    expect(page.get_by_role("button", name="Preview")).to_be_hidden()
    write(page, "It is **ours**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("ours")
    expect(page.get_by_label("Your comment")).to_have_value("It is **ours**.")
    assert violations(page) == []
    page.get_by_role("main").get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .comment__text").last).to_have_text("It is ours.")
    expect(page.get_by_label("Your comment")).to_have_value("")
