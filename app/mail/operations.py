"""How one is told is nobody else's business: these deeds leave no entry in the log."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, update

from app.calendar.queries import national_calendar
from app.core.clock import now
from app.core.db import db, insert_or_set, put
from app.core.policy import require
from app.mail.hours import due
from app.mail.models import MailChoice, MailItem, MailKind, Pace
from app.mail.queries import list_stopped, paces_of
from app.officers.models import Officer


def choose_paces(officer: Officer, paces: Mapping[MailKind, Pace]) -> None:
    """The last choice holds; what waits already goes by it."""
    require(officer, "change_settings", officer)
    _set(officer, paces, before={})


def stop_mail(officer: Officer, kinds: Collection[MailKind]) -> None:
    """By the link in a mail. What was chosen until now is kept, to be taken up again."""
    require(officer, "change_settings", officer)
    chosen = paces_of(officer)
    stopped = {kind: chosen[kind] for kind in kinds if chosen[kind] != Pace.NEVER}
    _set(officer, dict.fromkeys(stopped, Pace.NEVER), before=stopped)


def resume_mail(officer: Officer, kinds: Collection[MailKind]) -> None:
    require(officer, "change_settings", officer)
    stopped = list_stopped(officer, kinds)
    _set(officer, {choice.kind: choice.before for choice in stopped if choice.before}, before={})


def _set(officer: Officer, paces: Mapping[MailKind, Pace], before: Mapping[MailKind, Pace]) -> None:
    for kind, pace in paces.items():
        row = {"officer_id": officer.id, "kind": kind, "pace": pace}
        put(insert_or_set(MailChoice, ("officer_id", "kind"), "pace"), row)
        db.session.execute(
            update(MailChoice)
            .where(MailChoice.officer_id == officer.id, MailChoice.kind == kind)
            .values(before=before.get(kind))
        )
        _move_what_waits(officer, kind, pace)


def _move_what_waits(officer: Officer, kind: MailKind, pace: Pace) -> None:
    waits = (
        MailItem.officer_id == officer.id,
        MailItem.kind == kind,
        MailItem.mail_id.is_(None),
    )
    if pace == Pace.NEVER:
        db.session.execute(delete(MailItem).where(*waits))
        return
    moment = due(national_calendar(), pace, now())
    db.session.execute(
        update(MailItem).where(*waits, MailItem.pace != pace).values(pace=pace, due_at=moment)
    )
