from app.core.policy import rule
from app.notifications.models import Notification
from app.officers.models import Officer


@rule(Notification)
def read(_officer: Officer, _own: type[Notification]) -> object | None:
    """One's own notifications are always one's own to read; nobody else's are ever found."""
    return None
