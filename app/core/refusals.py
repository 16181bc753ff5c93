"""Every way of saying no, as a page in the officer's language that keeps each word typed."""

import logging
import secrets
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestEntityTooLarge

from app.core import transaction
from app.core.db import db
from app.core.errors import Away, Busy, KeyReused, Missing, NotNow, Outdated, Refused
from app.core.forms import new_key
from app.core.limits import seconds_to_wait
from app.core.notes import note
from app.core.web import wants_fragment

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
READ_OUT = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is heard or read as another
NOT_WORDS = {"csrf_token", "_key", "version", "password", "again", "new_password"}
# Choices and places: they go along with the words, but say nothing to who reads them.
UNSHOWN = {
    "parent",
    "warned",
    "kept",
    "audience",
    "next",
    "seat",
    "state",
    "limit",
    "outcome",
    "shared",
    "lang",
    "theme",
}


def init_app(app: Flask) -> None:
    app.register_error_handler(Missing, lambda _: page(404))
    app.register_error_handler(404, lambda _: page(404))
    app.register_error_handler(405, lambda _: page(404, status=405))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(403, lambda _: page(403, reason=""))
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(KeyReused, _sent_before)
    app.register_error_handler(Outdated, _changed_meanwhile)
    app.register_error_handler(Busy, busy)
    app.register_error_handler(NoConnection, busy)
    app.register_error_handler(Away, _away)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(HTTPException, _other)
    app.register_error_handler(500, lambda _: page(500))


def page(code: int, *, status: int | None = None, **context: object) -> ResponseReturnValue:
    """An error page; for our own script only its piece, to be shown beside the form."""
    db.session.rollback()
    template = "errors/_piece.html" if wants_fragment() else f"errors/{code}.html"
    if code >= 500:
        context["reference"] = reference()
    html = render_template(template, code=code, kept=kept_words(), again=_files_sent(), **context)
    return html, status or code


def kept_words() -> Sequence[tuple[str, str, bool]]:
    """(name, text, whether to show it) of all that was typed, so that it can be sent again."""
    if not _came_whole():
        return []
    return [
        (name, text, name not in UNSHOWN and not text.isdigit())
        for name, text in request.form.items(multi=True)
        if name not in NOT_WORDS and text.strip()
    ]


def _files_sent() -> Sequence[str]:
    """The fields of which files came: they are not kept here, and no browser fills them in."""
    if not _came_whole():
        return []
    return [name for name, sent in request.files.items() if sent.filename]


def _came_whole() -> bool:
    """Is there a form to look into? Not of what was too much, nor of who went away within it."""
    if request.method != "POST" or request.content_length is None:
        return False
    try:
        return request.form is not None
    except (RequestEntityTooLarge, ClientDisconnected):
        return False


def keeps_words() -> bool:
    """Whether something was typed that its writer would miss."""
    return any(shown for _name, _text, shown in kept_words())


def reference() -> str:
    """The code of this request's fault, which its officer can read out and the operator find."""
    if "reference" not in g:
        g.reference = "".join(secrets.choice(READ_OUT) for _ in range(4))
    return str(g.reference)


def describe() -> str:
    """This request, for the line of the log that tells of its fault."""
    return f"code {reference()}: {request.method} {request.path}"


def busy(problem: Exception) -> ResponseReturnValue:
    # Of the database only its own words: the statement has what officers wrote.
    logger.warning("%s: busy, %r", describe(), getattr(problem, "orig", problem))
    return _in_a_moment(away=False)


def _away(problem: Away) -> ResponseReturnValue:
    logger.warning("%s: away, %s", describe(), problem)
    return _in_a_moment(away=True)


def _in_a_moment(*, away: bool) -> ResponseReturnValue:
    response: Response = make_response(page(503, away=away))
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _database(problem: OperationalError) -> ResponseReturnValue:
    nobody_there = problem.connection_invalidated or problem.statement is None
    if nobody_there or transaction.is_contention(problem):
        return busy(problem)
    raise problem


def _refused(problem: Refused) -> ResponseReturnValue:
    if request.method == "POST" and problem.attempt:  # what a page would not have offered
        note(problem.attempt.actor, problem.attempt.event)
    late = isinstance(problem.reason, NotNow)
    return page(403, status=409 if late else 403, reason=problem.reason, late=late)


def _stale(_: CSRFError) -> ResponseReturnValue:
    return page(400)


def _sent_before(problem: KeyReused) -> ResponseReturnValue:
    return page(
        409,
        first_words=problem.first_words,
        place=problem.place,
        sent=True,
        new_key=new_key(),
    )


def _changed_meanwhile(problem: Outdated) -> ResponseReturnValue:
    return page(409, first_words=problem.words_now, place=request.path, sent=False)


def _too_often(_: RateLimitExceeded) -> ResponseReturnValue:
    seconds = seconds_to_wait()
    response: Response = make_response(page(429, seconds=seconds))
    response.headers["Retry-After"] = str(seconds)
    return response


def _too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    return page(413)


def _other(problem: HTTPException) -> ResponseReturnValue:
    if problem.code is None or problem.code < 400:
        return problem
    if problem.code >= 500:
        logger.error("%s: %r", describe(), problem)
    return page(404 if problem.code < 500 else 500, status=problem.code)


def once_again(dispatch: Callable[[], Any]) -> Any:
    """A POST that lost a contest for the database is done over: nothing of it was kept, and its key
    makes a second doing safe even if that is mistaken."""
    try:
        return dispatch()
    except OperationalError as problem:
        if request.method != "POST" or not transaction.is_contention(problem):
            raise
        db.session.rollback()
        return dispatch()
