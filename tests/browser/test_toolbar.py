"""The toolbar over a long text writes Markdown, and Ctrl+Z takes it back."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(house, come_in) -> Page:
    page = come_in(house, "jubayer", fresh=True)
    page.goto("/posts/new/question")
    expect(page.get_by_role("toolbar")).to_be_visible()
    return page


def choose(page: Page, text: str, start: int, end: int) -> None:
    field = page.get_by_label("Your question")
    field.fill(text)
    field.evaluate("(field, [a, b]) => field.setSelectionRange(a, b)", [start, end])


def says(page: Page, text: str) -> None:
    expect(page.get_by_label("Your question")).to_have_value(text)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Bold", "নদী **পার** হই"),
        ("Italic", "নদী *পার* হই"),
        ("Link", "নদী [পার](https://) হই"),
        ("List", "- নদী পার হই"),
        ("Numbered list", "1. নদী পার হই"),
        ("Quote", "> নদী পার হই"),
        ("Heading", "**নদী পার হই**"),
    ],
)
def test_each_button_marks_what_is_chosen_and_can_be_taken_back(page, name, written):
    text = "নদী পার হই"
    choose(page, text, 4, 7)
    page.get_by_role("button", name=name, exact=True).click()
    says(page, written)
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.press("Control+z")
    says(page, text)


def test_pressed_twice_it_is_as_before(page):
    for name in ("Bold", "List", "Numbered list", "Quote", "Heading"):
        choose(page, "One word", 0, 8)
        for _ in range(2):
            page.get_by_role("button", name=name, exact=True).click()
        says(page, "One word")


def test_the_keyboard_reaches_it_with_one_stop_and_arrows(page):
    choose(page, "One word", 0, 3)
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Link")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    says(page, "**One** word")
    expect(page.get_by_label("Your question")).to_be_focused()


def test_without_script_there_is_no_toolbar_and_five_examples(house, come_in):
    page = come_in(house, "jubayer", fresh=True, java_script_enabled=False)
    page.goto("/posts/new/question")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.get_by_text("How to format").click()
    expect(page.locator("details dt")).to_have_count(5)
