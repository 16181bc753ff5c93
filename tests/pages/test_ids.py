import re

import pytest

from tests.make import endorse, make_idea, say


@pytest.mark.parametrize("reader", ["rahima", "arif", "maya"])
def test_no_two_things_of_a_page_have_one_name(app, sign_in, reader):
    """Pieces are placed by it, and script finds its words by it."""
    post_id = make_idea(app)
    say(app, post_id)
    endorse(app, post_id)
    for address in (f"/posts/{post_id}", "/", "/away", "/bookmarks", f"/posts/{post_id}/edit"):
        names = re.findall(r' id="([^"]+)"', sign_in(reader).get(address).text)
        assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
