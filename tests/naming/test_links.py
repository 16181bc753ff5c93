"""Words become links by a plain rule, which touches neither code nor addresses nor headings."""

import time

import pytest

from app.core.links import MOST, Links, linked_in, tag_of, tags_in
from app.core.text import render


def links(**leads):
    return Links(lambda handles: {one: leads[one] for one in handles if one in leads})


def tags(source):
    return [what for sign, what in linked_in(render(source, links())) if sign == "#"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("#ভূমি ও #pension, আর #ই_নথি।", ["ভূমি", "pension", "ই_নথি"]),
        ("#PENSION #Pension", ["pension", "pension"]),
        ("#বাজেট_২০২৬ #বাজেট_2026", ["বাজেট_2026", "বাজেট_2026"]),
        ("**#land** (#tax) “#করণীয়”", ["land", "tax", "করণীয়"]),
        ("#title", ["title"]),
        ("# Title #land", []),
        ("## Title\n\n#land", ["land"]),
        ("Title #land\n=====", []),
        ("`#land` and\n\n    #land\n\n```\n#land\n```", []),
        ("https://a.gov.bd/#land [see #land](https://a.gov.bd)", []),
        ("a#land C##land /#land &#35;land \\#land", []),
        ("#12 #১২ #_ #a #___ # land #-land", []),
        ("#" + "a" * 41, []),
        ("#" + "a" * 40, ["a" * 40]),
        ("#café #t\u0336a\u0336g #ভূমি\u0301 #\u0639\u0631\u0628\u064a #land\u0639", []),
        ("#<script>alert(1)</script> #la<b>nd", ["la"]),
    ],
)
def test_a_tag_is_what_reads_as_one(words, found):
    assert tags(words) == found


def test_joiners_stay_where_they_join_and_nowhere_else():
    assert tag_of("র\u200dয\u09cdা\u200dব") == "র\u200dয\u09cdা\u200dব"
    assert tag_of("\u200dভূমি\u200c") == "ভূমি"
    assert tag_of("pen\u200dsion") == "pension"
    assert tag_of("ভূ\u200c\u200cমি") == "ভূ\u200cমি"
    assert "#ভূ\u200cমি</a>" in render("#ভূ\u200cমি", links()), "shown as it was typed"


def test_one_letter_written_in_two_ways_is_one_tag():
    assert tag_of("সময\u09bc") == tag_of("সম\u09df")


def test_a_title_has_tags_too():
    assert tags_in("A pond #Land, #land #2") == ["land"]


def test_of_ten_thousand_tags_ten_are_linked_in_no_time():
    begun = time.thread_time()
    html = render(" ".join(f"#tag{number}" for number in range(4_000)), links())
    assert html.count("<a ") == MOST
    for flood in ("#" * 39_000, "@[" * 19_000, "@a-" * 13_000, "#" + "ভূ" * 6_000):
        assert "<a " not in render(flood, links())
    assert time.thread_time() - begun < 5


def test_sections_share_the_ten():
    shared = links()
    first = render(" ".join(f"#first{number}" for number in range(8)), shared)
    second = render(" ".join(f"#second{number}" for number in range(8)) + " #first0", shared)
    assert first.count("<a ") == 8
    assert second.count("<a ") == 3, "two more, and one that is linked already"


def test_mentions_are_asked_about_once_and_ten_at_most():
    asked = []

    def find(handles):
        asked.append(list(handles))
        return dict.fromkeys(handles, "/people/1#at")

    html = render("\n\n".join(f"@officer{number}" for number in range(30)), Links(find))
    assert [len(handles) for handles in asked] == [MOST]
    assert html.count("<a ") == MOST


@pytest.mark.parametrize(
    ("words", "linked"),
    [
        ("@uno hello", True),
        ("(@uno)", True),
        ("@uno.", True),
        ("**@uno**", True),
        ("`@uno`", False),
        ("# @uno", False),
        ("a@uno", False),
        ("a@uno.gov.bd", False),
        ("[@uno](https://a.gov.bd)", False),
        ("\\@uno", False),
        ("@unox", False),
        ("@@uno", False),
    ],
)
def test_a_mention_is_what_reads_as_one(words, linked):
    assert ('href="/people/1#at"' in render(words, links(uno="/people/1#at"))) == linked


def test_nobody_makes_a_mention_by_hand():
    for typed in ("[@rahima](/people/9#at)", "[@x](/offices/9#seat-3)", "[@x](/people/9&#35;at)"):
        assert not list(linked_in(render(typed, links())))
    assert 'href="/people/9"' in render("[a colleague](/people/9)", links())


def test_words_without_links_are_rendered_as_before():
    assert render("#land @uno") == "<p>#land @uno</p>\n"
