from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from app.core import keys
from app.core.clock import now
from app.core.db import db, insert_unless_there, put, take_turn
from app.core.errors import Outdated, Refused
from app.core.events import SYSTEM
from app.core.policy import require
from app.core.text import tidy
from app.drafts.models import Draft
from app.drafts.queries import KEPT, find_by_key, words_of
from app.officers.models import Officer

MOST = 50  # drafts of one officer: who keeps more has lost sight of them
LARGEST = 250_000  # bytes of one; the form of an idea takes 160,000
# Tokens, buttons and where to go: no words of the writer. And whose trouble it is: a citizen agreed
# to be known to who has it in hand, not to lie about.
NOT_KEPT = {
    *("csrf_token", "_key", "draft", "preview", "next", "kept", "meant", "anyway"),
    *("citizen_name", "citizen_phone", "citizen_contact", "citizen_naming"),
}


def save_draft(
    officer: Officer, kind: str, key: str, typed: Mapping[str, Sequence[str]], version: int
) -> Draft:
    """Keep what stands in a form. The same words again change nothing, so that a form may be saved
    twice. Raises Outdated when the draft is no longer what the form was opened on, and KeyReused
    when the form was posted meanwhile. Leaves no entry in the log."""
    require(officer, "keep_draft", Draft)
    fields = {name: [tidy(text) for text in texts] for name, texts in typed.items()}
    if sum(len(text.encode()) for texts in fields.values() for text in texts) > LARGEST:
        raise Refused(_l("This is too long for a draft: keep a part of it elsewhere."))
    keys.refuse_sent(officer.id, key)
    draft = find_by_key(officer, key)
    if draft is None and (draft := _begin(officer, kind, key, fields)):
        return draft
    draft = draft or find_by_key(officer, key)
    assert draft is not None  # noqa: S101  (another process has just made it)
    take_turn(draft)
    require(officer, "change_draft", draft)
    if draft.fields == fields:
        return draft
    if draft.version != version:
        raise Outdated(words_of(draft))
    draft.fields, draft.version, draft.updated_at = fields, draft.version + 1, now()
    return draft


def _begin(officer: Officer, kind: str, key: str, fields: dict[str, list[str]]) -> Draft | None:
    """None when another process was as quick. (Two that are may make one more than MOST.)"""
    held = select(func.count()).where(Draft.officer_id == officer.id)
    if (db.session.scalar(held) or 0) >= MOST:
        raise Refused(_l("You have 50 drafts already: post or delete one of them first."))
    made = {"officer_id": officer.id, "key": key, "kind": kind, "fields": fields}
    row = put(insert_unless_there(Draft).returning(Draft.id), made | {"updated_at": now()}).first()
    return db.session.get_one(Draft, row.id) if row else None


def discard_draft(officer: Officer, draft: Draft) -> None:
    require(officer, "discard_draft", draft)
    db.session.delete(draft)


def post_from_draft(officer: Officer, key: str) -> None:
    """What was posted is a draft no longer, if it was one."""
    require(officer, "keep_draft", Draft)
    db.session.execute(delete(Draft).where(Draft.officer_id == officer.id, Draft.key == key))


def forget_old_drafts() -> int:
    """Drop what was not touched for KEPT; how many."""
    require(SYSTEM, "keep_draft", Draft)
    old = delete(Draft).where(Draft.updated_at < now() - KEPT)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]
