from flask_babel import lazy_gettext as _l

from app.core.db import db
from app.core.policy import refusal, rule
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.policy import closed
from app.versions.models import PostVersion


@rule(Post)
def edit(officer: Officer, post: Post) -> object | None:
    """What was endorsed may be corrected: its earlier words stay, and who endorsed it is told."""
    if post.author_id != officer.id:
        return _l("Only the author may edit a post.")
    if post.flagged_at:
        return _l(
            "A citizen's issue stands on this post: its words stay as they are. "
            "Say what is new in a comment."
        )
    return closed(post)


@rule(PostVersion)
def hide(officer: Officer, version: PostVersion) -> object | None:
    """One earlier version alone: what stands now is hidden with its post."""
    post = db.session.get_one(Post, version.post_id)
    if reason := refusal(officer, "hide", post):
        return reason
    return _l("A moderator has hidden this already.") if version.hidden_at else None
