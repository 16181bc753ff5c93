from app.core.clock import now
from app.core.db import db, take_turn
from app.core.errors import Outdated
from app.core.events import record
from app.core.policy import require
from app.core.text import tidy, tidy_line
from app.officers.models import Officer
from app.posts.models import SECTIONS, Post
from app.posts.operations import Written
from app.versions.events import PostEdited, VersionHidden
from app.versions.models import PostVersion
from app.versions.queries import figures_of


def edit_post(officer: Officer, post: Post, version: int, written: Written, language: str) -> Post:
    """The earlier words stay to be read. The same words again are no edit, so that a form may be
    sent twice. Raises Outdated when the post is no longer what the form was opened on."""
    take_turn(post)
    require(officer, "edit", post)
    if _says_already(post, written, language):
        return post
    if post.version != version:
        raise Outdated(_words_of(post))
    db.session.add(
        PostVersion(
            post_id=post.id,
            number=post.version,
            title=post.title,
            source=post.source,
            figures=figures_of(post),
            language=post.language,
            officer_id=officer.id,
            created_at=post.edited_at or post.created_at,
        )
    )
    post.title, post.source, post.html = written.title, written.source, written.html
    post.summary, post.language = written.summary, language
    for name, number in written.measures.items():
        setattr(post, name, number)
    post.needed_on = written.needed_on
    post.version, post.edited_at = post.version + 1, now()
    record(officer.actor, PostEdited(post_id=post.id, version=post.version))
    return post


def hide_version(officer: Officer, version: PostVersion, reason: str) -> None:
    """Nobody reads its words any more; what came before and after it is compared without it."""
    take_turn(db.session.get_one(Post, version.post_id))
    take_turn(version)
    require(officer, "hide", version)
    version.hidden_at, version.hidden_by_id, version.hidden_reason = now(), officer.id, reason
    record(officer.actor, VersionHidden(post_id=version.post_id, number=version.number))


def _says_already(post: Post, written: Written, language: str) -> bool:
    """What came with an archive was never tidied as a form tidies."""
    return (
        language == post.language
        and written.title == tidy_line(post.title)
        and all(
            written.source[section] == tidy(post.source.get(section, ""))
            for section in SECTIONS[post.kind]
        )
        and written.needed_on == post.needed_on
        and all(getattr(post, name) == number for name, number in written.measures.items())
    )


def _words_of(post: Post) -> str:
    """All that stands there, to be read beside what was typed."""
    pairs = ((f"{name}_now", f"{name}_hoped") for name in ("days", "taka", "visits"))
    numbers = [(getattr(post, now), getattr(post, hoped)) for now, hoped in pairs]
    figures = [
        f"{'–' if now is None else now} → {'–' if hoped is None else hoped}"
        for now, hoped in numbers
        if (now, hoped) != (None, None)
    ]
    if post.needed_on:
        figures.append(post.needed_on.isoformat())
    sections = [post.source.get(section, "") for section in SECTIONS[post.kind]]
    return "\n\n".join(part for part in (post.title, *sections, "\n".join(figures)) if part)
