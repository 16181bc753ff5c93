"""What happened, as a sentence: for lists of notifications, for histories. One template a kind of
event, in templates/log/."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from app.core.events import PREPARED_BN, PREPARED_EN
from app.core.i18n import in_language
from app.core.log import LogEntry


def sentence(entry: LogEntry, what: str | Markup, **reader: Any) -> Markup:
    """`what` names the main subject: its title, as text or as safe HTML; `reader`: who is told, and
    what of it is theirs."""
    said = render_template(
        f"log/{entry.kind}.html",
        entry=entry,
        event=entry.event,
        who=name_of(entry),
        prepared=preparer_of(entry),
        what=what,
        **reader,
    )
    return Markup(said.strip())  # noqa: S704  (a template of ours, which escapes what it is given)


def name_of(entry: LogEntry) -> str:
    """Who did it, without title and place: those stand in the entry for the file, and make a
    sentence long."""
    return in_language(entry.actor_text_bn, entry.actor_text_en).partition(", ")[0]


def preparer_of(entry: LogEntry) -> str:
    """Whose words they were before they were said by who did it; "" when nobody else's."""
    bn, en = entry.actor_text_bn.partition(PREPARED_BN), entry.actor_text_en.partition(PREPARED_EN)
    return in_language(bn[2], en[2]).partition(", ")[0]
