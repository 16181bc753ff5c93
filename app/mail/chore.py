"""What the worker does about mail each round: make what is due, and send for a short while."""

import logging
from time import monotonic

from flask import current_app

from app.core import work
from app.core.db import db
from app.mail import outbox
from app.mail.models import Mail
from app.mail.office import HandIn, Unreachable, describe, open_office
from app.mail.writing import letter_of

logger = logging.getLogger(__name__)

SECONDS = 2.0  # of a round: the search index waits no longer than this
PATIENCE, LONGEST_PATIENCE = 30.0, 900.0  # seconds before a server that was gone is asked again

_gone: list[float] = []  # when nobody was there, since the last time somebody was (monotonic)


def post() -> None:
    outbox.make_outcomes()
    outbox.make_due()
    if not _waits_for_the_server():
        deliver()


def deliver() -> int:
    """Lease and commit, send with no transaction open, mark and commit. Whoever dies in between
    has it sent once more, under the same Message-ID. How many were sent."""
    until, sent = monotonic() + SECONDS, 0
    mail_id = outbox.lease()
    if mail_id is None:
        return 0
    try:
        config = current_app.config
        with open_office(config["SMTP_URL"], config["UTHAN_HOME"]) as hand_in:
            while mail_id is not None:
                sent += _send(mail_id, hand_in)
                work.look_up()
                mail_id = outbox.lease() if monotonic() < until else None
    except Unreachable as problem:
        logger.warning("mail waits: %s", problem)
        _gone.append(monotonic())
        if mail_id is not None:
            outbox.put_back_untried(mail_id, str(problem)[:500])
    else:
        _gone.clear()
    return sent


def _send(mail_id: int, hand_in: HandIn) -> bool:
    try:
        letter = letter_of(db.session.get_one(Mail, mail_id))
        db.session.rollback()  # sending takes long: hold no transaction open
        if letter is None:
            outbox.drop(mail_id)
            return False
        hand_in(letter)
    except Unreachable:
        raise
    except Exception as problem:
        db.session.rollback()
        logger.error("mail %s failed: %s", mail_id, describe(problem))  # noqa: TRY400
        outbox.put_back(mail_id, describe(problem)[:500])
        return False
    outbox.mark_sent(mail_id)
    return True


def _waits_for_the_server() -> bool:
    patience = min(PATIENCE * 2 ** (len(_gone) - 1), LONGEST_PATIENCE) if _gone else 0.0
    return bool(_gone) and monotonic() < _gone[-1] + patience
