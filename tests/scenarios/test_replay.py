"""`innsats replay`, as it is called from a shell: what it prints, its exit code, and what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from innsats.scenarios.describe import STORIES
from innsats.scenarios.reading import OSLO
from innsats.scenarios.story import read_story
from innsats.scenarios.telling import as_object
from innsats.scenarios.walk import walk

FRIDAY = STORIES / "friday-evening.yaml"
BROKEN = "story: Hei\nstart: 2026-02-02T09:00\nworld: {}\nsteps: [{at: +0, by: clock, act: sing}]\n"


REPLAY = "import sys; from innsats.scenarios.commands import replay; sys.exit(replay(sys.argv[1:]))"


def replayed(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", REPLAY, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ | environment)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the real database would be."""
    return tmp_path_factory.mktemp("real")


@pytest.fixture(scope="module")
def friday(real: Path) -> dict:
    done = replayed(
        FRIDAY, "--json", DATABASE_URL=f"sqlite:///{real}/real.sqlite3", INNSATS_DATA_DIR=f"{real}/data",
        INNSATS_PRODUCTION="1", INNSATS_DEMO="1",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story that cannot be walked, one that goes otherwise than it says, and a good one."""
    folder = tmp_path_factory.mktemp("stories")
    (folder / "a.yaml").write_text(BROKEN)
    (folder / "b.yaml").write_text(FRIDAY.read_text().replace("talk, due: 2026-04-08", "talk, due: 2026-04-09"))
    (folder / "c.yaml").write_text(FRIDAY.read_text())
    return folder


def test_a_story_is_one_object_on_one_line(friday: dict) -> None:
    assert set(friday) == {"story", "at", "steps", "reports", "cases", "notices"}
    assert friday["at"] == "2026-03-29T09:25"
    second = friday["steps"][1]
    assert (second["n"], second["at"], second["by"]) == (2, "2026-03-27T21:30", "anonymous")
    assert (second["act"], second["outcome"], second["obstacles"]) == ("report_concern", "done", [])


def test_a_refusal_tells_its_code_its_source_and_whom_it_is_about(friday: dict) -> None:
    refused = friday["steps"][-1]
    assert (refused["case"], refused["outcome"]) == ("c1", "refused")
    assert refused["obstacles"] == [{"code": "disqualified", "source": "fvl67 § 6", "about": ["lise"]}]


def test_clocks_say_when_and_by_which_step_they_were_met(friday: dict) -> None:
    clocks = {clock["clock"]: clock for clock in friday["cases"]["c1"]["clocks"]}
    assert clocks["school_promise"] == {
        "clock": "school_promise", "for": "principal", "due": "2026-04-03", "overdue_from": "2026-04-04T00:00",
        "source": "UiS one week", "status": "open", "met_by": None,
    }
    assert (clocks["declaration"]["due"], clocks["declaration"]["met_by"]) == ("2026-03-30T12:00", 5)
    assert clocks["governor_from"]["source"] == "oppl § 12-6(2)"
    assert friday["reports"]["r1"]["cases"] == ["c1"]
    assert friday["reports"]["r1"]["status"] == "read"


def test_the_real_database_is_never_opened(friday: dict, real: Path) -> None:
    assert list(real.iterdir()) == []


def test_a_folder_is_told_story_by_story_and_a_broken_one_does_not_stop_the_rest(folder: Path) -> None:
    done = replayed(folder, "--json")
    assert done.returncode == 2
    assert f"{folder}/a.yaml:4: unknown act 'sing'" in done.stderr
    assert f"{folder}/b.yaml:" in done.stderr
    assert "came clock: first_talk, due: 2026-04-08" in done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_what_was_not_expected_ends_with_one_and_is_told_to_people_too(folder: Path) -> None:
    done = replayed(folder / "b.yaml")
    assert done.returncode == 1
    assert "name_lead c1: refused – disqualified lise (fvl67 § 6)" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("--what",), ("none.yaml", "--at", "soon")])
def test_what_is_asked_for_wrongly_ends_with_two(arguments: tuple[object, ...]) -> None:
    done = replayed(*arguments)
    assert done.returncode == 2
    assert done.stderr


@pytest.mark.django_db
def test_at_a_later_time_the_clocks_stand_as_they_then_would() -> None:
    at = datetime(2026, 4, 4, tzinfo=OSLO)
    told = as_object(walk(read_story(FRIDAY), until=at), at=at)
    clocks = {clock["clock"]: clock["status"] for clock in told["cases"]["c1"]["clocks"]}
    assert told["at"] == "2026-04-04T00:00"
    assert (clocks["school_promise"], clocks["governor_from"], clocks["first_talk"]) == ("overdue", "met", "open")


@pytest.mark.django_db
def test_at_an_earlier_time_later_steps_have_not_been_taken() -> None:
    at = datetime(2026, 3, 28, 12, tzinfo=OSLO)
    told = as_object(walk(read_story(FRIDAY), until=at), at=at)
    assert [step["n"] for step in told["steps"]] == [1, 2]
    assert told["cases"] == {}
