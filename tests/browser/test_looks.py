"""The same page in each look: whatever an officer's eyes or machine ask for, no control is lost; and in
the other language one stands where one stood."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.looking import scrolls_sideways

pytestmark = pytest.mark.browser

CONTROLS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => one.type !== "hidden" && one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .map((one) => `${one.tagName} ${one.getAttribute("href") ?? one.name ?? ""}`).sort()"""
# What one came for: the ways round it may fold away, and a filter behind the link that opens it.
IN_MAIN = """(main) => [...main.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => !one.closest(".facets, .rail"))
  .map((one) => `${one.tagName} ${one.getAttribute("href") ?? one.name ?? ""}`)"""
LOOKS = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "reduced motion": {"reduced_motion": "reduce"},
}
LINE = 32  # pixels, of Bangla text
PAGES = ("/", "/posts/{idea}", "/posts/new/idea", "/notifications", "/people", "/search?q=phone")


@pytest.fixture
def idea(house):
    post_id = make.make_idea(house.app, title="ইউনিয়ন থেকেই উত্তর")
    for number in range(12):
        make.say(house.app, post_id, "tanvir", f"বার {number}: আমরা এক বছর চালিয়ে দেখেছি, কাজ হয়েছে।")
    return post_id


@pytest.mark.parametrize("path", PAGES)
def test_no_control_is_lost_in_another_look(house, come_in, idea, path):
    page = come_in(house, "jubayer")
    page.goto(path.format(idea=idea))
    page.wait_for_load_state("networkidle")
    usual = page.evaluate(CONTROLS)
    assert usual
    for name, look in LOOKS.items():
        page.emulate_media(**look)
        assert page.evaluate(CONTROLS) == usual, name
        page.emulate_media(
            color_scheme="light", forced_colors="none", reduced_motion="no-preference"
        )


@pytest.mark.parametrize("path", PAGES)
def test_at_four_times_the_size_nothing_is_lost_or_runs_out_of_the_page(house, come_in, idea, path):
    """1280 pixels at 400 % are 320 of the page's own."""
    page = come_in(house, "jubayer", viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page.goto(path.format(idea=idea))
    page.wait_for_load_state("networkidle")
    narrow = set(page.evaluate(CONTROLS))
    assert scrolls_sideways(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 1024})
    wide = set(page.evaluate(CONTROLS))
    own = set(page.locator("main").evaluate(IN_MAIN))
    assert (wide & own) - narrow == set()


def test_on_paper_there_are_words_and_no_controls(house, come_in, idea):
    page = come_in(house, "jubayer")
    page.goto(f"/posts/{idea}/print")
    page.emulate_media(media="print")
    expect(page.get_by_text("বার 11: আমরা")).to_be_visible()
    assert [one for one in page.evaluate(CONTROLS) if not one.startswith("A ")] == []


@pytest.mark.parametrize("path", PAGES)
def test_in_the_other_language_one_is_on_the_same_page(house, come_in, idea, path):
    path = path.format(idea=idea)
    page = come_in(house, "omar", viewport={"width": 360, "height": 640})
    page.goto(path)
    first = page.locator("html").get_attribute("lang")
    for _ in range(2):
        before = page.locator("html").get_attribute("lang")
        page.locator("form[action='/me/language'] button").first.click()
        expect(page.locator("html")).not_to_have_attribute("lang", before)
        assert page.url.endswith(path)
    assert page.locator("html").get_attribute("lang") == first


def test_in_the_other_language_one_stands_where_one_stood(house, come_in, idea):
    page = come_in(house, "omar", viewport={"width": 360, "height": 640})
    page.goto(f"/posts/{idea}")
    page.wait_for_load_state("networkidle")
    sixth = page.locator("#comments > .comment").nth(6)
    number = sixth.get_attribute("id")
    page.evaluate("(id) => document.getElementById(id).scrollIntoView({ block: 'start' })", number)
    top = sixth.bounding_box()["y"]
    for _ in range(2):
        before = page.locator("html").get_attribute("lang")
        page.evaluate("document.querySelector('form[data-stay] button').click()")
        expect(page.locator("html")).not_to_have_attribute("lang", before)
        page.wait_for_load_state("networkidle")
        assert abs(page.locator(f"#{number}").bounding_box()["y"] - top) <= LINE
