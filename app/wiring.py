"""Who hears of what happened, at which moment; and which pages there are: all of it, here."""

from flask import Flask

import app.actions.policy
import app.answers.policy
import app.appeals.policy
import app.archive.policy
import app.beginning.policy
import app.calendar.policy
import app.citizens.policy
import app.comments.policy
import app.delegation.policy
import app.drafts.policy
import app.endorsements.policy
import app.evidence.policy
import app.files.policy
import app.following.policy
import app.ideas.policy
import app.investigations.policy
import app.meetings.policy
import app.moderation.policy
import app.notifications.policy
import app.officers.policy
import app.orders.policy
import app.posts.policy
import app.repeats.policy
import app.results.policy
import app.retirement.policy
import app.sources.policy
import app.versions.policy  # noqa: F401  (rules register themselves)
from app.actions import (
    acts,  # noqa: F401  (adds its pages)
    counting,
    record,
)
from app.actions.views import bp as actions
from app.answers.views import bp as answers
from app.appeals import acts as appeal_acts  # noqa: F401  (adds its pages)
from app.appeals import counting as appeals_counting
from app.appeals import record as appealed
from app.appeals.views import bp as appeals
from app.beginning.views import bp as beginning
from app.calendar import changes
from app.calendar import operations as calendars
from app.calendar.views import bp as calendar
from app.citizens.operations import forget_citizens
from app.comments.views import bp as comments
from app.core import transaction, work
from app.delegation.views import bp as delegation
from app.drafts.operations import forget_old_drafts
from app.drafts.views import bp as drafts
from app.endorsements.views import bp as endorsements
from app.evidence import listener as evidence
from app.evidence import proving
from app.evidence.events import EvidenceAdded
from app.evidence.queries import deeds_of
from app.evidence.queries import is_waited_for as is_evidence
from app.evidence.views import bp as evidence_pages
from app.files import listener as files
from app.files.operations import forget_old_chosen
from app.files.queries import is_waited_for as is_file
from app.files.views import bp as attached
from app.following.views import bp as following
from app.ideas.views import bp as ideas
from app.investigations import acts as investigation_acts  # noqa: F401  (adds its pages)
from app.investigations import counting as investigations_counting
from app.investigations import record as investigated
from app.investigations.views import bp as investigations
from app.live import teller
from app.live.views import bp as live
from app.mail import chore as mail
from app.mail import listener as mail_listener
from app.mail.views import bp as mail_pages
from app.meetings.views import bp as meetings
from app.moderation.views import bp as moderation
from app.naming import keeping as naming
from app.naming.views import bp as naming_pages
from app.notifications import listener as notifications
from app.notifications.views import bp as bell
from app.officers import (  # noqa: F401  (details and settings add their pages)
    details,
    session,
    settings,
)
from app.officers.views import bp as officers
from app.orders import acts as order_acts  # noqa: F401  (adds its pages)
from app.orders import counting as orders_counting
from app.orders import grants  # noqa: F401  (likewise)
from app.orders import record as ordered
from app.orders.views import bp as orders
from app.pages import (  # noqa: F401  (each adds its pages)
    away,
    casefile,
    choosing,
    deeds,
    desk,
    handling,
    item,
    manifest,
    officer,
    order,
    places,
    printing,
    questions,
    retirement,
    saying,
    transfer,
    vacant,
    views,
    writing,
)
from app.pages import bp as pages
from app.pages.health import bp as health
from app.posts.views import bp as posts
from app.reminders import chore as reminders
from app.repeats import listener as repeats
from app.repeats.views import bp as repeats_pages
from app.results import public  # noqa: F401  (adds its pages)
from app.results.views import bp as results
from app.search import listener as search
from app.search.views import bp as search_pages
from app.sources.views import bp as sources
from app.versions.views import bp as versions

BLUEPRINTS = (
    *(pages, health, officers, posts, versions, comments, following, endorsements, ideas),
    answers,
    *(actions, orders, moderation, bell, live, search_pages),
    results,
    naming_pages,
    mail_pages,
    drafts,
    attached,
    evidence_pages,
    delegation,
    beginning,
    calendar,
    sources,
    investigations,
    appeals,
    meetings,
    repeats_pages,
)


def connect(flask: Flask) -> None:
    transaction.at_start[:] = [session.read_anew]
    transaction.same_commit[:] = [naming.keep, notifications.notify, work.plan]
    transaction.after_commit[:] = [teller.wake]
    counted = (
        *(counting.items, orders_counting.orders),
        *(investigations_counting.investigations, appeals_counting.appeals),
    )
    changes.foreseen[:] = [duty.preview for duty in counted]
    calendars.counted_anew[:] = [duty.recount for duty in counted]
    work.listeners.clear()
    work.listeners.update(
        {
            notifications.NAME: notifications.listener,
            search.NAME: search.listener,
            mail_listener.NAME: mail_listener.listener,
            files.NAME: files.listener,
            evidence.NAME: evidence.listener,
            repeats.NAME: repeats.listener,
        }
    )
    work.old[:] = [forget_old_drafts, forget_old_chosen, forget_citizens]
    work.chores[:] = [
        reminders.remind,
        search.build_if_needed,
        files.sweep,
        proving.scrub,
        mail.post,
    ]
    record.above.update({EvidenceAdded.kind: deeds_of})
    record.above.update(dict.fromkeys(ordered.TOLD, ordered.deeds_of))
    record.above.update(dict.fromkeys(investigated.TOLD, investigated.deeds_of))
    record.above.update(dict.fromkeys(appealed.TOLD, appealed.deeds_of))
    files.waits[:] = [is_file, is_evidence]
    for blueprint in BLUEPRINTS:
        flask.register_blueprint(blueprint)
