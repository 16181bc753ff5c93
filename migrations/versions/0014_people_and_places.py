"""A place is found by its other spellings too"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Said without a batch: offices and officers stand under too many others to be made anew.
    op.add_column("offices", sa.Column("also", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("offices", "also")
