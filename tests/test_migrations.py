"""The migrations build the schema of the models, on both databases, and the log cannot be changed."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DatabaseError

from app.core.db import Base, db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.officers.models import Officer
from app.posts.models import Post, PostKind
from app.posts.operations import Written, write_post
from tests.make import make_idea, say


@pytest.fixture
def entry_id(app, cast):
    with app.test_request_context(), transaction():
        officer = db.session.get(Officer, cast["rahima"])
        write_post(officer, Written(PostKind.QUESTION, "T", {"body": "b"}))
    with app.app_context():
        return db.session.scalars(select(LogEntry.id)).one()


def test_the_migrations_build_the_schema_of_the_models(app):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_step_goes_back_and_forth(app):
    with app.app_context():
        downgrade(revision="base")
        db.session.remove()
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert "log" in inspect(db.engine).get_table_names()


@pytest.mark.parametrize(
    "change",
    [
        *("DELETE FROM log", "UPDATE log SET kind = 'x'", "UPDATE log SET actor_id = 99"),
        *("UPDATE log SET hash = 'x'", "UPDATE log SET facts = '{}'"),
    ],
)
def test_the_log_refuses_to_be_changed(app, entry_id, change):
    with app.app_context():
        if change.startswith("DELETE"):
            db.session.execute(text("DELETE FROM log_subjects"))
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text(change))


def test_what_must_be_forgotten_can_be_emptied(app, entry_id):
    with app.app_context():
        db.session.execute(
            text("UPDATE log SET facts = NULL, actor_text_bn = '', actor_text_en = ''")
        )
        db.session.commit()


def test_a_step_keeps_what_stands_on_a_post(app):
    """SQLite must not make the table of posts anew from under its comments."""
    post_id = make_idea(app)
    say(app, post_id)
    with app.app_context():
        downgrade(revision="0007")
        upgrade()
        assert db.session.scalar(text("SELECT count(*) FROM comments")) == 1
        assert db.session.get_one(Post, post_id).merged_into_id is None
