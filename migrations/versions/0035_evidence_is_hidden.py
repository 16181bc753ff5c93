"""A moderator may hide one piece of evidence"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence", sa.Column("hidden_at", sa.DateTime(timezone=True)))
    # Said in SQL that both databases know, as in 0013.
    op.execute(
        "ALTER TABLE evidence ADD COLUMN hidden_by_id INTEGER"
        " CONSTRAINT fk_evidence_hidden_by_id REFERENCES officers (id)"
    )
    op.add_column("evidence", sa.Column("hidden_reason", sa.String()))


def downgrade() -> None:
    for column in ("hidden_reason", "hidden_by_id", "hidden_at"):
        op.execute(f"ALTER TABLE evidence DROP COLUMN {column}")
