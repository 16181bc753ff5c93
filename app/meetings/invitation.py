"""A meeting as calendars read it (RFC 5545)."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event

from app.meetings.models import Meeting

USUAL = timedelta(hours=1)  # nobody says how long a meeting will take


def calendar_of(meeting: Meeting) -> bytes:
    """Whose office, when and where: no trouble and no name stands in it, for calendars are passed
    on. In UTC, which every calendar knows."""
    event = Event()
    event.add("uid", f"meeting-{meeting.id}@{_host()}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", meeting.starts_at)
    event.add("duration", USUAL)
    event.add("summary", _("Review meeting: %(office)s", office=meeting.office.name))
    event.add("location", meeting.place)
    event.add("url", url_for("meetings.page", meeting_id=meeting.id, _external=True))
    event.add("status", "CANCELLED" if meeting.called_off_at else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Uthan//Review meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.called_off_at else "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()


def _host() -> str:
    """Stays what it is while the house keeps its address."""
    return urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
