"""The writer of a comment corrects it, and everybody can see what was changed."""

import re

import pytest
from sqlalchemy import select

from app.comments.models import Comment, CommentVersion
from app.comments.operations import Said, edit_comment
from app.core.db import db
from app.core.errors import Outdated
from app.core.log import LogEntry
from app.notifications.models import Notification
from app.posts.models import Audience
from app.search.building import documents
from tests.make import hide, hide_word, make_post, officer, say
from tests.telling import Teller, pieces, sit
from tests.together import at_once


@pytest.fixture
def tell(app):
    return Teller(app)


@pytest.fixture
def post_id(app):
    return make_post(app)


@pytest.fixture
def comment_id(app, post_id):
    return say(app, post_id, by="jubayer", text="We keep a register.")


def edit(browser, comment_id, body="We keep two registers.", version="1", **more):
    data = {"body": body, "version": version} | more
    return browser.post(f"/comments/{comment_id}/edit", data=data)


def comment_of(app, comment_id):
    with app.app_context():
        return db.session.get_one(Comment, comment_id)


def kept(app):
    with app.app_context():
        return list(db.session.scalars(select(CommentVersion).order_by(CommentVersion.number)))


def events(app):
    with app.app_context():
        edited = select(LogEntry.facts).where(LogEntry.kind == "comment.edited")
        return list(db.session.scalars(edited))


def test_a_comment_is_corrected_and_its_earlier_words_are_kept(app, sign_in, post_id, comment_id):
    jubayer = sign_in("jubayer")
    assert (
        f'href="/comments/{comment_id}/edit"' in jubayer.get(f"/comments/{comment_id}/deeds").text
    )
    page = jubayer.get(f"/comments/{comment_id}/edit").text
    assert "We keep a register.</textarea>" in page
    assert 'name="version" type="hidden" value="1"' in page
    written_at = comment_of(app, comment_id).created_at
    answer = edit(jubayer, comment_id)
    assert answer.status_code == 303
    assert answer.location == (
        f"/posts/{post_id}?sent=edit-comment-{comment_id}#comment-{comment_id}"
    )
    (version,) = kept(app)
    assert (version.number, version.source) == (1, "We keep a register.")
    assert version.created_at == written_at
    assert comment_of(app, comment_id).version == 2
    assert events(app) == [{"comment_id": comment_id, "post_id": post_id, "version": 2}]


def test_its_page_says_so_and_leads_to_the_earlier_words(app, sign_in, post_id, comment_id):
    reader = sign_in("omar")
    way = f'href="/comments/{comment_id}/versions"'
    assert way not in reader.get(f"/posts/{post_id}?lang=en").text
    edit(sign_in("jubayer"), comment_id)
    page = reader.get(f"/posts/{post_id}?lang=en").text
    assert "We keep two registers." in page
    assert "We keep a register." not in page
    assert way in page
    assert ">edited " in page
    assert "সংশোধিত" in reader.get(f"/posts/{post_id}?lang=bn").text
    assert way in reader.get(f"/comments/{comment_id}/deeds").text
    versions = reader.get(f"/comments/{comment_id}/versions?lang=en").text
    assert "What this comment has said" in versions
    assert re.search(r"<del>.*a register\.</del>", versions)
    assert re.search(r"<ins>.*two registers\.</ins>", versions)
    assert "এই মন্তব্যে যা যা লেখা ছিল" in reader.get(f"/comments/{comment_id}/versions?lang=bn").text


def test_many_versions_are_read_page_by_page(sign_in, comment_id):
    jubayer = sign_in("jubayer")
    for number in range(1, 13):
        edit(jubayer, comment_id, f"Register {number}.", str(number))
    page = jubayer.get(f"/comments/{comment_id}/versions?lang=en").text
    assert "Version 13" in page
    assert "Version 3<" not in page
    older = jubayer.get(f"/comments/{comment_id}/versions?before=4&lang=en").text
    assert "Version 3" in older
    assert "We keep a register." in older


def test_the_same_words_again_are_no_edit(app, sign_in, comment_id):
    jubayer = sign_in("jubayer")
    assert edit(jubayer, comment_id, "We keep a register.").status_code == 303
    assert [edit(jubayer, comment_id).status_code for _ in range(2)] == [303, 303]
    assert len(kept(app)) == len(events(app)) == 1


def test_a_form_opened_on_earlier_words_shows_both_texts(app, sign_in, comment_id):
    jubayer = sign_in("jubayer")
    edit(jubayer, comment_id)
    late = edit(jubayer, comment_id, "We keep three.")
    assert late.status_code == 409
    assert "We keep two registers." in late.text
    assert "We keep three.</textarea>" in late.text
    assert 'name="version" type="hidden" value="2"' in late.text
    for nonsense in ("", "x", "-1", "9" * 40, "১"):
        assert edit(jubayer, comment_id, "Other.", nonsense).status_code == 409
    assert edit(jubayer, comment_id, "We keep three.", "2").status_code == 303
    assert [version.number for version in kept(app)] == [1, 2]


def test_of_two_edits_at_once_one_stands(app, comment_id):
    def deed(writer, number):
        comment = db.session.get_one(Comment, comment_id)
        try:
            return edit_comment(writer, comment, 1, Said(f"Text {number}."))
        except Outdated:
            return officer("rahima")

    at_once(app, ["jubayer"] * 4, deed)
    assert len(kept(app)) == len(events(app)) == 1
    assert comment_of(app, comment_id).version == 2


def test_only_its_writer_edits_it(app, sign_in, comment_id):
    for name in ("rahima", "arif", "maya"):
        browser = sign_in(name)
        assert (
            f"/comments/{comment_id}/edit" not in browser.get(f"/comments/{comment_id}/deeds").text
        )
        refused = edit(browser, comment_id)
        assert refused.status_code == 403
        assert "Only its writer may edit a comment." in refused.text
        assert "We keep two registers." in refused.text
    assert kept(app) == []


def test_what_is_hidden_or_under_a_hidden_post_stays_as_it_is(app, sign_in, post_id, comment_id):
    jubayer, rahima = sign_in("jubayer"), sign_in("rahima")
    edit(jubayer, comment_id)
    hide_word(app, comment_id)
    refused = edit(jubayer, comment_id, "Other.", "2")
    assert refused.status_code == 403
    assert "hidden by a moderator" in refused.text
    path = f"/comments/{comment_id}/versions"
    assert jubayer.get(path).status_code == sign_in("maya").get(path).status_code == 200
    assert rahima.get(path).status_code == 404
    assert path not in rahima.get(f"/posts/{post_id}").text
    other = say(app, post_id, by="rahima", text="Mine.")
    hide(app, post_id)
    assert edit(rahima, other, "Other.").status_code == 403
    assert edit(jubayer, comment_id, "Other.", "2").status_code == 404


def test_out_of_reach_it_is_not_there(app, sign_in):
    inside = make_post(app, audience=Audience.OFFICE)
    comment_id = say(app, inside, by="rahima")
    for way in ("edit", "versions"):
        assert sign_in("omar").get(f"/comments/{comment_id}/{way}").status_code == 404


def test_nobody_is_told_and_the_log_has_it(app, sign_in, comment_id):
    with app.app_context():
        db.session.query(Notification).delete()
        db.session.commit()
    edit(sign_in("jubayer"), comment_id)
    with app.app_context():
        assert db.session.scalars(select(Notification.id)).all() == []
    assert len(events(app)) == 1


def test_an_open_page_and_search_have_the_new_words(
    app, listen, sign_in, tell, post_id, comment_id
):
    lines = {lang: listen("omar") for lang in ("bn", "en")}
    for lang, line in lines.items():
        sit(line, f"post:{post_id}", lang)
    tell()
    assert all(pieces(line) for line in lines.values())  # that it was said
    edit(sign_in("jubayer"), comment_id)
    tell()
    for lang, word in (("en", "edited "), ("bn", "সংশোধিত")):
        (piece,) = pieces(lines[lang])
        assert f'id="comment-{comment_id}"' in piece["html"]
        assert "We keep two registers." in piece["html"]
        assert word in piece["html"]
    with app.app_context():
        ((_, document),) = documents([f"comment:{comment_id}"])
    assert "We keep two registers." in document["words"]


def test_harsh_and_empty_words_are_given_back(sign_in, comment_id):
    jubayer = sign_in("jubayer")
    assert "Write something first." in edit(jubayer, comment_id, " ").text
    harsh = edit(jubayer, comment_id, "You are an idiot.")
    assert harsh.status_code == 422
    assert "You are an idiot.</textarea>" in harsh.text
    assert edit(jubayer, comment_id, "You are an idiot.", warned="1").status_code == 303


def test_hostile_words_stay_words(sign_in, post_id, comment_id):
    jubayer = sign_in("jubayer")
    edit(jubayer, comment_id, "<script>alert(1)</script> [x](javascript:alert(2)) <img src=x>")
    for path in (f"/posts/{post_id}", f"/comments/{comment_id}/versions"):
        page = jubayer.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
