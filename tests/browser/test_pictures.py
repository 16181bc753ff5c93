"""A picture is made smaller before it leaves the device, and carries nothing but its points."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from app.core.db import db
from app.files.models import File
from tests import make
from tests.browser.photos import choose, clear, held, is_yellow, named, opened, photo, said
from tests.browser.server import House
from tests.browser.windows import until
from tests.files.sending import PDF

pytestmark = pytest.mark.browser


@pytest.fixture
def post_id(house: House) -> int:
    return make.make_post(house.app, title="A pond with faces")


@pytest.fixture
def page(house: House, come_in, post_id: int) -> Page:
    page = come_in(house, "rahima")
    page.goto(f"/posts/{post_id}/files")
    return page


def test_a_photograph_is_made_smaller_and_carries_nothing_but_its_points(page):
    assert opened(photo()).getexif().get_ifd(0x8825)
    choose(page, named("মাঠের ছবি.JPG", photo()))
    expect(said(page)).to_contain_text("Made smaller: ")
    ((name, data),) = held(page).items()
    assert name == "মাঠের ছবি.jpeg"
    assert len(data) < len(photo())
    before, after = (
        f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size // 1000} KB"
        for size in (len(photo()), len(data))
    )
    expect(said(page)).to_have_text(f"Made smaller: {before} → {after}")
    small = opened(data)
    assert small.size == (1200, 1600)  # upright
    assert is_yellow(small, 0.2, 0.5)
    assert not is_yellow(small, 0.8, 0.5)
    assert not small.getexif()
    assert b"MAKERNAME" not in data


def test_what_would_not_get_smaller_goes_as_it_is(page):
    tight = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(tight, "JPEG", quality=20)
    choose(page, named("tight.jpg", tight.getvalue()))
    expect(said(page)).to_contain_text("Goes as it is: ")
    assert held(page) == {"tight.jpg": tight.getvalue()}


def test_what_may_be_seen_through_stays_so(page):
    choose(page, named("map.png", clear(), "image/png"))
    expect(said(page)).to_contain_text("Made smaller: ")
    ((name, data),) = held(page).items()
    assert name == "map.webp"
    small = opened(data)
    assert small.size == (1600, 400)
    assert small.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_document_among_pictures_is_left_alone(page):
    choose(
        page,
        named("one.jpg", photo()),
        named("lease.pdf", PDF, "application/pdf"),
        named("two.jpg", photo()),
    )
    expect(said(page)).to_have_count(2)
    for line in said(page).all():
        expect(line).to_contain_text("Made smaller: ")
    kept = held(page)
    assert list(kept) == ["one.jpeg", "lease.pdf", "two.jpeg"]
    assert kept["lease.pdf"] == PDF
    choose(page, named("lease.pdf", PDF, "application/pdf"))
    expect(said(page)).to_have_count(0)


def test_a_broken_picture_leaves_the_form_as_it_was(page):
    choose(page, named("broken.jpg", photo()[:200]), named("pond.jpg", photo()))
    expect(said(page).first).to_have_text("This device cannot open it. It goes as it is.")
    expect(said(page).last).to_contain_text("Made smaller: ")
    assert held(page)["broken.jpg"] == photo()[:200]
    expect(page.locator(".chosen button:visible")).to_have_count(1)
    page.get_by_role("button", name="Add them").click()
    expect(page.locator(".errors")).to_contain_text("Say in a sentence")


def test_a_browser_that_gives_back_other_points_sends_the_picture_as_it_is(page):
    page.evaluate(
        "() => { CanvasRenderingContext2D.prototype.getImageData = () => new ImageData(1, 1) }"
    )
    choose(page, named("pond.jpg", photo()))
    expect(said(page)).to_have_text("This device cannot open it. It goes as it is.")
    assert held(page) == {"pond.jpg": photo()}


def test_without_a_line_for_the_brush_the_picture_goes_as_it_is(page, complaints):
    complaints.expect("Failed to load resource")
    page.route("**/picture.js", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        choose(page, named("pond.jpg", photo()))
    assert held(page) == {"pond.jpg": photo()}
    page.get_by_role("button", name="Add them").click()
    expect(page.locator(".errors")).to_contain_text("Say in a sentence")


def test_a_picture_chosen_before_the_script_came_is_made_smaller_too(page):
    waiting: list[Route] = []
    page.route("**/uthan.js", lambda route: waiting.append(route))
    page.reload(wait_until="commit")
    choose(page, named("pond.jpg", photo()))
    until(page, lambda: waiting)
    waiting[0].continue_()
    expect(said(page)).to_contain_text("Made smaller: ")


def test_without_a_script_the_form_sends_the_picture(house, come_in, post_id):
    page = come_in(house, "rahima", java_script_enabled=False)
    page.goto(f"/posts/{post_id}/files")
    choose(page, named("pond.jpg", photo()))
    page.get_by_label("What the picture shows").fill("A pond.")
    page.get_by_role("button", name="Add them").click()
    page.wait_for_url("**/posts/*#files")
    with house.app.app_context():
        assert db.session.scalar(select(File.size).where(File.post_id == post_id)) == len(photo())
        db.session.rollback()


def test_nobody_pays_for_the_brush_before_a_picture_is_chosen(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [address for address in asked if "picture.js" in address]
    choose(page, named("pond.jpg", photo()))
    expect(said(page)).to_contain_text("Made smaller: ")
    assert [address for address in asked if "picture.js" in address]
