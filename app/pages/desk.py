from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.core.clock import day_of, today
from app.core.errors import Missing
from app.core.forms import new_key
from app.delegation.queries import list_prepared_for
from app.endorsements.desk import list_waiting
from app.files.forms import CommentWithFilesForm
from app.officers.queries import person
from app.officers.session import asking, current_officer
from app.pages import bp
from app.pages.questions import questions_to
from app.posts.models import Post


@bp.get("/desk")
@login_required
def desk() -> ResponseReturnValue:
    """A senior's ten minutes. For who is none it does not exist."""
    if not current_officer.is_senior:
        raise Missing
    rows, day = list_waiting(current_officer), today()
    lines = [
        {
            "post": row.Post,
            "writer": person(row),
            "days": (day - day_of(row.Post.created_at)).days,
            "late": is_late(row.Post, day),
        }
        for row in rows
    ]
    return render_template(
        "pages/desk.html",
        first=lines[0] if lines else None,
        lines=lines[1:],
        waiting=rows[0].waiting if rows else 0,
        form=CommentWithFilesForm(),
        prepared=list_prepared_for(asking()),
        questions=questions_to(asking()),
        key=new_key,
        today=day,
    )


def is_late(post: Post, day: date) -> bool:
    """Past the day on which any colleague should have said a first word."""
    return post.replied_at is None and post.reply_due_on is not None and post.reply_due_on < day
