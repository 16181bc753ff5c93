from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from app.comments.queries import Shown, Threads, list_comments
from app.core.clock import now
from app.files.queries import Hanging, has_files, with_files
from app.officers.session import asking
from app.pages import bp
from app.pages.around import around
from app.posts.queries import find_opened


@bp.get("/posts/<int:post_id>/print")
@login_required
def print_post(post_id: int) -> ResponseReturnValue:
    """The post with all that was said, for a file of paper."""
    opened = find_opened(asking(), post_id, has_files())
    shown = around(opened, None)
    return render_template(
        "pages/print.html",
        post=opened.post,
        entry=opened.heard,
        around=shown,
        comments=_all_comments(post_id, shown.threads, shown.hanging),
        now=now(),
    )


def _all_comments(post_id: int, threads: Threads, hanging: Hanging) -> list[Shown]:
    """The latest, with those of the pages before."""
    found = threads.comments
    while threads.earlier and threads.comments:
        earlier = list_comments(post_id, before=threads.comments[0].id)
        threads = with_files(earlier, hanging)
        found = [*threads.comments, *found]
    return found
