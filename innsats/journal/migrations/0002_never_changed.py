"""Triggers refuse to change or remove what has happened, on both databases, whoever asks."""

from django.db import migrations

KEPT = ("journal_event", "journal_look", "journal_anchor", "journal_refusal")


def add(apps, schema_editor):
    for table in KEPT:
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


def remove(apps, schema_editor):
    on_table = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in KEPT:
        for what in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{what}{on_table.format(table=table)}")


def _sqlite(what):
    name, refuse = f"{{table}}_no_{what.lower()}", "SELECT RAISE(ABORT, 'the journal is never changed')"
    return f"CREATE TRIGGER {name} BEFORE {what} ON {{table}} BEGIN {refuse}; END"


def _postgresql(what):
    name = f"{{table}}_no_{what.lower()}"
    return f"CREATE TRIGGER {name} BEFORE {what} ON {{table}} FOR EACH ROW EXECUTE FUNCTION journal_is_kept()"


FUNCTION = (
    "CREATE OR REPLACE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is never changed'; END $$"
)
STATEMENTS = {
    "sqlite": [_sqlite("UPDATE"), _sqlite("DELETE")],
    "postgresql": [FUNCTION, _postgresql("UPDATE"), _postgresql("DELETE")],
}


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_events")]
    operations = [migrations.RunPython(add, remove)]
