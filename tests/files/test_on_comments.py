"""Files on a comment: they go and come with it."""

import pytest
from sqlalchemy import func, select

from app.comments.models import Comment
from app.comments.operations import show_comment
from app.core.db import db
from app.posts.models import Audience
from tests.files.beside import ALT, MULTIPART, comment, ticked
from tests.files.sending import PDF, files, look, lying_about, parts, picture, work_through
from tests.make import do, hide, hide_word, make_post, officer, say
from tests.telling import Teller, pieces, sit

SENT = (("pond.jpg", picture()), ("order.pdf", PDF))


@pytest.fixture
def hung(app, sign_in):
    """A post, a comment of Jubayer's with a picture and a document, and their addresses."""

    def hang(audience=Audience.ALL, by="jubayer"):
        post_id = make_post(app, audience=audience)
        assert comment(sign_in(by), post_id, *SENT, alt=ALT).status_code == 303
        work_through(app)
        shown, paper = files(app)
        return post_id, shown.comment_id, [(shown.id, "small"), (paper.id, "whole")]

    return hang


def codes(browser, served):
    return {look(browser, *address).status_code for address in served}


def count(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Comment))


def test_they_stand_under_the_comment_and_not_on_the_post(app, sign_in, hung):
    post_id, comment_id, served = hung()
    page = sign_in("omar").get(f"/posts/{post_id}?lang=en").text
    before, _, after = page.partition(f'id="comment-{comment_id}"')
    for number, size in served:
        assert f"/files/{number}/{size}" in after
        assert f"/files/{number}/{size}" not in before
    assert ALT in after
    assert codes(sign_in("omar"), served) == {200}
    assert lying_about(app, "incoming") == []


def test_our_script_gets_the_piece_and_a_fresh_form(app, sign_in):
    post_id = make_post(app)
    answer = comment(sign_in("omar"), post_id, *SENT, alt=ALT, headers={"X-Fragment": "1"})
    assert answer.status_code == 201
    assert "The picture is being prepared." in answer.text
    assert f'id="comment-form-{post_id}"' in answer.text
    assert ALT not in answer.text.partition("<form")[2]


@pytest.mark.parametrize("headers", [None, {"X-Fragment": "1"}], ids=["plain", "script"])
def test_a_fault_keeps_the_words_and_the_files(app, sign_in, headers):
    post_id, omar = make_post(app), sign_in("omar")
    faults = (
        ({"body": "", "alt": ALT}, SENT, "Write something first."),
        ({"body": "Look.", "alt": ""}, SENT, "Say in a sentence what the picture shows"),
        ({"body": "Look."}, (("a.exe", b"MZ"), ("b.pdf", PDF)), "“a.exe” is of a kind"),
    )
    for number, (words, sent, sentence) in enumerate(faults):
        answer = comment(omar, post_id, *sent, headers=headers, key=f"k{number}", **words)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert words["body"] in answer.text
        kept = ticked(answer)
        assert len(kept) == len(sent) - ("exe" in sent[0][0])
        told = {"body": "Look.", "alt": ALT}
        assert comment(omar, post_id, key=f"k{number}", kept=kept, **told).status_code == 303
    assert count(app) == 3
    assert [file.name for file in files(app)] == ["pond.jpg", "order.pdf"] * 2 + ["b.pdf"]


def test_a_reply_carries_files_too(app, sign_in):
    post_id = make_post(app)
    first = say(app, post_id)
    omar = sign_in("omar")
    assert 'type="file"' in omar.get(f"/comments/{first}/deeds").text
    assert comment(omar, post_id, *SENT, alt=ALT, parent=str(first)).status_code == 303
    work_through(app)
    page = omar.get(f"/posts/{post_id}").text
    assert f"/files/{files(app)[0].id}/small" in page.partition(f'id="replies-{first}"')[2]


def test_the_same_form_five_times_is_one_comment_with_one_set_of_files(app, sign_in):
    post_id, omar = make_post(app), sign_in("omar")
    for _ in range(5):
        assert comment(omar, post_id, *SENT, alt=ALT).status_code == 303
    assert count(app) == 1
    assert len(files(app)) == len(lying_about(app, "incoming")) == 2
    assert comment(omar, post_id, ("other.pdf", PDF), alt=ALT).status_code == 409


def test_hidden_with_its_comment_and_back_with_it(app, sign_in, hung):
    post_id, comment_id, served = hung()
    kept = look(sign_in("omar"), *served[0]).headers["ETag"]
    hide_word(app, comment_id)
    for name in ("omar", "rahima", "shahana"):
        assert codes(sign_in(name), served) == {404}, name
    assert look(sign_in("omar"), *served[0], **{"If-None-Match": kept}).status_code == 404
    for name in ("jubayer", "maya"):  # as its words: its writer, and who must judge it
        assert codes(sign_in(name), served) == {200}, name
        assert f"/files/{served[1][0]}/whole" in sign_in(name).get(
            f"/comments/{comment_id}/deeds"
        ).text  # fmt: skip
    for page in (f"/posts/{post_id}", f"/posts/{post_id}/print", f"/comments/{comment_id}/deeds"):
        shown = sign_in("omar").get(page).text
        assert "/files/" not in shown
        assert "order.pdf" not in shown
        assert ALT not in shown

    def show():
        found = db.session.get_one(Comment, comment_id)
        show_comment(officer("maya"), found)
        return found

    do(app, show)
    assert codes(sign_in("omar"), served) == {200}


def test_hidden_with_the_post_under_which_it_stands(app, sign_in, hung):
    post_id, _, served = hung()
    hide(app, post_id)
    assert codes(sign_in("omar"), served) == {404}
    assert codes(sign_in("jubayer"), served) == {404}  # who reads the post no more
    assert codes(sign_in("rahima"), served) == {200}
    assert codes(sign_in("maya"), served) == {200}


def test_what_is_said_within_an_office_is_seen_there(sign_in, hung):
    _, _, served = hung(Audience.OFFICE, by="tanvir")
    for name in ("rahima", "tanvir", "arif", "maya"):
        assert codes(sign_in(name), served) == {200}, name
    for name in ("omar", "nurul", "shahana"):
        assert codes(sign_in(name), served) == {404}, name


def test_its_writer_adds_and_removes_afterwards_and_nobody_else(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id)
    jubayer, address = sign_in("jubayer"), f"/comments/{comment_id}/files"
    assert address in jubayer.get(f"/comments/{comment_id}/deeds").text

    def add(browser, *sent, key="k"):
        data = parts(*sent, alt=ALT, _key=key)
        return browser.post(f"{address}?lang=en", data=data, content_type=MULTIPART)

    for name in ("rahima", "omar", "maya"):  # the post's author neither
        assert address not in sign_in(name).get(f"/comments/{comment_id}/deeds").text
        assert sign_in(name).get(address).status_code == 403
        assert add(sign_in(name), *SENT).status_code == 403
    answer = add(jubayer, *SENT)
    assert answer.location == f"/posts/{post_id}#comment-{comment_id}"
    assert add(jubayer, *[(f"{n}.pdf", PDF) for n in range(4)], key="k2").status_code == 403
    work_through(app)
    page = jubayer.get(address)
    number = files(app)[0].id
    assert f"/files/{number}/removal" in page.text
    assert sign_in("rahima").post(f"/files/{number}/removal").status_code == 403
    assert jubayer.post(f"/files/{number}/removal").location == address
    assert look(jubayer, number, "small").status_code == 404
    hide_word(app, comment_id)
    assert add(jubayer, ("b.pdf", PDF), key="k3").status_code == 403


def test_post_and_comment_have_room_of_their_own(app, sign_in):
    post_id, rahima = make_post(app), sign_in("rahima")
    five = [(f"{n}.pdf", PDF) for n in range(5)]
    data = parts(*five, _key="p")
    assert rahima.post(
        f"/posts/{post_id}/files", data=data, content_type=MULTIPART
    ).status_code == 303  # fmt: skip
    assert comment(rahima, post_id, *five, key="c").status_code == 303
    assert len(files(app)) == 10


def test_the_comment_changes_in_the_room_and_is_caught_up(app, sign_in, listen):
    post_id, omar = make_post(app), sign_in("omar")
    teller, line = Teller(app), listen("rahima")
    assert sit(line, f"post:{post_id}")
    heard = omar.get(f"/live/post:{post_id}?after=0").json["heard"]
    comment(sign_in("jubayer"), post_id, *SENT, alt=ALT)
    teller()
    assert all("being prepared" in one["html"] for one in pieces(line) if ALT in one["html"])
    work_through(app)
    teller()
    number = files(app)[0].id
    *_, piece = pieces(line)
    assert piece["html"].startswith("<li")
    assert f"/files/{number}/small" in piece["html"]
    assert "order.pdf" in piece["html"]
    missed = omar.get(f"/live/post:{post_id}?after={heard}&lang=en").json["pieces"]
    assert sum(f"/files/{number}/small" in one["html"] for one in missed) == 1

    hide_word(app, files(app)[0].comment_id)
    teller()
    assert not any("/files/" in one["html"] for one in pieces(line))
    missed = omar.get(f"/live/post:{post_id}?after={heard}&lang=en").json["pieces"]
    assert missed
    assert not any("/files/" in one["html"] for one in missed)


def test_hidden_before_it_is_ready_it_is_shown_to_nobody(app, sign_in, listen):
    post_id = make_post(app)
    comment(sign_in("jubayer"), post_id, *SENT, alt=ALT)
    teller, line = Teller(app), listen("rahima")
    assert sit(line, f"post:{post_id}")
    hide_word(app, files(app)[0].comment_id)
    work_through(app)
    teller()
    told = pieces(line)
    assert told
    assert not any("/files/" in one["html"] or ALT in one["html"] for one in told)


def test_who_added_it_hears_that_it_was_not_taken_and_where(app, sign_in):
    post_id = make_post(app)
    comment(sign_in("jubayer"), post_id, ("cut.jpg", b"\xff\xd8\xffnothing"), alt=ALT)
    work_through(app)
    (file,) = files(app)
    page = sign_in("jubayer").get("/notifications?lang=en").text
    assert "A picture that you added to your comment on" in page
    assert "A picture that" not in sign_in("rahima").get("/notifications?lang=en").text
    assert file.flaw
    assert (
        "মন্তব্যে যোগ করা একটি ছবি নেওয়া হয়নি।" in sign_in("jubayer").get("/notifications?lang=bn").text
    )
