import re

import pytest

from tests.make import endorse, hide, hide_word, make_idea, say


@pytest.fixture
def post_id(app):
    return make_idea(app)


def test_all_of_the_talk_is_on_one_page(app, sign_in, post_id):
    words = [f"Word {number}." for number in range(53)]
    for text in words:
        say(app, post_id, text=text)
    endorse(app, post_id)
    page = sign_in("nurul").get(f"/posts/{post_id}/print?lang=en").text
    said = [text for text in words if text in page]
    assert said == words
    found = [page.index(text) for text in words]
    assert found == sorted(found)
    assert "It worked here." in page
    assert re.search(r"Printed by .+, on .+\. The post: number 1 of Uthan\.", page)


def test_what_was_hidden_is_not_printed(app, sign_in, post_id):
    comment_id = say(app, post_id, text="Her number is 01700.")
    hide_word(app, comment_id)
    page = sign_in("nurul").get(f"/posts/{post_id}/print?lang=en").text
    assert "01700" not in page


def test_who_may_not_read_it_finds_nothing_to_print(app, sign_in, post_id):
    hide(app, post_id)
    assert sign_in("nurul").get(f"/posts/{post_id}/print").status_code == 404


def test_the_way_to_paper_is_in_the_menu(app, sign_in, post_id):
    assert f'href="/posts/{post_id}/print"' in sign_in("nurul").get(f"/posts/{post_id}").text
