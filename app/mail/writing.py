"""A mail as it is sent: text and simple HTML, in the officer's language, of what may be told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from flask import current_app, render_template, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.comments.events import CommentHidden, CommentPosted, CommentShown
from app.core.clock import now
from app.core.events import Event
from app.core.i18n import digits, in_language, long_date
from app.core.log import LogEntry
from app.core.text import tidy_line
from app.following.events import FacedToo
from app.mail.headers import POLICY
from app.mail.kinds import PACES
from app.mail.models import Mail, MailKind, Pace
from app.mail.outbox import host
from app.mail.outcomes import list_outcomes
from app.mail.queries import Item, list_items
from app.mail.reasons import why
from app.mail.stopping import token_of
from app.moderation.events import ConcernKept
from app.notifications.things import page_of, said_of
from app.officers.models import Officer
from app.posts.events import PostHidden, PostPinned, PostShown
from app.versions.events import VersionHidden

LONGEST = 120  # letters of a subject
MOST = 30  # lines of a digest; the bell has the rest


# Who did it is not said to those it is told to: a moderator decides as a moderator, and who faces a
# trouble is a number (docs/words.md).
NAMELESS: set[type[Event]] = {
    *(PostHidden, PostShown, PostPinned, CommentHidden, CommentShown, ConcernKept),
    FacedToo,
    VersionHidden,
}


@dataclass(frozen=True, slots=True)
class Line:
    said: str
    who: str  # with title and office, as they were; "" where it is not said
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
        lines = [_line(heap, officer) for heap in gathered(items)]
        words = {
            "lines": lines[:MOST],
            "more": len(lines[MOST:]),
            "together": pace != Pace.AT_ONCE,
            "headed": len(lines) > 1 or scope == MailKind.OUTCOMES,
            "why": _why(officer, items, pace, scope),
            "stop": stop,
            "settings": at_home(url_for("mail.settings")),
            "all_of_it": at_home(url_for("notifications.bell_list")),
            "language": language,
            "subject": _subject(lines, scope),
        }
        letter = EmailMessage(policy=POLICY)
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


def gathered(items: list[Item]) -> list[list[Item]]:
    """As lines: colleagues' comments under one post are told together, where the newest stands.
    What is said to this officer alone has a line of its own."""
    heaps: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        alone = 0 if _is_one_of_many(item) else item.entry.id
        heaps.setdefault((item.thing, alone), []).append(item)
    return list(heaps.values())


def _is_one_of_many(item: Item) -> bool:
    event = item.entry.event
    if not isinstance(event, CommentPosted) or item.kind == MailKind.OUTCOMES:
        return False
    return not (item.mentions or item.yours.answered or event.asks or event.senior)


def _line(heap: list[Item], officer: Officer) -> Line:
    """It opens where the first of a heap stands: that is read first."""
    item = heap[0]
    entry = item.entry
    who = _one_line(in_language(entry.actor_text_bn, entry.actor_text_en))
    return Line(
        said=_one_line(_said(heap, officer).striptags()),
        who="" if type(entry.event) in NAMELESS else _last_of(heap, who),
        entry=entry,
        reason=_one_line(item.reason),
        address=at_home(page_of(item.thing, heap[-1].comment_id)),
    )


def _said(heap: list[Item], officer: Officer) -> Markup:
    """What somebody wrote cannot be taken for our tags: it is escaped until they are stripped."""
    if len(heap) == 1:
        return said_of(heap[0], officer, _quoted)
    number, what = len(heap), escape(_quoted(heap[0].title, heap[0].language))
    if heap[0].yours.post:
        said = _("%(n)s comments on your post %(what)s", n=digits(number), what=what)
    else:
        said = _("%(n)s comments on %(what)s", n=digits(number), what=what)
    return Markup(said)  # noqa: S704  (ours, with what was escaped)


def _last_of(heap: list[Item], who: str) -> str:
    return _("the last by %(who)s", who=who) if len(heap) > 1 else who


def _quoted(title: str, _language: str) -> str:
    """A title among plain words ends where its quotation mark does; its own become single ones."""
    return f"“{title.translate(_SINGLE)}”"


_SINGLE = str.maketrans("“”", "‘’")


def _subject(lines: list[Line], scope: MailKind | Pace) -> str:
    """It begins with what happened: a small screen shows no more, and a title may be cut."""
    more = ""
    if scope == MailKind.OUTCOMES:
        return _("What came of your words, %(day)s", day=long_date(now()))
    if isinstance(scope, Pace) and len(lines) > 1:
        number = len(lines)
        said = ngettext("%(num)s piece of news in Uthan", "%(num)s pieces of news in Uthan", number)
        return _("%(news)s, %(day)s", news=digits(said), day=long_date(now()))
    if len(lines) > 1:
        more = _(", and %(number)s more", number=digits(len(lines) - 1))
    said, most = lines[0].said, LONGEST - len(more)
    return (said if len(said) <= most else said[: most - 1].rstrip() + "…") + more


def _why(officer: Officer, items: list[Item], pace: Pace, scope: MailKind | Pace) -> str:
    if isinstance(scope, Pace):
        return _("Why this mail: such news is set to “%(pace)s” for you.", pace=PACES[pace])
    reason, when = why(items[0], officer), PACES[pace]
    return _(
        "Why this mail: %(reason)s, and such news is set to “%(pace)s”.", reason=reason, pace=when
    )


def _one_line(words: str) -> str:
    """Without line ends and marks that cannot be seen: a header is one line."""
    return tidy_line(words)
