"""Files in the form of a new post: with the words, in one sending."""

import io
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock, transaction
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.files import listener
from app.files.models import ChosenFile, Flaw
from app.files.operations import forget_old_chosen
from app.posts.models import Post, PostKind
from tests.files.beside import ALT, QUESTION, post_of, ticked, write
from tests.files.sending import PDF, files, look, lying_about, office, picture, work_through

WORDS = {
    PostKind.IDEA: {"title": "T", "problem": "p", "proposal": "q"},
    PostKind.QUESTION: QUESTION,
    PostKind.HELP: {"title": "T", "need": "n"},
    PostKind.NOTICE: {"title": "T", "body": "b"},
    PostKind.PROPOSITION: {"title": "T", "claim": "c", "reasons": "r"},
    PostKind.CHALLENGE: {"title": "T", "problem": "p", "causes": "c", "sought": "s"},
    PostKind.ISSUE: {"title": "T", "trouble": "t", "seen": "4 June", "place": "Ghatail"}
    | {"medium": "paper"},
}


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("kind", PostKind)
def test_a_post_of_every_kind_comes_with_its_files(app, sign_in, kind):
    arif = sign_in("arif")  # who may give a notice too
    assert 'enctype="multipart/form-data"' in arif.get(f"/posts/new/{kind}").text
    sent = (("pond.jpg", picture()), ("order.pdf", PDF))
    post_id = post_of(write(arif, *sent, kind=kind, alt=ALT, **WORDS[kind]))
    work_through(app)
    page = sign_in("omar").get(f"/posts/{post_id}?lang=en").text
    shown, paper = files(app)
    assert f'src="/files/{shown.id}/small"' in page
    assert ALT in page
    assert f'href="/files/{paper.id}/whole"' in page
    assert look(sign_in("omar"), shown.id, "large").status_code == 200
    assert lying_about(app, "incoming") == []


def test_without_files_it_is_a_post_as_before(app, sign_in):
    rahima = sign_in("rahima")
    plain = {"audience": "all", "_key": "k"} | QUESTION
    assert rahima.post("/posts/new/question", data=plain).status_code == 303
    assert write(rahima, key="k2", title="Another", body="b").status_code == 303
    assert count(app, Post) == 2
    with app.app_context():
        assert not db.session.scalar(select(LogEntry).where(LogEntry.kind == "files.attached"))


def test_a_fault_in_the_words_keeps_the_words_and_the_files(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("pond.jpg", picture()), title="", body="Ours is open.", alt=ALT)
    assert answer.status_code == 422
    assert "Give it a title" in answer.text
    assert "Ours is open." in answer.text
    assert f'value="{ALT}"' in answer.text
    assert "pond.jpg" in answer.text
    assert count(app, Post) == 0
    assert files(app) == []
    post_of(write(rahima, **QUESTION, alt=ALT, kept=ticked(answer)))
    (file,) = files(app)
    assert (file.name, file.alt) == ("pond.jpg", ALT)
    assert count(app, ChosenFile) == 0
    work_through(app)
    assert files(app)[0].ready_at


def test_a_file_that_is_not_taken_is_named_and_nothing_is_posted_yet(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("run.exe", b"MZ"), ("order.pdf", PDF), **QUESTION)
    assert answer.status_code == 422
    assert "“run.exe” is of a kind that is not taken." in answer.text
    assert QUESTION["body"] in answer.text
    assert "order.pdf" in answer.text  # waits for the words to be sent again
    assert count(app, Post) == 0
    post_of(write(rahima, **QUESTION, kept=ticked(answer)))
    assert [file.name for file in files(app)] == ["order.pdf"]


def test_a_picture_without_words_for_it_waits_for_them(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("pond.jpg", picture()), **QUESTION)
    assert answer.status_code == 422
    assert "Say in a sentence what the picture shows" in answer.text
    again = write(rahima, **QUESTION, kept=ticked(answer))
    assert again.status_code == 422  # it is remembered that it is a picture
    post_of(write(rahima, **QUESTION, alt=ALT, kept=ticked(again)))
    assert len(files(app)) == 1


def test_a_preview_keeps_the_files(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("order.pdf", PDF), **QUESTION, preview="1")
    assert answer.status_code == 200
    assert "Preview: not posted yet" in answer.text
    answer = write(rahima, ("map.pdf", PDF), **QUESTION, preview="1", kept=ticked(answer))
    assert "Up to 3 more" in answer.text
    post_of(write(rahima, **QUESTION, kept=ticked(answer)))
    assert [file.name for file in files(app)] == ["order.pdf", "map.pdf"]


def test_whose_tick_is_taken_away_does_not_go_with_it(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("a.pdf", PDF), ("b.pdf", PDF), **QUESTION, preview="1")
    _first, second = ticked(answer)
    answer = write(rahima, **QUESTION, preview="1", kept=(second,))
    assert ticked(answer) == (second,)
    post_of(write(rahima, ("c.pdf", PDF), **QUESTION, kept=(second,)))
    assert [file.name for file in files(app)] == ["b.pdf", "c.pdf"]
    assert len(lying_about(app, "incoming")) == 3
    work_through(app)
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(listener, "UNCLAIMED", -1.0)
        assert listener.sweep() == 1


def test_a_draft_keeps_its_files_as_long_as_it_lives(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("a.pdf", PDF), ("b.exe", b"MZ"), way="/draft", title="T")
    assert answer.status_code == 303
    opened = rahima.get(answer.location)
    assert "“b.exe” is of a kind that is not taken." in opened.text
    assert len(ticked(opened)) == 1
    with app.app_context(), transaction.transaction(), clock.at(now() + timedelta(days=30)):
        assert forget_old_chosen() == 0
    post_of(write(rahima, **QUESTION, kept=ticked(opened)))
    assert [file.name for file in files(app)] == ["a.pdf"]
    assert count(app, ChosenFile) == 0


def test_what_waits_with_no_draft_is_forgotten_after_two_days(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("a.pdf", PDF), **QUESTION, preview="1")
    with app.app_context(), clock.at(now() + timedelta(hours=49)):
        with transaction.transaction():
            assert forget_old_chosen() == 1
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(listener, "UNCLAIMED", -1.0)
            assert listener.sweep() == 1
    answer = write(rahima, **QUESTION, kept=ticked(answer))
    assert answer.status_code == 422
    assert "is not here any more. Choose it again." in answer.text
    assert QUESTION["body"] in answer.text
    assert count(app, Post) == 0


def test_what_waits_is_its_writers_alone(app, sign_in):
    rahima, omar = sign_in("rahima"), sign_in("omar")
    answer = write(rahima, ("a.pdf", PDF), **QUESTION, preview="1")
    (number,) = ticked(answer)
    for size in ("whole", "small"):
        assert look(omar, number, size).status_code == 404
        assert look(rahima, number, size).status_code == 404
    stolen = write(omar, **QUESTION, kept=(number,))  # the same key, and another officer
    assert stolen.status_code == 422
    assert "a.pdf" not in stolen.text
    assert files(app) == []
    other = write(rahima, **QUESTION, key="other", kept=(number,))  # hers, and of another form
    assert other.status_code == 422


def test_an_officer_keeps_twenty_and_is_told_of_more(app, sign_in):
    rahima = sign_in("rahima")
    five = [(f"{n}.pdf", PDF) for n in range(5)]
    for n in range(4):
        answer = write(rahima, *five, key=f"k{n}", **QUESTION, preview="1")
        assert len(ticked(answer)) == 5
    answer = write(rahima, *five, key="more", **QUESTION, preview="1")
    assert ticked(answer) == ()
    assert "could not be kept here. Choose it again before you send this." in answer.text
    assert len(lying_about(app, "incoming")) == 20


def test_six_are_too_many_and_none_of_the_words_is_lost(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, *[(f"{n}.pdf", PDF) for n in range(6)], **QUESTION)
    assert answer.status_code == 422
    assert "Choose five files at most." in answer.text
    assert QUESTION["body"] in answer.text
    assert count(app, Post) == 0


def test_bombs_go_the_way_of_all_bombs(app, sign_in):
    rahima = sign_in("rahima")
    sent = office("docx", word__media__a_dot_bin=b"\0" * 120_000_000)
    post_id = post_of(write(rahima, ("bomb.docx", sent), **QUESTION))
    work_through(app)
    (file,) = files(app)
    assert file.flaw == Flaw.HEAVY
    assert lying_about(app, "incoming") == lying_about(app, "kept") == []
    assert "bomb.docx" not in sign_in("omar").get(f"/posts/{post_id}").text
    assert "A document that you added to" in rahima.get("/notifications?lang=en").text


def test_the_same_form_five_times_is_one_post_with_one_set_of_files(app, sign_in):
    rahima = sign_in("rahima")
    sent = (("pond.jpg", picture()), ("order.pdf", PDF))
    places = {post_of(write(rahima, *sent, alt=ALT, **QUESTION)) for _ in range(5)}
    assert len(places) == count(app, Post) == 1
    assert len(files(app)) == len(lying_about(app, "incoming")) == 2
    other = write(rahima, ("other.pdf", PDF), alt=ALT, **QUESTION)
    assert other.status_code == 409
    assert 'type="file" name="files"' in other.text  # to be chosen once more, not left out unsaid


def test_kept_files_sent_five_times_are_one_set(app, sign_in):
    rahima = sign_in("rahima")
    answer = write(rahima, ("order.pdf", PDF), **QUESTION, preview="1")
    kept = ticked(answer)
    assert len({post_of(write(rahima, **QUESTION, kept=kept)) for _ in range(5)}) == 1
    assert len(files(app)) == 1


@pytest.mark.parametrize("waits", [False, True], ids=["sent", "kept"])
def test_fifty_at_once_are_one(app, sign_in, monkeypatch, waits):
    browsers = [sign_in("rahima") for _ in range(50)]
    kept, sent = (), (("order.pdf", PDF),)
    if waits:
        kept, sent = ticked(write(browsers[0], *sent, **QUESTION, preview="1")), ()
    gate = threading.Barrier(10)

    def run(browser):
        gate.wait()
        return write(browser, *sent, **QUESTION, kept=kept).status_code

    with ThreadPoolExecutor(10) as pool:
        assert Counter(pool.map(run, browsers)) == {303: 50}
    assert count(app, Post) == len(files(app)) == len(lying_about(app, "incoming")) == 1


def test_who_may_not_write_it_brings_no_file_in(app, sign_in):
    answer = write(sign_in("omar"), ("order.pdf", PDF), kind="notice", **QUESTION)
    assert answer.status_code == 403
    assert QUESTION["body"] in answer.text
    answer = write(app.test_client(), ("order.pdf", PDF), **QUESTION)
    assert answer.status_code == 401  # the words are there, and the files are asked for once more
    assert QUESTION["body"] in answer.text
    assert 'type="file" name="files"' in answer.text
    assert lying_about(app, "incoming") == []


def test_words_that_are_no_files_and_numbers_that_are_none(app, sign_in):
    rahima = sign_in("rahima")
    for data in ({"files": "words"}, {"kept": "x"}, {"kept": "-1"}, {"kept": "9" * 30}):
        form = {"audience": "all", "_key": f"k{data}"[:20].replace(" ", "")} | QUESTION | data
        form["title"] += str(data)
        answer = rahima.post("/posts/new/question", data=form, content_type="multipart/form-data")
        assert answer.status_code == 303
    empty = {"audience": "all", "_key": "e", "files": (io.BytesIO(b""), "")} | QUESTION
    assert rahima.post("/posts/new/question", data=empty).status_code == 303
    assert files(app) == []
