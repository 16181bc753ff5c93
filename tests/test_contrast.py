"""The colours of the sheets, in pairs as they meet: WCAG 2.2, 1.4.3 and 1.4.11, in light and in dark."""

import itertools
import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[1] / "app" / "static" / "css"
SHEETS = (CSS / "critical.css").read_text("utf-8") + (CSS / "uthan.css").read_text("utf-8")
TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)")
OLD = re.compile(r"@supports not \(color: light-dark.*?\n  }", re.DOTALL)

GROUNDS = ("paper", "surface", "sunken")
INKS = ("ink", "ink-2", "ink-3", "river", "brick", "indigo", "blue", "red", "green", "mustard-text")
TINTED = (
    *(("ink", f"{hue}-tint") for hue in ("river", "indigo", "mustard", "blue", "red", "green")),
    *((hue, f"{hue}-tint") for hue in ("river", "brick", "indigo", "blue", "red", "green")),
    ("mustard-text", "mustard-tint"),
    ("ink-2", "indigo-tint"),
    ("indigo", "surface"),
)
FILLED = (
    ("paper", "river"),
    ("on-river", "river"),
    ("on-river", "river-press"),
    ("paper", "ink"),
    ("paper", "red"),
)
DRAWN = (*itertools.product(("edge", "river", "brick", "indigo", "green", "red"), GROUNDS),)


def colours() -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in TOKEN.findall(SHEETS)}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(one * 2 for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def too_faint(pairs, least: float, theme: int) -> list[str]:
    known = colours()
    measured = {pair: contrast(known[pair[0]][theme], known[pair[1]][theme]) for pair in pairs}
    return [f"{ink} on {ground}: {by:.2f}" for (ink, ground), by in measured.items() if by < least]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_ink_can_be_read_on_every_ground_it_stands_on(theme):
    pairs = (*itertools.product(INKS, GROUNDS), *TINTED, *FILLED)
    assert too_faint(pairs, 4.5, theme) == []


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_edge_of_a_control_and_what_is_drawn_can_be_seen(theme):
    assert too_faint(DRAWN, 3, theme) == []


def test_a_browser_that_knows_one_theme_only_has_the_colours_of_the_light_one():
    """Those from before 2024 know no light-dark()."""
    kept = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", OLD.search(SHEETS)[0]))
    assert kept == {name: light for name, (light, _) in colours().items() if name in kept}
    assert {*INKS, *GROUNDS, "edge"} <= {*kept}
