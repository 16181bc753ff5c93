from datetime import date

from sqlalchemy import update

from app.comments.operations import Said, ask_author, post_comment
from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.errors import Outdated, Refused
from app.core.events import record
from app.core.policy import require
from app.core.text import tidy_line
from app.delegation.events import DelegationEnded, DelegationGiven, WordsPrepared, WordsSetAside
from app.delegation.models import Act, Delegation, Preparation
from app.delegation.policy import refusal_to_say
from app.endorsements.operations import endorse_post
from app.officers.models import Officer
from app.posts.models import Post


def name_delegate(senior: Officer, whom: Officer, since: date, until: date | None) -> Delegation:
    """A private secretary, who is told and may decline."""
    take_turn(senior)  # of three named at once one is too many
    require(senior, "name_delegate", whom)
    assert senior.seat is not None  # noqa: S101  (the rule above)
    assert whom.seat is not None  # noqa: S101  (the rule above)
    delegation = Delegation(
        senior_id=senior.id,
        seat_id=senior.seat.id,
        delegate_id=whom.id,
        delegate_seat_id=whom.seat.id,
        given_on=today(),
        since=since,
        until=until,
    )
    db.session.add(delegation)
    db.session.flush()
    record(senior.actor, DelegationGiven(**_between(delegation), since=since, until=until))
    return delegation


def end_delegation(officer: Officer, delegation: Delegation) -> None:
    """By either of the two, at once. No words in preparation outlive it."""
    take_turn(delegation)
    require(officer, "end_delegation", delegation)
    delegation.ended_at, delegation.ended_by_id = now(), officer.id
    of_it = Preparation.delegation_id == delegation.id
    waits = Preparation.approved_at.is_(None), Preparation.set_aside_at.is_(None)
    # Said to each row: who approves one of them at this moment waits, and finds it over.
    aside = {"set_aside_at": now(), "set_aside_by_id": officer.id}
    db.session.execute(update(Preparation).where(of_it, *waits).values(aside))
    db.session.execute(update(Preparation).where(of_it).values(words=""))
    by_delegate = officer.id == delegation.delegate_id
    record(officer.actor, DelegationEnded(**_between(delegation), by_delegate=by_delegate))


def prepare_words(
    delegate: Officer, delegation: Delegation, post: Post, act: Act, words: str
) -> Preparation:
    """For the senior to say, or not. What the senior could not say is not prepared."""
    require(delegate, "prepare", delegation)
    if reason := refusal_to_say(delegation.senior, act, post):
        raise Refused(reason)
    prepared = Preparation(
        delegation_id=delegation.id, post_id=post.id, act=act, words=_tidied(act, words)
    )
    db.session.add(prepared)
    db.session.flush()
    record(delegate.actor, WordsPrepared(**_between(delegation), preparation_id=prepared.id))
    return prepared


def change_words(delegate: Officer, preparation: Preparation, words: str, version: int) -> None:
    """Before they are said. It is the two's own business and leaves no entry, as a draft."""
    take_turn(preparation)
    require(delegate, "change_words", preparation)
    _unchanged(preparation, version)
    preparation.words = _tidied(preparation.act, words)
    preparation.version += 1


def approve_words(senior: Officer, preparation: Preparation, said: Said, version: int) -> None:
    """The senior's own deed, by the rules of this moment: it is said who prepared it, and there is
    no way to leave that out."""
    take_turn(preparation)
    require(senior, "approve", preparation)
    _unchanged(preparation, version)
    post, by = preparation.post, preparation.delegation.delegate
    if preparation.act == Act.ENDORSEMENT:
        endorse_post(senior, post, tidy_line(said.source), prepared_by=by)
    elif preparation.act == Act.QUESTION:
        ask_author(senior, post, said, prepared_by=by)
    else:
        post_comment(senior, post, said, prepared_by=by)
    preparation.approved_at, preparation.words = now(), ""  # from now on they stand under the post


def set_aside(officer: Officer, preparation: Preparation) -> None:
    """By the senior, who will not say it; or taken back by who prepared it."""
    take_turn(preparation)
    require(officer, "set_aside", preparation)
    preparation.set_aside_at, preparation.set_aside_by_id = now(), officer.id
    delegation = preparation.delegation
    event = WordsSetAside(**_between(delegation), preparation_id=preparation.id)
    record(officer.actor, event)


def _between(delegation: Delegation) -> dict[str, int]:
    return {
        "delegation_id": delegation.id,
        "senior_id": delegation.senior_id,
        "delegate_id": delegation.delegate_id,
    }


def _unchanged(preparation: Preparation, version: int) -> None:
    if preparation.version != version:
        raise Outdated(preparation.words)


def _tidied(act: Act, words: str) -> str:
    return tidy_line(words) if act == Act.ENDORSEMENT else words
