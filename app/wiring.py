"""Who hears of what happened, at which moment; and which pages there are: all of it, here."""

from flask import Flask

import app.actions.policy
import app.answers.policy
import app.archive.policy
import app.beginning.policy
import app.comments.policy
import app.delegation.policy
import app.drafts.policy
import app.endorsements.policy
import app.files.policy
import app.following.policy
import app.ideas.policy
import app.moderation.policy
import app.notifications.policy
import app.officers.policy
import app.posts.policy
import app.retirement.policy
import app.versions.policy  # noqa: F401  (rules register themselves)
from app.actions import acts  # noqa: F401  (adds its pages)
from app.actions.views import bp as actions
from app.answers.views import bp as answers
from app.beginning.views import bp as beginning
from app.comments.views import bp as comments
from app.core import transaction, work
from app.delegation.views import bp as delegation
from app.drafts.operations import forget_old_drafts
from app.drafts.views import bp as drafts
from app.endorsements.views import bp as endorsements
from app.files import listener as files
from app.files.operations import forget_old_chosen
from app.files.views import bp as attached
from app.following.views import bp as following
from app.ideas.views import bp as ideas
from app.live import teller
from app.live.views import bp as live
from app.mail import chore as mail
from app.mail import listener as mail_listener
from app.mail.views import bp as mail_pages
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
from app.pages import (  # noqa: F401  (each adds its pages)
    away,
    choosing,
    deeds,
    desk,
    item,
    officer,
    places,
    printing,
    questions,
    retirement,
    saying,
    transfer,
    views,
    writing,
)
from app.pages import bp as pages
from app.pages.health import bp as health
from app.posts.views import bp as posts
from app.search import listener as search
from app.search.views import bp as search_pages
from app.versions.views import bp as versions

BLUEPRINTS = (
    *(pages, health, officers, posts, versions, comments, following, endorsements, ideas),
    answers,
    *(actions, moderation, bell, live, search_pages),
    naming_pages,
    mail_pages,
    drafts,
    attached,
    delegation,
    beginning,
)


def connect(flask: Flask) -> None:
    transaction.at_start[:] = [session.read_anew]
    transaction.same_commit[:] = [naming.keep, notifications.notify, work.plan]
    transaction.after_commit[:] = [teller.wake]
    work.listeners.clear()
    work.listeners.update(
        {
            notifications.NAME: notifications.listener,
            search.NAME: search.listener,
            mail_listener.NAME: mail_listener.listener,
            files.NAME: files.listener,
        }
    )
    work.old[:] = [forget_old_drafts, forget_old_chosen]
    work.chores[:] = [search.build_if_needed, files.sweep, mail.post]
    for blueprint in BLUEPRINTS:
        flask.register_blueprint(blueprint)
