"""Faces and plates are covered before a picture leaves the device: what was there is gone from its points."""

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.core.db import db
from app.files.models import File
from tests import make
from tests.browser.looking import clipped, scrolls_sideways, untranslated, violations
from tests.browser.photos import (
    choose,
    clear,
    darkest,
    field,
    held,
    is_yellow,
    named,
    opened,
    photo,
    said,
)
from tests.browser.server import House
from tests.browser.windows import until

pytestmark = pytest.mark.browser

COVERED = 12  # of 255: how black a point is that was covered, after all that JPEG does to it


@pytest.fixture
def post_id(house: House) -> int:
    return make.make_post(house.app, title="A pond with faces")


@pytest.fixture
def page(house: House, come_in, post_id: int) -> Page:
    page = come_in(house, "rahima")
    page.goto(f"/posts/{post_id}/files")
    return page


def brush(page: Page, name: str = "pond.jpg") -> Locator:
    """Choose a picture and open it; gives the picture in the dialog."""
    choose(page, named(name, photo()))
    page.get_by_role("button", name=f"Cover faces and plates: {name}").click()
    canvas = page.get_by_role("dialog", name="Cover faces and plates").locator("canvas")
    expect(canvas).to_be_focused()
    return canvas


def drag(page: Page, canvas: Locator, *corners: tuple[float, float]) -> None:
    """From one corner to the other, in parts of the width and the height."""
    box = canvas.bounding_box()
    assert box
    (a, b), (c, d) = (
        (box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners
    )
    page.mouse.move(a, b)
    page.mouse.down()
    page.mouse.move((a + c) / 2, (b + d) / 2)
    page.mouse.move(c, d)
    page.mouse.up()


def use(page: Page) -> Image.Image:
    page.get_by_role("button", name="Use this picture").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    (data,) = held(page).values()
    return opened(data)


def test_what_is_covered_is_gone_from_what_the_server_gets(house, page, post_id):
    canvas = brush(page)
    drag(page, canvas, (0.1, 0.1), (0.4, 0.3))
    expect(page.get_by_text("One place is covered.")).to_be_visible()
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.75})
    expect(page.get_by_text("2 places are covered.")).to_be_visible()
    covered = use(page)
    expect(said(page)).to_have_text("Covered in 2 places. What was there is gone from the picture.")
    assert covered.size == (1200, 1600)
    assert not covered.getexif()
    assert darkest(covered, (0.11, 0.11), (0.39, 0.29)) <= COVERED
    assert darkest(covered, (0.72, 0.73), (0.78, 0.77)) <= COVERED
    assert is_yellow(covered, 0.2, 0.6)

    page.get_by_label("What the picture shows").fill("A pond, and who stands there.")
    (data,) = held(page).values()
    page.get_by_role("button", name="Add them").click()
    page.wait_for_url("**/posts/*#files")
    with house.app.app_context():
        file = db.session.scalar(select(File).where(File.post_id == post_id))
        assert file.size == len(data)
        served = f"/files/{file.id}/large"
        db.session.rollback()
    until(page, lambda: page.request.get(served).ok, 20)
    large = opened(page.request.get(served).body())
    assert darkest(large, (0.11, 0.11), (0.39, 0.29)) <= COVERED


def test_the_last_cover_or_all_of_them_can_be_taken_away(page):
    canvas = brush(page)
    drag(page, canvas, (0.1, 0.1), (0.4, 0.3))
    drag(page, canvas, (0.6, 0.6), (0.9, 0.9))
    page.get_by_role("button", name="Undo the last").click()
    expect(page.get_by_text("One place is covered.")).to_be_visible()
    drag(page, canvas, (0.1, 0.6), (0.3, 0.9))
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("Nothing is covered yet.")).to_be_visible()
    drag(page, canvas, (0.9, 0.4), (0.6, 0.2))  # backwards
    covered = use(page)
    assert darkest(covered, (0.62, 0.22), (0.88, 0.38)) <= COVERED
    assert darkest(covered, (0.11, 0.11), (0.39, 0.29)) > 100
    assert darkest(covered, (0.61, 0.61), (0.89, 0.89)) > 60


def test_a_cover_that_is_taken_away_leaves_nothing_where_one_sees_through(page):
    choose(page, named("map.png", clear(), "image/png"))
    page.get_by_role("button", name="Cover faces and plates: map.png").click()
    canvas = page.get_by_role("dialog").locator("canvas")
    drag(page, canvas, (0.6, 0.1), (0.9, 0.9))
    page.get_by_role("button", name="Undo the last").click()
    drag(page, canvas, (0.1, 0.1), (0.3, 0.9))
    covered = use(page).convert("RGBA")
    assert covered.size == (1600, 400)
    assert covered.getpixel((1200, 200))[3] == 0
    assert covered.getpixel((300, 200))[3] == 255
    assert darkest(covered, (0.11, 0.15), (0.29, 0.85)) <= COVERED


@pytest.mark.parametrize("leave", ["button", "key"])
def test_leaving_the_brush_changes_nothing(page, leave):
    canvas = brush(page)
    before = held(page)
    drag(page, canvas, (0.1, 0.1), (0.4, 0.3))
    if leave == "key":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Cover faces and plates: pond.jpg")).to_be_focused()
    assert held(page) == before


def test_keys_alone_cover_a_picture(page):
    choose(page, named("pond.jpg", photo()))
    expect(said(page)).to_contain_text("Made smaller: ")
    field(page).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    canvas = dialog.locator("canvas")
    expect(canvas).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_role("status")).to_have_text(
        "The square is 47% from the left, 0% from the top."
    )
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("+")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(dialog.get_by_role("status")).to_have_text("2 places are covered.")
    page.keyboard.press("Control+z")
    expect(dialog.get_by_role("status")).to_have_text("One place is covered.")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Use this picture")).to_be_focused()
    for _ in range(6):  # the page behind is out of reach
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('dialog, body').tagName"
        ) == "DIALOG" or (page.evaluate("document.activeElement === document.body"))
    covered = use(page)
    assert darkest(covered, (0.41, 0.07), (0.53, 0.16)) <= COVERED
    assert darkest(covered, (0.41, 0.3), (0.53, 0.5)) > 60


def test_a_finger_covers_and_the_page_stays_where_it_is(house, come_in, post_id):
    page = come_in(house, "rahima", has_touch=True, viewport={"width": 360, "height": 640})
    page.goto(f"/posts/{post_id}/files")
    choose(page, named("pond.jpg", photo()))
    page.get_by_role("button", name="Cover faces and plates: pond.jpg").tap()
    canvas = page.get_by_role("dialog").locator("canvas")
    box = canvas.bounding_box()
    cdp = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        there = [
            {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in points
        ]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": there})

    touch("touchStart", (0.2, 0.2))
    for step in range(1, 6):
        touch("touchMove", (0.2, 0.2 + step / 10))
    touch("touchMove", (0.6, 0.7))
    touch("touchEnd")
    expect(page.get_by_text("One place is covered.")).to_be_visible()
    assert canvas.bounding_box() == box
    covered = use(page)
    assert darkest(covered, (0.22, 0.22), (0.58, 0.68)) <= COVERED


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("bn", "light", 360), ("bn", "dark", 1280), ("en", "dark", 360), ("en", "light", 1280)],
)
def test_the_brush_is_sound_to_eyes_and_readers(house, come_in, post_id, language, theme, width):
    page = come_in(house, "rahima", color_scheme=theme, viewport={"width": width, "height": 740})
    page.goto(f"/posts/{post_id}/files?lang={language}")
    choose(page, named("মাঠ.jpg", photo()))
    button = page.locator(".chosen button")
    expect(button).to_be_visible()
    assert scrolls_sideways(page, width) == []
    button.click()
    expect(page.get_by_role("dialog").locator("canvas")).to_be_focused()
    page.keyboard.press("Enter")
    assert violations(page) == []
    assert clipped(page) == []
    assert scrolls_sideways(page, width) == []
    if language == "bn":
        assert untranslated(page) == []
    page.locator("[data-done]").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert violations(page) == []
    if language == "bn":
        assert untranslated(page) == []
