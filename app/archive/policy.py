from flask_babel import lazy_gettext as _l

from app.archive.models import Batch
from app.core.policy import rule
from app.officers.models import Officer


@rule(Batch)
def bring_in(officer: Officer, _batch: type[Batch]) -> object | None:
    if officer.administrator_since is None:
        return _l("Only an administrator may import an archive.")
    return None
