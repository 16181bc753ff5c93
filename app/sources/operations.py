from dataclasses import dataclass

from app.citizens.operations import Known, keep_citizen
from app.comments.operations import SaidPlainly
from app.core.clock import now
from app.core.db import db, take_turn
from app.core.events import record
from app.core.policy import require
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.operations import Written, write_post
from app.sources.alike import address_of
from app.sources.events import SourceBrought, SourceVerified
from app.sources.models import Medium, Source
from app.sources.seen import Seen


@dataclass(frozen=True)
class Captured:
    """What was seen outside, with its HTML made before the change begins."""

    medium: Medium
    url: str
    said: SaidPlainly
    seen: Seen
    place_id: int


def share_in(
    officer: Officer, written: Written, captured: Captured, known: Known | None = None
) -> Post:
    """A citizen's issue with where it came from; and, kept apart from both, whose it is."""
    post = write_post(officer, written)
    require(officer, "bring_in", post)
    citizen = keep_citizen(officer, post, known) if known else None
    source = Source(
        post_id=post.id,
        medium=captured.medium,
        url=captured.url,
        address=address_of(captured.url),
        words=captured.said.source,
        html=captured.said.html,
        language=captured.said.language,
        seen_on=captured.seen.on,
        seen_at=captured.seen.at,
        place_id=captured.place_id,
        citizen_id=citizen.id if citizen else None,
        brought_by_id=officer.id,
        finding="",
        finding_html="",
        finding_language="",
    )
    db.session.add(source)
    record(officer.actor, SourceBrought(post_id=post.id, medium=captured.medium))
    return post


def verify_source(officer: Officer, source: Source, said: SaidPlainly) -> Source:
    """Of two who come at once one has looked, and the other is told who did."""
    take_turn(source.post)  # of whoever hides or withdraws it
    take_turn(source)
    require(officer, "verify_source", source)
    source.verified_at, source.verified_by_id = now(), officer.id
    source.verified_seat_id = officer.seat.id if officer.seat else None
    source.finding, source.finding_html = said.source, said.html
    source.finding_language = said.language
    record(officer.actor, SourceVerified(post_id=source.post_id))
    return source
