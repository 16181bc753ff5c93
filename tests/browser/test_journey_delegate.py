"""J2: a secretary comments, and it is felt; prepared by her private secretary, with plain forms."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from app.core.transaction import transaction
from tests import make
from tests.browser.server import House, open_house

pytestmark = pytest.mark.browser

PLAIN = {"java_script_enabled": False}
WORDS = "Who pays for the number in the second year?"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        yield opened
        opened.leave()


def test_a_secretary_asks_with_one_tap_and_the_author_answers(house, come_in):
    make.make_idea(house.app, title="One number for each union")
    with house.app.test_request_context(), transaction():
        for name in ("shahana", "omar", "rahima"):
            make.officer(name).language = "en"
    secretary = come_in(house, "shahana", **PLAIN)
    secretary.goto("/me/private-secretaries")
    secretary.get_by_label("Name, seat or office").fill("Omar")
    secretary.get_by_role("button", name="Find").click()
    secretary.get_by_role("link", name="Choose: Omar Faruk").click()
    secretary.get_by_role("button", name="Name as private secretary").click()
    expect(secretary.get_by_text("Omar Faruk is told, and may decline.")).to_be_visible()

    delegate = come_in(house, "omar", **PLAIN)
    delegate.goto("/notifications")
    delegate.get_by_role("button", name="named you as private secretary").click()
    delegate.get_by_role("link", name="Prepare an answer: One number for each union").click()
    delegate.get_by_text("A question to the author").click()
    delegate.get_by_label("Words").fill(WORDS)
    delegate.get_by_role("button", name="Put on the desk").click()
    expect(delegate.get_by_text("It lies on the desk of Dr Shahana Mallik.")).to_be_visible()

    secretary.goto("/")
    secretary.get_by_role("link", name="from the field wait").click()
    expect(secretary.get_by_text(WORDS)).to_be_visible()
    secretary.get_by_role("button", name="Approve: One number for each union").click()
    expect(secretary.get_by_text("Said in your name.")).to_be_visible()

    author = come_in(house, "rahima", **PLAIN)
    author.goto("/")
    author.get_by_role("link", name="Dr Shahana Mallik asks about").click()
    said = author.locator(".comment.senior", has_text=WORDS)
    expect(said.get_by_text("A senior asks the author")).to_be_visible()
    expect(said.get_by_text("Prepared by Omar Faruk")).to_be_visible()
    said.get_by_role("link", name="Reply, more").click()
    author.get_by_label("Your comment").fill("The union council, from its own budget.")
    author.get_by_role("button", name="Reply").click()
    author.goto("/questions")
    expect(author.get_by_text("No question waits for you")).to_be_visible()

    delegate.goto("/notifications")
    expect(delegate.get_by_text("(prepared by you)")).to_be_visible()
