"""Who may not sit there any more is shown out, from the page as from the line, within seconds."""

import time

import pytest
from playwright.sync_api import expect

from app.core.clock import today
from app.core.events import SYSTEM
from app.core.transaction import transaction
from app.officers.operations import move_officer
from app.officers.queries import find_seat_by_code
from app.posts.models import Audience
from tests import make
from tests.browser.windows import open_live, patience, until

pytestmark = pytest.mark.browser

NOT_FOUND = r"status of 404"


def test_who_signs_out_everywhere_leaves_no_page_open(house, come_in):
    """Tanvir, whose sessions no other test shares."""
    post_id = make.make_post(house.app)
    page = come_in(house, "tanvir", fresh=True)
    elsewhere = come_in(house, "tanvir", fresh=True)
    open_live(page, f"/posts/{post_id}")
    page.get_by_label("Your comment").fill("half a sentence")
    until(page, lambda: page.evaluate("localStorage.length") == 1)

    elsewhere.goto("/me/sessions")
    began = time.monotonic()
    elsewhere.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url("**/sign-in?next=**", timeout=patience(5) * 1000)
    print(f"\nthe other window was at the door after {time.monotonic() - began:.1f} s")
    assert page.request.get(f"/live/post:{post_id}?after=0").url.startswith(f"{house.url}/sign-in")
    assert page.evaluate("localStorage.length") == 1, "the draft waits for its writer"


def test_who_moves_to_another_office_leaves_the_rooms_of_the_old(house, come_in, complaints):
    complaints.expect(NOT_FOUND)
    post_id = make.make_post(house.app, by="tanvir", audience=Audience.OFFICE)
    page = come_in(house, "jubayer")
    open_live(page, f"/posts/{post_id}")
    assert page.request.get(f"/live/post:{post_id}?after=0").status == 200

    move(house, "jubayer", "bhola.dc")
    try:
        began = time.monotonic()
        expect(page.get_by_role("heading", level=1)).not_to_contain_text(
            "Kuliya", timeout=patience(5) * 1000
        )
        print(f"\nwho was moved was shown out after {time.monotonic() - began:.1f} s")
        assert page.request.get(f"/posts/{post_id}").status == 404
        assert page.request.get(f"/live/post:{post_id}?after=0").status == 404
        make.say(house.app, post_id, "tanvir", "Among ourselves: he is gone.")
        page.wait_for_timeout(700)
        assert "Among ourselves" not in page.content()
    finally:
        move(house, "jubayer", "ghatail.social")


def move(house, name, seat):
    """In another process than the house's own, as the command does it."""
    with house.app.test_request_context(), transaction():
        to = find_seat_by_code(seat)
        move_officer(SYSTEM, make.officer(name), to, today())


def test_when_a_post_is_hidden_its_readers_leave_and_moderators_stay(
    house, come_in, visit, complaints
):
    complaints.expect(NOT_FOUND)
    post_id = make.make_post(house.app)
    reader, moderator = come_in(house, "jubayer"), come_in(house, "mithun")
    for page in (reader, moderator):
        open_live(page, f"/posts/{post_id}")
        page.evaluate("window.stays = true")
    maya = visit(house, "maya")

    began = time.monotonic()
    assert maya.post(f"/posts/{post_id}/hiding", reason="It names a citizen.").status == 303
    expect(reader.get_by_role("heading", level=1)).not_to_contain_text(
        "Kuliya", timeout=patience(2) * 1000
    )
    print(f"\nreaders of a hidden post were shown out after {time.monotonic() - began:.1f} s")
    assert "pond" not in reader.content()
    assert reader.request.get(f"/live/post:{post_id}?after=0").status == 404

    moderator.wait_for_timeout(patience(1) * 1000)
    assert moderator.evaluate("window.stays")
    expect(moderator.get_by_role("heading", level=1)).to_contain_text("Kuliya")
    assert moderator.request.get(f"/live/post:{post_id}?after=0").status == 200
