"""Hidden: gone for colleagues wherever it was, kept for its author with the reason."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry, latest
from app.core.notes import DeedRefused
from app.live import guard
from app.live.teller import tell_since
from tests.make import make_post, say


def hide(client, path, reason="Names need proof."):
    return client.post(f"/{path}/hiding", data={"reason": reason})


def now_at(app):
    with app.app_context():
        return latest()


def kinds(app):
    with app.app_context():
        done = select(LogEntry.kind).where(LogEntry.kind != DeedRefused.kind)
        return list(db.session.scalars(done.order_by(LogEntry.id)))


def pieces(line):
    return [news["args"][0] for news in line.get_received() if news["name"] == "piece"]


def test_a_hidden_post_is_gone_from_page_feed_line_and_catch_up(app, sign_in, listen):
    post_id = make_post(app, title="Kuliya pond")
    reader = sign_in("jubayer")
    line = listen(reader)
    room = {"room": f"post:{post_id}", "lang": "en"}
    assert line.emit("join", room, callback=True) == {"ok": True}
    assert "Kuliya pond" in reader.get("/").text
    heard = now_at(app)
    answer = hide(sign_in("maya"), f"posts/{post_id}")
    assert answer.status_code == 303
    assert kinds(app)[-1] == "post.hidden"
    assert reader.get(f"/posts/{post_id}").status_code == 404
    assert "Kuliya pond" not in reader.get("/").text
    assert reader.get(f"/live/post:{post_id}?after={heard}").status_code == 404
    with app.app_context():
        guard.look()
    shown_out = [news for news in line.get_received() if news["name"] == "leave"]
    assert shown_out[0]["args"][0] == {"room": f"post:{post_id}"}
    assert line.emit("join", room, callback=True) == {"ok": False}


def test_the_author_of_a_hidden_post_is_told_and_reads_the_reason(app, sign_in):
    post_id = make_post(app, by="rahima")
    hide(sign_in("maya"), f"posts/{post_id}", "A citizen can be recognised.")
    author = sign_in("rahima")
    told = author.get("/notifications").text
    assert "A moderator hid" in told
    assert "A citizen can be recognised." in told
    page = author.get(f"/posts/{post_id}")
    assert page.status_code == 200
    assert "A citizen can be recognised." in page.text


def test_a_hidden_comment_leaves_a_place_without_words(app, sign_in, listen):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="jubayer", text="The tahsildar is a thief.")
    line = listen("rahima")
    line.emit("join", {"room": f"post:{post_id}", "lang": "en"}, callback=True)
    heard = now_at(app)
    hide(sign_in("maya"), f"comments/{comment_id}")
    assert kinds(app)[-1] == "comment.hidden"
    tell_since(app, heard)
    pushed = {piece["html"].strip().split('"')[1]: piece["html"] for piece in pieces(line)}
    caught_up = sign_in("rahima").get(f"/live/post:{post_id}?after={heard}&lang=en").json["pieces"]
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    told = [*pushed.values(), *(piece["html"] for piece in caught_up)]
    removals = [html for html in told if f'id="comment-{comment_id}"' in html]
    assert len(removals) == 2, "one pushed, one caught up"
    assert all("data-removed" in html for html in removals)
    for html in (*told, page):
        assert "The tahsildar is a thief." not in html
        assert "Jubayer Rahman" not in html or html == page
    assert "A moderator hid this comment." in page


def test_with_its_first_word_the_path_of_a_post_goes_back_and_forth(app, sign_in, listen):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="arif")
    line = listen("rahima")
    line.emit("join", {"room": f"post:{post_id}", "lang": "en"}, callback=True)
    heard = now_at(app)
    hide(sign_in("maya"), f"comments/{comment_id}")
    tell_since(app, heard)
    pushed = "".join(piece["html"] for piece in pieces(line))
    assert 'id="thread"' in pushed
    assert "First reply due by" in pushed
    assert "Answered" not in pushed
    heard = now_at(app)
    sign_in("mithun").post(f"/comments/{comment_id}/showing", data={})
    tell_since(app, heard)
    pushed = "".join(piece["html"] for piece in pieces(line))
    assert 'data-step="seal"' in pushed
    assert "Answered by a senior on" in pushed


def test_who_caught_up_late_never_gets_the_words_of_a_hidden_comment(app, sign_in):
    post_id = make_post(app)
    heard = now_at(app)
    comment_id = say(app, post_id, by="jubayer", text="The tahsildar is a thief.")
    hide(sign_in("maya"), f"comments/{comment_id}")
    answer = sign_in("rahima").get(f"/live/post:{post_id}?after={heard}").text
    assert "comment-" in answer
    assert "thief" not in answer


def test_the_author_of_a_hidden_comment_is_told_and_reads_the_reason(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id, by="jubayer")
    hide(sign_in("maya"), f"comments/{comment_id}", "Names need proof.")
    author = sign_in("jubayer")
    told = author.get("/notifications").text
    assert "A moderator hid your comment on" in told
    assert "Names need proof." in told
    assert "Names need proof." in author.get(f"/comments/{comment_id}/deeds").text
    assert "Names need proof." not in sign_in("arif").get(f"/comments/{comment_id}/deeds").text


@pytest.mark.parametrize("what", ["posts", "comments"])
def test_hidden_things_leave_the_notifications_of_others(app, sign_in, what):
    post_id = make_post(app, by="rahima")
    say(app, post_id, by="tanvir")
    comment_id = say(app, post_id, by="jubayer")
    follower = sign_in("tanvir")
    assert "Jubayer Rahman commented" in follower.get("/notifications").text
    thing = post_id if what == "posts" else comment_id
    hide(sign_in("maya"), f"{what}/{thing}")
    page = follower.get("/notifications").text
    assert "Jubayer Rahman commented" not in page
    assert "Nothing here yet" in page
    assert "Notifications, 1 new" not in page


@pytest.mark.parametrize("what", ["posts", "comments"])
def test_shown_again_it_is_where_it_was(app, sign_in, what):
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    comment_id = say(app, post_id, by="jubayer", text="We did this.")
    thing = post_id if what == "posts" else comment_id
    author = "rahima" if what == "posts" else "jubayer"
    hide(sign_in("maya"), f"{what}/{thing}")
    other = sign_in("mithun")
    assert "again" in other.get(f"/{what}/{thing}/showing").text
    assert other.post(f"/{what}/{thing}/showing", data={}).status_code == 303
    assert kinds(app)[-1] == f"{what[:-1]}.shown"
    page = sign_in("arif").get(f"/posts/{post_id}").text
    assert "We did this." in page
    assert "Kuliya pond" in sign_in("arif").get("/").text
    assert "again" in sign_in(author).get("/notifications").text


@pytest.mark.parametrize("what", ["posts", "comments"])
def test_before_hiding_a_moderator_reads_what_the_author_will_read(app, sign_in, what):
    post_id = make_post(app, by="rahima")
    comment_id = say(app, post_id, by="rahima")
    page = sign_in("maya").get(f"/{what}/{post_id if what == 'posts' else comment_id}/hiding").text
    assert "Rahima Khatun will read:" in page
    assert "A moderator hid" in page
    assert "Kuliya pond is fenced by one man" in page


@pytest.mark.parametrize("what", ["posts", "comments"])
def test_hiding_needs_a_reason(app, sign_in, what):
    post_id = make_post(app)
    thing = post_id if what == "posts" else say(app, post_id)
    before = kinds(app)
    answer = hide(sign_in("maya"), f"{what}/{thing}", " ")
    assert answer.status_code == 422
    assert "Say why: the author reads it." in answer.text
    assert kinds(app) == before


@pytest.mark.parametrize("what", ["posts", "comments"])
def test_hiding_sent_twice_is_one_deed(app, sign_in, what):
    post_id = make_post(app)
    thing = post_id if what == "posts" else say(app, post_id)
    client = sign_in("maya")
    assert hide(client, f"{what}/{thing}").status_code == 303
    assert hide(client, f"{what}/{thing}").status_code == 303
    assert kinds(app).count(f"{what[:-1]}.hidden") == 1
    assert hide(sign_in("mithun"), f"{what}/{thing}").status_code == 403


@pytest.mark.parametrize("what", ["posts", "comments"])
@pytest.mark.parametrize("deed", ["hiding", "showing"])
def test_only_moderators_hide_and_show_and_never_their_own_words(app, sign_in, what, deed):
    post_id = make_post(app, by="maya")
    thing = post_id if what == "posts" else say(app, post_id, by="maya")
    if deed == "showing":
        hide(sign_in("mithun"), f"comments/{thing}" if what == "comments" else f"posts/{thing}")
    before = kinds(app)
    data = {"reason": "So be it."}
    answer = sign_in("maya").post(f"/{what}/{thing}/{deed}", data=data)
    assert answer.status_code == 403
    assert "Another moderator must look at your own" in answer.text
    # A secretary is no moderator; what is hidden from her she does not even find.
    found = 404 if deed == "showing" and what == "posts" else 403
    assert sign_in("shahana").post(f"/{what}/{thing}/{deed}", data=data).status_code == found
    assert kinds(app) == before


def test_a_pinned_post_stands_on_top_until_unpinned(app, sign_in):
    pinned, newer = make_post(app, title="Pinned one"), make_post(app, title="Newer one")
    assert newer > pinned
    client, reader = sign_in("maya"), sign_in("arif")
    assert "Rahima Khatun will read:" in client.get(f"/posts/{pinned}/pin").text
    assert client.post(f"/posts/{pinned}/pin", data={}).status_code == 303
    page = reader.get("/").text
    assert page.index("Pinned one") < page.index("Newer one")
    assert "A moderator pinned" in sign_in("rahima").get("/notifications").text
    assert client.post(f"/posts/{pinned}/unpin", data={}).status_code == 303
    page = reader.get("/").text
    assert page.index("Newer one") < page.index("Pinned one")
    assert kinds(app)[-2:] == ["post.pinned", "post.unpinned"]


def test_pinning_twice_is_one_deed_and_so_is_unpinning(app, sign_in):
    post_id = make_post(app)
    for deed, sentence in (("pin", "is pinned already."), ("unpin", "is not pinned.")):
        assert sign_in("maya").post(f"/posts/{post_id}/{deed}", data={}).status_code == 303
        again = sign_in("mithun").post(f"/posts/{post_id}/{deed}", data={})
        assert again.status_code == 403
        assert f"This post {sentence}" in again.text
    assert kinds(app)[-2:] == ["post.pinned", "post.unpinned"]


def test_only_another_moderator_pins(app, sign_in):
    post_id = make_post(app, by="maya")
    for name in ("maya", "shahana"):
        client = sign_in(name)
        assert client.get(f"/posts/{post_id}/pin").status_code == 403
        assert client.post(f"/posts/{post_id}/pin", data={}).status_code == 403
    assert "post.pinned" not in kinds(app)
