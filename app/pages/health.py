"""Is it alive, is it ready, is it well? For machines without words, for officers in words."""

from datetime import timedelta

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from app.calendar.queries import list_thin_years
from app.core import work
from app.core.clock import now
from app.core.db import db
from app.evidence.queries import count_damaged, oldest_look
from app.mail.queries import count_mail
from app.officers.models import Rank
from app.search import generations

bp = Blueprint("health", __name__)

LATE = timedelta(minutes=2)  # a worker that has not been seen for so long is down


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
    seen = work.last_beat("worker")
    return render_template(
        "pages/health.html",
        worker_seen=seen,
        worker_late=seen is None or now() - seen > LATE,
        waiting=work.count_waiting(),
        set_aside=work.set_aside(),
        mail=count_mail(),
        thin_years=list_thin_years(),
        damaged=count_damaged(),
        looked_at=oldest_look(),
    )
