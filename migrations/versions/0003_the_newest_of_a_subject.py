"""The newest entry of a subject is found in the index alone"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_log_subjects_subject_entry_id", "log_subjects", ["subject", "entry_id"], unique=False
    )
    op.drop_index("ix_log_subjects_subject", table_name="log_subjects")


def downgrade() -> None:
    op.create_index("ix_log_subjects_subject", "log_subjects", ["subject"], unique=False)
    op.drop_index("ix_log_subjects_subject_entry_id", table_name="log_subjects")
