"""The power goes while SQLite writes its log: what is found afterwards is whole, and ends with an act that was done.

The log is cut at each 512 bytes, the size that a disk writes at once; and again with the last of them half written.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from innsats.cases.actions import report_concern
from innsats.journal.actors import ANONYMOUS
from innsats.rules.reports import Arena
from tests import world

SECTOR_BYTES = 512
REPORTS_COUNT = 4
FEWEST_CUTS = 2_000
STATE = """
    SELECT (SELECT count(*) FROM cases_report), (SELECT count(*) FROM cases_due), (SELECT count(*) FROM vault_datakey),
           (SELECT count(*) FROM journal_event), (SELECT hash FROM journal_event ORDER BY id DESC LIMIT 1)
"""
pytestmark = [pytest.mark.sqlite, pytest.mark.slow, pytest.mark.usefixtures("committed")]


def state_of(database: sqlite3.Connection) -> tuple[object, ...]:
    return tuple(database.execute(STATE).fetchone())


@pytest.fixture
def written(tmp_path: Path) -> Iterator[tuple[Path, list[tuple[int, tuple[object, ...]]]]]:
    """A copy of a database with its log, and after each act how long the log was and what stood there."""
    school = world.a_school()
    world.a_principal(school)
    database = Path(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    marks = [(0, state_of(connection.connection))]
    for number in range(REPORTS_COUNT):
        report_concern(school.uuid, by=ANONYMOUS, at=world.AT, text=f"Melding {number}", arena=Arena.SCHOOL)
        marks.append((Path(f"{database}-wal").stat().st_size, state_of(connection.connection)))
    for end in ("", "-wal"):
        shutil.copy(f"{database}{end}", tmp_path / f"whole{end}")
    yield tmp_path / "whole", marks
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint=1000")


def test_wherever_the_log_is_cut_what_is_found_is_whole_and_what_was_done(written):
    whole, marks = written
    log, dice, cuts_count = Path(f"{whole}-wal").read_bytes(), Random(2026), 0
    assert len({state for _, state in marks}) == REPORTS_COUNT + 1
    for cut in range(0, len(log) + 1, SECTOR_BYTES):
        expected = [state for length, state in marks if length <= cut][-1]
        torn = log[:cut] + dice.randbytes(SECTOR_BYTES // 2) + bytes(SECTOR_BYTES // 2)
        for found_log in (log[:cut], torn):
            assert recovered(whole, found_log) == ("ok", expected), f"cut at {cut}"
            cuts_count += 1
    assert cuts_count >= FEWEST_CUTS


def recovered(whole: Path, log: bytes) -> tuple[str, tuple[object, ...]]:
    """What SQLite says of its file, and what stands there, when it finds this log beside it. The file stays as it is:
    the log is read into it, and not written.
    """
    Path(f"{whole}-wal").write_bytes(log)
    Path(f"{whole}-shm").unlink(missing_ok=True)
    with closing(sqlite3.connect(f"file:{whole}?mode=ro", uri=True)) as database:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0]), state_of(database)
