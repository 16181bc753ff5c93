"""Is it alive, is it ready, is it well? For machines without words, for officers in words."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from app.core import work
from app.core.clock import now
from app.core.db import db
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
    """200 when the tables are there, filled, and first indexed. The worker's age is told and
    changes nothing: pages work without it."""
    try:
        filled = db.session.scalar(select(Rank.id).limit(1)) is not None
        seen = work.last_beat("worker")
    except Exception:
        return {"ready": False}, 503
    ready = filled and generations.current() is not None
    age = (now() - seen).total_seconds() if seen else None
    return {"ready": ready, "worker_age_seconds": age}, 200 if ready else 503


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
    )
