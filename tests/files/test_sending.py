"""How files are sent, by a plain form: what it refuses, and that twice is once."""

import errno
import io
from unittest.mock import Mock

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.files import disk, forms, listener
from tests.files.sending import PDF, files, lying_about, office, parts, picture, send, work_through
from tests.make import hide, make_post
from tests.telling import Teller, pieces, sit


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("phone.heic", b"\0\0\0\x18ftypheic", "is a HEIC picture"),
        ("anim.gif", b"GIF89a=1;alert(1)//", "is of a kind that is not taken"),
        ("anim.jpg", b"GIF89a/*\xff\xd8\xff*/=1;alert(1)//", "is not what its name says"),
        ("draw.svg", b"<svg onload=alert(1)>", "is of a kind that is not taken"),
        ("page.html", b"<script>alert(1)</script>", "is of a kind that is not taken"),
        ("page.txt", b" \n<HTML><script>alert(1)</script>", "is not what its name says"),
        ("draw.csv", b"\xef\xbb\xbf<svg onload=alert(1)>", "is not what its name says"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "is of a kind that is not taken"),
        ("macro.docm", office("docx"), "is of a kind that is not taken"),
        ("old.docx", b"\xd0\xcf\x11\xe0", "is not what its name says"),
        ("run.pdf.exe", b"MZ", "is of a kind that is not taken"),
        ("run.pdf", b"MZ\x90", "is not what its name says"),
        ("nothing", b"words", "is of a kind that is not taken"),
        ("empty.txt", b"", "is empty"),
        ("large.txt", b"a" * (forms.LARGEST + 1), "is larger than 10 MB"),
    ],
)
def test_what_is_not_taken_is_said_and_the_words_stay(app, sign_in, name, sent, sentence):
    post_id = make_post(app)
    answer = send(sign_in("rahima"), post_id, (name, sent), alt="বেড়া দেওয়া পুকুর")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="বেড়া দেওয়া পুকুর"' in answer.text
    assert files(app) == []
    assert lying_about(app, "incoming") == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("C:\\\\windows\\\\win.txt", "win.txt"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("a\u202etxt.exe.txt", "atxt_exe.txt"),
        ("evil.php.txt", "evil_php.txt"),
        ("a\x00b.txt", "ab.txt"),
        (".txt", "document.txt"),
        ("<img src=x onerror=alert(1)>.txt", "img src=x onerror=alert(1).txt"),
        ("CON.TXT", "CON.txt"),
        ("\u0995\u09c7\u09be.txt", "\u0995\u09cb.txt"),
        ("ক" * 300 + ".txt", "ক" * 80 + ".txt"),
    ],
)
def test_a_name_is_shown_clean_and_is_never_a_path(app, sign_in, given, kept):
    post_id = make_post(app)
    browser = sign_in("rahima")
    assert send(browser, post_id, (given, b"words"), alt="").status_code == 303
    (file,) = files(app)
    assert file.name == kept
    assert lying_about(app, "incoming") == [file.place]
    work_through(app)
    assert lying_about(app, "kept") == [f"{file.place}-whole"]
    assert browser.get(f"/files/{file.id}/whole", buffered=True).data == b"words"
    assert "<img src=x" not in browser.get(f"/posts/{post_id}").text


def test_the_same_form_twice_is_one_sending(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    for _ in range(2):
        answer = send(browser, post_id, ("a.jpg", picture()), ("b.pdf", PDF))
        assert answer.status_code == 303
    assert [file.name for file in files(app)] == ["a.jpg", "b.pdf"]
    assert send(browser, post_id, ("a.jpg", picture("JPEG", (9, 9)))).status_code == 409
    with app.app_context():
        told = select(LogEntry).where(LogEntry.kind == "files.attached")
        (entry,) = db.session.scalars(told)
        assert entry.event.number == 2


def test_what_no_row_names_is_swept_away_and_what_is_waited_for_stays(app, sign_in, monkeypatch):
    post_id = make_post(app)
    for _ in range(2):  # what came the second time is gone at once
        send(sign_in("rahima"), post_id, ("b.pdf", PDF), alt="")
    assert len(lying_about(app, "incoming")) == 1
    (app.config["UTHAN_HOME"] / "files" / "incoming" / "nobodys").write_bytes(PDF)
    with app.app_context():
        assert listener.sweep() == 0  # it may be somebody's who is just writing it down
        monkeypatch.setattr(listener, "UNCLAIMED", -1.0)
        assert listener.sweep() == 1
    assert lying_about(app, "incoming") == [files(app)[0].place]


def test_a_picture_needs_words_and_a_document_none(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    answer = send(browser, post_id, ("a.jpg", picture()), alt=" ")
    assert answer.status_code == 422
    assert "Say in a sentence what the picture shows" in answer.text
    assert send(browser, post_id, ("a.pdf", PDF), alt="").status_code == 303


def test_a_post_carries_five(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    six = [(f"{n}.pdf", PDF) for n in range(6)]
    assert "Choose five files at most." in send(browser, post_id, *six, alt="", key="k0").text
    assert send(browser, post_id, *six[:4], alt="").status_code == 303
    answer = send(browser, post_id, *six[:2], alt="Both.", key="k2")
    assert answer.status_code == 403
    assert "A post or a comment carries five files at most." in answer.text
    assert "Both." in answer.text
    # Those that were refused are gone at once; five of the first six wait with their form.
    assert len(lying_about(app, "incoming")) == 4 + 5
    assert send(browser, post_id, six[4], alt="", key="k3").status_code == 303
    assert "as many files as it may" in browser.get(f"/posts/{post_id}/files").text


def test_nothing_chosen_is_said(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    for data in ({"_key": "k"}, {"_key": "k", "files": (io.BytesIO(b""), "")}, {"files": "words"}):
        answer = browser.post(
            f"/posts/{post_id}/files", data=data, content_type="multipart/form-data"
        )
        assert answer.status_code == 422
        assert "Choose a file." in answer.text


def test_only_here_and_only_from_officers_is_so_much_read(app, sign_in):
    post_id = make_post(app)
    large = b"a" * 1_500_000
    browser = sign_in("rahima")
    assert send(browser, post_id, ("a.txt", large), alt="").status_code == 303
    assert send(app.test_client(), post_id, ("a.txt", large), alt="").status_code in {302, 413}
    answer = browser.post(
        f"/posts/{post_id}/question",
        data=parts(("a.txt", large), body="a"),
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    answer = send(browser, post_id, *[("a.txt", b"a" * 11_000_000)] * 5)
    assert answer.status_code == 413
    assert "Choose fewer or smaller files" in answer.text


@pytest.mark.parametrize("name", ["tanvir", "omar", "maya"])
def test_only_the_author_adds(app, sign_in, name):
    post_id = make_post(app)
    browser = sign_in(name)
    assert f"/posts/{post_id}/files" not in browser.get(f"/posts/{post_id}").text
    assert browser.get(f"/posts/{post_id}/files").status_code == 403
    assert send(browser, post_id, ("a.pdf", PDF)).status_code == 403


def test_nothing_is_added_to_what_is_hidden(app, sign_in):
    post_id = make_post(app)
    hide(app, post_id)
    answer = send(sign_in("rahima"), post_id, ("a.pdf", PDF))
    assert answer.status_code == 403
    assert "hidden by a moderator" in answer.text


def test_the_page_changes_while_it_is_read(app, sign_in, listen):
    post_id = make_post(app)
    teller, line = Teller(app), listen("omar")
    assert sit(line, f"post:{post_id}")
    send(sign_in("rahima"), post_id, ("a.jpg", picture()))
    teller()
    (piece,) = pieces(line)
    assert "The picture is being prepared." in piece["html"]
    work_through(app)
    teller()
    (piece,) = pieces(line)
    assert f"/files/{files(app)[0].id}/small" in piece["html"]


def test_nobody_is_told_but_of_a_refusal(app, sign_in):
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, ("a.jpg", picture()))
    work_through(app)
    assert "A picture" not in sign_in("rahima").get("/notifications?lang=en").text


def test_the_pages_are_in_bangla_too(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("rahima")
    send(browser, post_id, ("a.jpg", b"\xff\xd8\xffnothing"))
    work_through(app)
    assert "ফাইলটি খোলা যায়নি।" in browser.get(f"/posts/{post_id}/files?lang=bn").text
    assert "একটি ছবি নেওয়া হয়নি: " in browser.get("/notifications?lang=bn").text


def test_a_full_disk_refuses_no_file(app, sign_in, monkeypatch):
    """What is the machine's fault is tried again."""
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, ("a.jpg", picture()))
    full = OSError(errno.ENOSPC, "No space left on device")
    with monkeypatch.context() as patch:
        patch.setattr(disk.shutil, "copyfileobj", Mock(side_effect=full))
        answer = send(sign_in("rahima"), post_id, ("b.jpg", picture()), alt="Words.", key="k2")
        work_through(app)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Files that you chose must be chosen once more." in answer.text
    assert "Words." in answer.text
    (file,) = files(app)
    assert file.waiting
    assert lying_about(app, "incoming") == [file.place]
    assert lying_about(app, "work") == []
