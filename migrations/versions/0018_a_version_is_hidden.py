"""A moderator may hide one earlier version of a post"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("post_versions", sa.Column("hidden_at", sa.DateTime(timezone=True)))
    # Said in SQL that both databases know, as in 0013.
    op.execute(
        "ALTER TABLE post_versions ADD COLUMN hidden_by_id INTEGER"
        " CONSTRAINT fk_post_versions_hidden_by_id REFERENCES officers (id)"
    )
    op.add_column("post_versions", sa.Column("hidden_reason", sa.String()))


def downgrade() -> None:
    for column in ("hidden_reason", "hidden_by_id", "hidden_at"):
        op.execute(f"ALTER TABLE post_versions DROP COLUMN {column}")
