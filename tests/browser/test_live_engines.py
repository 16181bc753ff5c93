"""Live on PostgreSQL too: the shortest way from one window to another. (All else runs on SQLite.)"""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.server import POSTGRESQL, open_house
from tests.browser.windows import open_live, texts

pytestmark = pytest.mark.browser


def test_a_comment_reaches_another_window(come_in, visit, tmp_path_factory):
    with open_house(tmp_path_factory.getbasetemp(), POSTGRESQL) as there:
        post_id = make.make_post(there.app)
        page = come_in(there, "omar")
        line = open_live(page, f"/posts/{post_id}")
        before = line.pushes
        first = visit(there, "jubayer").say(post_id, "We did this in Ghatail.")
        visit(there, "shahana").say(post_id, "Write to me what it needs.", parent=first)
        expect(page.locator("#comments .comment")).to_have_count(2)
        assert texts(page) == ["We did this in Ghatail.", "Write to me what it needs."]
        assert line.pushes > before
