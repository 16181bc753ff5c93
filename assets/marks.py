"""The mark for home screens, drawn as `app/static/img/icons.svg` has it: the courtyard, open below,
and who stands in it. Room is left on all sides, for telephones cut icons to shapes of their own."""

import math
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

STATIC = Path(__file__).parents[1] / "app" / "static"
RIVER, PAPER = "#0b5d4e", "#fbfaf6"
SIDES = (192, 512)
BOX = 28.0  # of the drawing
SMALLER = 0.72  # so that a circle of four fifths holds all of it
FINER = 4  # drawn so much larger, and made small again
DASH, GAP, STROKE, DOT = 4.6, 3.15, 2.5, 4.0

Point = tuple[float, float]


def draw(side: int) -> Image.Image:
    large = side * FINER
    image = Image.new("RGB", (large, large), PAPER)
    pen = ImageDraw.Draw(image)
    unit = large / BOX * SMALLER

    def spot(at: Point, radius: float) -> None:
        x, y = (large / 2 + (value - BOX / 2) * unit for value in at)
        pen.ellipse(
            (x - radius * unit, y - radius * unit, x + radius * unit, y + radius * unit), RIVER
        )

    walked, last = 0.0, wall()[0]
    for at in wall():
        walked += math.dist(last, at)
        last = at
        if walked % (DASH + GAP) <= DASH:
            spot(at, STROKE / 2)
    spot((BOX / 2, BOX / 2), DOT)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def wall() -> list[Point]:
    """Closely spaced points of M10 24H6.5A2.5 2.5 0 0 1 4 21.5v-15 … 2.5H18."""
    corners: list[tuple[Point, float]] = [
        *(((6.5, 21.5), 90.0), ((6.5, 6.5), 180.0), ((21.5, 6.5), 270.0), ((21.5, 21.5), 0.0)),
    ]
    points: list[Point] = [(10.0, 24.0)]
    for (x, y), first in corners:
        for step in range(31):
            turn = math.radians(first + step * 3)
            points.append((x + 2.5 * math.cos(turn), y + 2.5 * math.sin(turn)))
    points.append((18.0, 24.0))
    found: list[Point] = []
    for begin, end in pairwise(points):
        parts = max(1, int(math.dist(begin, end) / 0.04))
        for part in range(parts):
            share = part / parts
            found.append(tuple(a + (b - a) * share for a, b in zip(begin, end, strict=True)))  # type: ignore[arg-type]
    return [*found, points[-1]]


if __name__ == "__main__":
    for side in SIDES:
        path = STATIC / "img" / f"mark-{side}.png"
        draw(side).quantize(32).save(path, optimize=True)
