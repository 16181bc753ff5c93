"""A picture as a telephone would have taken it, drawn here: nobody's photo, and nobody in it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from PIL import Image, ImageDraw

from app.core.clock import DHAKA, now
from app.files import store
from app.files.operations import Brought
from app.files.sniffing import upload

WIDTH, HEIGHT = 800, 600
LATITUDE, LONGITUDE = (24.0, 28.0, 12.0), (89.0, 58.0, 30.0)  # Ghatail, by the map
_DATETIME, _DATETIME_ORIGINAL, _EXIF, _GPS = 0x0132, 0x9003, 0x8769, 0x8825


@contextmanager
def taken_picture() -> Iterator[Brought]:
    """On the shelf, for the change in which it is named."""
    sent = upload("halot.jpg", io.BytesIO(drawn(now().astimezone(DHAKA))))
    with store.taken_in([sent.stream]) as (place,):
        assert sent.format  # noqa: S101  (drawn above)
        yield Brought(sent.kind, sent.format, sent.name, sent.size, sent.sha256, place)


def drawn(moment: datetime) -> bytes:
    """A path of earth between two fields, with posts on either side of it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#cfe0e6")
    draw = ImageDraw.Draw(image)
    for row in range(240):
        draw.line((0, row, WIDTH, row), fill=(168 + row // 5, 199 + row // 8, 214 + row // 12))
    for start in range(0, WIDTH, 80):
        tall = 28 + start * 7 % 40
        draw.ellipse((start - 30, 240 - tall, start + 70, 250 + tall), fill="#4c7357")
    draw.rectangle((0, 240, WIDTH, HEIGHT), fill="#86a653")
    for row in range(250, HEIGHT, 14):
        draw.line((0, row, WIDTH, row), fill="#7b9a4a", width=3)
    draw.polygon([(370, 240), (430, 240), (650, HEIGHT), (150, HEIGHT)], fill="#a98d68")
    draw.polygon([(392, 240), (408, 240), (470, HEIGHT), (330, HEIGHT)], fill="#b69b77")
    for step in range(6):
        near = step**2 * 10 + 6
        top, thick = 230 + near, 3 + step * 2
        for side in (-1, 1):
            foot = 400 + side * (36 + near * 61 // 100)
            draw.line((foot, top - 20 - step * 12, foot, top + 30), fill="#6b4f35", width=thick)
            band = (foot, top - 20 - step * 12, foot, top - 12 - step * 9)
            draw.line(band, fill="#c6402c", width=thick)
    return _with_place(image, moment)


def _with_place(image: Image.Image, moment: datetime) -> bytes:
    written = moment.strftime("%Y:%m:%d %H:%M:%S")
    exif = Image.Exif()
    exif[_DATETIME] = written
    exif.get_ifd(_EXIF)[_DATETIME_ORIGINAL] = written
    exif.get_ifd(_GPS).update({1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE})
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, exif=exif)
    return out.getvalue()
