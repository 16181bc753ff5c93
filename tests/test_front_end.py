"""What a page weighs on the line, and what may not stand in one."""

import re

import brotli
import pytest

from app.config import ROOT
from assets import compress

STATIC = ROOT / "app" / "static"
TEMPLATES_AT = ROOT / "app" / "templates"
TEMPLATES = sorted(TEMPLATES_AT.rglob("*.html"))
OWN = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js"), *STATIC.glob("img/*.svg"), *TEMPLATES]

# In kilobytes as they travel (brotli); the sums are those of the design's budget.
BUDGET = {"js/*.js": 12, "css/*.css": 14, "img/icons.svg": 4, "vendor/*.js": 15}
# Fetched when an officer first does what they are for, and by nobody else (decision 0013).
WHEN_WANTED = {"keyboard.js": 2.5, "picture.js": 2.5}

# The policy of the house forbids each of these; here it is said before a browser says it.
FORBIDDEN = {
    "a style attribute": r"\sstyle=",
    "a handler in the page": r"<[^>]*\son(?!ly\b)[a-z]+\s*=\s*[\"']",
    "a script in the page": r"<script(?![^>]*\ssrc=)",
    "a data address": r"[\"'(]data:",
    "slanted Bangla": r"font-style:\s*italic",
    "spaced Bangla": r"letter-spacing",
}


@pytest.mark.parametrize("files", BUDGET)
def test_a_page_stays_light(files):
    sent = [path for path in STATIC.glob(files) if path.name not in WHEN_WANTED]
    assert 0 < sum(map(weight_of, sent)) <= BUDGET[files] * 1024


@pytest.mark.parametrize("script", WHEN_WANTED)
def test_what_is_fetched_when_wanted_is_light_and_no_page_brings_it(script):
    assert weight_of(STATIC / "js" / script) <= WHEN_WANTED[script] * 1024
    assert f'import("./{script}")' in (STATIC / "js" / "uthan.js").read_text("utf-8")
    brings = re.compile(rf"""from ["'][^"']*{script}|filename=["'][^"']*{script}""")
    for path in (*STATIC.glob("js/*.js"), *TEMPLATES):
        assert not brings.search(path.read_text("utf-8")), path


def weight_of(path):
    return len(brotli.compress(compress.sent(path)))


def test_the_bangla_face_stays_light():
    (face,) = STATIC.glob("vendor/fonts/*.woff2")
    assert face.stat().st_size <= 48 * 1024


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_page_has(what):
    pattern = re.compile(FORBIDDEN[what])
    found = [path.name for path in OWN if pattern.search(path.read_text("utf-8"))]
    assert found == []


def test_every_drawing_that_is_named_is_in_the_sprite():
    drawn = set(re.findall(r'id="i-([a-z]+)"', (STATIC / "img" / "icons.svg").read_text()))
    pages = "".join(path.read_text("utf-8") for path in TEMPLATES)
    named = set(re.findall(r'\bicon\("([a-z]+)"', pages))
    named |= set(re.findall(r'\bway\("[a-z._]+", "([a-z]+)"', pages))
    assert named
    assert named <= drawn


def test_one_trusted_types_policy_in_the_file_that_places_pieces():
    makers = [path.name for path in STATIC.glob("js/*.js") if "createPolicy" in path.read_text()]
    assert makers == ["place.js"]
    raw = [path.name for path in STATIC.glob("js/*.js") if ".innerHTML" in path.read_text()]
    assert raw == ["place.js"]


def test_every_page_on_which_pictures_are_chosen_brings_the_brush():
    """The words of js/picture.js stand in files/_brush.html, once on the page."""
    texts = {
        str(path.relative_to(TEMPLATES_AT)): re.sub(
            r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S
        )
        for path in TEMPLATES
    }
    pages = {name: whole(name, texts) for name, text in texts.items() if "{% extends" in text}
    asks = {name for name, text in pages.items() if "data-pictures" in text}
    assert asks
    assert asks <= {name for name, text in pages.items() if "<template data-brush" in text}


def whole(name, texts, seen=frozenset()):
    """A template with all that it brings in."""
    brought = set(re.findall(r'"([\w/]+\.html)"', texts[name])) & texts.keys() - seen - {name}
    return texts[name] + "".join(whole(one, texts, seen | brought | {name}) for one in brought)
