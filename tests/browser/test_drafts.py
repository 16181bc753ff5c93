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
from tests import make
from tests.browser.drafting import (
    PLAIN,
    WORDS,
    count_posts,
    drafts,
    is_on_the_device,
    is_on_the_server,
    is_posted,
    reads,
    send,
    sign_in,
    write,
)
from tests.browser.server import House, open_house
from tests.browser.windows import NOT_THERE, has_run, patience

pytestmark = pytest.mark.browser


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
    is_posted(other, WORDS["Title"])
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
    is_on_the_device(page)
    die(page)
    again = page.context.new_page()
    again.goto("/posts/new/idea")
    reads(again)
    send(again)
    is_posted(again, WORDS["Title"])
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
    begins_another(page)
    assert len(drafts(house)) == 1


def test_another_is_begun_before_the_script_of_writing_has_come(house, come_in, complaints):
    complaints.expect("Failed to (load resource|fetch dynamically)")
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    is_on_the_server(page, house)
    page.route("**/writing.js", lambda route: route.abort())
    page.reload()
    page.get_by_role("link", name="Begin another").click()
    page.wait_for_url("**/posts/new/idea")
    page.unroute("**/writing.js")
    page.reload()
    begins_another(page)


def begins_another(page: Page) -> None:
    page.wait_for_url("**/posts/new/idea")
    expect(page.locator("form[data-ready]")).to_be_attached()  # it does not go on with the last
    expect(page.get_by_label("Title")).to_have_value("")


def test_while_the_server_is_down_the_device_keeps_it_and_says_so(own_house, come_in, complaints):
    complaints.expect(NOT_THERE)
    page = come_in(own_house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    has_run(page, "writing")
    page.wait_for_load_state("networkidle")
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
        hers = select(func.max(Session.id)).where(Session.officer_id == make.officer("rahima").id)
        this_one = Session.id == hers.scalar_subquery()  # other windows of hers stay open
        db.session.execute(update(Session).where(this_one).values(ended_at=now()))
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
    complaints.expect(NOT_THERE)
    page = come_in(house, "rahima", fresh=True)
    page.goto("/posts/new/idea")
    write(page)
    is_on_the_server(page, house)
    elsewhere = come_in(house, "rahima", fresh=True)
    elsewhere.goto(page.url)

    def typed_here() -> None:
        page.context.set_offline(True)
        page.get_by_label("Title").fill("Typed on this device")
        is_on_the_device(page, "Typed on this device")

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
    page.wait_for_load_state()  # what the device kept is dropped
    page.goto(f"/posts/{post_id}/edit")
    has_run(page, "writing")
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
