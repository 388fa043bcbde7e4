"""What we rest on: every package of the lock files with its licence, read from what is installed."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from django.core.management import CommandError

ROOT = Path(__file__).resolve().parents[2]
LOCKED = re.compile(r"^([\w.-]+)==(\S+)(?: ; (.*?))? \\$", re.MULTILINE)
LONGEST_NAME = 40
CLASSIFIED = "License :: OSI Approved :: "
KNOWN_AS = {  # the names that SPDX has for what packages say in their own words; which BSD it is, some do not say
    "BSD License": "BSD", "MIT License": "MIT", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "BSD 2-Clause License": "BSD-2-Clause", "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0", "Apache 2.0": "Apache-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
}  # fmt: skip
SAID_IN_ITS_FILES = {"pyrage": "MIT"}  # its metadata is silent; the text of the licence lies in the package
HEAD = """# What we rest on

Every package that is installed, in exactly this version: the lock files hold the sum of each file, and an
installation with another sum is refused. All come from PyPI. Styles, scripts, icons and fonts that we serve are
listed with their versions, sums and licences in [static/vendor](../../innsats/web/static/vendor/README.md), the fonts
of the PDFs in [archive/fonts](../../innsats/archive/fonts/README.md).

**Nobody has compared these versions with a list of known weaknesses here**: [README.md](README.md) says how it is done
before a release, why it was not done here, and how soon what is found must be mended.
"""


def licences_page() -> str:
    """Two tables: what the product needs to run, and what only its tests and checks need."""
    runs, all_ = locked("requirements.lock"), locked("requirements-dev.lock")
    only_tests = {name: row for name, row in all_.items() if name not in runs}
    lines = [HEAD, "## To run it", "", *_table(runs), "", "## To test and check it, and nowhere in production", ""]
    return "\n".join([*lines, *_table(only_tests)])


def locked(file: str) -> dict[str, tuple[str, str]]:
    """Name → (version, the condition under which it is installed) of every package in a lock file."""
    return {name: (version, when or "") for name, version, when in LOCKED.findall((ROOT / file).read_text())}


def licence_of(name: str) -> str:
    """As SPDX names it, else as the package does; "" where it is silent. Raises PackageNotFoundError."""
    said = metadata(name)
    classifiers = said.get_all("Classifier") or []
    classifiers = said.get_all("Classifier") or []
    classes = [one.removeprefix(CLASSIFIED) for one in classifiers if one.startswith(CLASSIFIED)]
    in_words = (said["License"] or "").strip()
    short = in_words if len(in_words) < LONGEST_NAME else ""  # some put the whole text there
    found = said["License-Expression"] or short or " OR ".join(classes) or SAID_IN_ITS_FILES.get(name, "")
    return KNOWN_AS.get(found, found)


def _table(packages: dict[str, tuple[str, str]]) -> list[str]:
    return ["| package | version | licence |", "| --- | --- | --- |", *(_row(*one) for one in packages.items())]


def _row(name: str, version_and_when: tuple[str, str]) -> str:
    version, when = version_and_when
    try:
        licence = licence_of(name)
    except PackageNotFoundError:
        if not when:
            raise CommandError(f"{name} is in the lock and not installed; run `python3 bin/prepare --dev`.") from None
        licence = f"not installed where this was printed: only where `{when}`"
    return f"| {name} | {version} | {licence} |"
