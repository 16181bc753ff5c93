"""Every screen, as it is seen: axe finds nothing, nothing scrolls sideways, no Bangla is cut off, no
English is left on a Bangla page. Each screen once, in a language, theme and size by its turn; all
together with `--full`."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

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
from tests.browser.server import House, open_house
from tests.browser.windows import until

pytestmark = pytest.mark.browser

LANGUAGES, THEMES, WIDTHS = ("bn", "en"), ("light", "dark"), (360, 1280)
LOOKS = list(itertools.product(LANGUAGES, THEMES, WIDTHS))


class Screen(NamedTuple):
    """`path` may name what the world holds, as {pond}; `send`: the form of the page is sent empty."""

    name: str
    who: str
    path: str
    send: bool = False
    status: int = 200


EMPTY = [
    Screen("empty feed", "omar", "/"),
    Screen("empty desk", "shahana", "/desk"),
    Screen("no actions", "omar", "/actions"),
    Screen("nothing to moderate", "maya", "/moderation"),
    Screen("no notifications", "omar", "/notifications"),
    Screen("no bookmarks", "omar", "/bookmarks"),
    Screen("nothing missed", "omar", "/away"),
    Screen("no drafts", "omar", "/drafts"),
    Screen("no questions", "omar", "/questions"),
    Screen("for nobody", "rahima", "/me/private-secretaries"),
]
SCREENS = [
    Screen("feed", "rahima", "/"),
    Screen("feed of an office", "tanvir", "/?only=office"),
    Screen("idea", "rahima", "/posts/{idea}"),
    Screen("idea for a senior", "shahana", "/posts/{second}"),
    Screen("question", "jubayer", "/posts/{pond}"),
    Screen("new idea", "rahima", "/posts/new"),
    Screen("refused idea", "rahima", "/posts/new/idea", send=True),
    Screen("new question", "rahima", "/posts/new/question"),
    Screen("refused question", "rahima", "/posts/new/question", send=True),
    Screen("deeds", "jubayer", "/comments/{comment}/deeds"),
    Screen("refused reply", "jubayer", "/comments/{comment}/deeds", send=True),
    Screen("hidden comment", "jubayer", "/comments/{hidden}/deeds"),
    Screen("hiding", "maya", "/comments/{comment}/hiding"),
    Screen("concern", "omar", "/comments/{comment}/concern"),
    Screen("refused concern", "omar", "/comments/{comment}/concern", send=True),
    Screen("pinning", "maya", "/posts/{idea}/pin"),
    Screen("withdrawing", "rahima", "/posts/{pond}/withdrawal"),
    Screen("endorsing", "shahana", "/posts/{second}/endorsement"),
    Screen("refused endorsement", "shahana", "/posts/{second}/endorsement", send=True),
    Screen("asking", "shahana", "/posts/{second}/question"),
    Screen("desk", "shahana", "/desk"),
    Screen("actions", "arif", "/actions"),
    Screen("item of the holder", "rahima", "/actions/{doing}"),
    Screen("refused step", "rahima", "/actions/{doing}", send=True),
    Screen("item to verify", "omar", "/actions/{done}"),
    Screen("verified item", "jubayer", "/actions/{verified}"),
    Screen("flag", "jubayer", "/posts/{second}/flag"),
    Screen("refused flag", "jubayer", "/posts/{second}/flag", send=True),
    Screen("triage", "arif", "/flags/{flag}"),
    Screen("refused triage", "arif", "/flags/{flag}", send=True),
    Screen("moderation", "maya", "/moderation"),
    Screen("one concern", "maya", "/moderation/{concern}"),
    Screen("refused decision", "maya", "/moderation/{concern}", send=True),
    Screen("notifications", "rahima", "/notifications"),
    Screen("search", "omar", "/search"),
    Screen("search with results", "omar", "/search?q=pond"),
    Screen("search without results", "omar", "/search?q=zyzzyva"),
    Screen("colleagues", "omar", "/people"),
    Screen("oneself", "rahima", "/people/{rahima}"),
    Screen("a colleague", "omar", "/people/{shahana}"),
    Screen("sessions", "rahima", "/me/sessions"),
    Screen("password", "rahima", "/me/password"),
    Screen("refused password", "rahima", "/me/password", send=True),
    Screen("idea on its path", "omar", "/posts/{moved}"),
    Screen("moving an idea", "shahana", "/posts/{moved}/state"),
    Screen("refused move", "shahana", "/posts/{moved}/state", send=True),
    Screen("health", "maya", "/health"),
    Screen("editing an idea", "jubayer", "/posts/{second}/edit"),
    Screen("editing a question", "rahima", "/posts/{pond}/edit"),
    Screen("versions", "omar", "/posts/{pond}/versions"),
    Screen("not found", "rahima", "/posts/999999", status=404),
    Screen("not allowed", "omar", "/posts/{idea}/pin", status=403),
    Screen("sign-in", "", "/sign-in"),
    Screen("refused sign-in", "", "/sign-in", send=True),
    Screen("not found from outside", "", "/nowhere", status=404),
    Screen("printed idea", "rahima", "/posts/{idea}/print"),
    Screen("conduct", "omar", "/conduct"),
    Screen("bookmarks", "jubayer", "/bookmarks"),
    Screen("since one was away", "rahima", "/away"),
    Screen("faced question", "omar", "/posts/{pond}"),
    Screen("tag", "omar", "/tags/land_and_water"),
    Screen("nothing has the tag", "rahima", "/tags/ভূমি"),
    Screen("office", "omar", "/offices/{ghatail}"),
    Screen("office of a district", "rahima", "/offices/{tangail}"),
    Screen("what one follows", "omar", "/following"),
    Screen("follows nothing yet", "maya", "/following"),
    Screen("new call for help", "rahima", "/posts/new/help"),
    Screen("refused call for help", "rahima", "/posts/new/help", send=True),
    Screen("new notice", "rahima", "/posts/new/notice"),
    Screen("new proposition", "omar", "/posts/new/proposition"),
    Screen("answered call for help", "rahima", "/posts/{help}"),
    Screen("deeds of who asked", "rahima", "/comments/{answer}/deeds"),
    Screen("notice", "omar", "/posts/{notice}"),
    Screen("proposition", "jubayer", "/posts/{proposition}"),
    Screen("editing a call for help", "rahima", "/posts/{help}/edit"),
    Screen("merging an idea", "shahana", "/posts/{moved}/merge"),
    Screen("refused merge", "shahana", "/posts/{moved}/merge", send=True),
    Screen("merged idea", "omar", "/posts/{merged}"),
    Screen("idea that took in another", "omar", "/posts/{took_in}"),
    Screen("mail", "shahana", "/settings/mail"),
    Screen("broken link of a mail", "", "/mail/stop/x", status=404),
    Screen("drafts", "rahima", "/drafts"),
    Screen("a draft", "rahima", "/posts/new/idea?draft={draft}"),
    Screen("deleting a draft", "rahima", "/drafts/{draft}/deletion"),
    Screen("editing a comment", "tanvir", "/comments/{comment}/edit"),
    Screen("versions of a comment", "omar", "/comments/{comment}/versions"),
    Screen("colleagues of a district", "omar", "/people?district=tangail"),
    Screen("officer to transfer", "mithun", "/administration/transfer?q=ghatail"),
    Screen("seat to transfer to", "mithun", "/administration/transfer?officer={rahima}&q=tangail"),
    Screen("what moves", "mithun", "/administration/transfer?officer={rahima}&seat={adc}"),
    Screen(
        "a seat that is taken",
        "mithun",
        "/administration/transfer?officer={shahana}&seat={ac_land}",
    ),
    Screen("what a seat answers for", "rahima", "/seats/{ac_land}"),
    Screen("adding files", "rahima", "/posts/{pond}/files"),
    Screen("refused files", "rahima", "/posts/{pond}/files", send=True),
    Screen("private secretaries", "shahana", "/me/private-secretaries?q=ta"),
    Screen("naming a private secretary", "shahana", "/people/{tanvir}/private-secretary"),
    Screen("writing for a senior", "omar", "/me/private-secretaries"),
    Screen("a senior's desk", "omar", "/delegations/{delegation}"),
    Screen("preparing", "omar", "/delegations/{delegation}/posts/{second}"),
    Screen("refused words", "omar", "/delegations/{delegation}/posts/{second}", send=True),
    Screen("changing what is prepared", "omar", "/prepared/{prepared}"),
    Screen("changing and approving", "shahana", "/prepared/{prepared}/approval"),
    Screen("desk with what is prepared", "shahana", "/desk"),
    Screen("what a secretary prepared", "rahima", "/posts/{said}"),
    Screen("questions by name", "rahima", "/questions"),
    Screen("a delegation that is over", "tanvir", "/delegations/{over}"),
    Screen("one's profile", "rahima", "/me/profile"),
    Screen("who has retired", "omar", "/people/{retired}"),
    Screen("retired colleagues", "omar", "/people?service=retired&helps=y"),
    Screen("nobody knows the topic", "omar", "/people?topic=stamps"),
    Screen("retiring an officer", "mithun", "/administration/retirement?officer={rahima}"),
    Screen("returning to service", "mithun", "/administration/retirement?officer={retired}"),
    Screen("first steps", "newcomer", "/"),
    Screen("language and keyboard", "newcomer", "/first-steps/language"),
    Screen("offices to follow", "newcomer", "/first-steps/offices"),
    Screen("conduct for a newcomer", "newcomer", "/conduct?first=1"),
    Screen("feed of who has retired", "sabur", "/"),
    Screen("writing in retirement", "sabur", "/posts/new/question"),
    Screen("adding files to a comment", "tanvir", "/comments/{comment}/files"),
    Screen("refused files of a comment", "tanvir", "/comments/{comment}/files", send=True),
    Screen("hiding a version", "maya", "/posts/{pond}/versions/1/hiding"),
    Screen("refused reason of it", "maya", "/posts/{pond}/versions/1/hiding", send=True),
    Screen("versions for a moderator", "maya", "/posts/{pond}/versions"),
    Screen("shortcuts", "rahima", "/shortcuts"),
    Screen("working days", "rahima", "/calendar"),
    Screen("working days for who keeps them", "mithun", "/calendar"),
    Screen("entering a day", "mithun", "/calendar/days/new"),
    Screen("refused day", "mithun", "/calendar/days/new", send=True),
    Screen("taking a day back", "mithun", "/calendar/days/1/withdrawal"),
    Screen("refused reason of a day", "mithun", "/calendar/days/1/withdrawal", send=True),
    Screen("suggested holidays", "mithun", "/calendar/suggestions"),
    Screen("refused suggestions", "mithun", "/calendar/suggestions", send=True),
    Screen("limits", "omar", "/calendar/limits"),
    Screen("new limit", "mithun", "/calendar/limits/new"),
    Screen("refused limit", "mithun", "/calendar/limits/new", send=True),
    Screen("sharing in", "rahima", "/share?title=The+pond&text=Fenced&url=https://example.org/1"),
    Screen("refused citizen's issue", "rahima", "/posts/new/issue", send=True),
    Screen("issue that nobody verified", "tanvir", "/posts/{bridge}"),
    Screen("verified issue", "omar", "/posts/{taken}"),
    Screen("verifying", "tanvir", "/posts/{bridge}/verification"),
    Screen("refused verification", "tanvir", "/posts/{bridge}/verification", send=True),
    Screen("whose trouble it is", "arif", "/posts/{bridge}/citizen"),
    Screen("refused look", "arif", "/posts/{bridge}/citizen", send=True),
    Screen("looks at citizens", "auditor", "/looks"),
    Screen("editing a citizen's issue", "rahima", "/posts/{bridge}/edit"),
    Screen("item with evidence", "omar", "/actions/{proven}"),
    Screen("evidence", "omar", "/actions/{proven}/evidence"),
    Screen("adding evidence", "rahima", "/actions/{proven}/evidence"),
    Screen("refused evidence", "rahima", "/actions/{proven}/evidence", send=True),
    Screen("a file that does not match", "omar", "/evidence/{gone}/large", status=409),
    Screen("order", "rahima", "/orders/{order}"),
    Screen("refused report", "rahima", "/orders/{order}/acts/report", send=True),
    Screen("order under an order", "rahima", "/orders/{order}/orders/new"),
    Screen("no orders", "omar", "/orders"),
    Screen("orders", "tanvir", "/orders"),
    Screen("seats without a holder", "arif", "/offices/empty-seats"),
    Screen("who may order whom", "mithun", "/administration/orders?of=ghatail&to=tangail"),
    Screen("public results", "", "/results"),
    Screen("no such result", "", "/results/TGL-2020-0001", status=404),
    Screen("an office's figures", "", "/results/offices/tangail"),
    Screen("asking for one's trouble", "", "/status"),
    Screen("refused asking", "", "/status", send=True),
    Screen("publishing a result", "arif", "/actions/{verified}/result"),
]


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
    complaints.expect("status of (403|404|422)")
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
