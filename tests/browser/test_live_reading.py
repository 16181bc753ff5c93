"""Who reads is not disturbed: nothing moves, one pill tells of all, a screen reader hears little."""

import re

import pytest
from playwright.sync_api import expect

from tests import make
from tests.actions import making
from tests.browser.windows import open_live, texts, until

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
NOTHING_MISSED = {"pieces": [], "heard": 0, "cut": False, "missed": 0}
ONE_PIXEL = 1  # of the screen: a window is scrolled by whole ones, a page is laid out by parts
AT_THE_END = """() => {
  scrollTo(0, document.body.scrollHeight)
  return innerHeight + scrollY >= document.documentElement.scrollHeight - 1
}"""
WHERE = "(id) => document.getElementById(id).getBoundingClientRect().top"


@pytest.fixture
def talk(house):
    """A post with twenty comments: its id and theirs."""
    post_id = make.make_post(house.app)
    said = "Our office kept a register of leases since 2019, and the pond stands in it. " * 2
    return post_id, [make.say(house.app, post_id, "tanvir", f"{n}. {said}") for n in range(20)]


@pytest.mark.parametrize("window", [PHONE, {}], ids=["phone", "desktop"])
def test_a_hundred_comments_arrive_and_what_is_read_does_not_move(
    house, come_in, visit, talk, window
):
    post_id, ids = talk
    page = come_in(house, "jubayer", **window)
    open_live(page, f"/posts/{post_id}")
    read = f"comment-{ids[8]}"
    page.locator(f"#{read}").scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    # Only pushes are tried here: slowly said, so many would be asked for, and a fresh page offered.
    page.route(f"**/live/post:{post_id}?*", lambda route: route.fulfill(json=NOTHING_MISSED))
    before = page.evaluate(WHERE, read)
    page.evaluate(
        """(id) => {
          window.moved = 0
          const read = document.getElementById(id)
          const at = read.getBoundingClientRect().top
          const look = () => {
            window.moved = Math.max(window.moved, Math.abs(read.getBoundingClientRect().top - at))
            requestAnimationFrame(look)
          }
          look()
        }""",
        read,
    )
    writer = visit(house, "omar")
    came = [
        # one in three is a reply to what stands above the window
        writer.say(post_id, f"later {n}", parent=ids[n % 4] if n % 3 == 0 else 0)
        for n in range(100)
    ]
    pill = page.locator("[data-pill]")
    expect(pill).to_have_text("100 new comments")
    expect(page.locator("#comment-count")).to_have_text("120 comments")

    after = page.evaluate(WHERE, read)
    moved = page.evaluate("window.moved")
    print(f"\nwhat was read moved {abs(after - before)} px, and {moved} px at any moment")
    assert abs(after - before) < ONE_PIXEL
    assert moved < ONE_PIXEL

    pill.click()
    expect(pill).to_be_hidden()
    first = min(came[::3], key=lambda comment: texts_before(page, comment))
    expect(page.locator(f"#comment-{first}")).to_be_focused()
    expect(page.locator(f"#comment-{first}")).to_be_in_viewport()
    writer.say(post_id, "one more")
    expect(pill).to_have_text("1 new comment")


def texts_before(page, comment):
    """How many comments stand before this one on the page."""
    return page.evaluate(
        "(id) => [...document.querySelectorAll('.comment')].findIndex((one) => one.id === id)",
        f"comment-{comment}",
    )


def test_who_reads_the_end_goes_along(house, come_in, visit, talk):
    post_id, _ = talk
    page = come_in(house, "jubayer", **PHONE)
    open_live(page, f"/posts/{post_id}")
    page.evaluate("document.fonts.ready")
    until(page, lambda: page.evaluate(AT_THE_END))
    writer = visit(house, "omar")
    for number in range(3):
        said = writer.say(post_id, f"later {number}")
        expect(page.locator(f"#comment-{said} .comment__text")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-pill]")).to_be_hidden()


def test_what_was_scrolled_to_is_no_longer_new(house, come_in, visit, talk):
    post_id, _ = talk
    page = come_in(house, "jubayer", **PHONE)
    open_live(page, f"/posts/{post_id}")
    writer = visit(house, "omar")
    for number in range(2):
        writer.say(post_id, f"later {number}")
    expect(page.locator("[data-pill]")).to_have_text("2 new comments")
    page.locator("#comments > .comment").last.scroll_into_view_if_needed()
    expect(page.locator("[data-pill]")).to_be_hidden()


def test_what_was_hidden_before_it_was_seen_is_not_waited_for(house, come_in, visit, talk):
    post_id, _ = talk
    page = come_in(house, "jubayer", **PHONE)
    open_live(page, f"/posts/{post_id}")
    writer = visit(house, "omar")
    bad = writer.say(post_id, "He is a thief.")
    writer.say(post_id, "He leased it.")
    expect(page.locator("[data-pill]")).to_have_text("2 new comments")
    hidden = visit(house, "maya").post(f"/comments/{bad}/hiding", reason="An attack on a person.")
    assert hidden.status == 303
    expect(page.locator("[data-pill]")).to_have_text("1 new comment")


def test_a_screen_reader_hears_one_sentence_in_fifteen_seconds(house, come_in, visit, talk):
    post_id, _ = talk
    page = come_in(house, "jubayer")
    page.clock.install()
    open_live(page, f"/posts/{post_id}")
    page.evaluate(
        """() => {
          const region = document.getElementById("announce")
          window.spoken = []
          new MutationObserver(() => spoken.push([region.textContent, Date.now()]))
            .observe(region, { childList: true, characterData: true, subtree: true })
        }"""
    )
    writer = visit(house, "omar")
    writer.say(post_id, "the first")
    until(page, lambda: page.evaluate("spoken.length") == 1)
    for number in range(3):
        writer.say(post_id, f"later {number}")
    expect(page.locator("#comment-count")).to_have_text("24 comments")
    page.wait_for_timeout(500)
    assert page.evaluate("spoken.length") == 1
    page.clock.fast_forward(15_000)
    until(page, lambda: page.evaluate("spoken.length") == 2)
    (first, at), (second, later) = page.evaluate("spoken")
    assert first == "1 new comment"
    assert second == "3 new comments"
    assert later - at >= 15_000


def test_a_new_state_of_an_item_is_said_and_tinted_once(house, come_in):
    item_id = making.make_item(house.app, making.make_flag(house.app, make.make_post(house.app)))
    page = come_in(house, "jubayer")
    open_live(page, f"/actions/{item_id}")
    state, spoken = page.locator("#action-state"), page.locator("#announce")
    assert tint_of(state) == []
    making.finish(house.app, item_id)
    expect(state).to_contain_text("Done, to be verified")
    assert tint_of(state) == ["changed", 600]
    expect(spoken).to_have_text("Action item moved to Done, to be verified")
    expect(page.locator("#timeline")).to_contain_text("Done, says Rahima Khatun")

    page.emulate_media(reduced_motion="reduce")
    making.send_back(house.app, item_id)
    expect(state).to_contain_text("Sent back")
    assert tint_of(state) == []
    expect(spoken).to_have_text("Action item moved to In progress", timeout=30_000)


def tint_of(state):
    """Its animation and how long it takes, in milliseconds; also when it is over."""
    return state.evaluate(
        """(state) => {
          const { animationName, animationDuration } = getComputedStyle(state)
          return animationName === "none" ? [] : [animationName, parseFloat(animationDuration) * 1000]
        }"""
    )


def test_in_bangla_the_pill_counts_in_bangla(house, come_in, visit, talk):
    post_id, _ = talk
    page = come_in(house, "omar", **PHONE)
    open_live(page, f"/posts/{post_id}")
    writer = visit(house, "tanvir")
    for number in range(3):
        writer.say(post_id, f"later {number}")
    expect(page.locator("[data-pill]")).to_have_text(re.compile("^৩"))
    assert texts(page)[-3:] == ["later 0", "later 1", "later 2"]
