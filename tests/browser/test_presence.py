"""That a colleague is writing is seen in the other window, goes by itself, and moves nothing."""

import pytest
from playwright.sync_api import expect

from app.core.transaction import transaction
from app.officers.models import Shown
from app.officers.operations import choose_presence
from tests import make
from tests.browser.windows import open_live, patience

pytestmark = pytest.mark.browser


def test_a_colleague_who_writes_is_seen_and_then_no_more(house, come_in):
    post_id = make.make_post(house.app)
    reader, writer = come_in(house, "jubayer"), come_in(house, "tanvir", fresh=True)
    for page in (reader, writer):
        open_live(page, f"/posts/{post_id}")
    here = reader.locator("#here")
    expect(here).to_be_hidden()
    top = reader.locator("#post-h").bounding_box()["y"]
    writer.get_by_label("Your comment").press_sequentially("আমরা", delay=30)
    expect(here).to_have_text("Tanvir Hasnat is writing…")
    assert reader.locator("#post-h").bounding_box()["y"] == top
    expect(here).to_be_hidden(timeout=patience(10) * 1000)
    expect(writer.locator("#here")).to_be_hidden()


def test_who_lets_it_be_seen_is_named_while_they_read(house, come_in):
    post_id = make.make_post(house.app)
    with house.app.test_request_context(), transaction():
        choose_presence(make.officer("tanvir"), Shown.READING)
    try:
        reader, other = come_in(house, "jubayer"), come_in(house, "tanvir", fresh=True)
        open_live(reader, f"/posts/{post_id}")
        open_live(other, f"/posts/{post_id}")
        expect(reader.locator("#here")).to_have_text("Reading now: Tanvir Hasnat")
        expect(other.locator("#here")).to_be_hidden()
        other.goto("/")
        expect(reader.locator("#here")).to_be_hidden()
    finally:
        with house.app.test_request_context(), transaction():
            choose_presence(make.officer("tanvir"), Shown.WRITING)
