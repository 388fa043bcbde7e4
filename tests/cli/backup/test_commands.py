"""`innsats backup`, `restore`, `drill` and `disposals` as an operator meets them, each in a process of its own."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from innsats.cases.models import Report
from innsats.cli.backup import commands, drill, sealed, shelf
from innsats.cli.backup.places import Place
from innsats.cli.backup.taking import Taken
from innsats.journal.models import Event
from innsats.vault import keys
from tests import world
from tests.cli.test_run import INNSATS, environment_in

WORLD = """
import django; django.setup()
from tests import world
world.with_plan(world.a_case(world.a_school()))
"""
DESTROY = """
import django; django.setup()
from innsats.cases.models import Report
from innsats.vault import keys
from tests.world import AT
keys.destroy(Report.objects.get().data_key_id, at=AT)
"""
ANOTHER_REPORT = """
import django; django.setup()
from tests import world
from innsats.people.models import School
world.a_report(School.objects.get())
"""
COUNT = "import django; django.setup(); from innsats.cases.models import Report; print(Report.objects.count())"
KILLS_COUNT = 4


class Installation:
    """A data directory with a database and keys, and the commands run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.backups, self.identity = folder, folder / "backups", folder / "identity.txt"
        self.env = environment_in(folder) | {"DJANGO_SETTINGS_MODULE": "innsats.settings"}

    def run(self, *arguments: object, code: int = 0, **more: str) -> str:
        """What a command says, on both its outputs."""
        ran = subprocess.run(
            [*INNSATS, *map(str, arguments)], env=self.env | more, capture_output=True, text=True, check=False
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def python(self, code: str) -> str:
        ran = subprocess.run([sys.executable, "-c", code], env=self.env, capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    @property
    def database(self) -> Path:
        return self.folder / "innsats.sqlite3"

    def leftovers(self) -> list[str]:
        """What lies beside the database that is neither it nor one that was kept."""
        names = [path.name for path in self.folder.iterdir() if path.name.startswith("innsats.sqlite3.")]
        return [name for name in names if ".before-" not in name]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with one case and one backup, made once for all."""
    made = Installation(tmp_path_factory.mktemp("installation"))
    made.run("migrate")
    made.python(WORLD)
    made.backups.mkdir()
    public = made.run("backup-key", made.identity).splitlines()[0].partition("=")[2]
    made.env["INNSATS_BACKUP_RECIPIENTS"] = public
    said = made.run("backup", made.backups)
    assert "texts opened" in said and "journal that holds" in said
    return made


@pytest.fixture
def own(made: Installation, tmp_path: Path) -> Installation:
    """A copy of it, to do with as one likes."""
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    own = Installation(tmp_path)
    own.env["INNSATS_BACKUP_RECIPIENTS"] = made.env["INNSATS_BACKUP_RECIPIENTS"]
    return own


pytestmark = pytest.mark.slow


def test_yesterday_is_put_back_and_today_is_kept(own: Installation) -> None:
    yesterday = shelf.backups_in(own.backups)[0]
    old = shelf.new_backup(own.backups, yesterday.at - timedelta(days=1))
    yesterday.path.rename(old.path)
    own.python(ANOTHER_REPORT)
    own.run("backup", own.backups, "--no-verify")
    before = f"{yesterday.at - timedelta(hours=12):%Y-%m-%dT%H:%M}+00:00"
    restore = ("restore", own.backups, "--identity", own.identity, "--before", before)
    assert "holds something, and nothing was changed" in own.run(*restore, code=1)
    assert own.python(COUNT) == "2"  # reports
    said = own.run(*restore, "--replace")
    assert own.python(COUNT) == "1"
    kept = re.search(r"kept as (\S+)\.", said)
    assert kept and Path(kept[1]).exists() and own.leftovers() == []


def test_a_lost_database_is_put_back_with_the_list_that_lies_beside_the_backups(own: Installation) -> None:
    for path in own.folder.glob("innsats.sqlite3*"):
        path.unlink()
    own.run("restore", own.backups, "--identity", own.identity)
    assert own.python(COUNT) == "1"


def test_without_any_list_it_is_refused_and_a_list_from_outside_counts(own: Installation) -> None:
    own.python(DESTROY)
    kept_outside = own.folder / "kept"
    kept_outside.write_text(own.run("disposals"))
    for path in (*own.folder.glob("innsats.sqlite3*"), own.backups / "innsats-disposals"):
        path.unlink()
    restore = ("restore", own.backups, "--identity", own.identity)
    assert "there is no list of destroyed keys" in own.run(*restore, code=1)
    assert not own.database.exists()
    assert "Keys destroyed again: 1." in own.run(*restore, "--disposals", kept_outside)


def test_what_the_database_that_is_replaced_has_destroyed_is_destroyed_in_the_new_one(own: Installation) -> None:
    own.python(DESTROY)
    said = own.run("restore", own.backups, "--identity", own.identity, "--replace")
    assert "Keys destroyed again: 1." in said


def test_a_database_that_was_made_anew_is_no_list_of_what_was_destroyed(own: Installation) -> None:
    for path in (*own.folder.glob("innsats.sqlite3*"), own.backups / "innsats-disposals"):
        path.unlink()
    own.run("migrate")
    restore = ("restore", own.backups, "--identity", own.identity, "--replace")
    assert "there is no list of destroyed keys" in own.run(*restore, code=1)


def test_a_database_older_than_the_backup_does_not_know_what_was_destroyed_since(own: Installation) -> None:
    own.python(DESTROY)
    old = own.database.read_bytes()
    (own.folder / "kept").write_text(own.run("disposals"))
    own.python(ANOTHER_REPORT)
    own.run("backup", own.backups, "--no-verify")
    for path in (*own.folder.glob("innsats.sqlite3*"), own.backups / "innsats-disposals"):
        path.unlink()
    own.database.write_bytes(old)
    restore = ("restore", own.backups, "--identity", own.identity, "--replace")
    assert "there is no list of destroyed keys" in own.run(*restore, code=1)
    assert "older than the backup" in own.run(*restore, "--disposals", own.folder / "kept", code=1)
    assert own.python(COUNT) == "1"  # what stood there, and not the backup's two


def test_what_any_database_that_is_replaced_has_destroyed_stays_so(place: Place, taken: Taken, identity) -> None:
    said = sealed.manifest_of(taken.backup.path, [identity])
    key = Report.objects.values_list("data_key_id", flat=True)[0]
    keys.destroy(key, at=world.AT)
    last = Event.objects.latest("pk").at
    connection.close()
    nowhere = taken.backup.path.parent / "nowhere"
    became = commands._newest_list(place, nowhere, None, said)
    assert (became.keys, became.until) == (((str(key), world.AT),), last)
    another = commands._newest_list(place, nowhere, None, said | {"journal": "another"})
    assert (another.keys, another.until) == (became.keys, None)


def test_another_root_key_is_refused_in_one_sentence(own: Installation) -> None:
    restore = ("restore", own.backups, "--identity", own.identity, "--replace")
    said = own.run(*restore, code=1, INNSATS_ROOT_KEY="ab" * 32)
    assert "INNSATS_ROOT_KEY does not unwrap this database's keys" in said and "Traceback" not in said
    assert own.python(COUNT) == "1" and own.leftovers() == []


def test_killed_at_any_time_it_leaves_one_whole_database_and_is_done_again(own: Installation) -> None:
    dice = random.Random(2026)
    restore = [*INNSATS, "restore", str(own.backups), "--identity", str(own.identity), "--replace"]
    began = time.monotonic()
    own.run(*restore[len(INNSATS) :])
    whole_seconds = time.monotonic() - began
    for _ in range(KILLS_COUNT):
        going = subprocess.Popen(restore, env=own.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 start_new_session=True)  # fmt: skip
        time.sleep(dice.uniform(0.3, 1.0) * whole_seconds)
        os.killpg(going.pid, signal.SIGKILL)
        going.wait()
        assert own.python(COUNT) == "1"
    own.run(*restore[len(INNSATS) :])
    assert own.python(COUNT) == "1" and own.leftovers() == []


def test_only_the_newest_are_kept(own: Installation) -> None:
    for days in range(1, 4):
        shelf.new_backup(own.backups, datetime(2026, 1, days, tzinfo=UTC)).path.write_bytes(b"old")
    said = own.run("backup", own.backups, "--no-verify", "--keep", 2)
    assert "Older backups removed: 3." in said and "nobody knows that it can be" in said
    assert len(list(own.backups.glob("*.age"))) == 2 and not list(own.backups.glob("innsats-202601*"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("backup", "{folder}/nowhere"), 2, "there is no folder"),
        (("backup", "{folder}/backups", "--keep", "0"), 2, "invalid"),
        (("restore", "{folder}/nowhere", "--identity", "{folder}/identity.txt"), 2, "there is nothing at"),
        (("restore", "{folder}/backups", "--identity", "{folder}/root.key"), 2, "cannot be read"),
        (("restore", "{folder}/backups", "--identity", "{folder}/identity.txt", "--before", "monday"), 2, "invalid"),
        (("restore", "{folder}/backups", "--identity", "{folder}/identity.txt", "--before", "2020-01-01"), 1,
         "there is no backup from before 2020-01-01"),
        (("backup-key", "{folder}/identity.txt"), 2, "cannot be written"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_answered_in_a_sentence(made: Installation, arguments, code: int, said: str) -> None:
    told = made.run(*(one.format(folder=made.folder) for one in arguments), code=code)
    assert said in told and "Traceback" not in told and "AGE-SECRET-KEY" not in told


def test_a_recipient_that_is_none_is_refused(made: Installation) -> None:
    for wrong in ("", "age1xyz", "AGE-SECRET-KEY-1QQQ"):
        told = made.run("backup", made.backups, code=2, INNSATS_BACKUP_RECIPIENTS=wrong)
        assert "INNSATS_BACKUP_RECIPIENTS must name whom" in told


def test_a_drill_says_what_was_checked_and_how_long_it_took(made: Installation) -> None:
    said = made.run("drill", "--identity", made.identity)
    for told in ("restored, in all", "journal verified", "texts opened", "one wrong bit was refused", "identity.txt"):
        assert told in said
    assert made.leftovers() == [] and len(list(made.backups.glob("*.age"))) == 1


def test_a_drill_with_a_key_that_does_not_open_the_backups_fails(own: Installation) -> None:
    own.run("backup-key", own.folder / "other.txt")
    said = own.run("drill", "--identity", own.folder / "other.txt", code=1)
    assert "sealed for another key" in said and own.leftovers() == []


def test_a_drill_is_done_beside_a_database_that_is_in_use(place: Place, tmp_path: Path, capsys) -> None:
    assert drill._drilled(place, tmp_path, None) == 0
    assert "and not by the real one" in capsys.readouterr().out
    assert not place.beside("drill").holds_anything()


def test_a_drill_where_nothing_is_sealed_yet_tries_no_wrong_root_key(tmp_path: Path) -> None:
    """As on the first Sunday of an installation: any root key would do there."""
    new = Installation(tmp_path)
    new.run("migrate")
    assert "no wrong one was tried" in new.run("drill")


def test_a_wrong_root_key_that_opens_is_a_failed_drill() -> None:
    with pytest.raises(CommandError, match="opened the backup"):
        drill._refuses_a_wrong_root_key(lambda root: None)
