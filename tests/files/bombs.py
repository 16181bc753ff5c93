"""What is small when it comes and would be large when it is opened; each made by code."""

import io
import struct
import zipfile
import zlib

from tests.files.sending import chunk, jpeg_that_says, office, png_with

MEGABYTE = 1 << 20


def png(width: int, height: int) -> bytes:
    """White, one bit a point, whole: 30,000 × 30,000 of it are 110 KB."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join([packer.compress(row) for _ in range(height)] + [packer.flush()])
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def png_with_zeros(kind: bytes, start: bytes) -> bytes:
    return png_with(kind, start + zlib.compress(b"\0" * 100_000_000))


def nested_zip() -> bytes:
    """Ten of 10 MB, ten times over, four deep."""
    data = b"\0" * 10_000_000
    for _ in range(4):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for n in range(10):
                packed.writestr(f"{n}.zip", data)
        data = made.getvalue()
    return data


def sheet(megabytes: int) -> bytes:
    made = io.BytesIO(office("xlsx"))
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as written,
    ):
        for _ in range(megabytes):
            written.write(b" " * MEGABYTE)
    return made.getvalue()


# Name → (ending, how it is made, the flaw it is refused for). The project's notes, 3.6.
BOMBS = {
    "a PNG of 30,000 × 30,000": ("png", lambda: png(30_000, 30_000), "huge"),
    "a PNG of one endless line": ("png", lambda: png(39_000_000, 1), "huge"),
    "a PNG of endless lines": ("png", lambda: png(1, 39_000_000), "huge"),
    "a JPEG that says 65,535": ("jpg", lambda: jpeg_that_says(65_535), "huge"),
    "zeros as words of a PNG": ("png", lambda: png_with_zeros(b"zTXt", b"a\0\0"), "broken"),
    "zeros as tongues of a PNG": ("png", lambda: png_with_zeros(b"iTXt", b"a\0\1\0\0\0"), "broken"),
    "zeros as colours of a PNG": ("png", lambda: png_with_zeros(b"iCCP", b"a\0\0"), "broken"),
    "a zip in a zip in a zip": ("docx", nested_zip, "broken"),
    "a sheet of 1 GB": ("xlsx", lambda: sheet(1024), "heavy"),
}
