"""What is being written survives the browser, the server and the session, and is posted once."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect
from sqlalchemy import delete, func, select, update

from app.core.clock import now
from app.core.db import db
from app.drafts.models import Draft
from app.officers.session import Session
from app.posts.models import Post
from tests import make
from tests.browser.server import House, open_house
from tests.browser.windows import patience, until
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser

PLAIN = {"java_script_enabled": False}
WORDS = {
    "Title": "A ferry that waits",
    "What is wrong": "The last one leaves before the clinic closes.",
    "What you propose": "One more trip at eight.",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        yield opened
        opened.leave()


@pytest.fixture(autouse=True)
def nothing_begun(house: House) -> None:
    """Each test begins with an empty desk."""
    with house.app.app_context():
        db.session.execute(delete(Draft))
        db.session.commit()


def drafts(house: House) -> list[dict[str, list[str]]]:
    with house.app.app_context():
        found = list(db.session.scalars(select(Draft.fields).order_by(Draft.id)))
        db.session.rollback()
        return found


def count_posts(house: House, title: str) -> int:
    with house.app.app_context():
        number = db.session.scalar(select(func.count()).where(Post.title == title))
        db.session.rollback()
        return number or 0


def write(page: Page, words: dict[str, str] = WORDS) -> None:
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)


def reads(page: Page, words: dict[str, str] = WORDS) -> None:
    for label, text in words.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)


def is_on_the_server(page: Page, house: House, **words: str) -> None:
    """Quietly, some seconds after the last key."""
    wanted = words or {"title": WORDS["Title"]}
    until(
        page,
        lambda: any(all(d[name] == [w] for name, w in wanted.items()) for d in drafts(house)),
        15,
    )
    page.wait_for_url(re.compile(r"draft=\d+"))


def send(page: Page) -> None:
    page.get_by_role("button", name="Post to colleagues").click()


def sign_in(page: Page, name: str = "rahima") -> None:
    page.get_by_label("Email").fill(f"{name}@uthan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


# ── U11: the text comes back ────────────────────────────────────────────────────────────────────


def test_a_form_saves_itself_and_comes_back_in_a_browser_that_never_saw_it(house, come_in):
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    is_on_the_server(page, house)
    expect(page.locator("[data-draft-line]")).to_contain_text("Draft kept")
    assert len(drafts(house)) == 1

    other = come_in(house, "rahima", fresh=True)
    other.goto("/posts/new")
    other.get_by_role("link", name="1 draft", exact=True).click()
    other.get_by_role("link", name="Go on writing").click()
    reads(other)
    send(other)
    expect(other.get_by_role("heading", level=1)).to_have_text(WORDS["Title"])
    assert drafts(house) == []


def test_typing_on_goes_into_one_draft(house, come_in):
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    is_on_the_server(page, house)
    page.get_by_label("Who suffers from it").fill("Mothers with children.")
    is_on_the_server(page, house, sufferers="Mothers with children.")
    assert len(drafts(house)) == 1


def test_a_page_that_dies_without_a_word_gives_the_text_back(house, come_in, complaints):
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    expect(page.locator("[data-draft-line]")).to_contain_text("Draft kept")
    die(page)
    again = page.context.new_page()
    again.goto("/posts/new/idea")
    reads(again)
    send(again)
    expect(again.get_by_role("heading", level=1)).to_have_text(WORDS["Title"])
    again.goto("/posts/new/idea")
    expect(again.get_by_label("Title")).to_have_value("")
    assert drafts(house) == []


def die(page: Page) -> None:
    """As a browser that is killed: the page hears of nothing."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=2_000)


def test_opened_again_the_page_goes_on_where_it_was(house, come_in):
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    is_on_the_server(page, house)
    page.goto("/posts/new/idea")
    page.wait_for_url(re.compile(r"draft=\d+"))
    reads(page)
    page.get_by_role("link", name="Begin another").click()
    page.wait_for_url("**/posts/new/idea")
    expect(page.get_by_label("Title")).to_have_value("")
    assert len(drafts(house)) == 1


def test_while_the_server_is_down_the_device_keeps_it_and_says_so(own_house, come_in, complaints):
    complaints.expect("ERR_CONNECTION_(REFUSED|RESET)")
    page = come_in(own_house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    own_house.kill()
    write(page)
    expect(page.locator("[data-draft-line]")).to_contain_text(
        "Kept on this device only", timeout=patience(15) * 1000
    )
    own_house.open()
    page.get_by_label("Title").fill(WORDS["Title"] + "!")
    is_on_the_server(page, own_house, title=WORDS["Title"] + "!")
    expect(page.locator("[data-draft-line]")).to_contain_text("Draft kept")


def test_when_the_session_has_ended_the_text_is_there_after_signing_in(house, come_in):
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    expect(page.locator("[data-draft-line]")).to_contain_text("Draft kept")
    with house.app.app_context():
        officer_id = make.officer("rahima").id
        db.session.execute(
            update(Session).where(Session.officer_id == officer_id).values(ended_at=now())
        )
        db.session.commit()
    page.wait_for_url("**/sign-in?next=**", timeout=patience(15) * 1000)
    sign_in(page)
    page.wait_for_url("**/posts/new/idea*")
    reads(page)


def test_who_signs_out_leaves_nothing_on_the_device_and_finds_it_on_the_server(house, come_in):
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    is_on_the_server(page, house)
    page.goto(f"/people/{house.officer_id('rahima')}")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in*")
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('draft:'))") == []
    sign_in(page, "jubayer")
    page.wait_for_url("**/")
    page.goto("/posts/new/idea")
    expect(page.get_by_label("Title")).to_have_value("")
    expect(page.get_by_role("link", name="1 draft", exact=True)).to_have_count(0)


@pytest.mark.parametrize("newer", ["device", "server"])
def test_what_is_newer_is_shown_and_the_other_is_one_press_away(house, come_in, complaints, newer):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    is_on_the_server(page, house)
    elsewhere = come_in(house, "rahima", fresh=True)
    elsewhere.goto(page.url)

    def typed_here() -> None:
        page.context.set_offline(True)
        page.get_by_label("Title").fill("Typed on this device")
        until(page, lambda: "Typed on" in page.evaluate("JSON.stringify(localStorage)"))

    if newer == "server":
        typed_here()
    elsewhere.get_by_label("Title").fill("Typed elsewhere")
    is_on_the_server(elsewhere, house, title="Typed elsewhere")
    if newer == "device":
        typed_here()
    page.close()
    page.context.set_offline(False)
    page = page.context.new_page()
    page.goto(elsewhere.url)
    here, there = "Typed on this device", "Typed elsewhere"
    shown, other = (here, there) if newer == "device" else (there, here)
    expect(page.get_by_label("Title")).to_have_value(shown)
    expect(page.locator("[data-which]")).to_contain_text(
        "You see what this device kept"
        if newer == "device"
        else "You see what stands on the server"
    )
    page.get_by_role("button", name="Show the other").click()
    expect(page.get_by_label("Title")).to_have_value(other)


def test_a_correction_half_written_is_there_again(house, come_in):
    post_id = make.make_idea(house.app, by="rahima")
    page = come_in(house, "rahima", fresh=True)
    page.goto(f"/posts/{post_id}/edit")
    page.get_by_label("What you propose").fill("A desk at the door.")
    expect(page.locator("[data-draft-line]")).to_contain_text("Draft kept")
    page.goto(f"/posts/{post_id}/edit")
    expect(page.get_by_label("What you propose")).to_have_value("A desk at the door.")
    expect(page.locator("[data-which]")).to_contain_text("You see what this device kept")
    page.get_by_role("button", name="Show the other").click()
    expect(page.get_by_label("What you propose")).to_have_value("One number for each union.")
    page.get_by_role("button", name="Show the other").click()
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("article").first).to_contain_text("A desk at the door.")
    page.goto(f"/posts/{post_id}/edit")
    expect(page.locator("[data-which]")).to_be_hidden()


# ── Without a script ────────────────────────────────────────────────────────────────────────────


def test_without_script_a_draft_is_kept_by_a_button_and_posted_once(house, come_in):
    page = come_in(house, "rahima", fresh=True, **PLAIN)
    title = "A lamp at the ghat"
    page.goto("/posts/new/idea")
    write(page, {"Title": title})
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Your draft is kept.")
    page.goto("/drafts")
    page.get_by_role("link", name=f"Go on writing: {title}").click()
    write(page, WORDS | {"Title": title})
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert count_posts(house, title) == 1
    page.goto("/drafts")
    expect(page.get_by_role("heading", name="No draft waits")).to_be_visible()


# ── U12: one post; U15: both texts ──────────────────────────────────────────────────────────────

ways = pytest.mark.parametrize("window", [{}, PLAIN], ids=["script", "plain"])


@ways
def test_pressed_twice_it_is_one_post(house, come_in, window):
    page = come_in(house, "rahima", fresh=True, **window)
    title = f"Pressed twice {len(window)}"
    page.goto("/posts/new/idea")
    write(page, WORDS | {"Title": title})
    page.get_by_role("button", name="Post to colleagues").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert count_posts(house, title) == 1


@ways
def test_gone_back_and_sent_again_and_reloaded_it_is_one_post(house, come_in, window):
    page = come_in(house, "rahima", fresh=True, **window)
    title = f"Gone back {len(window)}"
    page.goto("/posts/new/idea")
    write(page, WORDS | {"Title": title})
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.reload()
    page.go_back()
    if page.get_by_label("Title").input_value() == title:  # as the browser gave it back
        send(page)
        page.wait_for_load_state()
    assert count_posts(house, title) == 1


@ways
def test_one_draft_posted_from_two_tabs_is_one_post_and_both_texts_are_shown(
    house, come_in, window
):
    page = come_in(house, "rahima", fresh=True, **window)
    title = f"From two tabs {len(window)}"
    page.goto("/posts/new/idea")
    write(page, WORDS | {"Title": title})
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile(r"draft=\d+"))
    tab = page.context.new_page()
    tab.goto(page.url)
    tab.get_by_label("What you propose").fill("Two more trips.")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    send(tab)
    expect(tab.get_by_role("main")).to_contain_text("You have sent this already")
    expect(tab.get_by_label("Sent first")).to_have_value(re.compile("One more trip at eight"))
    expect(tab.get_by_role("main")).to_contain_text("Two more trips.")
    assert count_posts(house, title) == 1


@ways
def test_a_draft_changed_in_another_tab_shows_both_texts(house, come_in, window):
    page = come_in(house, "rahima", fresh=True, **window)
    page.goto("/posts/new/idea")
    write(page)
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile(r"draft=\d+"))
    tab = page.context.new_page()
    tab.goto(page.url)
    for one, words in ((page, "Two more trips."), (tab, "A smaller boat.")):
        one.get_by_label("What you propose").fill(words)
        one.get_by_role("button", name="Save draft").click()
    expect(tab.get_by_role("alert").first).to_contain_text("changed elsewhere meanwhile")
    expect(tab.get_by_label("As it stands now")).to_have_value(re.compile("Two more trips"))
    expect(tab.get_by_label("What you propose")).to_have_value("A smaller boat.")
    tab.get_by_role("button", name="Save draft").click()
    expect(tab.get_by_role("status").first).to_contain_text("Your draft is kept.")
    assert drafts(house)[0]["proposal"] == ["A smaller boat."]


@ways
def test_a_correction_from_two_tabs_shows_both_texts(house, come_in, window):
    post_id = make.make_idea(house.app, by="rahima")
    comment_id = make.say(house.app, post_id, by="rahima", text="We begin on Sunday.")
    page = come_in(house, "rahima", fresh=True, **window)
    for path, label in (
        (f"/posts/{post_id}/edit", "What you propose"),
        (f"/comments/{comment_id}/edit", "Your comment"),
    ):
        tabs = [page.context.new_page() for _ in range(2)]
        for tab in tabs:
            tab.goto(path)
        for tab, words in zip(tabs, ("First words.", "Second words."), strict=True):
            tab.get_by_label(label).fill(words)
            tab.get_by_role("button", name="Save the changes").click()
            tab.wait_for_load_state()
        expect(tabs[1].get_by_label("As it stands now")).to_have_value(re.compile("First words"))
        expect(tabs[1].get_by_label(label)).to_have_value("Second words.")
