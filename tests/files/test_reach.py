"""A file is served to who may read the post that it hangs on, and to nobody else."""

import pytest

from app.core.db import db
from app.core.policy import refusal
from app.files import store
from app.files.models import File
from app.files.operations import remove_file
from app.posts.models import Audience, Post
from app.posts.operations import withdraw_post
from tests.files.sending import PDF, files, look, lying_about, picture, send, work_through
from tests.make import do, hide, make_post, officer


@pytest.fixture
def hung(app, sign_in):
    """A post with a picture and a document, and their addresses."""

    def hang(audience=Audience.ALL):
        post_id = make_post(app, audience=audience)
        send(sign_in("rahima"), post_id, ("a.jpg", picture()), ("b.pdf", PDF))
        work_through(app)
        shown, paper = files(app)
        return post_id, [(shown.id, "small"), (shown.id, "large"), (paper.id, "whole")]

    return hang


def codes(browser, served):
    return {look(browser, *address).status_code for address in served}


def test_who_has_no_session_is_asked_to_sign_in(app, hung):
    _, served = hung()
    for number, size in served:
        answer = look(app.test_client(), number, size)
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in")


def test_what_is_written_to_an_office_is_seen_there(sign_in, hung):
    _, served = hung(Audience.OFFICE)
    for name in ("rahima", "tanvir", "arif", "maya"):
        assert codes(sign_in(name), served) == {200}, name
    for name in ("omar", "nurul", "shahana"):
        assert codes(sign_in(name), served) == {404}, name


def test_hidden_with_its_post(app, sign_in, hung):
    post_id, served = hung()
    kept = look(sign_in("omar"), *served[0]).headers["ETag"]
    hide(app, post_id)
    assert codes(sign_in("omar"), served) == {404}
    assert look(sign_in("omar"), *served[0], **{"If-None-Match": kept}).status_code == 404
    assert codes(sign_in("rahima"), served) == {200}
    assert codes(sign_in("maya"), served) == {200}


def test_withdrawn_with_its_post(app, sign_in, hung):
    post_id, served = hung()

    def withdraw():
        post = db.session.get_one(Post, post_id)
        withdraw_post(officer("rahima"), post)
        return post

    do(app, withdraw)
    for name in ("omar", "maya"):
        assert codes(sign_in(name), served) == {404}
    assert codes(sign_in("rahima"), served) == {200}


def test_a_browser_that_has_it_is_told_so_and_keeps_it_to_itself(sign_in, hung):
    _, served = hung()
    for address in served:
        first = look(sign_in("omar"), *address)
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = look(sign_in("omar"), *address, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("size", ["whole", "huge", "..", "%2e%2e%2fsecret_key", "small%00"])
def test_there_are_no_other_sizes(sign_in, hung, size):
    (number, _), *_rest = hung()[1]
    assert look(sign_in("omar"), number, size).status_code == 404


def test_what_waits_is_served_to_nobody(app, sign_in):
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, ("a.jpg", picture()), ("b.pdf", PDF))
    for file in files(app):
        for size in ("small", "large", "whole"):
            assert look(sign_in("rahima"), file.id, size).status_code == 404


def test_a_house_brought_back_without_its_files_says_404(app, sign_in, hung):
    _, served = hung()
    names = [f"kept/{name}" for name in lying_about(app, "kept")]
    with app.app_context():
        store.shelf().drop(*names)
    assert codes(sign_in("omar"), served) == {404}


def test_who_added_it_removes_it_and_its_bytes_are_gone(app, sign_in, hung):
    post_id, served = hung()
    rahima, omar = sign_in("rahima"), sign_in("omar")
    number = served[0][0]
    assert f"/files/{number}/removal" in rahima.get(f"/posts/{post_id}/files").text
    assert omar.post(f"/files/{number}/removal").status_code == 403
    answer = rahima.post(f"/files/{number}/removal")
    assert (answer.status_code, answer.location) == (303, f"/posts/{post_id}/files")
    assert codes(rahima, served[:2]) == {404}
    assert f"/files/{number}/small" not in omar.get(f"/posts/{post_id}").text
    assert rahima.post(f"/files/{number}/removal").status_code == 404
    work_through(app)
    assert len(lying_about(app, "kept")) == 1


def test_out_of_reach_it_cannot_be_removed_or_known_of(sign_in, hung):
    _, served = hung(Audience.OFFICE)
    assert sign_in("omar").post(f"/files/{served[0][0]}/removal").status_code == 404


def test_removed_before_the_worker_came_it_is_never_served(app, sign_in):
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, ("a.jpg", picture()))
    (file,) = files(app)

    def remove():
        found = db.session.get_one(File, file.id)
        remove_file(officer("rahima"), found)
        return found

    do(app, remove)
    work_through(app)
    assert lying_about(app, "incoming") == lying_about(app, "kept") == []
    assert files(app)[0].ready_at is None


@pytest.mark.parametrize("name", ["rahima", "omar", "maya"])
def test_no_officer_says_that_a_file_is_safe(app, sign_in, hung, name):
    _, served = hung()
    with app.test_request_context("/?lang=en"):
        file = db.session.get_one(File, served[0][0])
        assert refusal(officer(name), "look_through", file)
