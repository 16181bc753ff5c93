"""What the tests of search do: someone writes, the worker works, someone looks."""

import pytest
from sqlalchemy import func, select

from app import worker
from app.core.db import db
from app.core.transaction import transaction
from app.core.work import Work
from app.officers.models import Officer
from app.posts.models import Audience, PostKind
from app.posts.operations import Written, write_post
from app.search import listener
from app.search.queries import search


class House:
    """What the tests do: someone writes, the worker works, someone searches."""

    def __init__(self, app, cast):
        self.app, self.cast = app, cast

    def officer(self, name):
        return db.session.get(Officer, self.cast[name])

    def write(self, title, body="as the title says", by="rahima", audience=Audience.ALL):
        with self.app.test_request_context(), transaction():
            written = Written(PostKind.QUESTION, title, {"body": body}, audience)
            return write_post(self.officer(by), written).id

    def do(self, deed, *args):
        with self.app.test_request_context(), transaction():
            return deed(*args)

    def work(self):
        with self.app.app_context():
            listener.build_if_needed()
            while worker.drain():
                pass

    def waiting(self):
        """Entries that the index does not know of yet."""
        waits = Work.listener == "search", Work.done_at.is_(None)
        return db.session.scalar(select(func.count()).select_from(Work).where(*waits))

    def find(self, who, typed, **options):
        self.work()
        with self.app.test_request_context():
            return search(self.officer(who), typed, **options)

    def ids(self, who, typed, **options):
        return [hit.id for hit in self.find(who, typed, **options).hits]


@pytest.fixture
def house(app, cast):
    return House(app, cast)
