"""A first-time officer comes to a first post by the labels alone: few clicks, no word of advice."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app.core.transaction import transaction
from app.officers.models import Rank
from app.officers.operations import invite_officer
from tests import make
from tests.actions.making import seat
from tests.browser.server import House, open_house

pytestmark = pytest.mark.browser

MOST = 25  # interactions to a first post
WORDS = "three boats at the ghat of Ghatail"  # a password

PLAIN = {"java_script_enabled": False}
ways = pytest.mark.parametrize("window", [{}, PLAIN], ids=["script", "plain"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        yield opened
        opened.leave()


class Hand:
    """Finds what it does by its label, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.number = page, 0

    def write(self, label: str, words: str) -> None:
        self.number += 1
        self.page.get_by_label(label, exact=True).fill(words)

    def press(self, name: str | re.Pattern[str]) -> None:
        self._click(self.page.get_by_role("button", name=name))

    def follow(self, name: str) -> None:
        self._click(self.page.get_by_role("main").get_by_role("link", name=name))

    def _click(self, what: object) -> None:
        self.number += 1
        what.first.click()


def invitation(house: House, name: str) -> str:
    """The link in the letter to a new Additional Deputy Commissioner."""
    with house.app.test_request_context("/?lang=en"), transaction():
        rank = make.officer("tanvir").rank
        assert isinstance(rank, Rank)
        make.officer("mithun").administrator_since = make.officer("mithun").moderator_since
        _officer, token = invite_officer(
            make.officer("mithun"),
            email=f"{name}@uthan.example",
            name_bn="নবীন কর্মকর্তা",
            name_en="New Officer",
            rank=rank,
            seat=seat("tangail.adc"),
        )
        return token


@ways
def test_a_newcomer_takes_all_five_steps_and_posts_within_25_interactions(house, browser, window):
    name = f"newcomer{len(window)}"
    context = browser.new_context(base_url=house.url, locale="en-GB", **window)
    page = context.new_page()
    hand = Hand(page)
    page.goto(f"/welcome/{invitation(house, name)}")
    hand.write("New password", WORDS)
    hand.press("Set password")
    hand.write("Email", f"{name}@uthan.example")
    hand.write("Password", WORDS)
    hand.press("Sign in")

    steps = page.locator("#first-steps")
    expect(steps).to_contain_text("0 of 5 done")
    hand.follow("Check your details")
    hand.press("Save")
    page.goto("/")  # by the brand, at the top of every page
    hand.number += 1
    expect(steps).to_contain_text("1 of 5 done")

    hand.follow("Language and keyboard")
    hand.press("I can write")
    expect(steps).to_contain_text("2 of 5 done")

    hand.follow("Follow three offices")
    for _ in range(3):
        hand.press(re.compile("^Follow:"))
    hand.follow("On to the next step")
    expect(steps).to_contain_text("3 of 5 done")

    hand.follow("Read how we speak here")
    hand.press("I have read this")
    expect(steps).to_contain_text("4 of 5 done")

    hand.follow("Say hello")
    hand.write("Title", "Greetings from Tangail")
    hand.write("Your question", "I have come from Bhola. What should I see first?")
    hand.press("Post to colleagues")
    expect(page.get_by_role("heading", level=1)).to_have_text("Greetings from Tangail")
    assert hand.number <= MOST
    page.goto("/")
    expect(steps).to_have_count(0)
    context.close()


def test_every_step_can_be_skipped_with_the_keyboard(house, browser):
    context = browser.new_context(base_url=house.url, locale="en-GB")
    page = context.new_page()
    hand = Hand(page)
    page.goto(f"/welcome/{invitation(house, 'skipper')}")
    hand.write("New password", WORDS)
    hand.press("Set password")
    hand.write("Email", "skipper@uthan.example")
    hand.write("Password", WORDS)
    hand.press("Sign in")
    for done in range(1, 5):
        page.get_by_role("button", name=re.compile("^Skip: ")).first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#first-steps")).to_contain_text(f"{done} of 5 done")
    page.get_by_role("button", name="Put this list away").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#first-steps")).to_have_count(0)
    context.close()
