"""Pictures as telephones make them, and what a form is about to send of them."""

import base64
import io
from functools import cache

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page

READ = """async (field) => Promise.all([...field.files].map((file) => new Promise((done) => {
  const reader = new FileReader()
  reader.onload = () => done([file.name, reader.result])
  reader.readAsDataURL(file)
})))"""


@cache
def photo(blend: float = 0.6) -> bytes:
    """As a telephone saves it: lying on its side, with the place in it. Upright, its left half is
    yellow and its right half blue, with something to see all over: the less, the higher `blend`."""
    width, height = 1500, 2000
    upright = Image.effect_noise((width, height), 30).convert("RGB")
    colours = Image.new("RGB", upright.size, (40, 60, 200))
    ImageDraw.Draw(colours).rectangle((0, 0, width // 2, height), fill=(230, 200, 40))
    upright = Image.blend(upright, colours, blend)
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


def named(name: str, data: bytes, kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


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
