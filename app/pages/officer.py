"""One officer: who it is, where they sit and sat, what they wrote, sealed and answered."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import Row, and_, func, or_, select

from app.comments.models import Comment
from app.core.clock import today
from app.core.db import db
from app.core.policy import can
from app.endorsements.queries import list_endorsed_by
from app.following.followed import Kind, What, list_chosen
from app.officers.models import Officer
from app.officers.profiles import contact_of, told_by
from app.officers.queries import find_profile, person_of
from app.officers.session import current_officer
from app.pages import bp
from app.posts.models import Post
from app.posts.queries import may_read

SHOWN = 20  # of each kind, the latest


@bp.get("/people/<int:officer_id>")
@login_required
def officer(officer_id: int) -> ResponseReturnValue:
    found = find_profile(officer_id)
    what = What(Kind.COLLEAGUE, found.id)
    own, told = found.id == current_officer.id, told_by(found.id)
    return render_template(
        "pages/officer.html",
        officer=found,
        line=person_of(found),
        own=own,
        told=told,
        contact=contact_of(found, told, current_officer),
        may_edit=own and can(current_officer, "edit_profile", found),
        may_move=found.closed_at is None and can(current_officer, "move", found),
        may_retire=can(current_officer, "retire", found),
        holdings=found.holdings,
        postings=sorted(found.all_holdings, key=lambda holding: holding.since),
        what=what,
        chosen=list_chosen(current_officer, [what]),
        written=list_written_by(found.id, current_officer),
        endorsed=list_endorsed_by(found.id, current_officer, SHOWN),
        answered=list_answered_by(found.id, current_officer),
        today=today(),
    )


def list_written_by(officer_id: int, viewer: Officer) -> Sequence[Row[Any]]:
    """Posts that the viewer may read, the latest first. One's own also when they are closed."""
    still_open = and_(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    return db.session.execute(
        select(
            Post.id,
            Post.kind,
            Post.title,
            Post.language,
            Post.created_at.label("at"),
            Post.hidden_at,
            Post.withdrawn_at,
        )
        .where(
            Post.author_id == officer_id,
            may_read(viewer),
            or_(Post.author_id == viewer.id, still_open),
        )
        .order_by(Post.id.desc())
        .limit(SHOWN)
    ).all()


def list_answered_by(officer_id: int, viewer: Officer) -> Sequence[Row[Any]]:
    """Colleagues' posts that the viewer may read and this officer has answered, each with the
    latest answer (`comment_id`, `at`)."""
    latest = func.max(Comment.id)
    return db.session.execute(
        select(
            Post.id,
            Post.kind,
            Post.title,
            Post.language,
            latest.label("comment_id"),
            func.max(Comment.created_at).label("at"),
        )
        .join(Comment, Comment.post_id == Post.id)
        .where(
            Comment.author_id == officer_id,
            Comment.hidden_at.is_(None),
            Post.author_id.is_distinct_from(officer_id),
            Post.hidden_at.is_(None),
            Post.withdrawn_at.is_(None),
            may_read(viewer),
        )
        .group_by(Post.id)
        .order_by(latest.desc())
        .limit(SHOWN)
    ).all()
