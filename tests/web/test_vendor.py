"""What we serve and did not write is what its README says: the same bytes, with its licence beside it."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import innsats.web

VENDOR = Path(innsats.web.__file__).parent / "static" / "vendor"
README = (VENDOR / "README.md").read_text()


def test_every_vendored_file_has_the_sum_its_readme_says() -> None:
    told = dict(re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", README, re.MULTILINE))
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*") if path.is_file() and path.name != "README.md"
    }
    assert found == told


def test_what_lies_compressed_beside_a_file_is_that_file() -> None:
    compressed = list(VENDOR.rglob("*.gz"))
    assert compressed
    for path in compressed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_every_package_has_a_version_and_a_licence() -> None:
    packages = re.findall(r"^\| ([\w-]+) \| (\S+) \| ([\d.]+) \| (\S+) \|$", README, re.MULTILINE)
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    assert {folder for folder, *_ in packages} == folders
    for folder in folders:
        assert any(path.name.startswith("LICENSE") for path in (VENDOR / folder).iterdir())
