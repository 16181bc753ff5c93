"""What the public reads, kept while the log says nothing new (decision 0007): an answer is the same
for whoever asks in one language on one day. The seal of the log is asked for each time, so that
what is taken back or hidden is gone at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue

from app.core import log
from app.core.clock import today
from app.core.i18n import lang

KEPT = 400  # answers, of some 20 KB
LONGEST = 200  # bytes of what is asked: what is longer is nobody's link

Name = tuple[str, bytes, str, date]


@dataclass(frozen=True, slots=True)
class Answer:
    seal: str
    body: bytes
    headers: list[tuple[str, str]]


_answers: dict[Name, Answer] = {}


def kept(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """A view whose answer depends on nothing but its address, the language, the day and what the
    log tells of."""

    @wraps(view)
    def answered(*args: Any, **values: Any) -> ResponseReturnValue:
        asked = request.query_string
        if request.method not in {"GET", "HEAD"} or len(request.path) + len(asked) > LONGEST:
            return view(*args, **values)
        name, (_number, seal) = (request.path, asked, lang(), today()), log.last()
        answer = _answers.get(name)
        if answer is None or answer.seal != seal:
            response = make_response(view(*args, **values))
            if response.status_code != 200:
                return response
            headers = response.headers.to_wsgi_list()
            answer = _keep(name, Answer(seal, response.get_data(), headers))
        # Whether there is news is asked of what is kept: a "not modified" has no body to keep.
        return Response(answer.body, headers=answer.headers).make_conditional(request)

    return answered


def _keep(name: Name, answer: Answer) -> Answer:
    if len(_answers) >= KEPT:
        _answers.clear()
    _answers[name] = answer
    return answer
