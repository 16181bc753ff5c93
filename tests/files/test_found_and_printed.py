"""What hangs on a post or a comment is found by its name and its words, and stands on paper."""

import pytest

from app.posts.models import Audience
from app.search.listener import build
from tests.files.beside import ALT, QUESTION, comment, post_of, write
from tests.files.sending import PDF, files, picture, work_through
from tests.make import hide, hide_word, make_post, say


@pytest.fixture
def built(app):
    with app.app_context():
        build()


def found(browser, asked):
    return browser.get(f"/search?q={asked}&lang=en").text


def test_a_post_is_found_by_the_name_of_its_file_and_by_what_its_picture_shows(app, sign_in, built):
    sent = (("gazipur_sluice-map.pdf", PDF), ("a.jpg", picture()))
    post_id = post_of(write(sign_in("rahima"), *sent, alt="একটি বেড়া দেওয়া পুকুর", **QUESTION))
    assert f"/posts/{post_id}" not in found(sign_in("omar"), "sluice")
    work_through(app)
    for asked in ("sluice", "gazipur", "পুকুর"):
        page = found(sign_in("omar"), asked)
        assert f"/posts/{post_id}" in page, asked
        assert "<mark>" in page, asked


def test_a_comment_is_found_by_its_file_and_not_its_post(app, sign_in, built):
    post_id = make_post(app)
    comment(sign_in("jubayer"), post_id, ("sluice.pdf", PDF))
    work_through(app)
    (file,) = files(app)
    page = found(sign_in("omar"), "sluice")
    assert f"/posts/{post_id}#comment-{file.comment_id}" in page
    assert page.count(f'href="/posts/{post_id}') == 1
    hide_word(app, file.comment_id)
    work_through(app)
    assert f"/posts/{post_id}" not in found(sign_in("omar"), "sluice")


def test_what_is_hidden_refused_or_removed_is_not_found(app, sign_in, built):
    rahima = sign_in("rahima")
    post_id = post_of(write(rahima, ("sluice.pdf", PDF), ("broken.pdf", b"%PDF-1.7"), **QUESTION))
    hidden_id = post_of(write(rahima, ("sluice.pdf", PDF), key="h", title="T", body="b"))
    office_id = post_of(
        write(rahima, ("sluice.pdf", PDF), key="o", title="O", body="b", audience="office")
    )
    hide(app, hidden_id)
    work_through(app)
    page = found(sign_in("omar"), "sluice")
    assert f'href="/posts/{post_id}"' in page
    assert f"/posts/{hidden_id}" not in page
    assert f"/posts/{office_id}" not in page
    assert f'href="/posts/{office_id}"' in found(sign_in("tanvir"), "sluice")
    assert f"/posts/{post_id}" not in found(sign_in("omar"), "broken")
    rahima.post(f"/files/{files(app)[0].id}/removal")
    assert f"/posts/{post_id}" not in found(sign_in("omar"), "sluice").partition("<mark>")[2]
    work_through(app)
    assert f"/posts/{post_id}" not in found(sign_in("omar"), "sluice")


def test_an_index_that_is_built_anew_has_them_too(app, sign_in):
    post_id = post_of(write(sign_in("rahima"), ("sluice.pdf", PDF), **QUESTION))
    comment(sign_in("omar"), post_id, ("ferry.pdf", PDF))
    work_through(app)
    with app.app_context():
        build()
    assert f'href="/posts/{post_id}"' in found(sign_in("omar"), "sluice")
    assert f"/posts/{post_id}#comment-" in found(sign_in("omar"), "ferry")


def test_paper_has_pictures_small_and_documents_by_name(app, sign_in):
    sent = (("pond.jpg", picture()), ("order.pdf", PDF), ("broken.pdf", b"%PDF-1.7"))
    post_id = post_of(write(sign_in("rahima"), *sent, alt=ALT, **QUESTION))
    comment(sign_in("omar"), post_id, ("ferry.pdf", PDF), ("ferry.jpg", picture()), alt="A ferry.")
    assert "being prepared" not in sign_in("omar").get(f"/posts/{post_id}/print?lang=en").text
    work_through(app)
    page = sign_in("omar").get(f"/posts/{post_id}/print?lang=en").text
    shown, paper, _refused, ferry, boat = files(app)
    for file, alt in ((shown, ALT), (boat, "A ferry.")):
        assert f'src="/files/{file.id}/small"' in page
        assert alt in page
    assert "order.pdf" in page
    assert "ferry.pdf" in page
    assert "broken.pdf" not in page
    assert 'loading="lazy"' not in page  # what was not scrolled to would be missing on paper
    for file in (paper, ferry):
        assert f"/files/{file.id}/whole" not in page


def test_paper_has_what_hangs_on_the_comments_of_the_pages_before(app, sign_in):
    post_id = make_post(app)
    comment(sign_in("omar"), post_id, ("ferry.pdf", PDF))
    work_through(app)
    for n in range(51):
        say(app, post_id, text=f"Word {n}.")
    assert "ferry.pdf" not in sign_in("omar").get(f"/posts/{post_id}").text
    assert "ferry.pdf" in sign_in("omar").get(f"/posts/{post_id}/print").text


def test_paper_of_an_office_stays_there(app, sign_in):
    post_id = make_post(app, audience=Audience.OFFICE)
    comment(sign_in("tanvir"), post_id, ("ferry.pdf", PDF))
    work_through(app)
    assert sign_in("omar").get(f"/posts/{post_id}/print").status_code == 404
