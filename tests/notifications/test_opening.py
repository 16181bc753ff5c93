"""Whatever an officer is told of leads to a page."""

from sqlalchemy import select

from app.actions.models import ActionItem
from app.comments.models import Comment
from app.comments.operations import show_comment
from app.core.clock import now, today
from app.core.db import db
from app.core.events import SYSTEM
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.endorsements.operations import mark_read
from app.following.operations import face_post
from app.moderation.operations import hide_comment_with_reason, hide_post_with_reason, settle_keep
from app.moderation.queries import find_own_last
from app.notifications.choosing import nobody
from app.notifications.models import Notification
from app.notifications.recipients import RECIPIENTS
from app.officers.models import Officer
from app.officers.operations import (
    close_account,
    move_officer,
    offer_reset,
    set_password_by_link,
)
from app.officers.queries import version_of
from app.officers.tickets import find_ticket
from app.posts.models import Post
from app.posts.operations import pin_post, show_post
from app.retirement.operations import retire_officer, return_to_service
from app.versions.operations import hide_version
from app.versions.queries import find_version
from tests.actions import making
from tests.appeals import making as appeals
from tests.calendar import hands as calendar
from tests.delegation import hands
from tests.evidence import laying as evidence
from tests.files.sending import refuse
from tests.investigations import making as investigations
from tests.make import endorse, make_idea, make_post, merge, move, officer, say, settle
from tests.meetings import making as meetings
from tests.moderation.making import concern_about_post
from tests.naming.making import post_saying
from tests.orders import making as orders
from tests.reminders import making as reminders
from tests.repeats import making as repeats
from tests.results import making as results
from tests.sources import making as sources
from tests.versions.editing import edit


def everything_happens(app):
    making.decline(app, making.make_flag(app))
    item_id = making.make_item(app)
    making.finish(app, item_id)
    making.send_back(app, item_id)
    making.finish(app, item_id)
    making.verify(app, item_id)
    making.every_act(app)
    results.everything(app, item_id)
    post_id = make_idea(app)
    post_saying(app, "@tanvir")
    comment_id = say(app, post_id)
    endorse(app, post_id)
    move(app, post_id)
    edit(app, post_id, title="Answers at the door")
    concern_about_post(app, post_id, by="arif")
    refuse(app, post_id)
    hands.everything(app, post_id)
    with app.test_request_context(), transaction():
        post, comment = db.session.get_one(Post, post_id), db.session.get_one(Comment, comment_id)
        maya = officer("maya")
        mark_read(officer("nurul"), post)
        face_post(officer("omar"), post)
        settle_keep(maya, find_own_last(officer("arif"), post), "It is fair.")
        hide_comment_with_reason(maya, comment, "It names a citizen.")
        show_comment(maya, comment)
        hide_post_with_reason(maya, post, "It names a citizen.")
        show_post(maya, post)
        pin_post(maya, post)
        hide_version(maya, find_version(post, 1), "It names a citizen.")
        token = offer_reset(SYSTEM, officer("omar"))
        set_password_by_link(find_ticket(token), "hash")
        move_officer(SYSTEM, officer("omar"), making.seat("tangail.adc"), today())
    settle(app, say(app, make_post(app)))
    merge(app, post_id, make_idea(app, title="Answers by letter"))
    hands.name_one(app)
    orders.every_kind(app)
    investigations.every_kind(app)
    appeals.every_kind(app)
    meetings.everything(app)
    repeats.everything(app)
    evidence.every_kind(app)
    reminders.every_kind(app)
    sources.make_verified(app, sources.make_issue(app))
    with app.test_request_context(), transaction():
        close_account(SYSTEM, officer("shahana"))
        officer("mithun").administrator_since = now()
    moved_id = making.make_item(app, making.make_flag(app, make_post(app), by="omar"))
    with app.app_context():
        due_on = db.session.get_one(ActionItem, moved_id).due_on
    calendar.enter(app, due_on, by="mithun")
    with app.test_request_context(), transaction():
        mithun, jubayer = officer("mithun"), officer("jubayer")
        retire_officer(mithun, jubayer, today(), None, version_of(jubayer))
        return_to_service(mithun, jubayer)


def test_a_notification_of_every_kind_opens_its_page(app, sign_in):
    everything_happens(app)
    with app.app_context():
        told = db.session.execute(
            select(LogEntry.kind, LogEntry.id, Officer.email)
            .join(Notification, Notification.entry_id == LogEntry.id)
            .join(Officer, Officer.id == Notification.officer_id)
        ).all()
    kinds = {event.kind for event, choose in RECIPIENTS.items() if choose is not nobody}
    assert {kind for kind, _entry_id, _email in told} == kinds
    for kind, entry_id, email in {row.kind: row for row in told}.values():
        browser = sign_in(email.partition("@")[0])
        answer = browser.post(f"/notifications/{entry_id}/opening")
        assert answer.status_code == 303, kind
        assert browser.get(answer.location, follow_redirects=True).status_code == 200, kind
