from flask_babel import lazy_gettext as _l

from app.comments.models import Comment
from app.core.policy import rule
from app.moderation.models import Concern
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.policy import closed


@rule(Post)
@rule(Comment)
def raise_concern(officer: Officer, thing: Post | Comment) -> object | None:
    if thing.author_id == officer.id:
        return _l("A concern is about a colleague's words; these are your own.")
    if thing.hidden_at:
        return _l("A moderator has hidden this already.")
    return closed(thing.post if isinstance(thing, Comment) else thing)


@rule(Concern)
def settle(officer: Officer, concern: Concern) -> object | None:
    if not officer.is_moderator:
        return _l("Only a moderator may decide on a concern.")
    if concern.settled_at:
        return _l("This concern has been decided on already.")
    if concern.officer_id == officer.id:
        return _l("You raised a concern here yourself: another moderator must decide.")
    if concern.thing.author_id == officer.id:
        return _l("Another moderator must look at your own words.")
    return None
