"""A PostgreSQL of our own, set up, lost and brought back by the words of docs/operator/backup.md, and by no others."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

import psycopg

from bench.places import ROOT
from bench.processes import free_port
from innsats.cli.backup.postgresql import tool

ARCHIVE_TIMEOUT_SECONDS = 2  # in place of the minutes that operators are told
PAGE = (ROOT / "docs" / "operator" / "backup.md").read_text().partition("## PostgreSQL: to any moment")[2]
ARCHIVE, BASE, UNPACK, RECOVERY, AGAIN = re.findall(r"```(?:ini|sh)\n(.*?)```", PAGE, re.DOTALL)
MOMENT = "2026-11-26 14:05:00+01"
INNSATS = r"(?:/opt/innsats/\.venv/bin/)?\binnsats (?=[a-z])"
# It refuses to run as root, and calls our Python, which may lie in root's own folder.
AS_POSTGRES = ("setpriv --reuid postgres --regid postgres --init-groups --inh-caps +dac_override"
               " --ambient-caps +dac_override --").split()  # fmt: skip
OPTIONS = "-c listen_addresses=127.0.0.1 -c track_commit_timestamp=on"
ROLES = {"DATABASE_URL": ("innsats_serve", ""), "MIGRATE_DATABASE_URL": ("innsats_migrate", "CREATEDB")}


class ArchivedPostgres:
    """On one port all its life, with its archive and the identity that opens it in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._bin, self.folder, self.data = Path(tool("initdb")).parent, folder, folder / "data"
        self.port, self.identity = free_port(), folder / "identity"
        where = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "postgres", "PYTHONPATH": str(ROOT)}
        self._environment = {**os.environ, **where, "PATH": f"{self._bin}:{os.environ['PATH']}"}
        self.recipient = ""

    def make(self) -> dict[str, str]:
        """Lay it with its archive. The settings by which the product meets it, as both roles."""
        self.run("mkdir -m 0700 wal && initdb -D data --auth=trust --username=postgres -E UTF8 --locale=C.UTF-8")
        self.recipient = self.run(f"innsats backup-key {self.identity}").partition("=")[2].split()[0]
        self._set(ARCHIVE)
        self.start()
        with self._connected() as server:
            for role, may in ROLES.values():
                server.execute(f"CREATE ROLE {role} LOGIN {may}")
        return {name: f"postgres://{role}@127.0.0.1:{self.port}/postgres" for name, (role, _) in ROLES.items()}

    def run(self, words: str, **more: str) -> str:
        """What commands of the page say, as the user that PostgreSQL runs as. Raises CalledProcessError."""
        command = [*(AS_POSTGRES if os.getuid() == 0 else ()), "bash", "-euc", self._here(words)]
        return subprocess.run(
            command, cwd=self.folder, env=self._environment | more, check=True, capture_output=True, text=True
        ).stdout

    def start(self) -> None:
        self.run(f"pg_ctl -D data -l log -w -o '-p {self.port} -k {self.folder} {OPTIONS}' -t 300 start")

    def stop(self, how: str = "fast") -> None:
        self.run(f"pg_ctl -D data -m {how} -w stop")

    def lose(self) -> None:
        """From one moment to the next, with its disk."""
        self.stop("immediate")
        shutil.rmtree(self.data)

    def bring_back(self, instant: datetime | None = None, *, identity: Path | None = None) -> float:
        """From the archive, as it was then; else all that was archived. Seconds until it may be written in.

        `identity`: another than its own, for the log. Raises CalledProcessError when PostgreSQL does not start.
        """
        self.run("rm -rf data")
        began = monotonic()
        self.unpack(self.identity)
        lines = self._here(RECOVERY.replace(MOMENT, str(instant)), identity).splitlines()
        self._set("\n".join(line for line in lines if instant or not line.startswith("recovery_target")))
        self.start()
        with self._connected() as server:
            while server.execute("SELECT pg_is_in_recovery()").fetchall() == [(True,)]:
                sleep(0.02)
        return monotonic() - began

    def unpack(self, identity: Path) -> None:
        """The base, into a data directory that is new."""
        self.run(f"mkdir -m 0700 data && cd data\n{self._here(UNPACK, identity)}")

    def log(self) -> str:
        """All that it has said."""
        return (self.folder / "log").read_text()

    def close(self) -> None:
        """Ended, whether it runs or not."""
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres", autocommit=True)

    def _set(self, lines: str) -> None:
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(self._here(lines) + "\n")

    def _here(self, words: str, identity: Path | None = None) -> str:
        """The words of the page with the places, keys and programs that are here."""
        for there, here in (
            ("/media/key/innsats-backup-identity.txt", identity or self.identity), ("/media/key", self.folder),
            ("/var/backups", self.folder), ("/usr/lib/postgresql/15/bin", self._bin), ("base-2026-11-26", "base-*"),
            ("age1…", self.recipient), ("_timeout = 240", f"_timeout = {ARCHIVE_TIMEOUT_SECONDS}"),
        ):  # fmt: skip
            words = words.replace(there, str(here))
        return re.sub(INNSATS, f"{sys.executable} -m innsats.cli ", words)
