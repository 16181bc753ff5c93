"""However often it is sent, it is one post; and where two texts meet, both are shown."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Response, expect
from sqlalchemy import delete

from app.core.db import db
from app.drafts.models import Draft
from tests import make
from tests.browser.drafting import PLAIN, WORDS, count_posts, drafts, send, write
from tests.browser.server import House, open_house

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


def is_answer(answer: Response) -> bool:
    return answer.request.method == "POST"


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
        with one.expect_response(is_answer):
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
            with tab.expect_response(is_answer):
                tab.get_by_role("button", name="Save the changes").click()
        expect(tabs[1].get_by_label("As it stands now")).to_have_value(re.compile("First words"))
        expect(tabs[1].get_by_label(label)).to_have_value("Second words.")
