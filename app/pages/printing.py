from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.comments.queries import Shown, Threads, list_comments
from app.core.clock import now
from app.officers.session import asking
from app.pages import bp
from app.pages.around import around
from app.posts.queries import find_opened


@bp.get("/posts/<int:post_id>/print")
@login_required
def print_post(post_id: int) -> ResponseReturnValue:
    """The post with all that was said, for a file of paper."""
    opened = find_opened(asking(), post_id)
    shown = around(opened, None)
    return render_template(
        "pages/print.html",
        post=opened.post,
        entry=opened.heard,
        around=shown,
        comments=_all_comments(post_id, shown.threads),
        now=now(),
    )


def _all_comments(post_id: int, threads: Threads) -> list[Shown]:
    """The latest, with those of the pages before."""
    found = threads.comments
    while threads.earlier and threads.comments:
        threads = list_comments(post_id, before=threads.comments[0].id)
        found = [*threads.comments, *found]
    return found
