"""What is said appears to those who read, once and in order, and to nobody else."""

import re

import pytest

from app.comments.models import Comment
from app.comments.operations import hide_comment
from app.core import log
from app.core.db import db
from app.posts.models import Audience
from tests.make import do, make_post, officer, say
from tests.telling import Teller, pieces, sit


@pytest.fixture
def tell(app):
    return Teller(app)


def send(browser, post_id, body="We keep a register.", key="k"):
    return browser.post(
        f"/posts/{post_id}/comments",
        data={"body": body, "_key": key},
        headers={"X-Fragment": "1"},
    )


def missed(browser, room, after=0):
    return browser.get(f"/live/{room}?after={after}&lang=en").json


def hide(app, comment_id):
    def deed():
        comment = db.session.get_one(Comment, comment_id)
        hide_comment(officer("maya"), comment, "It names a citizen.")
        return comment

    do(app, deed)


def test_a_comment_reaches_its_readers_in_their_language(app, sign_in, listen, tell):
    post_id = make_post(app)
    room = f"post:{post_id}"
    lines = {lang: listen("rahima") for lang in ("bn", "en")}
    assert all(sit(line, room, lang) for lang, line in lines.items())
    tell()
    send(sign_in("jubayer"), post_id)
    tell()
    shown = {lang: pieces(line)[0]["html"] for lang, line in lines.items()}
    assert "We keep a register." in shown["bn"]
    assert "Jubayer Rahman" in shown["en"]
    assert "জুবায়ের রহমান" in shown["bn"]


def test_the_pushed_piece_is_the_piece_of_the_answer_and_of_the_page(app, sign_in, listen, tell):
    post_id = make_post(app)
    line = listen("rahima")
    sit(line, f"post:{post_id}")
    tell()
    answer = send(sign_in("jubayer"), post_id).text
    tell()
    pushed = pieces(line)[0]["html"].strip()
    caught_up = missed(sign_in("rahima"), f"post:{post_id}")["pieces"][0]["html"].strip()
    on_page = sign_in("rahima").get(f"/posts/{post_id}").text
    assert pushed in answer
    assert pushed == caught_up
    assert re.sub(r"\s+", " ", pushed) in re.sub(r"\s+", " ", on_page)


def test_nothing_of_a_viewer_is_in_a_piece(app, sign_in, listen, tell):
    post_id = make_post(app)
    lines = [listen(name) for name in ("rahima", "jubayer", "maya")]
    for line in lines:
        sit(line, f"post:{post_id}")
    tell()
    send(sign_in("jubayer"), post_id)
    tell()
    said = [[piece["html"] for piece in pieces(line)] for line in lines]
    assert said[0]
    assert said[0] == said[1] == said[2]


def test_who_was_away_catches_up_in_order_and_once(app, sign_in):
    post_id = make_post(app)
    with app.app_context():
        heard = log.latest()
    numbers = [say(app, post_id, text=f"Word {number}") for number in range(5)]
    browser = sign_in("rahima")
    answer = missed(browser, f"post:{post_id}", heard)
    comments = [piece for piece in answer["pieces"] if piece["place"] == "comments"]
    assert [
        f'id="comment-{number}"' in piece["html"]
        for number, piece in zip(numbers, comments, strict=True)
    ] == [True] * 5
    assert not answer["cut"]
    assert missed(browser, f"post:{post_id}", answer["heard"])["pieces"] == []


def test_too_much_to_catch_up_says_so(app, sign_in):
    post_id = make_post(app)
    for number in range(51):
        say(app, post_id, text=f"Word {number}")
    answer = missed(sign_in("rahima"), f"post:{post_id}")
    assert answer["cut"]
    assert answer["pieces"] == []


def test_an_outsider_gets_no_room_and_no_catch_up(app, sign_in, listen, tell):
    post_id = make_post(app, audience=Audience.OFFICE)
    outside = listen("omar")
    assert not sit(outside, f"post:{post_id}")
    assert sign_in("omar").get(f"/live/post:{post_id}?after=0").status_code == 404
    tell()
    say(app, post_id, by="tanvir")
    tell()
    assert pieces(outside) == []


def test_a_hidden_comment_leaves_open_pages_and_is_caught_up_without_words(
    app, sign_in, listen, tell
):
    post_id = make_post(app)
    with app.app_context():
        before = log.latest()
    comment_id = say(app, post_id, text="Her number is 01700.")
    line = listen("rahima")
    sit(line, f"post:{post_id}")
    tell()
    pieces(line)
    hide(app, comment_id)
    tell()
    gone, count, *_path = pieces(line)
    assert "data-removed" in gone["html"]
    assert "01700" not in gone["html"]
    assert "Jubayer" not in gone["html"]
    assert "0 comments" in count["html"]
    # Who was away when it was said, and comes back after it was hidden, never learns the words.
    caught_up = missed(sign_in("nurul"), f"post:{post_id}", before)
    assert "01700" not in str(caught_up)
    assert "data-removed" in str(caught_up)
    assert "01700" not in sign_in("nurul").get(f"/posts/{post_id}").text


def test_replies_stay_readable_under_a_hidden_comment(app, sign_in):
    post_id = make_post(app)
    root = say(app, post_id, text="Ask her yourself, 01700.")
    sign_in("rahima").post(
        f"/posts/{post_id}/comments", data={"body": "Please do not.", "_key": "k", "parent": root}
    )
    hide(app, root)
    page = sign_in("omar").get(f"/posts/{post_id}").text
    assert "Please do not." in page
    assert "01700" not in page


def test_the_first_word_moves_the_path_and_the_next_does_not(app, sign_in, listen, tell):
    post_id = make_post(app)
    line = listen("rahima")
    sit(line, f"post:{post_id}")
    tell()
    send(sign_in("jubayer"), post_id, key="k1")
    tell()
    first = " ".join(piece["html"] for piece in pieces(line))
    assert 'id="thread"' in first
    assert "First reply on" in first
    send(sign_in("omar"), post_id, "Here too.", key="k2")
    tell()
    assert 'id="thread"' not in " ".join(piece["html"] for piece in pieces(line))


def test_words_cannot_run(app, sign_in):
    post_id = make_post(app)
    said = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    answer = send(sign_in("jubayer"), post_id, said)
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert 'href="javascript' not in answer.text
