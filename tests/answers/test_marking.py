"""Who asked says which comment is the answer: it stands apart under the question, once."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.answers.models import Answer
from app.comments.models import Comment
from app.comments.operations import show_comment
from app.core.db import db
from app.core.log import LogEntry
from app.posts.models import Post, PostKind
from app.posts.operations import Written, withdraw_post, write_post
from tests.make import do, hide, hide_word, make_idea, make_post, officer, say
from tests.telling import Teller, pieces, sit


@pytest.fixture
def post_id(app):
    return make_post(app)  # Rahima's


def mark(browser, comment_id, new="on", **more):
    return browser.post(f"/comments/{comment_id}/answer", data={"new": new} | more)


def standing(app):
    with app.app_context():
        return list(db.session.scalars(select(Answer.comment_id)))


def entries(app):
    with app.app_context():
        kinds = select(LogEntry.kind).where(LogEntry.kind.startswith("answer."))
        return list(db.session.scalars(kinds.order_by(LogEntry.id)))


def set_apart(page):
    """What stands in the place of the answer."""
    return page.split('<div id="answer"')[1].split("See it among the comments")[0]


def test_the_answer_stands_apart_under_the_question_with_a_way_to_it(app, sign_in, post_id):
    comment_id = say(app, post_id, text="Ask the **Sairat** branch.")
    browser = sign_in("rahima")
    assert "Mark as the answer" in browser.get(f"/comments/{comment_id}/deeds").text
    answer = mark(browser, comment_id)
    assert answer.status_code == 303
    assert answer.location == f"/posts/{post_id}#answer"
    page = sign_in("omar").get(f"/posts/{post_id}").text
    assert "The answer" in set_apart(page)
    assert "Ask the <strong>Sairat</strong> branch." in page.split('id="comments-h"')[0]
    assert f'href="#comment-{comment_id}"' in page
    assert page.count("<strong>Sairat</strong>") == 2, "it stays among the comments"
    assert "<b>Answered</b>" in page
    assert "<b>Answered</b>" in sign_in("omar").get("/").text
    assert "যে উত্তরে মিটল" in sign_in("omar").get(f"/posts/{post_id}?lang=bn").text
    assert "The answer" in sign_in("omar").get(f"/posts/{post_id}/print").text


def test_a_call_for_help_has_an_answer_too(app, sign_in):
    written = Written(PostKind.HELP, "A boat", {"need": "One boat.", "place": ""})
    post_id = do(app, lambda: write_post(officer("rahima"), written))
    mark(sign_in("rahima"), say(app, post_id, text="Take ours."))
    assert "Take ours." in set_apart(sign_in("omar").get(f"/posts/{post_id}").text)


def test_another_takes_its_place(app, sign_in, post_id):
    first, second = say(app, post_id, text="Wait."), say(app, post_id, by="omar", text="Write.")
    browser = sign_in("rahima")
    mark(browser, first)
    mark(browser, second)
    assert standing(app) == [second]
    assert "Write." in set_apart(browser.get(f"/posts/{post_id}").text)
    assert entries(app) == ["answer.marked", "answer.marked"]


def test_it_can_be_taken_back_from_the_page_itself(app, sign_in, post_id):
    comment_id = say(app, post_id)
    browser = sign_in("rahima")
    mark(browser, comment_id)
    assert "This is not the answer" in browser.get(f"/posts/{post_id}").text
    assert "This is not the answer" in browser.get(f"/comments/{comment_id}/deeds").text
    assert "This is not the answer" not in sign_in("arif").get(f"/posts/{post_id}").text
    assert mark(browser, comment_id, new="off").status_code == 303
    assert standing(app) == []
    page = browser.get(f"/posts/{post_id}").text
    assert "The answer" not in page
    assert "<b>Answered</b>" not in page
    assert entries(app) == ["answer.marked", "answer.taken_back"]


def test_the_same_form_sent_twice_does_nothing_more(app, sign_in, post_id):
    comment_id = say(app, post_id)
    browser = sign_in("rahima")
    for new in ("on", "on", "off", "off"):
        assert mark(browser, comment_id, new=new).status_code == 303
    assert entries(app) == ["answer.marked", "answer.taken_back"]


def test_an_old_page_does_not_take_back_what_was_marked_since(app, sign_in, post_id):
    first, second = say(app, post_id), say(app, post_id, by="omar")
    browser = sign_in("rahima")
    mark(browser, first)
    mark(browser, second)
    mark(browser, first, new="off")
    assert standing(app) == [second]


@pytest.mark.parametrize("name", ["jubayer", "arif", "shahana", "maya"])
def test_nobody_but_who_asked_says_it(app, sign_in, post_id, name):
    comment_id = say(app, post_id)
    browser = sign_in(name)
    assert "Mark as the answer" not in browser.get(f"/comments/{comment_id}/deeds").text
    for new in ("on", "off"):
        answer = mark(browser, comment_id, new=new)
        assert answer.status_code == 403
        assert "Only who asked says which comment is the answer." in answer.text
    assert standing(app) == []


def test_an_idea_has_no_answer(app, sign_in):
    comment_id = say(app, make_idea(app))
    answer = mark(sign_in("rahima"), comment_id)
    assert answer.status_code == 403
    assert "Only a question, or a call for help, has an answer." in answer.text


@pytest.mark.parametrize("new", ["", "sideways", "<b>"])
def test_what_is_neither_is_not_there(sign_in, app, post_id, new):
    assert mark(sign_in("rahima"), say(app, post_id), new=new).status_code == 404


def test_what_is_out_of_reach_is_not_there(app, sign_in):
    from app.posts.models import Audience

    inner = make_post(app, audience=Audience.OFFICE)
    comment_id = say(app, inner, by="rahima")
    assert mark(sign_in("omar"), comment_id).status_code == 404
    assert mark(sign_in("omar"), 987_654).status_code == 404


def test_a_hidden_comment_is_the_answer_no_longer_and_again_when_it_is_shown(app, sign_in, post_id):
    comment_id = say(app, post_id, text="It is Karim's pond.")
    browser = sign_in("rahima")
    mark(browser, comment_id)
    hide_word(app, comment_id)
    for address in (f"/posts/{post_id}", "/"):
        page = browser.get(address).text
        assert "Karim" not in page
        assert "<b>Answered</b>" not in page
    assert "The answer" not in browser.get(f"/posts/{post_id}").text

    def shown():
        comment = db.session.get_one(Comment, comment_id)
        show_comment(officer("maya"), comment)
        return comment

    do(app, shown)
    assert "Karim" in set_apart(browser.get(f"/posts/{post_id}").text)


def test_a_hidden_comment_cannot_be_marked(app, sign_in, post_id):
    comment_id = say(app, post_id)
    hide_word(app, comment_id)
    answer = mark(sign_in("rahima"), comment_id)
    assert answer.status_code == 403
    assert "This comment is hidden by a moderator." in answer.text


def test_nothing_is_marked_under_what_is_hidden_or_withdrawn(app, sign_in):
    hidden, withdrawn = make_post(app), make_post(app, title="Another")
    comments = [say(app, hidden), say(app, withdrawn)]
    hide(app, hidden)

    def withdraw():
        post = db.session.get_one(Post, withdrawn)
        withdraw_post(post.author, post)
        return post

    do(app, withdraw)
    for comment_id, why in zip(comments, ("hidden by a moderator", "withdrawn"), strict=True):
        answer = mark(sign_in("rahima"), comment_id)
        assert answer.status_code == 403
        assert why in answer.text
    assert standing(app) == []


def test_its_writer_is_told_and_open_pages_see_it(app, cast, sign_in, listen, post_id):
    comment_id = say(app, post_id, by="jubayer", text="Ask the branch.")
    line = listen("jubayer")
    assert sit(line, f"post:{post_id}")
    assert sit(line, f"officer:{cast['jubayer']}")
    tell = Teller(app)
    mark(sign_in("rahima"), comment_id)
    tell()
    answer, path, bell = pieces(line)
    assert 'id="answer"' in answer["html"]
    assert "Ask the branch." in answer["html"]
    assert "<b>Answered</b>" in path["html"]
    assert "1 new" in bell["html"]
    told = sign_in("jubayer").get("/notifications").text
    assert "Rahima Khatun marked your comment as the answer to" in told
    in_bangla = sign_in("jubayer").get("/notifications?lang=bn").text
    assert "উত্তর হিসেবে চিহ্নিত করেছেন" in in_bangla
    mark(sign_in("rahima"), comment_id, new="off")
    tell()
    answer, path = pieces(line)
    assert "Ask the branch." not in answer["html"]
    assert "<b>Answered</b>" not in path["html"]


def test_hiding_the_answer_takes_it_from_open_pages(app, listen, sign_in, post_id):
    comment_id = say(app, post_id, text="It is Karim's pond.")
    mark(sign_in("rahima"), comment_id)
    line, tell = listen("omar"), Teller(app)
    assert sit(line, f"post:{post_id}")
    hide_word(app, comment_id)
    tell()
    told = pieces(line)
    assert any('id="answer"' in piece["html"] for piece in told)
    assert not any("Karim" in piece["html"] for piece in told)


def test_hostile_words_stay_words(app, sign_in, post_id):
    mark(sign_in("rahima"), say(app, post_id, text="<script>alert(1)</script> Ask."))
    assert "<script>alert" not in sign_in("omar").get(f"/posts/{post_id}").text


def test_a_post_has_one_answer_for_the_database_too(app, cast, sign_in, post_id):
    comment_id = say(app, post_id)
    mark(sign_in("rahima"), comment_id)
    with app.app_context():
        twin = Answer(post_id=post_id, comment_id=comment_id, officer_id=cast["rahima"])
        db.session.add(twin)
        with pytest.raises(IntegrityError):
            db.session.commit()
        db.session.rollback()
        assert db.session.scalar(select(func.count(Answer.id))) == 1
