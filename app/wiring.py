"""Who hears of what happened, at which moment; and which pages there are: all of it, here."""

from flask import Flask

import app.actions.policy
import app.archive.policy
import app.comments.policy
import app.delegation.policy
import app.endorsements.policy
import app.following.policy
import app.ideas.policy
import app.moderation.policy
import app.notifications.policy
import app.officers.policy
import app.posts.policy
import app.versions.policy  # noqa: F401  (rules register themselves)
from app.actions.views import bp as actions
from app.comments.views import bp as comments
from app.core import transaction, work
from app.delegation.views import bp as delegation
from app.endorsements.views import bp as endorsements
from app.following.views import bp as following
from app.ideas.views import bp as ideas
from app.live import teller
from app.live.views import bp as live
from app.moderation.views import bp as moderation
from app.notifications import listener as notifications
from app.notifications.views import bp as bell
from app.officers import session
from app.officers.views import bp as officers
from app.pages import (  # noqa: F401  (each adds its pages)
    away,
    deeds,
    desk,
    officer,
    printing,
    questions,
    views,
)
from app.pages import bp as pages
from app.pages.health import bp as health
from app.posts.views import bp as posts
from app.search import listener as search
from app.search.views import bp as search_pages
from app.versions.views import bp as versions

BLUEPRINTS = (
    *(pages, health, officers, posts, versions, comments, following, endorsements, ideas),
    *(actions, moderation, bell, live, search_pages),
    delegation,
)


def connect(flask: Flask) -> None:
    transaction.at_start[:] = [session.read_anew]
    transaction.same_commit[:] = [notifications.notify, work.plan]
    transaction.after_commit[:] = [teller.wake]
    work.listeners.clear()
    work.listeners.update(
        {notifications.NAME: notifications.listener, search.NAME: search.listener}
    )
    work.chores[:] = [search.build_if_needed]
    for blueprint in BLUEPRINTS:
        flask.register_blueprint(blueprint)
