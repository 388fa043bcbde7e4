"""A database that was just laid, and the environment in which the product serves it and this process meets it too."""

from __future__ import annotations

import os
import subprocess
import sys

from bench import at_work
from bench.places import ROOT, Place


def vendor_here() -> str:
    """PostgreSQL when the environment names one (.ci/postgres), else SQLite."""
    return "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def prepared(place: Place) -> dict[str, str]:
    """Lay the empty database of `place`, and start Django on it as the role that serves."""
    environment = place.environment(working=False) | {"INNSATS_MIGRATING": "0"}
    os.environ |= environment
    migrate = [sys.executable, "-m", "innsats.cli", "migrate"]
    subprocess.run(migrate, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    at_work()
    return environment
