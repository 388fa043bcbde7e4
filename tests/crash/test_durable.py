"""What is acknowledged is on disk: what the product asks of its database, and that a trace which lies is found out."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from crash.durable import counted

DOCS = Path(settings.ROOT) / "docs"
WAITS = '71 fdatasync(23</tmp/x/seeded.sqlite3-wal>) = 0'
ANSWERS = '71 writev(40<TCP:[127.0.0.1:8000->127.0.0.2:5]>, [{iov_base="HTTP/1.1 200 OK"..., iov_len=9}], 1) = 9'


@pytest.mark.django_db
def test_sqlite_waits_for_the_disk_at_each_commit_of_a_page() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite's own file")
    with connection.cursor() as cursor:
        asked = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert asked == {"journal_mode": "wal", "synchronous": 2}  # 2 is FULL


@pytest.mark.django_db
def test_nothing_less_is_asked_of_postgresql_than_its_own_waiting() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("of PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SELECT source FROM pg_settings WHERE name IN ('synchronous_commit', 'fsync')")
        assert {source for (source,) in cursor.fetchall()} <= {"default", "command line", "configuration file"}


def test_no_page_for_operators_tells_to_do_without_the_disk() -> None:
    told = "\n".join(page.read_text() for page in (DOCS / "running.md", *(DOCS / "operator").rglob("*.md")))
    assert "synchronous_commit" not in told.replace("synchronous_commit=on", "") and "fsync=off" not in told


def test_an_answer_without_its_own_waiting_is_found_in_a_trace() -> None:
    assert counted([WAITS, ANSWERS, WAITS, ANSWERS]) == (2, 2)
    assert counted([WAITS, ANSWERS, ANSWERS]) == (2, 1)
    assert counted([ANSWERS, WAITS]) == (1, 0)
