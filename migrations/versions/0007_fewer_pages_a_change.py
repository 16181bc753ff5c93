"""A change writes fewer pages: what is told of one entry lies side by side, and an index that no
query asks is gone"""

from alembic import op
from sqlalchemy import text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ABOUT_ONE = text("concern_id IS NOT NULL")
_UNREAD = text("read_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_log_kind", table_name="log")
    op.drop_index("ix_notifications_unread", table_name="notifications")
    op.drop_index("ix_notifications_entry_id", table_name="notifications")
    op.drop_index("ix_notifications_concern_id", table_name="notifications")
    with op.batch_alter_table("notifications") as batch_op:
        batch_op.drop_constraint("uq_notifications_officer_id_entry_id", type_="unique")
        batch_op.create_unique_constraint(
            "uq_notifications_entry_id_officer_id", ["entry_id", "officer_id"]
        )
    op.create_index("ix_notifications_officer", "notifications", ["officer_id", "read_at", "thing"])
    op.create_index(
        "ix_notifications_concern_id",
        "notifications",
        ["concern_id"],
        sqlite_where=_ABOUT_ONE,
        postgresql_where=_ABOUT_ONE,
    )


def downgrade() -> None:
    op.drop_index("ix_notifications_concern_id", table_name="notifications")
    op.drop_index("ix_notifications_officer", table_name="notifications")
    with op.batch_alter_table("notifications") as batch_op:
        batch_op.drop_constraint("uq_notifications_entry_id_officer_id", type_="unique")
        batch_op.create_unique_constraint(
            "uq_notifications_officer_id_entry_id", ["officer_id", "entry_id"]
        )
    op.create_index("ix_notifications_concern_id", "notifications", ["concern_id"])
    op.create_index("ix_notifications_entry_id", "notifications", ["entry_id"])
    op.create_index(
        "ix_notifications_unread",
        "notifications",
        ["officer_id", "thing"],
        sqlite_where=_UNREAD,
        postgresql_where=_UNREAD,
    )
    op.create_index("ix_log_kind", "log", ["kind"])
