"""Is it alive, is it ready, is it well? For machines without words, for officers in words."""

from datetime import datetime, timedelta

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from app.calendar.queries import list_thin_years
from app.core import work
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Missing
from app.evidence.queries import count_damaged, oldest_look
from app.mail.queries import count_mail
from app.officers.models import Rank
from app.officers.session import current_officer
from app.reminders import chore as reminders
from app.search import generations

bp = Blueprint("health", __name__)

LATE = timedelta(minutes=2)  # a worker that has not been seen for so long is down
STOPPED = timedelta(seconds=100)  # and the clock of reminders: it is red within two minutes


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process lives."""
    return {"alive": True}


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """200 when the tables are the newest, filled, and first indexed. The worker's age is told and
    changes nothing: pages work without it."""
    try:
        filled = _is_migrated() and db.session.scalar(select(Rank.id).limit(1)) is not None
        seen = work.last_beat("worker")
    except Exception:
        return {"ready": False}, 503
    ready = filled and generations.current() is not None
    age = (now() - seen).total_seconds() if seen else None
    return {"ready": ready, "worker_age_seconds": age}, 200 if ready else 503


def _is_migrated() -> bool:
    """Asked until it is so: a process keeps its code, and no schema grows younger under it."""
    kept = current_app.extensions
    if "newest_schema" not in kept:
        newest = ScriptDirectory(kept["migrate"].directory).get_current_head()
        context = MigrationContext.configure(db.session.connection())
        if context.get_current_revision() != newest:
            return False
        kept["newest_schema"] = newest
    return True


@bp.get("/health")
@login_required
def page() -> ResponseReturnValue:
    seen, clock = work.last_beat("worker"), work.last_beat(reminders.NAME)
    return render_template(
        "pages/health.html",
        worker_seen=seen,
        worker_late=_is_late(seen, LATE),
        clock_seen=clock,
        clock_late=_is_late(clock, STOPPED),
        waiting=work.count_waiting(),
        set_aside=work.set_aside(),
        mail=count_mail(),
        thin_years=list_thin_years(),
        damaged=count_damaged(),
        looked_at=oldest_look(),
    )


@bp.get("/metrics")
@login_required
def metrics() -> ResponseReturnValue:
    """The same for a machine that keeps watch for an administrator; for others there is none."""
    if current_officer.administrator_since is None:
        raise Missing
    mail = count_mail()
    beats = {"worker": LATE, reminders.NAME: STOPPED}
    seen = {name: work.last_beat(name) for name in beats}
    text = render_template(
        "pages/metrics.txt",
        ages={name: _age(at) for name, at in seen.items()},
        late={name: _is_late(seen[name], patience) for name, patience in beats.items()},
        round_done=reminders.is_done(today()),
        waiting=work.count_waiting(),
        set_aside=len(work.set_aside()),
        mail=mail,
    )
    return text, {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


def _age(at: datetime | None) -> float | None:
    return abs((now() - at).total_seconds()) if at else None


def _is_late(at: datetime | None, patience: timedelta) -> bool:
    """A sign from a time that is still to come, when the clock was wrong, is none."""
    return at is None or abs(now() - at) > patience
