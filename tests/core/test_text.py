"""What officers write, made safe: once, on write."""

from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import TAGS, clean, plain, render, tidy, tidy_line


class Tags(HTMLParser):
    """What a browser would take for tags and attributes."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


# bleach alone keeps these: letters before a colon and digits after it are read as host and port.
# Their scheme is not on any list, so nh3 must be the last to look.
BLEACH_KEEPS = [
    *("javascript:1", "javascript:123", "vbscript:9", "data:1", "x-evil:1", "java\tscript:1"),
]


@pytest.mark.parametrize("address", BLEACH_KEEPS)
def test_no_link_keeps_a_scheme_that_is_not_on_the_list(address):
    assert "href" not in render(f"[look]({address})")
    assert "href" not in render(f"[look](<{address}>)")


@pytest.mark.parametrize("address", BLEACH_KEEPS)
def test_the_last_barrier_holds_where_markdown_has_not_looked(address):
    """Behind bleach alone the address stays, though its scheme is on no list."""
    assert "href" not in clean(f'<a href="{address}">look</a>')
    assert "href" in clean('<a href="https://land.example/1">look</a>')


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "![x](https://tracker.example/p.png)",
        '<a href="https://a.example" onclick="x()">a</a>',
        "<svg><script>1</script></svg>",
        "<style>body{display:none}</style>",
        "<iframe src='//evil.example'></iframe>",
        "`<b>`</code><script>1</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<math><mi//xlink:href='data:x,<script>'>",
        "[a]: javascript:alert(1)\n\n[a]",
        "<p style=position:fixed>x</p>",
    ],
)
def test_nothing_that_runs_is_left(hostile):
    found = Tags()
    found.feed(render(hostile))
    assert found.tags <= TAGS
    assert found.attributes <= {"href", "rel"}


def test_what_is_typed_as_code_is_read_as_code():
    assert "&lt;script&gt;" in render("<script>alert(1)</script>")


def test_good_markdown_stays():
    html = render(
        "**Khas land**, 3 steps:\n\n- map\n- lease\n\n> as ordered\n\nhttps://land.example/a"
    )
    for piece in (
        "<strong>Khas land</strong>",
        "<li>map</li>",
        "<blockquote>",
        "https://land.example/a",
    ):
        assert piece in html
    assert 'rel="noopener noreferrer nofollow ugc"' in html


def test_joiners_that_decide_how_a_word_is_drawn_are_kept():
    assert "র‍্যাব" in render("র‍্যাব")
    assert tidy("র‍্যাব") == "র‍্যাব"


def test_marks_that_turn_the_line_around_are_dropped():
    assert tidy("safe\u202egnp.exe") == "safegnp.exe"


def test_heaps_of_marks_do_not_cover_the_neighbours():
    assert len(tidy("Z" + "\u0335" * 500)) < 10


def test_one_line_is_one_line():
    assert tidy_line("  two\r\n  lines\t here ") == "two lines here"


def test_the_plain_words_have_no_tags_and_no_glue():
    assert plain(render("one\n\n- two\n- **three** & <4>")) == "one two three & <4>"


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once(typed):
    once = tidy(typed)
    assert tidy(once) == once


@given(st.text(max_size=300))
def test_rendering_never_fails_and_never_makes_a_script(typed):
    html = render(tidy(typed)).lower()
    assert "<script" not in html
    assert "javascript:" not in html.replace("&#58;", ":") or "href" not in html


@pytest.mark.parametrize(
    "bomb", [">" * 20_000, "<" * 20_000, "[" * 20_000, "- " * 10_000, "*a " * 6_000, "`" * 20_000]
)
def test_a_bomb_of_marks_is_rendered_in_bounded_time(bomb):
    start = process_time()
    render(bomb)
    assert process_time() - start < 5
