from flask_babel import lazy_gettext as _l

from app.core.policy import rule
from app.officers.models import Officer
from app.posts.models import Post, PostKind
from app.posts.policy import NO_SEAT, closed
from app.sources.models import Source


@rule(Post)
def bring_in(officer: Officer, post: Post) -> object | None:
    if post.kind == PostKind.ISSUE and post.author_id == officer.id:
        return None
    return _l("Who writes of a citizen's issue says where it came from.")


@rule(Source)
def verify_source(officer: Officer, source: Source) -> object | None:
    if reason := closed(source.post):
        return reason
    if source.brought_by_id == officer.id:
        return _l("You brought it: another officer looks whether it is so.")
    if source.verified_by:
        return _l("%(who)s has verified it already.", who=source.verified_by.name)
    return None if officer.seat else NO_SEAT
