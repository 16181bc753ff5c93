"""A session that ends under an open page: its writer is told, and no word is lost or sent twice, or
under another's name. All as tanvir, whose windows no other test shares."""

import pytest
from playwright.sync_api import expect

from app.core.transaction import transaction
from app.officers.session import end_sessions
from tests import make
from tests.browser.windows import open_live, patience, sign_in, texts
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser

WORDS = "We keep a register at the landing."
STALE = "status of 400"
# With the live line the page is shown out at once. Who saves data has none, and can still send.
SAVE_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


@pytest.fixture
def page(house, come_in):
    """A post, open and with words in its form."""
    page = come_in(house, "tanvir", fresh=True)
    page.add_init_script(SAVE_DATA)
    page.goto(f"/posts/{make.make_post(house.app)}")
    field_of(page).fill(WORDS)
    return page


def field_of(page):
    return page.get_by_label("Your comment")


def send(page):
    page.get_by_role("button", name="Comment", exact=True).click()


def end_sessions_of(house, name):
    with house.app.test_request_context(), transaction():
        end_sessions(make.officer(name).id)


def sign_out(context):
    """In another tab."""
    other = context.new_page()
    other.goto("/me/sessions")
    other.get_by_role("button", name="Sign out everywhere").click()
    other.wait_for_url("**/sign-in")
    other.close()


def is_said_once(page):
    expect(page.locator("#comments .comment:not([data-echo])")).to_have_count(1)
    assert texts(page) == [WORDS]
    page.reload()
    assert texts(page) == [WORDS]
    expect(field_of(page)).to_have_value("")


def test_who_signs_in_again_in_another_tab_sends_by_the_next_press(house, page):
    end_sessions_of(house, "tanvir")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended.")
    expect(field_of(page)).to_have_value(WORDS)
    sign_in(page.context, "tanvir")
    send(page)
    is_said_once(page)


def test_after_signing_out_and_in_elsewhere_the_words_go_at_once(house, page, complaints):
    complaints.expect(STALE)
    sign_out(page.context)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Your session has ended.")
    expect(field_of(page)).to_have_value(WORDS)
    sign_in(page.context, "tanvir")
    send(page)
    is_said_once(page)


def test_nothing_is_sent_under_the_name_of_a_colleague_who_came_in_here(house, page, complaints):
    complaints.expect(STALE)
    sign_out(page.context)
    sign_in(page.context, "arif")
    for _press in range(2):
        send(page)
        expect(page.get_by_role("alert")).to_contain_text("You are signed in as Arif")
        expect(field_of(page)).to_have_value(WORDS)
    page.reload()
    assert texts(page) == []
    expect(field_of(page)).to_have_value("")


def test_who_was_shown_out_finds_the_half_written_words_after_signing_in(house, come_in):
    page = come_in(house, "tanvir", fresh=True)
    open_live(page, f"/posts/{make.make_post(house.app)}")
    field_of(page).fill(WORDS)
    end_sessions_of(house, "tanvir")
    page.wait_for_url("**/sign-in?next=**", timeout=patience(10) * 1000)
    come_back(page)
    page.wait_for_url("**/posts/*")
    expect(field_of(page)).to_have_value(WORDS)
    send(page)
    is_said_once(page)


def test_without_script_the_words_wait_beside_the_door(house, come_in):
    page = come_in(house, "tanvir", fresh=True, java_script_enabled=False)
    page.goto(f"/posts/{make.make_post(house.app)}")
    field_of(page).fill(WORDS)
    end_sessions_of(house, "tanvir")
    send(page)
    expect(page.get_by_label("You wrote")).to_have_value(WORDS)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    come_back(opened.value)
    opened.value.wait_for_url("**/")
    page.get_by_role("button", name="Send again").click()
    page.wait_for_url("**/posts/*")
    is_said_once(page)


def come_back(page):
    page.get_by_label("Email").fill("tanvir@uthan.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
