"""Every screen, as it is seen: axe finds nothing, nothing scrolls sideways, no Bangla is cut off, no
English is left on a Bangla page. Each screen once, in a language, theme and size by its turn; all
together with `--full`."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from app.core.db import db
from app.core.transaction import transaction
from app.posts.models import Post
from app.posts.operations import withdraw_post
from tests import make
from tests.browser import furnished
from tests.browser.looking import NARROWEST, clipped, scrolls_sideways, untranslated, violations
from tests.browser.screens import EMPTY, SCREENS
from tests.browser.server import House, open_house
from tests.browser.windows import until

pytestmark = pytest.mark.browser

LANGUAGES, THEMES, WIDTHS = ("bn", "en"), ("light", "dark"), (360, 1280)
LOOKS = list(itertools.product(LANGUAGES, THEMES, WIDTHS))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "screen" not in metafunc.fixturenames:
        return
    screens = EMPTY if "empty" in metafunc.function.__name__ else SCREENS
    turns = [
        (screen, look)
        for number, screen in enumerate(screens)
        for look in (LOOKS if metafunc.config.getoption("full") else [LOOKS[number * 3 % 8]])
    ]
    names = [f"{screen.name}-{'-'.join(map(str, look))}" for screen, look in turns]
    metafunc.parametrize(("screen", "look"), turns, ids=names)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Bare at first: the posts that each house has are withdrawn."""
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        with opened.app.test_request_context(), transaction():
            for post in db.session.scalars(select(Post)).all():
                withdraw_post(post.author, post)
        yield opened
        opened.leave()


@pytest.fixture(scope="module")
def world(house: House) -> dict[str, int]:
    return furnished.furnish(house)


Show = Callable[[str, str, tuple[str, str, int]], Page]


@pytest.fixture
def show(house, come_in, browser, complaints) -> Iterator[Show]:
    """`show("rahima", "/desk", look)`: her window, there, and as it looks to her."""
    complaints.expect("status of (403|404|409|422)")
    with ExitStack() as closing:

        def shown(who: str, path: str, look: tuple[str, str, int]) -> Page:
            language, theme, width = look
            seen = {"color_scheme": theme, "viewport": {"width": width, "height": 800}}
            if who:
                page = come_in(house, who, **seen)
                with house.app.test_request_context(), transaction():
                    make.officer(who).language = language
            else:
                context = browser.new_context(base_url=house.url, locale=language, **seen)
                closing.callback(context.close)
                page = context.new_page()
            page.goto(path)
            return page

        yield shown


def test_an_empty_screen_is_sound(show, screen, look):
    check(show(screen.who, screen.path, look), look)


def test_a_screen_is_sound(show, world, screen, look):
    path = screen.path.format(**world)
    page = show(screen.who, path, look)
    if screen.send:
        send_empty(page)
    else:
        answer = page.request.get(path, headers={"Accept-Language": look[0]})
        assert answer.status == screen.status
    if screen.name == "search with results":
        until(page, lambda: page.reload() and page.locator(".results > li").count(), 20)
    check(page, look)


def send_empty(page: Page) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("main form .button--first[type=submit]").first.click()
    assert sent.value.status == 422
    page.wait_for_load_state()
    page.locator(".errors, .wrong").first.wait_for()


def check(page: Page, look: tuple[str, str, int]) -> None:
    language, _, width = look
    assert page.locator("html").get_attribute("lang") == language
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert scrolls_sideways(page, width) == []
    assert clipped(page) == []
    if language == "bn":
        assert untranslated(page) == []
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    assert scrolls_sideways(page, NARROWEST) == []
    assert clipped(page) == []
