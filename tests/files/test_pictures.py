"""A picture on a post: made anew, and nothing goes with it that a camera wrote into it."""

import io
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageColor

from app.files import listener, remaking
from app.files.models import Flaw, Format
from tests.files.sending import (
    files,
    jpeg_that_says,
    look,
    lying_about,
    moving,
    photo_with_a_place,
    picture,
    png_that_says,
    png_with,
    send,
    work_through,
)
from tests.make import make_post

SQUEEZED = zlib.compress(b"\0" * 100_000_000)


def test_a_picture_is_prepared_and_then_stands_on_the_post(app, sign_in):
    post_id = make_post(app)
    rahima, omar = sign_in("rahima"), sign_in("omar")
    assert "What the picture shows" in rahima.get(f"/posts/{post_id}/files").text
    answer = send(rahima, post_id, ("pond.jpg", picture(size=(2400, 1200))))
    assert (answer.status_code, answer.location) == (303, f"/posts/{post_id}#files")
    assert "The picture is being prepared." in omar.get(f"/posts/{post_id}").text
    work_through(app)
    page = omar.get(f"/posts/{post_id}").text
    (file,) = files(app)
    assert f'src="/files/{file.id}/small" width="480" height="240" alt=""' in page
    assert "A fenced pond." in page
    assert "being prepared" not in page
    for size, width in (("small", 480), ("large", 1600)):
        served = look(omar, file.id, size)
        assert (served.status_code, served.mimetype) == (200, "image/jpeg")
        assert Image.open(io.BytesIO(served.data)).size == (width, width // 2)
    assert lying_about(app, "incoming") == []
    assert len(lying_about(app, "kept")) == 2


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_what_can_be_seen_through_stays_so(app, sign_in, form):
    post_id = make_post(app)
    made = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(made, form)
    browser = sign_in("rahima")
    send(browser, post_id, (f"seal.{form.lower()}", made.getvalue()))
    work_through(app)
    served = look(browser, files(app)[0].id, "large")
    assert served.mimetype == "image/webp"
    assert Image.open(io.BytesIO(served.data)).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("IMG_1.JPG", photo_with_a_place()),
        ("large.jpeg", photo_with_a_place((6600, 4000))),
        ("large.png", photo_with_a_place((6600, 4000), "PNG")),
        ("photo.webp", photo_with_a_place(form="WEBP")),
    ],
)
def test_where_when_and_with_what_it_was_taken_is_gone(app, sign_in, name, sent):
    post_id = make_post(app)
    assert b"MAKERNAME" in sent
    browser = sign_in("rahima")
    send(browser, post_id, (name, sent))
    work_through(app)
    for size in ("small", "large"):
        served = look(browser, files(app)[0].id, size).data
        for secret in (b"Exif", b"MAKERNAME", b"SERIAL", b"XMPSECRET", b"COMMENTSECRET"):
            assert secret not in served
        shown = Image.open(io.BytesIO(served))
        assert dict(shown.getexif()) == {}
        assert shown.height > shown.width  # it lay on its side, and stands now


CORNERS = ("red", "lime", "blue", "yellow")  # of an upright picture, as one reads
# EXIF's eight: how the corners of what is stored lie, so that its reader makes them upright.
STORED = {
    1: (0, 1, 2, 3),
    2: (1, 0, 3, 2),
    3: (3, 2, 1, 0),
    4: (2, 3, 0, 1),
    5: (0, 2, 1, 3),
    6: (1, 3, 0, 2),
    7: (3, 1, 2, 0),
    8: (2, 0, 3, 1),
}


def lying(orientation, form):
    """Sixty by forty when it stands."""
    width, height = (60, 40) if orientation < 5 else (40, 60)
    stored = Image.new("RGB", (width, height))
    for at, corner in enumerate(STORED[orientation]):
        half = (width // 2, height // 2)
        patch = Image.new("RGB", half, CORNERS[corner])
        stored.paste(patch, (at % 2 * half[0], at // 2 * half[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = io.BytesIO()
    stored.save(made, form, exif=exif, **({"quality": 95} if form != "PNG" else {}))
    return made.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", STORED)
def test_it_stands_upright_however_the_camera_was_held(tmp_path, orientation, form):
    came, out = tmp_path / "came", tmp_path / "made"
    came.write_bytes(lying(orientation, form))
    ending = {"JPEG": "jpg"}.get(form, form.lower())
    assert remaking.main(ending, came, out) == {"form": "jpg", "width": 60, "height": 40}
    for size in ("small", "large"):
        shown = Image.open(out.with_name(f"made-{size}")).convert("RGB")
        assert shown.size == (60, 40)
        for at, colour in zip(((10, 10), (50, 10), (10, 30), (50, 30)), CORNERS, strict=True):
            wanted = ImageColor.getrgb(colour)
            assert max(abs(a - b) for a, b in zip(shown.getpixel(at), wanted, strict=True)) < 12


@pytest.mark.parametrize(
    ("name", "sent", "flaw"),
    [
        ("huge.png", png_that_says(50_000, 50_000), "huge"),
        ("cut.png", png_that_says(900, 900), "broken"),
        ("huge.jpg", jpeg_that_says(65_000), "huge"),
        ("cut.jpg", picture(size=(900, 900))[:2000], "broken"),
        ("moving.png", moving("PNG"), "moving"),
        ("moving.webp", moving("WEBP"), "moving"),
        ("words.png", png_with(b"zTXt", b"a\0\0" + SQUEEZED), "broken"),
        ("colours.png", png_with(b"iCCP", b"a\0\0" + SQUEEZED), "broken"),
        ("nothing.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 500, "broken"),
    ],
)
def test_what_is_no_honest_picture_is_refused_in_the_bell(app, sign_in, name, sent, flaw):
    post_id = make_post(app)
    rahima, omar = sign_in("rahima"), sign_in("omar")
    assert send(rahima, post_id, (name, sent)).status_code == 303
    work_through(app)
    (file,) = files(app)
    assert (file.flaw, file.ready_at) == (flaw, None)
    assert lying_about(app, "incoming") == lying_about(app, "kept") == []
    assert "A picture that you added to" in rahima.get("/notifications?lang=en").text
    assert "Not taken." in rahima.get(f"/posts/{post_id}/files?lang=en").text
    assert 'id="files-h"' not in omar.get(f"/posts/{post_id}").text
    assert look(omar, file.id, "large").status_code == 404


def test_a_program_hidden_in_a_picture_does_not_come_out(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    send(browser, post_id, ("a.jpg", picture() + b"<script>alert(1)</script>PK\x03\x04zip"))
    work_through(app)
    served = look(browser, files(app)[0].id, "large").data
    assert b"<script>" not in served
    assert b"PK\x03\x04" not in served


@pytest.mark.parametrize(
    "greedy", ["x = b'a' * 2_000_000_000", "open('/dev/null').close()\nwhile True: pass"]
)
def test_who_takes_more_than_the_limits_is_ended(greedy):
    """Of memory, and of time (set short here)."""
    source = f"import remaking; remaking.SECONDS = 1; remaking.confine()\n{greedy}"
    run = subprocess.run(
        [sys.executable, "-c", source],
        cwd=remaking.__file__.rpartition("/")[0],
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert run.returncode != 0


def test_what_is_ended_by_a_limit_is_refused_and_not_tried_for_ever(monkeypatch, tmp_path):
    looping = tmp_path / "looping.py"
    looping.write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr(remaking, "__file__", str(looping))
    given = (Format.JPEG, tmp_path / "a", tmp_path / "made")
    assert listener.open_apart(*given) is Flaw.HEAVY
    looping.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(listener, "PATIENCE", 0.3)
    assert listener.open_apart(*given) is Flaw.HEAVY
