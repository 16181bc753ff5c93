from flask_babel import lazy_gettext as _l

from app.core.policy import rule
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.policy import closed


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
