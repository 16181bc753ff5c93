"""What the browser asks for of app/static, compressed once: a .br and a .gz beside each file.

Our own scripts and styles are compressed without their comments, which are for who reads the
source; a browser that takes neither gets the source. All else is compressed as it stands."""

import sys
from collections.abc import Callable
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.compress import Compressor

STATIC = Path(__file__).parents[1] / "app" / "static"
BUILT = {".br", ".gz"}
SLIMMER: dict[str, Callable[[str], str]] = {"css": cssmin, "js": jsmin}  # by the folder of our own


def sent(path: Path) -> bytes:
    """What is compressed in place of the file."""
    slim = SLIMMER.get(path.parent.name)
    return slim(path.read_text("utf-8")).encode() if slim else path.read_bytes()


def compress(static: Path = STATIC) -> None:
    compressor = Compressor(quiet=True)
    for path in static.rglob("*"):
        if path.suffix in BUILT:  # also of a file that is gone
            path.unlink()
    for path in static.rglob("*"):
        if not path.is_file() or not compressor.should_compress(path.name):
            continue
        if path.parent.name not in SLIMMER:
            compressor.compress(str(path))
            continue
        text = sent(path)
        for ending, packed in (
            (".br", compressor.compress_brotli(text)),
            (".gz", compressor.compress_gzip(text)),
        ):
            compressor.write_data(str(path), packed, ending, path.stat())


if __name__ == "__main__":
    sys.exit(compress())
