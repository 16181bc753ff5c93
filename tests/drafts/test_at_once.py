"""One form, saved from several places at the same moment."""

from collections import Counter

from app.core.errors import Outdated
from app.drafts.operations import save_draft
from tests.drafts.keeping import drafts, save
from tests.make import officer
from tests.posts.flooding import browser_of
from tests.standing import make_app
from tests.together import at_once


def test_two_processes_that_begin_a_draft_at_once_begin_one(app):
    def deed(who, _number):
        return save_draft(who, "idea", "k1", {"title": ["Answers by phone"]}, 0)

    made = at_once(app, ["rahima"] * 6, deed)
    assert len(set(made)) == 1
    assert len(drafts(app)) == 1


def test_of_many_that_change_it_at_once_one_does_and_the_others_hear_of_it(app, cast):
    at_once(app, ["rahima"], lambda who, _n: save_draft(who, "idea", "k1", {"title": ["A"]}, 0))

    def deed(who, number):
        try:
            return save_draft(who, "idea", "k1", {"title": [f"Title {number}"]}, 1)
        except Outdated as outdated:
            return officer("jubayer" if outdated.words_now.startswith("Title ") else "omar")

    answers = Counter(at_once(app, ["rahima"] * 5, deed))
    assert answers[cast["jubayer"]] == 4
    assert drafts(app)[0].version == 2


def test_a_flood_of_savings_is_stopped(database, tmp_path):
    app = make_app(database, tmp_path, RATELIMIT_ENABLED=True)
    browser = browser_of(app, "rahima")
    codes = [save(browser).status_code for _ in range(31)]
    assert codes == [303] * 30 + [429]
