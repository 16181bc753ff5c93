from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from app.core.clock import today
from app.core.policy import rule, standing
from app.officers.models import Officer
from app.officers.policy import OWN

# What stays open to who has retired, beside what is one's own: to write to all officers, to answer,
# and to care for what one wrote. A new deed is closed to them until it is named here.
ADVICE = OWN | {
    *("write", "comment_on", "reply_to", "edit", "withdraw"),
    *("attach", "attach_to", "choose", "remove"),
    *("mark_answer", "take_back_answer", "raise_concern", "follow", "answer_challenge"),
    *("follow_what", "stop_following_what", "face_no_more"),
    *("keep_draft", "change_draft", "discard_draft"),
    *("edit_profile", "take_first_step"),
    *("agree_to_be_named", "stay_unnamed"),
}

_SERVES = _l("You are retired: what is done and decided here is for officers in service.")
_REASONS = {
    **dict.fromkeys(
        ("endorse", "mark_read", "ask_about"),
        _l("You are retired: a senior's word is given in service. Your comment is welcome."),
    ),
    "flag": _l(
        "You are retired: an officer in service flags a citizen's issue. Tell of it in a comment."
    ),
    **dict.fromkeys(
        ("accept", "decline", "join", "give_order", "give_sub_order", "withdraw_order"),
        _l("You are retired: orders are given by officers in service."),
    ),
    **dict.fromkeys(
        (
            *("acknowledge", "ask_back", "answer_back", "forward", "ask_time", "give_time"),
            *("refuse_time", "mark_done", "verify", "send_back", "dispute", "add_evidence"),
            *("report", "accept_report", "return_report"),
        ),
        _l("You are retired: officers in service do the work, and answer for it."),
    ),
    **dict.fromkeys(
        ("move_idea", "take_in"),
        _l("You are retired: officers in service decide about an idea. Your comment is welcome."),
    ),
    **dict.fromkeys(
        ("give_notice", "write_to_office"),
        _l("You are retired and speak for no office: write to all officers."),
    ),
    "face": _l("You are retired: who faces this trouble is counted by offices in service."),
    "name_delegate": _l("You are retired: only a senior in service has a private secretary."),
}


@standing
def serves(officer: Officer, action: str) -> object | None:
    """Rank stays as a title; authority ends with the service."""
    if officer.retired_on is None or action in ADVICE:
        return None
    return _REASONS.get(action, _SERVES)


@rule(Officer)
def retire(officer: Officer, whom: Officer) -> object | None:
    if officer.administrator_since is None:
        return _l("Only an administrator may do this.")
    if officer.id == whom.id:
        return _l("Another administrator must do this for you.")
    if whom.closed_at:
        return _l("This account is closed.")
    return None


@rule(Officer)
def return_to_service(officer: Officer, whom: Officer) -> object | None:
    return retire(officer, whom) or (None if whom.retired_on else _l("This officer is in service."))


def refusal_to_retire(whom: Officer, since: date, leave_until: date | None) -> object | None:
    """Why this officer cannot be out of service from that day; the caller has the rule's leave."""
    if whom.retired_on:
        return _l("This officer is retired already.")
    if since > today():
        return _l("Retire an officer on the day itself, not before: the seats end at once.")
    if leave_until and leave_until < since:
        return _l("The leave cannot end before it begins.")
    begun = [held.since for held in whom.holdings if held.since >= since]
    if begun:
        return _l(
            "A seat was taken after that day: choose %(day)s or later.",
            day=max(begun) + timedelta(days=1),
        )
    return None
