"""How often one may ask. Counted per officer or per address; a whole office sits behind one."""

import re
import threading
from collections import Counter
from math import ceil
from time import time
from typing import ClassVar

from flask import Flask, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import RateLimitItem
from limits.strategies import STRATEGIES, MovingWindowRateLimiter

from app.core import devices
from app.core.i18n import latin_digits
from app.core.text import tidy_line

_PARTS = re.compile(r"[A-Z]+|[0-9]+")


def officer_or_address() -> str:
    officer_id = getattr(current_user, "id", None)
    return f"officer:{officer_id}" if officer_id else f"address:{get_remote_address()}"


class Wary(MovingWindowRateLimiter):
    """Where only failures count, a try counts as failed until it is answered: hundreds at once
    would each find that none had failed yet. (In this process: of N, each lets its own through.)"""

    # Of all storages: when Redis goes and comes, a try may begin with one and end with another.
    _lock: ClassVar[threading.Lock] = threading.Lock()
    _unanswered: ClassVar[Counter[str]] = Counter()

    def test(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        """Asked at the beginning by the limits that have a `deduct_when`, and by no others."""
        key, mine = item.key_for(*identifiers), g.setdefault("tries", [])
        with self._lock:
            others = self._unanswered[key] - mine.count(key)
            self._unanswered[key] += 1
        mine.append(key)
        return super().test(item, *identifiers, cost=cost + others)

    @classmethod
    def forget(cls, tries: list[str]) -> None:
        with cls._lock:
            cls._unanswered -= Counter(tries)


STRATEGIES["wary"] = Wary
limiter = Limiter(key_func=officer_or_address, headers_enabled=False, strategy="wary")


def init_app(app: Flask) -> None:
    limiter.init_app(app)
    app.teardown_request(_answered)  # when what failed has been counted


def _answered(_problem: BaseException | None) -> None:
    if tries := g.pop("tries", None):
        Wary.forget(tries)


# One line, one deed (figures: the project's security notes, docs/running.md).
WRITE_POST = limiter.shared_limit(
    "10/hour;30/day", scope="write_post", methods=["POST"], exempt_when=lambda: _only_looks()
)
PREVIEW_POST = limiter.shared_limit(
    "60/hour", scope="preview_post", methods=["POST"], exempt_when=lambda: not _only_looks()
)
EDIT_POST = limiter.shared_limit(
    "30/hour;100/day", scope="edit_post", methods=["POST"], exempt_when=lambda: _only_looks()
)
# A form saves itself some seconds after each pause in typing.
SAVE_DRAFT = limiter.shared_limit("30/minute;900/hour", scope="save_draft", methods=["POST"])
EDIT_COMMENT = limiter.shared_limit(
    "30/hour;100/day", scope="edit_comment", methods=["POST"], exempt_when=lambda: _only_looks()
)
WRITE_COMMENT = limiter.shared_limit(
    "12/minute;200/hour",
    scope="write_comment",
    methods=["POST"],
    exempt_when=lambda: _only_looks(),
)
PREVIEW_COMMENT = limiter.shared_limit(
    "12/minute;200/hour",
    scope="preview_comment",
    methods=["POST"],
    exempt_when=lambda: not _only_looks(),
)
ENDORSE = limiter.shared_limit("60/minute", scope="endorse", methods=["POST"])
FOLLOW = limiter.shared_limit("60/minute", scope="follow", methods=["POST"])  # face, keep, follow
REPORT = limiter.shared_limit("20/hour", scope="report", methods=["POST"])  # flags and concerns
WORK_ACTION = limiter.shared_limit("60/hour", scope="work_action", methods=["POST"])
LOOK = limiter.shared_limit("30/hour", scope="look", methods=["POST"])  # at a citizen
MODERATE = limiter.shared_limit("120/hour", scope="moderate", methods=["POST"])
ADMINISTER = limiter.shared_limit("120/hour", scope="administer", methods=["POST"])
ATTACH = limiter.shared_limit("20/hour;60/day", scope="attach", methods=["POST"])  # files
# The same files, where they come beside words.
CARRY = limiter.shared_limit(
    "20/hour;60/day",
    scope="attach",
    methods=["POST"],
    exempt_when=lambda: not any(sent.filename for sent in request.files.values()),
)
SEARCH = limiter.shared_limit("60/minute", scope="search")
# A list of names comes after each pause in typing one.
CHOOSE_NAMES = limiter.shared_limit("90/minute;1500/hour", scope="choose_names")
CATCH_UP = limiter.shared_limit("240/minute", scope="catch_up")
READ = limiter.shared_limit("240/minute", scope="read", methods=["POST"])  # notifications
SETTINGS = limiter.shared_limit(
    "60/hour",
    scope="settings",
    methods=["POST"],
    exempt_when=lambda: not current_user.is_authenticated,  # changes a cookie, and nothing of ours
)

# By the link and not by the address: a mail service asks for all its officers from one.
STOP_MAIL = limiter.shared_limit(
    "30/hour", scope="stop_mail", methods=["POST"], key_func=lambda: request.path
)

# Who asks after a trouble: only what did not fit counts, so that many may ask from one place. By
# the number as well, that nobody tries out four digits from everywhere.
STATUS_ADDRESS = limiter.shared_limit(
    "20/10minutes;100/day",
    scope="status_address",
    key_func=lambda: f"address:{get_remote_address()}",
    methods=["POST"],
    deduct_when=lambda response: _failed(response),
)
STATUS_NUMBER = limiter.shared_limit(
    "8/hour;20/day",
    scope="status_number",
    key_func=lambda: f"number:{_number_typed()}",
    methods=["POST"],
    deduct_when=lambda response: _failed(response),
)
CITIZEN_WORD = limiter.shared_limit(
    "30/hour",
    scope="citizen_word",
    key_func=lambda: f"address:{get_remote_address()}",
    methods=["POST"],
)


def seconds_to_wait() -> int:
    """Until the limit that was met lets the next one through, from 1 up."""
    met = limiter.current_limit
    if met and met.remaining:  # others are being answered: it is over in a moment
        return 1
    return max(1, ceil(met.window.reset_time - time())) if met else 60


def _only_looks() -> bool:
    return "preview" in request.form


def _account_typed() -> str:
    """The e-mail of a sign-in as accounts know it: one account has one spelling."""
    return tidy_line(request.form.get("email", "")).lower()[:254]


def _number_typed() -> str:
    """One number has one spelling."""
    typed = latin_digits(tidy_line(request.form.get("number", ""))).upper()
    return "-".join(part.lstrip("0") for part in _PARTS.findall(typed))[:40]


def _account_or_device() -> str:
    account = _account_typed()
    device = devices.known_as(account)
    return f"device:{device}:{account}" if device else f"account:{account}"


def _address_or_device() -> str:
    device = devices.known_as(_account_typed())
    return f"device:{device}" if device else f"address:{get_remote_address()}"


def _failed(response: object) -> bool:
    return getattr(response, "status_code", 0) == 422


# Only failures count, so that 300 officers behind one address all get in; and a device that the
# officer has used before is counted by itself, so that nobody can lock a named officer out.
SIGN_IN_ACCOUNT = limiter.shared_limit(
    "5/5minutes",
    scope="sign_in_account",
    key_func=_account_or_device,
    methods=["POST"],
    deduct_when=_failed,
)
SIGN_IN_ADDRESS = limiter.shared_limit(
    "20/5minutes;100/hour",
    scope="sign_in_address",
    key_func=_address_or_device,
    methods=["POST"],
    deduct_when=_failed,
)
# Whoever sits down at an open session may not try out the password without end.
CONFIRM_PASSWORD = limiter.shared_limit(
    "10/10minutes", scope="confirm_password", methods=["POST"], deduct_when=_failed
)
