from flask import Blueprint

from app.core.links import Links
from app.naming.queries import list_reached
from app.officers.queries import Person

bp = Blueprint("naming", __name__)


@bp.app_template_global()
def reached_by(links: Links) -> list[tuple[str, Person | None]]:
    """For a preview: each mention with whom it reaches today. Whether they may read the post, it
    does not say: that would tell who sits in whose reach."""
    return list_reached(links)
