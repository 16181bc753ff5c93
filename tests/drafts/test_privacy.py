"""Nobody but its writer ever sees a draft, by any way."""

import pytest

from app.search.building import MAKERS
from tests.drafts.keeping import drafts, save, saved

COLLEAGUES = ("jubayer", "tanvir", "arif", "shahana", "maya", "omar")


@pytest.mark.parametrize("name", COLLEAGUES)
def test_for_a_colleague_it_is_not_there(app, sign_in, cast, name):
    number = saved(sign_in("rahima"))
    other = sign_in(name)
    for path in (f"/posts/new/idea?draft={number}", f"/drafts/{number}/deletion"):
        assert other.get(path).status_code == 404
    assert other.post(f"/drafts/{number}/deletion").status_code == 404
    for path in ("/drafts", "/", "/posts/new/idea", f"/people/{cast['rahima']}", "/away"):
        page = other.get(path).text
        assert "Answers by phone" not in page
        assert "One number" not in page
    assert len(drafts(app)) == 1


def test_a_colleague_who_guesses_its_key_makes_a_draft_of_their_own(app, sign_in, cast):
    saved(sign_in("rahima"))
    assert save(sign_in("jubayer"), draft="1", title="Mine").status_code == 303
    hers, his = drafts(app)
    assert hers.fields["title"] == ["Answers by phone"]
    assert (hers.officer_id, his.officer_id) == (cast["rahima"], cast["jubayer"])


def test_posting_with_a_guessed_key_ends_nobody_elses_draft(app, sign_in):
    saved(sign_in("rahima"))
    question = {"title": "Who?", "body": "We do.", "audience": "all", "_key": "k1"}
    assert sign_in("jubayer").post("/posts/new/question", data=question).status_code == 303
    assert len(drafts(app)) == 1


def test_it_is_in_no_search_and_in_no_feed_of_its_writer_either(sign_in):
    rahima = sign_in("rahima")
    saved(rahima)
    assert "Answers by phone" not in rahima.get("/").text
    assert not any("draft" in kind for kind in MAKERS)


def test_its_words_are_kept_by_no_browser_on_the_way(sign_in):
    rahima = sign_in("rahima")
    number = saved(rahima)
    for path in (f"/posts/new/idea?draft={number}", "/drafts"):
        assert rahima.get(path).headers["Cache-Control"] == "no-store"
