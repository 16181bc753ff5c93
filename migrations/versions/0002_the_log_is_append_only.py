"""The log is append-only

Nobody, not even this application, changes or drops an entry. One thing is allowed: to empty the facts
and the actor's words, when the law wants them forgotten; the chain of hashes does not cover them.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = (
    *("id", "created_at", "kind", "actor_kind", "actor_id", "seat_id"),
    *("facts_hash", "prev_hash", "hash"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        _upgrade_sqlite()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER log_is_append_only ON log")
        op.execute("DROP FUNCTION log_is_append_only()")
    else:
        op.execute("DROP TRIGGER log_keeps_entries")
        op.execute("DROP TRIGGER log_drops_no_entries")


def _upgrade_sqlite() -> None:
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in KEPT)
    refuse = "SELECT RAISE(ABORT, 'the log is append-only')"
    op.execute(
        f"CREATE TRIGGER log_keeps_entries BEFORE UPDATE ON log "
        f"WHEN {changed} OR (NEW.facts IS NOT OLD.facts AND NEW.facts IS NOT NULL) "
        f"BEGIN {refuse}; END"
    )
    op.execute(f"CREATE TRIGGER log_drops_no_entries BEFORE DELETE ON log BEGIN {refuse}; END")


def _upgrade_postgresql() -> None:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in KEPT)
    op.execute(
        f"""
        CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR {changed}
               OR (NEW.facts::text IS DISTINCT FROM OLD.facts::text AND NEW.facts IS NOT NULL)
            THEN
                RAISE EXCEPTION 'the log is append-only';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER log_is_append_only BEFORE UPDATE OR DELETE ON log "
        "FOR EACH ROW EXECUTE FUNCTION log_is_append_only()"
    )
