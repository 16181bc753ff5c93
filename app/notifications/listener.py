"""Writes the rows: the first hundred in the same commit, the rest by the worker."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from app.core.db import db, put, table_of
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.core.work import Listener, Work
from app.notifications.choosing import nobody
from app.notifications.models import Notification
from app.notifications.recipients import MENTIONS, RECIPIENTS
from app.notifications.settled import read_what_is_settled
from app.notifications.things import about
from app.officers.models import Officer

Chosen = list[tuple[int, bool]]  # an officer, and whether it mentions them

NAME = "notifications"
AT_ONCE = 100
# In one statement, which the database itself makes into rows.
_COLUMNS = ("entry_id", "thing", "post_id", "comment_id", "concern_id", "mentions")
_TELL = insert(table_of(Notification)).from_select(
    ("officer_id", *_COLUMNS),
    select(
        Officer.id,
        *(bindparam(name, type_=table_of(Notification).c[name].type) for name in _COLUMNS),
    )
    .where(Officer.id.in_(bindparam("officer_ids", expanding=True)))
    .order_by(Officer.id),
)


def notify(entry: LogEntry) -> None:
    """In the same commit."""
    if not entry.silent:
        read_what_is_settled(entry)
    chosen = _chosen(entry)
    _add(entry, chosen[:AT_ONCE])
    if len(chosen) > AT_ONCE:
        db.session.add(Work(entry_id=entry.id, listener=NAME))


def notify_the_rest(entries: Sequence[LogEntry]) -> None:
    """By the worker, for what concerns more officers than a change should wait for."""
    for entry in entries:
        chosen = _chosen(entry)
        with transaction():
            told = set(
                db.session.scalars(
                    select(Notification.officer_id).where(Notification.entry_id == entry.id)
                )
            )
            _add(entry, [one for one in chosen if one[0] not in told])


def _add(entry: LogEntry, chosen: Chosen) -> None:
    if not chosen:
        return
    told = {"entry_id": entry.id, **about(entry.event)}
    for mentions in (True, False):
        of_these = [officer_id for officer_id, mentioned in chosen if mentioned == mentions]
        if of_these:
            put(_TELL, told | {"officer_ids": of_these, "mentions": mentions})


def _chosen(entry: LogEntry) -> Chosen:
    """Officers to tell, the doer never; in order, so that both halves agree."""
    if entry.silent:
        return []
    event = entry.event
    mentioned = {*MENTIONS.get(type(event), nobody)(event)}
    told = {one for one in (*mentioned, *RECIPIENTS[type(event)](event)) if one}
    return [(one, one in mentioned) for one in sorted(told - {entry.actor_id or 0})]


# It plans its own rows, in `notify`: only there is it known how many are to be told.
listener = Listener(wants=lambda _event: False, do=notify_the_rest)
