"""The link that stops mail without signing in: signed, naming a number and a kind, no more."""

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.core.db import db
from app.core.errors import Missing
from app.mail.models import MailKind, Pace
from app.mail.queries import list_stopped, paces_of
from app.officers.models import Officer

SALT = "mail-stop"


@dataclass(frozen=True, slots=True)
class Link:
    officer: Officer
    scope: MailKind | Pace  # one kind of news, or all that comes in a digest

    @property
    def kinds(self) -> list[MailKind]:
        """What it stops, and what it has stopped."""
        if isinstance(self.scope, MailKind):
            return [self.scope]
        going = [kind for kind, pace in paces_of(self.officer).items() if pace == self.scope]
        stopped = list_stopped(self.officer, list(MailKind))
        return going + [choice.kind for choice in stopped if choice.before == self.scope]

    @property
    def is_kind(self) -> bool:
        return isinstance(self.scope, MailKind)

    @property
    def still_goes(self) -> bool:
        paces = paces_of(self.officer)
        return any(paces[kind] != Pace.NEVER for kind in self.kinds)


def token_of(officer_id: int, scope: MailKind | Pace) -> str:
    return str(_signer().dumps([officer_id, scope.value]))


def find_link(token: str) -> Link:
    """Missing alike for a token that is broken, of other hands, or of nobody we know."""
    try:
        officer_id, said = _signer().loads(token)
        scope = MailKind(said) if said in set(MailKind) else Pace(said)
    except (BadData, TypeError, ValueError):
        raise Missing from None
    officer = db.session.get(Officer, officer_id) if isinstance(officer_id, int) else None
    if officer is None or officer.closed_at:
        raise Missing
    return Link(officer, scope)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=SALT)
