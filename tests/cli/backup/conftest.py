from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pyrage.x25519 import Identity

from innsats.cli.backup.places import Place, own_place
from innsats.cli.backup.taking import Taken, take_backup
from tests import world
from tests.conftest import stand_before_walls


@pytest.fixture
def identity() -> Identity:
    return Identity.generate()


@pytest.fixture
def place(committed: None) -> Iterator[Place]:
    """The tests' own database, up to date as a real one says it is, with a case in it that stands on disk."""
    recorder = MigrationRecorder(connection)
    for app, name in MigrationLoader(connection).graph.nodes:
        recorder.record_applied(app, name)
    world.with_plan(world.a_case(world.a_school()))
    stand_before_walls()  # as the role that backs up
    yield own_place()
    stand_before_walls(behind=True)
    recorder.flush()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.fixture
def taken(place: Place, folder: Path, identity: Identity) -> Taken:
    """A backup that nobody has restored yet."""
    return take_backup(place, folder, recipients=[identity.to_public()], at=world.AT, is_verified=False)


@pytest.fixture
def target(place: Place) -> Iterator[Place]:
    """A database beside that does not exist yet, and is gone afterwards."""
    beside = place.beside("target")
    beside.remove()
    yield beside
    connection.close()
    for one in (beside, beside.beside(KEPT)):
        one.remove()


KEPT = f"before-{world.AT:%Y%m%d-%H%M%S}"
