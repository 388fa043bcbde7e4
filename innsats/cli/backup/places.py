"""Which database this installation has, and one moment of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from . import postgresql, sqlite
from .postgresql import PostgresDatabase
from .sqlite import SqliteFile

Place = SqliteFile | PostgresDatabase


def own_place() -> Place:
    """The database that is set, as the role that owns the tables."""
    from innsats.cli.database import serving_role

    given = settings.DATABASES["default"]
    if given["ENGINE"].endswith("sqlite3"):
        return SqliteFile(Path(given["NAME"]))
    return PostgresDatabase(
        host=given.get("HOST", ""), port=str(given.get("PORT") or 5432), user=given.get("USER", ""),
        password=given.get("PASSWORD", ""), name=given["NAME"], serving_role=serving_role(),
        more={name: said for name, said in given.get("OPTIONS", {}).items() if name.startswith("ssl")},
    )  # fmt: skip


@contextmanager
def one_moment(place: Place) -> Iterator[None]:
    """What is read in the block, and dumped in it, is one moment of the database, while others write."""
    kind = sqlite if isinstance(place, SqliteFile) else postgresql
    with kind.one_moment():
        yield


def dumped(place: Place) -> AbstractContextManager[BinaryIO]:
    """That moment's dump, to be read piece by piece."""
    return sqlite.dumped() if isinstance(place, SqliteFile) else postgresql.dumped(place)
