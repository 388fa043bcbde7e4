"""A folder of backups: which is chosen, and which stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError

from innsats.cli.backup import shelf

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def backups(folder: Path, *times: datetime) -> list[str]:
    """Empty backups of these times, and one file that is none."""
    (folder / "innsats-notes.age").write_text("mine")
    made = [shelf.new_backup(folder, at) for at in times]
    for one in made:
        one.path.write_bytes(b"x")
        one.hash_path.write_text("x")
    return [one.path.name for one in made]


def test_the_newest_before_a_moment_is_chosen(tmp_path: Path) -> None:
    first, second, third = backups(tmp_path, NOON - timedelta(days=1), NOON, NOON + timedelta(hours=1))
    assert shelf.chosen(tmp_path, None).path.name == third
    assert shelf.chosen(tmp_path, NOON + timedelta(seconds=1)).path.name == second
    assert shelf.chosen(tmp_path, NOON).path.name == first
    with pytest.raises(CommandError, match="no backup from before"):
        shelf.chosen(tmp_path, NOON - timedelta(days=2))


def test_a_file_is_itself_whatever_its_name(tmp_path: Path) -> None:
    (name,) = backups(tmp_path, NOON)
    assert shelf.chosen(tmp_path / name, None).at == NOON
    (tmp_path / name).rename(tmp_path / "saved")
    assert shelf.chosen(tmp_path / "saved", None).path.name == "saved"
    with pytest.raises(CommandError, match="chooses in a folder"):
        shelf.chosen(tmp_path / "saved", NOON)


def test_an_empty_folder_and_none_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no backup in"):
        shelf.chosen(tmp_path, None)
    with pytest.raises(CommandError, match="nothing at"):
        shelf.chosen(tmp_path / "nowhere", None)


def test_the_newest_stay_and_the_last_of_each_of_the_newest_days(tmp_path: Path) -> None:
    times = [NOON - timedelta(hours=8 * hours) for hours in range(30)]  # three a day, ten days
    backups(tmp_path, *times)
    assert shelf.thin_out(tmp_path, 4, 5) == 30 - 4 - 3
    stay = [one.at for one in shelf.backups_in(tmp_path)]
    assert stay[-4:] == sorted(times)[-4:]
    assert [(at.day, at.hour) for at in stay[:3]] == [(22, 20), (23, 20), (24, 20)]
    assert len(list(tmp_path.glob("*.sha256"))) == len(stay) and (tmp_path / "innsats-notes.age").exists()


def test_fewer_than_are_kept_all_stay(tmp_path: Path) -> None:
    backups(tmp_path, NOON)
    assert shelf.thin_out(tmp_path, 5) == 0 and len(shelf.backups_in(tmp_path)) == 1
