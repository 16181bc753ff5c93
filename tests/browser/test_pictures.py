"""A picture is made smaller, and faces and plates are covered, before it leaves the device."""

import base64
import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, Route, expect
from sqlalchemy import select

from app.core.db import db
from app.files.models import File
from tests import make
from tests.browser.looking import clipped, scrolls_sideways, untranslated, violations
from tests.browser.server import House
from tests.browser.windows import until
from tests.files.sending import PDF

pytestmark = pytest.mark.browser

COVERED = 12  # of 255: how black a point is that was covered, after all that JPEG does to it
READ = """async (field) => Promise.all([...field.files].map((file) => new Promise((done) => {
  const reader = new FileReader()
  reader.onload = () => done([file.name, reader.result])
  reader.readAsDataURL(file)
})))"""


def photo(width: int = 2000, height: int = 1500) -> bytes:
    """As a telephone saves it: lying on its side, with the place in it. Upright, its left half is
    yellow and its right half blue, with something to see all over."""
    upright = Image.effect_noise((height, width), 30).convert("RGB")
    colours = Image.new("RGB", upright.size, (40, 60, 200))
    ImageDraw.Draw(colours).rectangle((0, 0, height // 2, width), fill=(230, 200, 40))
    upright = Image.blend(upright, colours, 0.6)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it to the right
    exif[0x010F] = "MAKERNAME"
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 15.0, 30.0), 3: "E", 4: (89.0, 55.0, 10.0)})
    made = io.BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(made, "JPEG", quality=95, exif=exif)
    return made.getvalue()


def clear() -> bytes:
    """A drawing that may be seen through."""
    made = io.BytesIO()
    drawn = Image.new("RGBA", (2000, 500), (0, 0, 0, 0))
    ImageDraw.Draw(drawn).ellipse((200, 100, 600, 400), fill=(200, 30, 30, 255))
    drawn.save(made, "PNG", compress_level=1)
    return made.getvalue()


PHOTO = photo()


def named(name: str, data: bytes, kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


@pytest.fixture
def post_id(house: House) -> int:
    return make.make_post(house.app, title="A pond with faces")


@pytest.fixture
def page(house: House, come_in, post_id: int) -> Page:
    page = come_in(house, "rahima")
    page.goto(f"/posts/{post_id}/files")
    return page


def field(page: Page) -> Locator:
    return page.locator("input[data-pictures]")


def choose(page: Page, *files: FilePayload) -> None:
    field(page).set_input_files(list(files))


def held(page: Page) -> dict[str, bytes]:
    """What the form would send now."""
    found = field(page).evaluate(READ)
    return {name: base64.b64decode(said.partition(",")[2]) for name, said in found}


def said(page: Page) -> Locator:
    return page.locator(".chosen [role=status]")


def brush(page: Page, name: str = "pond.jpg") -> Locator:
    """Choose a picture and open it; gives the picture in the dialog."""
    choose(page, named(name, PHOTO))
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


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def darkest(picture: Image.Image, *corners: tuple[float, float]) -> int:
    """The lightest point between two corners, which is what must be dark."""
    (a, b), (c, d) = corners
    width, height = picture.size
    part = picture.convert("L").crop(
        (int(a * width), int(b * height), int(c * width), int(d * height))
    )
    return int(part.getextrema()[1])


def is_yellow(picture: Image.Image, x: float, y: float) -> bool:
    red, _, blue = picture.convert("RGB").resize((8, 8)).getpixel((int(x * 8), int(y * 8)))
    return red > blue


def test_a_photograph_is_made_smaller_and_carries_nothing_but_its_points(page):
    choose(page, named("মাঠের ছবি.JPG", PHOTO))
    expect(said(page)).to_contain_text("Made smaller: ")
    ((name, data),) = held(page).items()
    assert name == "মাঠের ছবি.jpeg"
    assert len(data) < len(PHOTO)
    before, after = (
        f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size // 1000} KB"
        for size in (len(PHOTO), len(data))
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
        named("one.jpg", PHOTO),
        named("lease.pdf", PDF, "application/pdf"),
        named("two.jpg", PHOTO),
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
    choose(page, named("broken.jpg", PHOTO[:200]), named("pond.jpg", PHOTO))
    expect(said(page).first).to_have_text("This device cannot open it. It goes as it is.")
    expect(said(page).last).to_contain_text("Made smaller: ")
    assert held(page)["broken.jpg"] == PHOTO[:200]
    expect(page.locator(".chosen button:visible")).to_have_count(1)
    page.get_by_role("button", name="Add them").click()
    expect(page.locator(".errors")).to_contain_text("Say in a sentence")


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
    choose(page, named("pond.jpg", PHOTO))
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
    choose(page, named("pond.jpg", PHOTO))
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


def test_a_browser_that_gives_back_other_points_sends_the_picture_as_it_is(page):
    page.evaluate(
        "() => { CanvasRenderingContext2D.prototype.getImageData = () => new ImageData(1, 1) }"
    )
    choose(page, named("pond.jpg", PHOTO))
    expect(said(page)).to_have_text("This device cannot open it. It goes as it is.")
    assert held(page) == {"pond.jpg": PHOTO}


def test_without_a_line_for_the_brush_the_picture_goes_as_it_is(page, complaints):
    complaints.expect("Failed to load resource")
    page.route("**/picture.js", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        choose(page, named("pond.jpg", PHOTO))
    assert held(page) == {"pond.jpg": PHOTO}
    page.get_by_role("button", name="Add them").click()
    expect(page.locator(".errors")).to_contain_text("Say in a sentence")


def test_a_picture_chosen_before_the_script_came_is_made_smaller_too(page):
    waiting: list[Route] = []
    page.route("**/uthan.js", lambda route: waiting.append(route))
    page.reload(wait_until="commit")
    choose(page, named("pond.jpg", PHOTO))
    until(page, lambda: waiting)
    waiting[0].continue_()
    expect(said(page)).to_contain_text("Made smaller: ")


def test_without_a_script_the_form_sends_the_picture(house, come_in, post_id):
    page = come_in(house, "rahima", java_script_enabled=False)
    page.goto(f"/posts/{post_id}/files")
    choose(page, named("pond.jpg", PHOTO))
    page.get_by_label("What the picture shows").fill("A pond.")
    page.get_by_role("button", name="Add them").click()
    page.wait_for_url("**/posts/*#files")
    with house.app.app_context():
        assert db.session.scalar(select(File.size).where(File.post_id == post_id)) == len(PHOTO)
        db.session.rollback()


def test_nobody_pays_for_the_brush_before_a_picture_is_chosen(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [address for address in asked if "picture.js" in address]
    choose(page, named("pond.jpg", PHOTO))
    expect(said(page)).to_contain_text("Made smaller: ")
    assert [address for address in asked if "picture.js" in address]


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("bn", "light", 360), ("bn", "dark", 1280), ("en", "dark", 360), ("en", "light", 1280)],
)
def test_the_brush_is_sound_to_eyes_and_readers(house, come_in, post_id, language, theme, width):
    page = come_in(house, "rahima", color_scheme=theme, viewport={"width": width, "height": 740})
    page.goto(f"/posts/{post_id}/files?lang={language}")
    choose(page, named("মাঠ.jpg", PHOTO))
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
