"""What we rest on: every package has a sum, and a licence that lets it be used as we use it."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from innsats.cli.licences import LOCKED, ROOT, licence_of, licences_page, locked

LOCKS = ("requirements.lock", "requirements-dev.lock")
# Free for any use, or like LGPL and MPL asking for changes of the package itself to be shared; we change none.
WELCOME = {
    "MIT", "MIT-0", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "0BSD", "ISC",
    "MPL-2.0", "LGPL-3.0-only",
}  # fmt: skip


def is_installed(name: str) -> bool:
    """Some are for other systems alone."""
    try:
        return bool(metadata(name))
    except PackageNotFoundError:
        return False


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_in_one_version_with_the_sums_of_its_files(lock: str) -> None:
    text = (ROOT / lock).read_text()
    unlocked = [line for line in text.splitlines() if re.match(r"[\w.-]", line) and not LOCKED.match(line)]
    assert unlocked == [] and len(locked(lock)) > 20
    blocks = [block for block in re.split(r"(?m)^(?=[\w.-]+==)", text)[1:] if "--hash=sha256:" not in block]
    assert blocks == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_licence_is_known_and_welcome(lock: str) -> None:
    here = {name for name, (_, when) in locked(lock).items() if not when or is_installed(name)}
    asked = {name: licence_of(name) for name in here}
    assert {name: said for name, said in asked.items() if not set(re.split(" OR | AND ", said)) & WELCOME} == {}


def test_the_page_names_what_runs_apart_from_what_only_tests() -> None:
    runs, tests = licences_page().split("## To test and check it")
    assert "| django |" in runs and "| pytest |" in tests
    assert "| pytest |" not in runs and "| django |" not in tests
