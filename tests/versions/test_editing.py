"""An author corrects a post, and everybody can see what was changed."""

from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.posts.models import Post
from app.versions.models import PostVersion
from tests.actions import making
from tests.make import endorse, hide, make_idea, make_post, say

QUESTION = {
    "title": "Kuliya pond is fenced by two men",
    "body": "Government water, leased to fishermen, and nobody can reach it.",
    "language": "en",
    "version": "1",
}
IDEA = {
    "title": "Answers by phone",
    "problem": "People come three times only to ask.",
    "sufferers": "",
    "proposal": "One number for each ward.",
    "tried": "In Bhola, in 2024.",
    "days_now": "১২",
    "days_hoped": "2",
    "language": "en",
    "version": "1",
}


def edit(browser, post_id, words=QUESTION, **changes):
    return browser.post(f"/posts/{post_id}/edit", data=words | changes)


def post_of(app, post_id):
    with app.app_context():
        return db.session.get_one(Post, post_id)


def kept(app):
    with app.app_context():
        return db.session.scalars(select(PostVersion).order_by(PostVersion.number)).all()


def events(app):
    with app.app_context():
        return list(
            db.session.scalars(select(LogEntry.facts).where(LogEntry.kind == "post.edited"))
        )


def test_the_form_is_filled_with_what_stands(app, sign_in):
    page = sign_in("rahima").get(f"/posts/{make_idea(app)}/edit").text
    assert 'value="Answers by phone"' in page
    assert "People come three times only to ask.</textarea>" in page
    assert 'name="days_now" inputmode="numeric" value="12"' in page
    assert 'name="version" type="hidden" value="1"' in page
    assert 'value="en" checked' in page
    assert 'name="audience"' not in page


def test_a_figure_stands_in_the_form_in_the_digits_that_are_read(app, sign_in):
    browser, post_id = sign_in("rahima"), make_idea(app)
    assert 'value="১২"' in browser.get(f"/posts/{post_id}/edit?lang=bn").text
    refused = edit(browser, post_id, IDEA, title="", days_now="12")
    assert 'value="12"' in refused.text  # and as it was typed, when it comes back


def test_an_author_corrects_a_post_and_the_earlier_words_are_kept(app, sign_in):
    post_id = make_post(app)
    author = sign_in("rahima")
    assert f"/posts/{post_id}/edit" in author.get(f"/posts/{post_id}").text
    written_at = post_of(app, post_id).created_at
    answer = edit(author, post_id)
    assert answer.status_code == 303
    assert answer.location == f"/posts/{post_id}?sent=edit-{post_id}"
    post = post_of(app, post_id)
    assert post.title == "Kuliya pond is fenced by two men"
    assert post.version == 2
    assert post.edited_at
    (version,) = kept(app)
    assert version.title == "Kuliya pond is fenced by one man"
    assert version.number == 1
    assert version.officer_id == post.author_id
    assert version.created_at == written_at
    assert events(app) == [{"post_id": post_id, "version": 2}]
    page = sign_in("omar").get(f"/posts/{post_id}?lang=en").text
    assert "fenced by two men" in page
    assert "fenced by one man" not in page
    assert f'<a href="/posts/{post_id}/versions">edited ' in page


def test_all_sections_and_figures_of_an_idea_can_be_corrected(app, sign_in):
    post_id = make_idea(app)
    assert edit(sign_in("rahima"), post_id, IDEA).status_code == 303
    post = post_of(app, post_id)
    assert "One number for each ward." in post.html["proposal"]
    assert "One number for each ward." in post.summary
    assert "In Bhola, in 2024." in post.html["tried"]
    assert (post.days_now, post.days_hoped) == (12, 2)
    (version,) = kept(app)
    assert version.figures["days_hoped"] == 3
    assert version.source["proposal"] == "One number for each union."


def test_the_language_alone_can_be_corrected(app, sign_in):
    post_id = make_post(app)
    edit(sign_in("rahima"), post_id, title="Kuliya pond is fenced by one man", language="bn")
    assert post_of(app, post_id).language == "bn"
    assert kept(app)[0].language == "en"
    wrong = edit(sign_in("rahima"), post_id, language="fr", version="2")
    assert wrong.status_code == 422
    assert "Choose in which language it is written." in wrong.text


def test_the_same_words_again_are_no_version(app, sign_in):
    post_id = make_post(app)
    same = "Kuliya pond is fenced by one man"
    assert edit(sign_in("rahima"), post_id, title=same).status_code == 303
    assert post_of(app, post_id).edited_at is None
    assert kept(app) == []
    assert events(app) == []
    assert "edited " not in sign_in("omar").get(f"/posts/{post_id}?lang=en").text


def test_the_same_form_sent_twice_is_one_edit(app, sign_in):
    post_id = make_post(app)
    author = sign_in("rahima")
    assert [edit(author, post_id).status_code for _ in range(2)] == [303, 303]
    assert len(kept(app)) == 1


def test_a_form_opened_on_an_earlier_version_shows_both_texts(app, sign_in):
    post_id = make_idea(app)
    edit(sign_in("rahima"), post_id, IDEA)
    late = edit(sign_in("rahima"), post_id, IDEA, proposal="A desk at the door.", days_hoped="7")
    assert late.status_code == 409
    assert "A desk at the door.</textarea>" in late.text
    assert 'name="days_hoped" inputmode="numeric" value="7"' in late.text
    assert "One number for each ward." in late.text
    assert "12 → 2" in late.text
    assert 'name="version" type="hidden" value="2"' in late.text
    assert post_of(app, post_id).version == 2
    again = edit(sign_in("rahima"), post_id, IDEA, proposal="A desk at the door.", version="2")
    assert again.status_code == 303
    assert [version.number for version in kept(app)] == [1, 2]


def test_a_version_that_is_missing_or_nonsense_overwrites_nothing(app, sign_in):
    post_id = make_post(app)
    without = {name: said for name, said in QUESTION.items() if name != "version"}
    assert edit(sign_in("rahima"), post_id, without).status_code == 409
    for nonsense in ("", "x", "-1", "9" * 40, "১"):
        assert edit(sign_in("rahima"), post_id, version=nonsense).status_code == 409
    assert kept(app) == []


def test_what_was_typed_stays_when_something_is_missing(app, sign_in):
    answer = edit(sign_in("rahima"), make_post(app), title="", body="ক্ষ্ম র‍্যাব <b>")
    assert answer.status_code == 422
    assert "Give it a title" in answer.text
    assert "ক্ষ্ম র‍্যাব &lt;b&gt;" in answer.text


def test_only_the_author_edits(app, sign_in):
    post_id = make_post(app)
    for name in ("jubayer", "arif", "maya"):
        browser = sign_in(name)
        assert f"/posts/{post_id}/edit" not in browser.get(f"/posts/{post_id}").text
        assert browser.get(f"/posts/{post_id}/edit").status_code == 403
        answer = edit(browser, post_id)
        assert answer.status_code == 403
        assert "Only the author may edit a post." in answer.text
        assert "fenced by two men" in answer.text
    assert kept(app) == []


def test_a_post_that_is_hidden_or_withdrawn_is_not_edited(app, sign_in):
    hidden, withdrawn = make_post(app), make_post(app)
    hide(app, hidden)
    author = sign_in("rahima")
    author.post(f"/posts/{withdrawn}/withdrawal")
    assert "hidden by a moderator" in edit(author, hidden).text
    assert "withdrawn by its author" in edit(author, withdrawn).text
    assert edit(sign_in("jubayer"), hidden).status_code == 404
    assert edit(sign_in("jubayer"), withdrawn).status_code == 404
    assert kept(app) == []


def test_what_was_flagged_as_a_citizens_issue_stays_as_it_was_flagged(app, sign_in):
    post_id = make_post(app)
    flag_id = making.make_flag(app, post_id)
    author = sign_in("rahima")
    assert f"/posts/{post_id}/edit" not in author.get(f"/posts/{post_id}").text
    refused = edit(author, post_id)
    assert refused.status_code == 403
    assert "its words stay as they are" in refused.text
    making.decline(app, flag_id)
    assert edit(author, post_id).status_code == 303


def test_an_endorsed_post_may_be_corrected_and_its_feed_place_stays(app, sign_in):
    post_id = make_idea(app)
    endorse(app, post_id)
    moved_at = post_of(app, post_id).moved_at
    assert edit(sign_in("rahima"), post_id, IDEA).status_code == 303
    assert post_of(app, post_id).moved_at == moved_at
    assert "It worked here." in sign_in("omar").get(f"/posts/{post_id}").text


def test_an_edit_leaves_what_was_said(app, sign_in):
    post_id = make_post(app)
    say(app, post_id)
    edit(sign_in("rahima"), post_id)
    assert "We did this." in sign_in("omar").get(f"/posts/{post_id}").text


def test_hostile_words_stay_words(app, sign_in):
    post_id = make_post(app)
    title, body = (
        "<script>alert(1)</script>",
        "[x](javascript:alert(2)) <img src=x onerror=alert(3)>",
    )
    edit(sign_in("rahima"), post_id, title=title, body=body)
    for path in (f"/posts/{post_id}", f"/posts/{post_id}/versions", f"/posts/{post_id}/edit"):
        page = sign_in("rahima").get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


def test_an_edit_can_be_looked_at_before_it_is_saved(app, sign_in):
    post_id = make_idea(app)
    looked = edit(sign_in("rahima"), post_id, IDEA, proposal="**One** desk.", preview="1")
    assert looked.status_code == 200
    assert "Preview: not saved yet" in looked.text
    assert "<strong>One</strong> desk." in looked.text
    assert "**One** desk.</textarea>" in looked.text
    assert 'name="version" type="hidden" value="1"' in looked.text
    assert kept(app) == []
