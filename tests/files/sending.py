"""Files as browsers send them, honest ones and others, each made by code."""

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from app import worker
from app.core.db import db
from app.files import store
from app.files.models import File, Flaw
from app.files.operations import Brought, attach_files, refuse_file
from app.files.sniffing import upload
from app.posts.models import Post
from tests.make import do, officer

Sent = tuple[str, bytes]


def picture(form: str = "JPEG", size: tuple[int, int] = (800, 600), **saved: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (30, 120, 90)).save(made, form, **saved)
    return made.getvalue()


def photo_with_a_place(size: tuple[int, int] = (800, 600), form: str = "JPEG") -> bytes:
    """Lying on its side, with where and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn it to the right
    exif[0x010F] = "MAKERNAME"
    exif[0xA431] = "SERIAL-4711"
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 15.0, 30.0), 3: "E", 4: (89.0, 55.0, 10.0)})
    xmp = b"<x:xmpmeta>XMPSECRET</x:xmpmeta>"
    return picture(form, size, exif=exif, xmp=xmp, comment=b"COMMENTSECRET")


def png_with(kind: bytes, data: bytes) -> bytes:
    """A small one, with something more between its head and its points."""
    made = picture("PNG", (9, 9))
    return made[:33] + chunk(kind, data) + made[33:]


def chunk(name: bytes, data: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def png_that_says(width: int, height: int) -> bytes:
    """A header, and next to nothing after it."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 4096)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg_that_says(side: int) -> bytes:
    said = bytearray(picture())
    at = said.index(b"\xff\xc0") + 5
    said[at : at + 4] = struct.pack(">HH", side, side)
    return bytes(said)


def moving(form: str) -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(made, form, save_all=True, append_images=frames[1:])
    return made.getvalue()


def office(form: str = "docx", **more: bytes) -> bytes:
    """A document of an office program; `more`: name → bytes of what else is in it, `__` for `/`
    and `_dot_` for a dot."""
    heart = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[form]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<Types/>")
        packed.writestr(heart, b"<document/>")
        for name, data in more.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return made.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def parts(*sent: Sent, ticks: Sequence[int] = (), **words: str) -> bytes:
    """A form as a browser writes it on the line, names as they are. `ticks`: files that wait with
    it and are still wanted."""
    written = [(f'name="{name}"', value.encode()) for name, value in words.items()]
    written += [('name="kept"', str(number).encode()) for number in ticks]
    written += [(f'name="files"; filename="{name}"', data) for name, data in sent]
    made = b"".join(
        b"--x\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + body + b"\r\n"
        for head, body in written
    )
    return made + b"--x--\r\n"


def send(
    browser: FlaskClient, post_id: int, *sent: Sent, alt: str = "A fenced pond.", key: str = "k"
) -> Any:
    return browser.post(
        f"/posts/{post_id}/files?lang=en",
        data=parts(*sent, alt=alt, _key=key),
        content_type="multipart/form-data; boundary=x",
    )


def work_through(app: Flask) -> None:
    """What the worker does, until nothing is left."""
    with app.app_context():
        while worker.drain():
            pass


def files(app: Flask) -> list[File]:
    with app.app_context():
        return list(db.session.scalars(select(File).order_by(File.id)))


def lying_about(app: Flask, drawer: str) -> list[str]:
    with app.app_context():
        return sorted(name for name, _came in store.shelf().list(drawer))


def look(browser: FlaskClient, file_id: int, size: str, **headers: str) -> Any:
    """The file as it is served, read to its end."""
    return browser.get(f"/files/{file_id}/{size}", headers=headers, buffered=True)


def refuse(app: Flask, post_id: int) -> int:
    """A picture of Rahima's that came in and was not taken."""

    def deed() -> File:
        rahima, post = officer("rahima"), db.session.get_one(Post, post_id)
        sent = upload("a.jpg", io.BytesIO(picture()))
        brought = Brought(sent.kind, sent.format, sent.name, sent.size, sent.sha256, "none")
        file = attach_files(rahima, post, [brought], "A fenced pond.")
        refuse_file(file, Flaw.BROKEN)
        return file

    return do(app, deed)
