"""A process of its own that opens what strangers made: `python -I remaking.py <form> <in> <out>`,
and `asked` after it where a picture is to tell when and where it was taken.

It knows nothing of Uthan, gets no environment, and no more memory, time and disk than the limits
below. A picture is made anew, so that only its points remain; a document is looked through. It
prints one line of JSON: {"form", "width", "height"} (and {"camera"}), or {"flaw"}. What is no fault
of the file (a full disk) ends it with another code than 0, and is tried again."""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

MEMORY, SECONDS, WRITTEN, OPEN = 1_000_000_000, 15, 12_000_000, 64
POINTS = 40_000_000
SIDE = 30_000  # a line of points is as costly as a field of them, and no camera makes it
LARGE, SMALL = 1600, 480  # of the longer side
QUALITY = 82
ENTRIES, UNPACKED = 2_000, 100_000_000  # of a document that is a zip
CHUNK = 1_000_000
HEARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class Flawed(Exception):
    """By the name of a Flaw."""


def confine() -> None:
    """Before anything of the file is read."""
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_NOFILE, OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def picture(form: str, source: Path, out: Path) -> dict[str, Any]:
    try:
        large = _points_of(form, source)
    except (Flawed, MemoryError):
        raise
    except Exception as problem:  # Pillow has many ways to stumble over what is no picture
        raise Flawed("broken") from problem
    made = "webp" if large.mode == "RGBA" else "jpg"
    small = large.copy()
    small.thumbnail((SMALL, SMALL))
    _write(large, made, out.with_name(f"{out.name}-large"))
    _write(small, made, out.with_name(f"{out.name}-small"))
    return {"form": made, "width": small.width, "height": small.height}


def _points_of(form: str, source: Path) -> Image.Image:
    """Upright, in sRGB, at most LARGE: its points and nothing else that it carried."""
    with Image.open(source, formats=[{"jpg": "JPEG"}.get(form, form.upper())]) as opened:
        if (
            opened.width * opened.height > POINTS or max(opened.size) > SIDE
        ):  # only the header was read so far
            raise Flawed("huge")
        # A telephone's JPEG may carry a second picture: the first is the one that was meant.
        if form != "jpg" and getattr(opened, "is_animated", False):
            raise Flawed("moving")
        clear = opened.has_transparency_data
        opened.draft("RGB", (LARGE, LARGE))
        shown = _in_srgb(ImageOps.exif_transpose(_nearer(opened)))
        shown = shown.convert("RGBA" if clear else "RGB")
        shown.thumbnail((LARGE, LARGE))
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    return bare


def _nearer(opened: Image.Image) -> Image.Image:
    """A very large one by a whole number smaller, so that no later step holds all its points."""
    opened.load()
    times = max(opened.size) // (2 * LARGE)
    return opened.reduce(times) if times > 1 and opened.mode in {"L", "RGB", "RGBA"} else opened


def _in_srgb(shown: Image.Image) -> Image.Image:
    """Wider colours as every screen shows them; with a broken profile, as they are."""
    profile = shown.info.get("icc_profile")
    if not profile or shown.mode not in {"RGB", "RGBA", "CMYK"}:
        return shown
    try:
        there = ImageCms.createProfile("sRGB")
        mode = "RGBA" if shown.mode == "RGBA" else "RGB"
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(shown, given, there, outputMode=mode) or shown
    except (ImageCms.PyCMSError, OSError):
        return shown


def camera(form: str, source: Path) -> dict[str, Any]:
    """When ("taken": ISO, with a zone where the camera knew it) and where ("latitude", "longitude":
    degrees) a picture says it was taken. What cannot be read is not there."""
    said: dict[str, Any] = {}
    try:
        with Image.open(source, formats=[{"jpg": "JPEG"}.get(form, form.upper())]) as opened:
            if form == "png":  # what it says may stand after its points
                opened.load()
            exif = opened.getexif()
    except (Exception, MemoryError):
        return said
    with suppress(Exception):
        shot = exif.get_ifd(0x8769)
        day, _, hour = str(shot.get(0x9003) or shot[0x9004]).strip("\0 ").partition(" ")
        zone = str(shot.get(0x9011) or "").strip("\0 ")
        said["taken"] = datetime.fromisoformat(f"{day.replace(':', '-')}T{hour}{zone}").isoformat()
    with suppress(Exception):
        where = exif.get_ifd(0x8825)
        north, east = _degrees(where[2], where[1], "S", 90), _degrees(where[4], where[3], "W", 180)
        if north or east:  # nought and nought is what a camera writes that does not know
            said |= {"latitude": north, "longitude": east}
    return said


def _degrees(parts: Any, side: Any, below: str, most: int) -> float:
    side = side.decode() if isinstance(side, bytes) else str(side)
    whole, minutes, seconds = (float(part) for part in parts)
    found = whole + minutes / 60 + seconds / 3600
    if not 0 <= found <= most:  # as of no number
        raise ValueError("no place on earth")
    return round(-found if side.strip("\0 ").upper() == below else found, 6)


def _write(shown: Image.Image, form: str, path: Path) -> None:
    made = io.BytesIO()
    if form == "jpg":
        shown.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        shown.save(made, "WEBP", quality=QUALITY)
    path.write_bytes(made.getvalue())


def document(form: str, source: Path) -> None:
    if form in HEARTS:
        try:
            _look_through(form, source)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as problem:
            raise Flawed("broken") from problem
    elif form == "pdf":
        if b"%%EOF" not in source.read_bytes()[-4096:]:
            raise Flawed("broken")
    else:
        _read_as_text(source)


def _look_through(form: str, source: Path) -> None:
    """Whole, and counted as it comes out: what a zip says of its own sizes is not believed."""
    with zipfile.ZipFile(source) as packed:
        entries = packed.infolist()
        names = {entry.filename for entry in entries}
        if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
            raise Flawed("heavy")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Flawed("locked")
        if not {"[Content_Types].xml", HEARTS[form]} <= names or any(map(_climbs, names)):
            raise Flawed("broken")
        if any(_is_program(name.lower()) for name in names):
            raise Flawed("macro")
        room = UNPACKED
        for entry in entries:
            said = b""
            for part in _unpacked(packed, entry):
                room -= len(part)
                if room < 0:
                    raise Flawed("heavy")
                said = _judge(entry.filename.lower(), said[-200:] + part)


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(entry) as stream:
        while part := stream.read(CHUNK):
            yield part


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _is_program(name: str) -> bool:
    return "vbaproject" in name or "vbadata" in name or "/activex/" in f"/{name}"


def _judge(name: str, part: bytes) -> bytes:
    """Of a part of an entry, what no honest document has; the part."""
    if not name.endswith((".xml", ".rels")):
        return part
    said = part.replace(b"\0", b"").lower()  # in UTF-16 it is the same word
    if b"<!doctype" in said or b"<!entity" in said:
        raise Flawed("broken")
    if name == "[content_types].xml" and (b"macroenabled" in said or b"vbaproject" in said):
        raise Flawed("macro")
    # Links are links, and are followed by choice; a template or a sheet would be fetched unasked.
    fetches = (b"/attachedtemplate", b"/oleobject", b"/frame", b"/subdocument")
    if name.endswith(".rels") and b'"external"' in said and any(way in said for way in fetches):
        raise Flawed("reaches_out")
    return part


def _read_as_text(source: Path) -> None:
    said = source.read_bytes()
    if b"\0" in said:
        raise Flawed("not_text")
    try:
        said.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Flawed("not_text") from problem


def main(form: str, source: Path, out: Path, *, asked: bool = False) -> dict[str, Any]:
    try:
        if form in {"jpg", "png", "webp"}:
            made = picture(form, source, out)
            return made | ({"camera": camera(form, source)} if asked else {})
        document(form, source)
    except Flawed as flawed:
        return {"flaw": str(flawed)}
    except MemoryError:
        return {"flaw": "heavy"}
    return {"form": form, "width": None, "height": None}


if __name__ == "__main__":
    confine()
    Image.MAX_IMAGE_PIXELS = None  # the header's figures are judged above, with a name
    answer = main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), asked="asked" in sys.argv[4:])
    sys.stdout.write(json.dumps(answer))
