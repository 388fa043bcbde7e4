"""A database that was just laid, and the environment in which the product serves it and this process meets it too."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import at_work, places
from bench.places import ROOT, Place


def vendor_here() -> str:
    """PostgreSQL when the environment names one (.ci/postgres), else SQLite."""
    return "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def empty_place(purpose: str) -> Place:
    """An empty database in a folder of its own, which is `places.HOME` from now on. Whoever is content removes it."""
    places.HOME = Path(tempfile.mkdtemp(prefix=f"innsats-{purpose}-"))
    place = Place(vendor_here(), 0)
    place.empty()
    return place


def prepared(place: Place) -> dict[str, str]:
    """Lay the empty database of `place`, and start Django on it as the role that serves."""
    environment = place.environment(working=False) | {"INNSATS_MIGRATING": "0"}
    os.environ |= environment
    migrate = [sys.executable, "-m", "innsats.cli", "migrate"]
    subprocess.run(migrate, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    at_work()
    return environment
