"""Who brings what was brought before is shown it first, and may go on."""

from datetime import UTC, datetime

import pytest

from app.sources.alike import address_of, say_the_same, url_in, url_of
from tests.make import hide
from tests.sources.making import ISSUE, bring, brought, posts

OTHER = {"_key": "i2", "title": "Somebody took the water of the village"}


@pytest.fixture(autouse=True)
def in_june(stop_clock):
    stop_clock(datetime(2026, 6, 5, 4, 0, tzinfo=UTC))


def test_the_same_link_is_met_with_who_brought_it_and_when(app, sign_in):
    first = brought(sign_in("rahima"))
    again = {**OTHER, "url": "http://m.facebook.com/groups/psi/posts/508/#top", "place": "ভোলা"}
    answer = bring(sign_in("omar"), **again)
    assert answer.status_code == 409
    assert f'href="/posts/{first}"' in answer.text
    assert "The same link: Rahima" in answer.text
    assert "5 June 2026" in answer.text
    assert ISSUE["trouble"] in answer.text, "every word is kept"
    assert len(posts(app)) == 1
    assert brought(sign_in("omar"), **again, anyway="1") != first
    assert len(posts(app)) == 2


def test_the_same_place_with_a_title_alike_is_shown_too(app, sign_in):
    brought(sign_in("rahima"))
    alike = {"_key": "i2", "url": "", "medium": "phone", "title": "Pond of Kuliya fenced"}
    answer = bring(sign_in("omar"), **alike)
    assert answer.status_code == 409
    assert "The same place: Rahima" in answer.text
    preview = bring(sign_in("omar"), **alike, preview="1")
    assert (preview.status_code, "The same place: Rahima" in preview.text) == (200, True)
    elsewhere = bring(sign_in("omar"), **alike | {"place": "Bhola"})
    assert elsewhere.status_code == 303


def test_another_trouble_of_the_same_place_is_none_of_it(sign_in):
    brought(sign_in("rahima"))
    other = {"_key": "i2", "url": "", "medium": "phone", "title": "The bridge at Deopara is broken"}
    assert bring(sign_in("omar"), **other).status_code == 303


def test_what_may_not_be_read_is_not_told(app, sign_in):
    hidden = brought(sign_in("rahima"), audience="office")
    assert bring(sign_in("omar"), **OTHER).status_code == 303, "of an office that is not Omar's"
    hide(app, hidden)
    assert bring(sign_in("tanvir"), **OTHER, anyway="1").status_code == 303
    assert f"/posts/{hidden}" not in bring(sign_in("tanvir"), **OTHER | {"_key": "i3"}).text


def test_at_most_three_the_same_link_first(sign_in):
    rahima = sign_in("rahima")
    first = brought(rahima)
    for number in range(4):
        url = f"https://example.org/{number}"
        brought(rahima, _key=f"n{number}", url=url, title="Kuliya pond fenced again", anyway="1")
    page = bring(sign_in("omar"), **OTHER | {"title": "Kuliya pond is fenced"}).text
    listed = page.split("Has this been brought already?")[1].split("</ul>")[0]
    assert listed.count("<li>") == 3
    assert listed.index(f"/posts/{first}") < listed.index("The same place")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/?utm_source=x&b=1#c", "http://example.org/a?b=1"),
        ("https://m.facebook.com/p/1?fbclid=2&mibextid=3", "https://web.facebook.com/p/1/"),
        ("HTTPS://Example.ORG/A", "https://example.org/A"),
    ],
)
def test_one_page_has_many_spellings(one, other):
    assert address_of(one) == address_of(other)


def test_two_pages_stay_two():
    assert address_of("https://example.org/a?id=1") != address_of("https://example.org/a?id=2")
    assert address_of("https://example.org/A") != address_of("https://example.org/a")
    assert address_of("") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//",
        "https://",
        "https://user@x.org/",
        "a b",
        "http://[",
        "x" * 3000 + ".org",
    ],
)
def test_what_is_no_address_of_the_web_is_none(typed):
    assert url_of(typed) is None


def test_an_address_may_be_typed_without_its_beginning_and_in_bangla():
    assert url_of("example.org/a") == "https://example.org/a"
    assert url_of("https://উদাহরণ.বাংলা/ক") == "https://উদাহরণ.বাংলা/ক"
    assert url_in("দেখুন https://example.org/a। আজই") == "https://example.org/a"
    assert url_in("nothing") == ""


def test_titles_are_compared_by_their_words_endings_apart():
    assert say_the_same("কুলিয়ার পুকুর দখল", "কুলিয়া গ্রামের পুকুরের দখল")
    assert say_the_same("Kuliya pond is fenced by one man", "Pond of Kuliya fenced")
    assert not say_the_same("Kuliya pond is fenced", "Kuliya school has no roof")
    assert not say_the_same("", "x")
