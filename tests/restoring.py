"""One PostgreSQL database put back after each test: rows are deleted and put in again."""

from functools import cache

import psycopg
from psycopg import sql

from tests.databases import connection_to, plain_url

PUT_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SEQUENCES = (
    "SELECT format('public.%I', sequencename) AS name, last_value, start_value"
    " FROM pg_sequences WHERE schemaname = 'public'"
)
SET_SEQUENCES = (
    "SELECT setval(name, coalesce(last_value, start_value), last_value IS NOT NULL)"
    " FROM as_made.sequences"
)


def remember(url: str) -> None:
    """Keep a copy of every row of a database, for `restore`."""
    with psycopg.connect(plain_url(url)) as connection:
        connection.execute("CREATE SCHEMA as_made")
        connection.execute("CREATE TABLE as_made.sequences AS " + SEQUENCES)
        for table, _ in _tables(connection):
            statement = sql.SQL("CREATE TABLE as_made.{0} AS TABLE public.{0}")
            connection.execute(statement.format(sql.Identifier(table)))


def restore(url: str) -> None:
    """Put every row and every sequence back as `remember` found them, and put out whoever is still
    connected. What a test did to the schema stays: for such tests there is `clone`."""
    connection_to(url).execute(_restoring(url))


@cache
def _restoring(url: str) -> sql.Composed:
    """The statements, in one string and so in one transaction. As a replica one is not held up by
    foreign keys, nor by the triggers that keep the log as it is."""
    connection = connection_to(url)
    steps: list[sql.Composable] = [
        sql.SQL(PUT_OUT),
        sql.SQL("SET LOCAL session_replication_role = replica"),
    ]
    for table, columns in _tables(connection):
        names = {"table": sql.Identifier(table), "columns": sql.SQL(columns)}
        steps.append(sql.SQL("DELETE FROM public.{table}").format(**names))
        kept = sql.SQL("SELECT 1 FROM as_made.{table} LIMIT 1").format(**names)
        if connection.execute(kept).fetchone():
            back = (
                "INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE"
                " SELECT {columns} FROM as_made.{table}"
            )
            steps.append(sql.SQL(back).format(**names))
    steps.append(sql.SQL(SET_SEQUENCES))
    return sql.SQL("; ").join(steps)


def _tables(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Tables, and their columns but for those that the database computes itself."""
    found = connection.execute(
        "SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
        " FROM information_schema.columns JOIN information_schema.tables"
        " USING (table_schema, table_name)"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'"
        " GROUP BY table_name ORDER BY table_name"
    )
    return list(found)
