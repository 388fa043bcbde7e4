"""Bringing a database up to this version. A new one is laid at once, as the models stand, and not step by step.

On an empty database Django draws up a hundred models anew for each of some four hundred steps: a minute of work. What
the migrations do beside making tables (triggers, and the functions they call) is done here by the same code, in the
same order. What they did with rows is marked `elidable`: a new database has none. A test goes both ways and compares.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from . import walls
from .owners import keep_owners


def missing_count() -> int:
    """How many migrations this database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def bring_up_to_date() -> None:
    """Whole or not at all where it is laid anew; else migration by migration."""
    recorder = MigrationRecorder(connection)
    tables = set(connection.introspection.table_names()) - {recorder.Migration._meta.db_table}
    if tables or recorder.applied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
        raise_guards()
        return
    recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        guard(editor)
        note_as_seen()
    raise_guards()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def raise_guards() -> None:
    """What every table has as the models stand: that its rows keep their owner, and on PostgreSQL the wall."""
    keep_owners()
    walls.raise_walls()


def note_as_seen() -> None:
    """Every migration of this version, as one that this database has seen."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(connection).graph.nodes:
        recorder.record_applied(app, name)


def guard(editor: BaseDatabaseSchemaEditor) -> None:
    """What our migrations do to new tables beside making them."""
    loader = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("innsats.")}
    done: dict[tuple[str, str], None] = {}
    for leaf in loader.graph.leaf_nodes():
        done |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    for key in done:
        for step in loader.graph.nodes[key].operations if key[0] in ours else []:
            if isinstance(step, RunPython) and not step.elidable:
                step.code(apps, editor)  # type: ignore[arg-type]  # the models of now are those of the last step
