"""Where the seeded databases lie, and the environment in which the product meets one. Knows no Django."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench")
SEEDED_BY = ("clock.py", "country.py", "originals.py", "stamping.py", "seeding.py")


@dataclass(frozen=True, slots=True)
class Place:
    """One seeded database and its working copy, which a run may change."""

    vendor: str  # sqlite | postgresql
    cases_count: int
    is_all_open: bool = False  # every case is in the middle of its work

    @property
    def folder(self) -> Path:
        return HOME / f"{self.vendor}-{self.cases_count}{'-open' if self.is_all_open else ''}"

    @property
    def note(self) -> Path:
        """What was seeded, and from which migrations and code."""
        return self.folder / "seeded.json"

    @property
    def is_seeded(self) -> bool:
        return self.note.exists() and json.loads(self.note.read_text())["state"] == state()

    def environment(self, *, working: bool) -> dict[str, str]:
        """The settings with which a process meets the database, or its working copy."""
        serves, migrates = (self._address(name, working) for name in ("DATABASE_URL", "MIGRATE_DATABASE_URL"))
        mine = {
            "INNSATS_DATA_DIR": str(self.folder), "DATABASE_URL": serves, "MIGRATE_DATABASE_URL": migrates,
            "SECRET_KEY": "bench" * 10, "INNSATS_ROOT_KEY": "be" * 32, "DJANGO_SETTINGS_MODULE": "innsats.settings",
            "PYTHONPATH": str(ROOT), "INNSATS_MIGRATING": str(int(not working)), "INNSATS_MAIL": "file",
        }  # fmt: skip
        dropped = ("INNSATS_DEMO", "INNSATS_PRODUCTION", "INNSATS_DEVELOPMENT")
        return {name: value for name, value in os.environ.items() if name not in dropped} | mine

    def empty(self) -> None:
        """An empty database in an empty folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.vendor == "postgresql":
            self._as_owner(f'DROP DATABASE IF EXISTS "{self._name(False)}"', f'CREATE DATABASE "{self._name(False)}"')

    def copy(self) -> None:
        """A fresh working copy."""
        if self.vendor == "postgresql":
            self._as_owner(
                f'DROP DATABASE IF EXISTS "{self._name(True)}" WITH (FORCE)',
                f'CREATE DATABASE "{self._name(True)}" TEMPLATE "{self._name(False)}"',
            )
            return
        for end in ("", "-wal", "-shm"):
            (self.folder / f"{self._name(True)}{end}").unlink(missing_ok=True)
        files = [str(self.folder / self._name(working)) for working in (False, True)]
        subprocess.run(["cp", "--reflink=auto", *files], check=True)

    def _name(self, working: bool) -> str:
        if self.vendor == "postgresql":
            return f"bench_{self.cases_count}{'_open' if self.is_all_open else ''}{'_working' if working else ''}"
        return "working.sqlite3" if working else "seeded.sqlite3"

    def _address(self, name: str, working: bool) -> str:
        if self.vendor == "sqlite":
            return f"sqlite:///{self.folder / self._name(working)}"
        return f"{os.environ[name].rpartition('/')[0]}/{self._name(working)}"

    def _as_owner(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(os.environ["MIGRATE_DATABASE_URL"], autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def state() -> str:
    """The hash of every migration and of the code that seeds: another state calls for another seed."""
    read = sorted(ROOT.glob("innsats/*/migrations/*.py")) + [ROOT / "bench" / name for name in SEEDED_BY]
    return hashlib.sha256(b"".join(path.read_bytes() for path in read)).hexdigest()


def python(
    module: str, *arguments: str, place: Place, working: bool = True, port: int = 0, stdout: int | None = None
) -> subprocess.Popen[str]:
    """A Python process that meets the database of `place`."""
    command = [sys.executable, "-m", module, *arguments]
    environment = place.environment(working=working) | ({"PORT": str(port)} if port else {})
    return subprocess.Popen(command, env=environment, cwd=ROOT, text=True, stdout=stdout)
