"""Single keys: on a Latin and on a Bangla layout, never while one writes, and switched off."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests import make
from tests.browser.windows import has_run, open_live, until

pytestmark = pytest.mark.browser

BANGLA = {"j": "ক", "c": "ে", "?": "?", "w": "ৌ", ".": "।"}
CODES = {"j": "KeyJ", "c": "KeyC", "w": "KeyW", ".": "Period"}


@pytest.fixture
def post_id(house) -> int:
    number = make.make_post(house.app)
    for text in ("First.", "Second, and longer."):
        make.say(house.app, number, by="omar", text=text)
    return number


@pytest.fixture
def page(house, come_in, post_id) -> Page:
    page = come_in(house, "jubayer", fresh=True)
    open_live(page, f"/posts/{post_id}")
    bring(page)
    return page


def bring(page: Page) -> None:
    """The first key brings the script, here one that means nothing. All other keys would wait for
    it; a test that sees a key do nothing has to."""
    page.keyboard.press("Shift")
    has_run(page, "keyboard")


def on_bangla(page: Page, key: str) -> None:
    """As the browser tells of it when a Bangla layout is chosen."""
    line = page.context.new_cdp_session(page)
    known = {"key": BANGLA[key], "code": CODES[key], "text": BANGLA[key]}
    line.send("Input.dispatchKeyEvent", {"type": "keyDown", **known})
    line.send("Input.dispatchKeyEvent", {"type": "keyUp", **known})


def focused(page: Page) -> str:
    return page.evaluate("() => document.activeElement.textContent")


def test_j_and_k_lead_through_the_comments_and_are_seen(page):
    for key, said in (("j", "First."), ("j", "Second"), ("k", "First.")):
        page.keyboard.press(key)
        until(page, lambda said=said: said in focused(page))
    ring = page.evaluate("() => getComputedStyle(document.activeElement).boxShadow")
    assert "rgb(242, 182, 50)" in ring
    page.keyboard.press("Enter")
    page.wait_for_url("**/deeds")


def test_on_a_bangla_layout_a_key_is_known_by_its_place(page, post_id):
    on_bangla(page, "j")
    until(page, lambda: "First." in focused(page))
    on_bangla(page, "w")
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()
    page.wait_for_load_state()  # this is another page, and what hears its keys comes last
    on_bangla(page, "c")
    expect(page.get_by_label("Your comment")).to_be_focused()
    expect(page.get_by_label("Your comment")).to_have_value("")
    on_bangla(page, "j")
    expect(page.get_by_label("Your comment")).to_have_value("ক")


def test_while_a_letter_is_made_and_while_one_writes_nothing_happens(page):
    page.evaluate("""() => document.body.dispatchEvent(new KeyboardEvent("keydown",
        { bubbles: true, key: "c", code: "KeyC", isComposing: true }))""")
    assert page.evaluate("() => document.activeElement === document.body")
    page.keyboard.press("c")
    page.keyboard.type("jkwsg? /.")
    expect(page.get_by_label("Your comment")).to_have_value("jkwsg? /.")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Your comment")).not_to_be_focused()
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value("jkwsg? /.")


def test_with_control_or_alt_a_key_is_the_browsers_own(page):
    for key in ("Control+c", "Alt+c", "Meta+c"):
        page.keyboard.press(key)
    assert page.evaluate("() => document.activeElement === document.body")


def test_a_comment_is_quoted_and_answered(page):
    page.keyboard.press("j")
    until(page, lambda: "First." in focused(page))
    page.keyboard.press("q")
    expect(page.get_by_label("Your comment")).to_have_value("> First.\n\n")
    page.keyboard.press("Escape")
    page.locator("#comments .comment").last.focus()
    page.keyboard.press("r")
    page.wait_for_url("**/deeds#body")
    expect(page.get_by_label("Your comment")).to_be_focused()


def test_the_menu_the_support_and_what_is_new(page):
    page.keyboard.press(".")
    until(page, lambda: page.locator("main details.menu").first.evaluate("(one) => one.open"))
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="I no longer face this")).to_be_visible()


def test_one_edits_what_one_wrote(house, come_in, post_id):
    page = come_in(house, "rahima", fresh=True)
    page.goto(f"/posts/{post_id}")
    page.keyboard.press("e")
    page.wait_for_url(f"**/posts/{post_id}/edit")


def test_one_goes_from_page_to_page(page):
    for keys, address in (("ga", "**/actions"), ("gn", "**/notifications"), ("gf", "**/")):
        page.keyboard.press(keys[0])
        page.keyboard.press(keys[1])
        page.wait_for_url(address)
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/offices/*")
    page.keyboard.press("?")
    page.wait_for_url("**/shortcuts")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()


@pytest.fixture
def slow(house, come_in, post_id) -> Iterator[tuple[Page, Callable[[], None]]]:
    """A page on a thin line: the script of the keys comes when the test lets it."""
    held: list[Route] = []
    page = come_in(house, "jubayer", fresh=True)
    page.route("**/keyboard.js", lambda route: held.append(route))
    page.goto(f"/posts/{post_id}")

    def let_it_come() -> None:
        until(page, lambda: held)
        held.pop().continue_()

    yield page, let_it_come
    for route in held:
        route.abort()


def test_on_a_thin_line_what_was_pressed_is_done_in_turn(slow):
    page, let_it_come = slow
    page.keyboard.press("j")
    page.keyboard.press("j")
    let_it_come()
    until(page, lambda: "Second" in focused(page))
    page.reload()
    page.keyboard.press("g")
    page.keyboard.press("n")
    let_it_come()
    page.wait_for_url("**/notifications")


def test_on_a_thin_line_what_was_meant_as_words_does_nothing(slow, post_id):
    page, let_it_come = slow
    page.keyboard.press("c")
    page.keyboard.type("age")
    let_it_come()
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("!")
    expect(page.get_by_label("Your comment")).to_have_value("!")
    page.reload()
    page.get_by_label("Your comment").press_sequentially("ga")
    page.get_by_label("Your comment").blur()
    let_it_come()
    has_run(page, "keyboard")
    assert page.url.endswith(f"/posts/{post_id}")
    assert page.evaluate("() => document.activeElement === document.body")


def test_on_a_thin_line_a_name_that_was_typed_is_offered(slow):
    page, let_it_come = slow
    page.get_by_label("Your comment").press_sequentially("Ask @uno gha")
    let_it_come()
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)


def test_where_the_script_of_the_keys_does_not_come_the_page_is_whole(slow, complaints):
    complaints.expect("Failed to load resource")
    page, _ = slow
    page.unroute("**/keyboard.js")
    page.route("**/keyboard.js", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.keyboard.press("j")
    page.keyboard.press("j")
    page.get_by_label("Your comment").fill("We did this too.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator("#comments .comment__text").last).to_have_text("We did this too.")


def test_control_and_f6_go_round_the_parts_of_the_page(page):
    seen = []
    for _ in range(5):
        page.keyboard.press("Control+F6")
        seen.append(
            page.evaluate(
                "() => document.activeElement.closest('.top, .rail, .composer, .context, main').className || 'main'"
            )
        )
    assert seen[:4] == ["top", "rail", "main", "composer"]
    page.keyboard.press("Control+Shift+F6")
    assert page.evaluate("() => document.activeElement.matches('a, button, textarea')")


def test_switched_off_keys_only_write(house, come_in, post_id):
    page = come_in(house, "jubayer", fresh=True)
    page.goto("/shortcuts")
    page.locator("main").get_by_role("button", name="No").click()
    expect(page.locator("html")).to_have_attribute("data-quiet", "")
    page.goto(f"/posts/{post_id}")
    bring(page)
    page.keyboard.press("c")
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement === document.body")
    page.keyboard.press("Control+F6")
    until(page, lambda: page.evaluate("() => document.activeElement !== document.body"))


def test_without_script_the_list_is_a_page_and_keys_do_nothing(house, come_in):
    page = come_in(house, "jubayer", fresh=True, java_script_enabled=False)
    page.goto("/shortcuts")
    expect(page.locator("kbd").first).to_be_visible()
    page.keyboard.press("c")
    assert re.search("/shortcuts$", page.url)
