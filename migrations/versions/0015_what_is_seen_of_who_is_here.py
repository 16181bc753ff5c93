"""What colleagues see of who is on a page at this moment"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("officers", sa.Column("presence", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column("officers", "presence")
