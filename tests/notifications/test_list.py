"""The list: one line a thing, the newest first; looking reads nothing, opening does."""

import re

from sqlalchemy import select

from app.comments.models import Comment
from app.comments.operations import Said, post_comment
from app.core.db import db
from app.core.log import LogEntry
from app.notifications.models import Notification
from app.posts.models import Audience, Post
from tests.counting import statements
from tests.make import do, endorse, make_idea, make_post, officer, say


def bell(client, path="/notifications"):
    """What the bell says to a screen reader."""
    found = re.search(r'id="bell"[^>]*aria-label="([^"]*)"', client.get(path).text)
    return found[1]


def unread_lines(client):
    return client.get("/notifications").text.count("<li data-unread>")


def newest_of(app, name):
    with app.app_context():
        told = select(Notification.entry_id).where(Notification.officer_id == officer(name).id)
        return db.session.scalars(told.order_by(Notification.entry_id.desc())).first()


def test_nothing_told_says_so(sign_in):
    page = sign_in("rahima").get("/notifications").text
    assert "Nothing here yet" in page
    assert "Mark all as read" not in page


def test_a_line_says_who_did_what_where_and_when(app, sign_in):
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    say(app, post_id, by="jubayer")
    page = sign_in("rahima").get("/notifications").text
    assert 'Jubayer Rahman commented on your post <b lang="en">Kuliya pond</b>' in page
    assert "Upazila Social Services" not in page
    assert "<time" in page


def test_comments_on_one_post_are_one_line(app, sign_in):
    first, second = make_post(app, title="Kuliya pond"), make_post(app, title="Land tax")
    for n in range(3):
        say(app, first, by="jubayer", text=f"Word {n}.")
    say(app, second, by="tanvir")
    client = sign_in("rahima")
    page = client.get("/notifications").text
    assert '3 comments on your post <b lang="en">Kuliya pond</b>' in page
    assert "the last by Jubayer Rahman" in page
    assert page.index("Land tax") < page.index("Kuliya pond"), "the newest first"
    assert unread_lines(client) == 2
    assert bell(client) == "Notifications, 2 new"


def test_a_seniors_word_is_not_drowned_by_later_ones(app, sign_in):
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    say(app, post_id, by="shahana", text="Who holds the lease?")
    for n in range(3):
        say(app, post_id, by="jubayer", text=f"Word {n}.")
    page = sign_in("rahima").get("/notifications").text
    assert "Dr Shahana Mallik, a senior, replied to" in page
    assert "and 3 more" in page


def test_deeds_of_several_kinds_are_told_by_the_newest(app, sign_in):
    post_id = make_idea(app, by="rahima", title="Answers by phone")
    say(app, post_id, by="jubayer")
    endorse(app, post_id, by="arif")
    page = sign_in("rahima").get("/notifications").text
    assert "Ariful Bashar" in page
    assert "and 1 more" in page
    assert unread_lines(sign_in("rahima")) == 1


def test_looking_at_the_list_reads_nothing(app, sign_in):
    say(app, make_post(app), by="jubayer")
    client = sign_in("rahima")
    for _ in range(2):
        client.get("/notifications")
    assert bell(client) == "Notifications, 1 new"


def test_opening_reads_that_thing_and_leads_to_its_first_new_comment(app, sign_in):
    post_id, other = make_post(app), make_post(app)
    comment_id = say(app, post_id, by="jubayer")
    say(app, post_id, by="jubayer")
    say(app, other, by="jubayer")
    client = sign_in("rahima")
    with app.app_context():
        newest = max(
            entry.id
            for entry in db.session.scalars(
                select(LogEntry).where(LogEntry.kind == "comment.posted")
            )
            if entry.facts["post_id"] == post_id
        )
    answer = client.post(f"/notifications/{newest}/opening")
    assert answer.status_code == 303
    assert answer.location == f"/posts/{post_id}#comment-{comment_id}"
    assert bell(client, answer.location) == "Notifications, 1 new"
    assert unread_lines(client) == 1
    again = client.post(f"/notifications/{newest}/opening")
    assert again.status_code == 303, "what was read opens as well"


def test_news_after_reading_is_new_again(app, sign_in):
    post_id = make_post(app)
    say(app, post_id, by="jubayer")
    client = sign_in("rahima")
    client.post(f"/notifications/{newest_of(app, 'rahima')}/opening")
    assert bell(client) == "Notifications"
    say(app, post_id, by="jubayer", text="One more word.")
    page = client.get("/notifications").text
    assert bell(client) == "Notifications, 1 new"
    assert "Jubayer Rahman commented" in page, "one is new, so it is no heap of two"


def test_mark_all_as_read_leaves_what_came_after_the_list_was_shown(app, sign_in):
    first, second = make_post(app), make_post(app)
    say(app, first, by="jubayer")
    client = sign_in("rahima")
    page = client.get("/notifications").text
    until = re.search(r'name="until" value="(\d+)"', page)[1]
    say(app, second, by="jubayer")
    assert client.post("/notifications/reading", data={"until": until}).status_code == 303
    assert bell(client) == "Notifications, 1 new"
    page = client.get("/notifications").text
    assert page.count("<li") - page.count("<li data-unread>") >= 1


def test_a_wrong_mark_reads_nothing_and_breaks_nothing(app, sign_in):
    say(app, make_post(app), by="jubayer")
    client = sign_in("rahima")
    for until in ("", "all", "-1", "9" * 40, "৩"):
        assert client.post("/notifications/reading", data={"until": until}).status_code == 303
        assert client.get(f"/notifications?before={until}").status_code == 200
    assert bell(client) == "Notifications, 1 new"


def test_nobody_opens_what_was_told_to_another(app, sign_in):
    say(app, make_post(app, by="rahima"), by="jubayer")
    entry_id = newest_of(app, "rahima")
    for name in ("jubayer", "shahana", "maya"):
        assert sign_in(name).post(f"/notifications/{entry_id}/opening").status_code == 404
    assert sign_in("rahima").post("/notifications/99999/opening").status_code == 404
    assert bell(sign_in("rahima")) == "Notifications, 1 new"
    sign_in("jubayer").post("/notifications/reading", data={"until": entry_id})
    assert bell(sign_in("rahima")) == "Notifications, 1 new"


def test_opening_asks_for_a_post(app, sign_in):
    say(app, make_post(app, by="rahima"), by="jubayer")
    assert (
        sign_in("rahima").get(f"/notifications/{newest_of(app, 'rahima')}/opening").status_code
        == 405
    )


def test_the_bell_agrees_with_the_list_whatever_is_hidden(app, sign_in):
    kept, hidden = make_post(app, by="rahima"), make_post(app, by="rahima")
    inner = make_post(app, by="rahima", audience=Audience.OFFICE)
    for post_id in (kept, hidden, inner):
        say(app, post_id, by="tanvir")
        say(app, post_id, by="jubayer")
    sign_in("maya").post(f"/posts/{hidden}/hiding", data={"reason": "Names need proof."})
    for name in ("rahima", "tanvir", "jubayer", "maya"):
        client = sign_in(name)
        lines = unread_lines(client)
        assert bell(client) == (f"Notifications, {lines} new" if lines else "Notifications")
    assert unread_lines(sign_in("rahima")) == 3, "her own hidden post, with the reason"
    assert unread_lines(sign_in("tanvir")) == 2


def test_the_list_costs_as_much_for_thirty_lines_as_for_one(app, sign_in):
    client = sign_in("rahima")
    say(app, make_post(app), by="jubayer")
    client.get("/notifications")
    with statements(app) as few:
        client.get("/notifications")
    for _ in range(29):
        say(app, make_post(app), by="jubayer")
    with statements(app) as many:
        client.get("/notifications")
    assert len(many) == len(few) <= 5


def test_older_lines_are_a_page_further(app, sign_in):
    for n in range(32):
        say(app, make_post(app, title=f"Post number {n:02}"), by="jubayer")
    client = sign_in("rahima")
    page = client.get("/notifications").text
    assert "Post number 31" in page
    assert "Post number 01" not in page
    older = re.search(r'href="(/notifications\?before=\d+)"', page)[1]
    rest = client.get(older).text
    assert "Post number 01" in rest
    assert "Post number 00" in rest
    assert "Post number 02" not in rest


def test_a_title_cannot_break_out_of_its_line(app, sign_in):
    say(app, make_post(app, title="<script>alert(1)</script>"), by="jubayer")
    assert "<script>alert" not in sign_in("rahima").get("/notifications").text


def test_the_list_speaks_the_readers_language(app, sign_in):
    post_id = make_post(app, title="Kuliya pond")
    for n in range(3):
        say(app, post_id, by="jubayer", text=f"Word {n}.")
    client = sign_in("rahima")
    page = client.get("/notifications?lang=bn").text
    assert 'aria-label="বিজ্ঞপ্তি, ১টি নতুন"' in page
    assert '<b lang="en">Kuliya pond</b>' in page
    assert "৩টি মন্তব্য" in page
    assert "জুবায়ের রহমান" in page
    assert "Jubayer" not in page


def test_replies_are_told_like_comments(app, sign_in):
    post_id = make_post(app, by="rahima")
    root = say(app, post_id, by="jubayer")

    def reply():
        post = db.session.get_one(Post, post_id)
        return post_comment(
            officer("arif"), post, Said("Well done."), db.session.get(Comment, root)
        )

    do(app, reply)
    assert "Ariful Bashar" in sign_in("jubayer").get("/notifications").text
