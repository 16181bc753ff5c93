"""Pieces of page arrive by answers, pushes and catch-ups: in any order, any number of times. Whatever
the order, the page must end as if each had come once and in turn. Needs no server but a folder."""

import random
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "app" / "static"
ORDERS = 1_000
STRICT = "default-src 'self'; require-trusted-types-for 'script'; trusted-types uthan"

# What the server had written when the page was asked for, at entry 10 of the log.
PAGE = """
<span id="count" data-entry="10">2 comments</span>
<ol id="comments">
  <li id="comment-1" data-entry="10" data-order="1">one<ol id="replies-1"></ol></li>
  <li id="comment-3" data-entry="10" data-order="3">three<ol id="replies-3"></ol></li>
</ol>
"""


def comment(number: int, entry: int, words: str, *, inner: str = "") -> tuple[str, str]:
    replies = f'<ol id="replies-{number}">{inner}</ol>'
    html = f'<li id="comment-{number}" data-entry="{entry}" data-order="{number}">{words}{replies}</li>'
    return html, "comments"


def reply(number: int, to: int, entry: int, words: str) -> tuple[str, str]:
    html = f'<li id="comment-{number}" data-entry="{entry}" data-order="{number}">{words}</li>'
    return html, f"replies-{to}"


def gone(number: int, entry: int, place: str, *, inner: str = "") -> tuple[str, str]:
    html = f'<li id="comment-{number}" data-entry="{entry}" data-order="{number}" data-removed>{inner}</li>'
    return html, place


def count(number: int, entry: int) -> tuple[str, str]:
    return f'<span id="count" data-entry="{entry}">{number} comments</span>', ""


# What happened after, in the order of the log: all that can befall a comment befalls one here.
TOLD = (
    comment(5, 11, "five"),
    count(3, 11),
    reply(6, 5, 12, "six, to five"),
    comment(1, 13, "one, edited"),
    reply(7, 1, 14, "seven, to one"),
    reply(8, 5, 15, "eight, to five"),
    gone(3, 16, "comments", inner='<ol id="replies-3"></ol>'),
    gone(6, 17, "replies-5"),
    comment(9, 18, "nine"),
    reply(10, 9, 19, "ten, to nine"),
    gone(9, 20, "comments"),  # with all that hangs on it
    reply(12, 9, 21, "twelve, to nine"),
    # shown again, and told with its replies as they are by then
    comment(9, 22, "nine", inner=reply(10, 9, 22, "ten, edited")[0]),
    # caught up: an entry of long ago, as the thing stands now
    gone(11, 23, "comments", inner='<ol id="replies-11"></ol>'),
    reply(13, 11, 24, "thirteen, to what was removed"),
    comment(1, 25, "one, edited twice", inner=reply(7, 1, 25, "seven, edited")[0]),
    count(7, 26),
)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The static folder behind a small server; `/strict` is a page under the policy of the house."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in {"/", "/strict"}:
                return super().do_GET()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if self.path == "/strict":
                self.send_header("Content-Security-Policy", STRICT)
            self.end_headers()
            self.wfile.write(f"<!doctype html><html lang=en><body>{PAGE}</body>".encode())
            return None

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(STATIC)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def blank(browser: Browser, site: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(site)
    yield page
    page.close()


PLACE = "async (piece) => (await import('/js/place.js')).place(...piece)"

# Each order gets a page and a memory of its own: the module is imported under another address.
END_OF = """async ([page, orders]) => {
  const ends = []
  for (const [n, order] of orders.entries()) {
    document.body.innerHTML = page
    const { place } = await import(`/js/place.js?${crypto.randomUUID()}`)
    for (const [html, listId] of order) place(html, listId)
    ends.push(document.body.innerHTML.replace(/>\\s+/g, ">").replace(/\\s+</g, "<"))
  }
  return ends
}"""


def ends(page: Page, orders: list[list[tuple[str, str]]]) -> list[str]:
    found: list[str] = page.evaluate(END_OF, [PAGE, orders])
    return found


def test_every_order_ends_in_the_same_page(blank: Page) -> None:
    shuffle = random.Random(2026)
    orders = []
    for _ in range(ORDERS):
        told = [piece for piece in TOLD for _ in range(shuffle.randint(1, 3))]
        shuffle.shuffle(told)
        orders.append(told)

    (in_turn,) = ends(blank, [list(TOLD)])
    differing = {end for end in ends(blank, orders) if end != in_turn}

    assert not differing
    # and it is the page one would expect
    assert in_turn.index("one, edited twice") < in_turn.index("seven, edited")
    assert in_turn.index("seven, edited") < in_turn.index('id="comment-3"')
    assert in_turn.index("ten, edited") < in_turn.index("twelve, to nine")
    assert "7 comments" in in_turn
    for hidden in ("three", "six, to five"):
        assert hidden not in in_turn


def test_a_piece_placed_twice_is_there_once(blank: Page) -> None:
    once, thrice = ends(blank, [[TOLD[0]], [TOLD[0]] * 3])
    assert once == thrice
    assert once.count('id="comment-5"') == 1


def test_an_older_piece_never_replaces_a_newer(blank: Page) -> None:
    (end,) = ends(blank, [[comment(1, 40, "new"), comment(1, 30, "old")]])
    assert "new" in end
    assert "old" not in end


def test_of_two_equally_old_the_removal_wins(blank: Page) -> None:
    shown, hidden = comment(4, 30, "words that were taken back"), gone(4, 30, "comments")
    for end in ends(blank, [[shown, hidden], [hidden, shown]]):
        assert "taken back" not in end


def test_a_reply_that_comes_before_its_comment_waits_for_it(blank: Page) -> None:
    (end,) = ends(blank, [[reply(6, 5, 12, "six"), comment(5, 11, "five")]])
    assert '<ol id="replies-5"><li id="comment-6"' in end


def test_a_piece_under_the_policy_of_the_house(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/strict")
    page.evaluate(PLACE, list(comment(5, 11, "five")))
    assert page.locator("#comments > li").count() == 3
    page.close()


def test_focus_stays_on_what_was_replaced(blank: Page) -> None:
    blank.evaluate(PLACE, list(comment(1, 11, 'edited <a href="/more">More</a>')))
    blank.focus("#comment-1 a")
    blank.evaluate(PLACE, list(comment(1, 12, 'edited twice <a href="/more">More</a>')))
    assert blank.evaluate("document.activeElement.textContent") == "More"


def test_focus_stays_on_a_reply_when_its_comment_is_replaced(blank: Page) -> None:
    blank.evaluate(PLACE, list(reply(2, 1, 11, '<a href="/more">More</a>')))
    blank.focus("#comment-2 a")
    blank.evaluate(PLACE, list(comment(1, 12, "edited")))
    assert blank.evaluate("document.activeElement.closest('li').id") == "comment-2"


def test_a_long_day_keeps_three_hundred(blank: Page) -> None:
    blank.evaluate(
        """async () => {
          const { place, trim } = await import("/js/place.js")
          for (let n = 10; n < 400; n += 1) place(`<li id="comment-${n}" data-entry="${n}" data-order="${n}">${n}</li>`, "comments")
          scrollTo(0, document.body.scrollHeight)
          trim(document.getElementById("comments"))
          place('<li id="comment-1" data-entry="10" data-order="1">told again</li>', "comments")
          place('<li id="comment-11" data-entry="11" data-order="11">told again</li>', "comments")
        }"""
    )
    assert blank.locator("#comments > li").count() == 300
    assert blank.locator("#comment-399").count() == 1
    assert blank.locator("#comment-1, #comment-11").count() == 0
