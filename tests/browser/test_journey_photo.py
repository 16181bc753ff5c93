"""J1 with a photo: words and picture in one form on a telephone, with script and without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import func, select

from app.core.db import db
from app.core.transaction import transaction
from app.files.models import ChosenFile, File
from tests import make
from tests.browser.looking import scrolls_sideways
from tests.browser.server import POSTGRESQL, SQLITE, House, open_house
from tests.browser.windows import until
from tests.files.sending import PDF, photo_with_a_place

pytestmark = pytest.mark.browser

WIDTH = 360
PHONE = {"viewport": {"width": WIDTH, "height": 640}, "has_touch": True}
ways = pytest.mark.parametrize(
    "window", [PHONE, PHONE | {"java_script_enabled": False}], ids=["script", "plain"]
)
PHOTO = FilePayload(name="IMG_0412.jpg", mimeType="image/jpeg", buffer=photo_with_a_place())
ORDER = FilePayload(name="order.pdf", mimeType="application/pdf", buffer=PDF)
ALT = "A pond behind a fence of bamboo."


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def house(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.getbasetemp(), request.param) as opened:
        with opened.app.test_request_context(), transaction():
            for name in ("rahima", "jubayer"):
                make.officer(name).language = "en"
        yield opened
        opened.leave()


def count(house: House, model: type[File] | type[ChosenFile]) -> int:
    with house.app.app_context():
        number = db.session.scalar(select(func.count()).select_from(model))
        db.session.rollback()
        return number or 0


def shows_its_picture(page: Page, within: str, *, script: bool) -> None:
    """Soon, for the worker has to look at it; without script a page is asked for anew."""
    picture = page.locator(within).locator("figure img")

    def is_ready() -> bool:
        if not script:
            page.reload()
        return picture.count() > 0 and not page.get_by_text(re.compile("is being")).count()

    until(page, is_ready, seconds=20)  # all of it: each file that gets ready brings a new piece
    # At once, since a new piece may take its place between the two.
    into_view = "one => { one.scrollIntoView(); return one.naturalWidth }"
    until(page, lambda: picture.evaluate(into_view) > 0)
    expect(page.locator(within).locator("figcaption")).to_have_text(ALT)
    assert scrolls_sideways(page, WIDTH) == []


@ways
def test_a_question_goes_with_its_photo_and_is_answered_with_one(house, come_in, window):
    script = window is PHONE
    title, before = f"Who has fenced a pond? {len(window)}", count(house, File)
    page = come_in(house, "rahima", **window)
    page.goto("/posts/new/question")
    assert scrolls_sideways(page, WIDTH) == []
    page.get_by_label("Your question").fill("Ours is open to cattle.")
    page.get_by_label("What the picture shows").fill(ALT)
    page.get_by_label("Pictures and documents").set_input_files([PHOTO])
    page.get_by_role("button", name="Post to colleagues").click()  # she forgot the title
    expect(page.locator(".errors")).to_contain_text("Give it a title")
    expect(page.get_by_label("Your question")).to_have_value("Ours is open to cattle.")
    expect(page.get_by_role("checkbox", name="IMG_0412.jpg")).to_be_checked()
    assert scrolls_sideways(page, WIDTH) == []
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("checkbox", name="IMG_0412.jpg")).to_be_checked()
    page.get_by_label("Pictures and documents").set_input_files([ORDER])
    page.get_by_role("button", name="Post to colleagues").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    shows_its_picture(page, "#files", script=script)
    expect(page.locator("#files").get_by_role("link", name="order.pdf")).to_be_visible()
    assert count(house, File) == before + 2
    assert count(house, ChosenFile) == 0

    colleague = come_in(house, "jubayer", **window)
    colleague.goto(page.url.partition("?")[0])
    colleague.get_by_text("Picture or document").click()
    colleague.locator("#say input[type=file]").set_input_files([PHOTO])
    colleague.get_by_label("What the picture shows").fill(ALT)
    colleague.get_by_placeholder("Write a comment").fill("We did it with bamboo.")
    colleague.get_by_role("button", name="Comment", exact=True).click()
    expect(colleague.locator("#comments")).to_contain_text("We did it with bamboo.")
    shows_its_picture(colleague, "#comments", script=script)
    if script:
        shows_its_picture(page, "#comments", script=True)  # it came while the page was open
        expect(colleague.get_by_placeholder("Write a comment")).to_have_value("")
    assert count(house, File) == before + 3


def test_a_form_that_saves_itself_sends_no_file_with_each_pause(house, come_in):
    page = come_in(house, "jubayer", **PHONE)
    page.goto("/posts/new/idea")
    page.get_by_label("Pictures and documents").set_input_files([PHOTO])
    with page.expect_request(lambda asked: asked.url.endswith("/draft"), timeout=20_000) as saving:
        page.get_by_label("Title").fill("A bench at the window")
    expect(page.locator("[data-draft-line]")).to_contain_text("Draft kept")
    assert len(saving.value.post_data_buffer or b"") < 20_000
    assert count(house, ChosenFile) == 0
    page.get_by_role("button", name="Save draft").click()  # asked for, it is kept with the draft
    expect(page.get_by_role("checkbox", name="IMG_0412.jpg")).to_be_checked()
    page.get_by_label("Title").fill("")
