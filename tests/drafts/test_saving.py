"""What an officer has begun to write is kept, opened again and posted once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import at, now
from app.core.db import db
from app.core.log import LogEntry
from app.drafts.models import Draft
from app.drafts.operations import MOST
from app.posts.models import Post
from app.worker import tidy
from tests.drafts.keeping import IDEA, SCRIPT, drafts, save, saved

QUESTION = {"title": "Who tried it?", "body": "We have one phone.", "audience": "all", "_key": "q1"}


@pytest.fixture
def rahima(sign_in):
    return sign_in("rahima")


def count(app, thing):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(thing))


def test_a_form_that_is_not_finished_is_kept_as_it_was_typed(app, rahima):
    answer = save(rahima)
    (draft,) = drafts(app)
    assert answer.status_code == 303
    assert answer.location == f"/posts/new/idea?draft={draft.id}"
    page = rahima.get(f"{answer.location}&lang=en").text
    assert "Your draft is kept. Only you can see it." in page
    assert 'value="Answers by phone"' in page
    assert "One number for each union.</textarea>" in page
    assert 'value="about ১২"' in page
    assert 'value="office" checked' in page
    assert 'name="_key" type="hidden" value="k1"' in page
    assert "things must be put right" not in page


def test_the_way_to_it_stands_beside_the_form(rahima):
    page = rahima.get("/posts/new/idea?lang=en").text
    assert 'formaction="/posts/new/idea/draft"' in page
    assert "/drafts" not in page
    saved(rahima)
    saved(rahima, kind="question", words=QUESTION)
    assert ">2 drafts</a>" in rahima.get("/posts/new?lang=en").text
    assert ">২টি খসড়া</a>" in rahima.get("/posts/new?lang=bn").text


def test_the_same_form_saved_again_is_the_same_draft(app, rahima):
    places = {save(rahima).location for _ in range(3)}
    assert len(places) == 1
    (draft,) = drafts(app)
    assert draft.version == 1


def test_what_is_typed_on_goes_into_the_same_draft(app, rahima):
    number = saved(rahima)
    save(rahima, draft="1", proposal="A desk at the door.")
    (draft,) = drafts(app)
    assert (draft.id, draft.version) == (number, 2)
    assert draft.fields["proposal"] == ["A desk at the door."]


def test_a_draft_edited_in_two_tabs_shows_both_texts(app, rahima):
    saved(rahima)
    save(rahima, draft="1", proposal="A desk at the door.")
    late = save(rahima, draft="1", proposal="A bell at the door.")
    assert late.status_code == 409
    assert "This draft was changed elsewhere meanwhile." in late.text
    assert "A desk at the door." in late.text
    assert "A bell at the door.</textarea>" in late.text
    assert 'name="draft" value="2"' in late.text
    assert drafts(app)[0].fields["proposal"] == ["A desk at the door."]
    assert save(rahima, draft="2", proposal="A bell at the door.").status_code == 303
    assert drafts(app)[0].version == 3


def test_script_hears_where_the_draft_stands_now(app, rahima):
    answer = save(rahima, headers=SCRIPT)
    (draft,) = drafts(app)
    assert answer.status_code == 201
    assert 'id="draft-now" name="draft" value="1"' in answer.text
    assert f'data-number="{draft.id}"' in answer.text
    assert "Answers by phone" not in answer.text
    save(rahima, draft="1", title="Another")
    refused = save(rahima, headers=SCRIPT, draft="1", title="A third")
    assert refused.status_code == 409
    assert "data-sentence" in refused.text


def test_posting_from_a_draft_ends_it_in_the_same_change(app, rahima):
    number = saved(rahima)
    whole = IDEA | {"problem": "They come three times.", "days_now": "12", "draft": "1"}
    assert rahima.post("/posts/new/idea", data=whole).status_code == 303
    assert drafts(app) == []
    assert count(app, Post) == 1
    assert rahima.get(f"/posts/new/idea?draft={number}").status_code == 404


def test_what_was_refused_or_only_looked_at_stays_a_draft(app, rahima):
    saved(rahima)
    refused = rahima.post("/posts/new/idea", data=IDEA | {"draft": "1"})
    assert refused.status_code == 422
    assert 'name="draft" value="1"' in refused.text
    whole = IDEA | {"problem": "They come.", "days_now": "12", "draft": "1", "preview": "1"}
    assert rahima.post("/posts/new/idea", data=whole).status_code == 200
    assert len(drafts(app)) == 1


def test_a_draft_opened_in_two_tabs_is_posted_once(app, rahima):
    saved(rahima, kind="question", words=QUESTION)
    first = rahima.post("/posts/new/question", data=QUESTION)
    again = rahima.post("/posts/new/question", data=QUESTION)
    assert first.location == again.location
    other = rahima.post("/posts/new/question", data=QUESTION | {"body": "We have two."})
    assert other.status_code == 409
    assert "We have one phone." in other.text
    assert "We have two." in other.text
    assert count(app, Post) == 1


def test_what_was_posted_is_not_made_a_draft_again_by_a_late_saving(app, rahima):
    rahima.post("/posts/new/question", data=QUESTION)
    late = save(rahima, kind="question", words=QUESTION, headers=SCRIPT)
    assert late.status_code == 409
    assert drafts(app) == []


def test_the_list_has_each_with_its_words_and_the_last_changed_first(rahima):
    saved(rahima)
    with at(now() + timedelta(hours=1)):
        saved(rahima, kind="question", words=QUESTION | {"title": ""})
        page = rahima.get("/drafts?lang=en").text
    assert page.index("Without a title yet") < page.index("Answers by phone")
    assert "We have one phone." in page
    assert "One number for each union." in page


def test_an_empty_list_says_what_to_do_next(rahima):
    page = rahima.get("/drafts?lang=en").text
    assert "No draft waits" in page
    assert 'href="/posts/new"' in page
    assert "কোনো খসড়া নেই" in rahima.get("/drafts?lang=bn").text


def test_a_draft_is_deleted_after_one_question(app, rahima):
    number = saved(rahima)
    asked = rahima.get(f"/drafts/{number}/deletion?lang=en").text
    assert "Delete this draft?" in asked
    assert "Answers by phone" in asked
    assert len(drafts(app)) == 1
    assert rahima.post(f"/drafts/{number}/deletion").location == "/drafts"
    assert drafts(app) == []


def test_nobody_keeps_more_than_fifty(app, rahima):
    for number in range(MOST):
        save(rahima, _key=f"k{number}")
    refused = save(rahima, _key="one more", title="The fifty-first")
    assert refused.status_code == 403
    assert "You have 50 drafts already" in refused.text
    assert "The fifty-first" in refused.text
    assert count(app, Draft) == MOST
    assert save(rahima, _key="k1", draft="1", title="Changed").status_code == 303


def test_what_nobody_touches_for_ninety_days_is_gone(app, rahima):
    with at(now() - timedelta(days=91)):
        old = saved(rahima)
    saved(rahima, _key="k2", title="Of yesterday")
    assert "Answers by phone" not in rahima.get("/drafts").text
    assert rahima.get(f"/posts/new/idea?draft={old}").status_code == 404
    with app.app_context():
        tidy()
    assert [draft.key for draft in drafts(app)] == ["k2"]


def test_one_draft_is_no_larger_than_a_form(app, rahima):
    refused = save(rahima, proposal="ঘ" * 90_000)
    assert refused.status_code == 403
    assert "too long for a draft" in refused.text
    assert drafts(app) == []


def test_a_key_that_is_none_and_a_kind_that_is_none(app, rahima):
    assert save(rahima, _key="x" * 65).status_code == 303
    assert save(rahima, _key="").status_code == 303
    assert len({draft.key for draft in drafts(app)}) == 2
    assert save(rahima, kind="order").status_code == 404
    number = drafts(app)[0].id
    assert rahima.get(f"/posts/new/question?draft={number}").status_code == 404
    assert rahima.get("/posts/new/idea?draft=nonsense").status_code == 200


def test_hostile_words_stay_words(rahima):
    bad = {"title": "<script>alert(1)</script>", "proposal": "\x00</textarea><img src=x>"}
    number = saved(rahima, **bad)
    for path in (f"/posts/new/idea?draft={number}", "/drafts", f"/drafts/{number}/deletion"):
        page = rahima.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page


def test_a_draft_leaves_nothing_in_the_log(app, rahima):
    before = count(app, LogEntry)
    number = saved(rahima)
    save(rahima, draft="1", title="Other")
    save(rahima, draft="1", title="A third")
    rahima.post(f"/drafts/{number}/deletion")
    for number in range(MOST + 1):
        save(rahima, _key=f"k{number}")
    assert count(app, LogEntry) == before
