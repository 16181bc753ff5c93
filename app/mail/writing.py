"""A mail as it is sent: text and simple HTML, in the officer's language, of what may be told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from flask import current_app, render_template, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app.core.clock import now
from app.core.i18n import digits, in_language, long_date
from app.core.log import LogEntry
from app.core.text import tidy_line
from app.mail.kinds import PACES, WHY
from app.mail.models import Mail, MailKind, Pace
from app.mail.outbox import host
from app.mail.outcomes import list_outcomes
from app.mail.queries import Item, list_items
from app.mail.stopping import token_of
from app.notifications.things import page_of, said_of
from app.officers.models import Officer

LONGEST = 120  # letters of a subject
MOST = 30  # lines of a digest; the bell has the rest


@dataclass(frozen=True, slots=True)
class Line:
    said: str
    who: str  # with title and office, as they were
    entry: LogEntry
    reason: str
    address: str


def letter_of(mail: Mail) -> EmailMessage | None:
    """None when nothing is left to say."""
    if mail.officer.closed_at:
        return None
    items = list_outcomes(mail.officer) if mail.outcomes else list_items(mail)
    if not items:
        return None
    scope = mail.pace if mail.pace != Pace.AT_ONCE and not mail.outcomes else items[0].kind
    letter = compose(mail.officer, items, mail.pace, scope)
    letter["Message-ID"] = mail.message_id
    return letter


def compose(
    officer: Officer, items: list[Item], pace: Pace, scope: MailKind | Pace
) -> EmailMessage:
    with speaking(officer.language or "bn") as language:
        stop = at_home(url_for("mail.stop", token=token_of(officer.id, scope), lang=language))
        lines = [_line(item) for item in items[:MOST]]
        words = {
            "lines": lines,
            "more": len(items) - len(lines),
            "together": pace != Pace.AT_ONCE,
            "why": _why(pace, scope),
            "stop": stop,
            "settings": at_home(url_for("mail.settings")),
            "all_of_it": at_home(url_for("notifications.bell_list")),
            "language": language,
            "subject": _subject(items, lines, scope),
        }
        letter = EmailMessage(policy=SMTP)
        letter["Subject"] = words["subject"]
        letter["From"] = sender()
        letter["To"] = Address(_one_line(officer.name), addr_spec=officer.email)
        letter["Date"] = format_datetime(now())
        letter["Auto-Submitted"] = "auto-generated"
        letter["List-Unsubscribe"] = f"<{stop}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        letter.set_content(render_template("mail/letter.txt", **words), cte="base64")
        html = render_template("mail/letter.html", **words)
        letter.add_alternative(html, subtype="html", cte="base64")
    return letter


def sender() -> Address | str:
    given: str = current_app.config["MAIL_FROM"]
    name = host()
    place = name if "." in name and not name.replace(".", "").isdigit() else "localhost"
    return given or Address(_("Uthan"), username="uthan", domain=place)


def at_home(path: str) -> str:
    """An address of ours: as it was set, whoever asks."""
    base: str = current_app.config["BASE_URL"]
    return base.rstrip("/") + path


@contextmanager
def speaking(language: str) -> Iterator[str]:
    """A request context of nobody: templates need one to speak and to link."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with app.test_request_context(), force_locale(language):
        yield language


def _line(item: Item) -> Line:
    entry = item.entry
    return Line(
        said=_said(item),
        who=_one_line(in_language(entry.actor_text_bn, entry.actor_text_en)),
        entry=entry,
        reason=_one_line(item.reason),
        address=at_home(page_of(item.thing, item.comment_id)),
    )


def _said(item: Item) -> str:
    """The sentence of the log, as plain words. What somebody wrote cannot be taken for our tags."""
    return _one_line(said_of(item, item.title).striptags())


def _subject(items: list[Item], lines: list[Line], scope: MailKind | Pace) -> str:
    if scope == MailKind.OUTCOMES:
        said = _("What came of your words, %(day)s", day=long_date(now()))
    elif isinstance(scope, Pace):
        number = len(items)
        said = ngettext("%(num)s piece of news in Uthan", "%(num)s pieces of news in Uthan", number)
        said = _("%(news)s, %(day)s", news=digits(said), day=long_date(now()))
    else:
        said = lines[0].said
        if len(items) > 1:
            more = digits(len(items) - 1)
            said = _("%(said)s, and %(number)s more", said=said, number=more)
    return said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"


def _why(pace: Pace, scope: MailKind | Pace) -> str:
    if isinstance(scope, Pace):
        return _("Why this mail: such news is set to “%(pace)s” for you.", pace=PACES[pace])
    reason, when = WHY[scope], PACES[pace]
    return _(
        "Why this mail: %(reason)s, and such news is set to “%(pace)s”.", reason=reason, pace=when
    )


def _one_line(words: str) -> str:
    """Without line ends and marks that cannot be seen: a header is one line."""
    return tidy_line(words)
