"""What came back is compared with what was there: a comparison that finds nothing anywhere would prove nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from crash import archived
from crash.returning import APART, Act, differences, drawn, too_early
from tests.world import AT


def second(number: float) -> datetime:
    return AT + timedelta(seconds=number)


ACTS = {"aa": Act("report_concern", "k1", second(1)), "bb": Act("note_inquiry", "k2", second(2))}


def test_nothing_is_found_where_an_instant_came_back_as_it_was() -> None:
    assert list(differences(ACTS, set(), second(0.5))) == []
    assert list(differences(ACTS, {"aa"}, second(1.5))) == []
    assert list(differences(ACTS, {"aa", "bb"}, second(3))) == []


def test_an_act_from_before_that_is_not_there_is_missing() -> None:
    assert list(differences(ACTS, {"bb"}, second(3))) == [f"MISSING: report_concern, committed at {second(1)}"]


def test_an_act_from_afterwards_and_one_that_nobody_did_are_too_many() -> None:
    assert list(differences(ACTS, {"aa", "bb", "cc"}, second(1.5))) == [
        f"EXTRA: note_inquiry, committed at {second(2)}", "EXTRA: 1 acts that nobody did",
    ]  # fmt: skip


def test_a_form_that_was_acknowledged_before_its_commit_or_without_one_is_found() -> None:
    assert list(too_early(ACTS, {"k1": second(1.1), "k2": second(2.1)})) == []
    found = list(too_early(ACTS, {"k1": second(0.9), "k9": second(3)}))
    assert [one.partition(",")[2] for one in found] == [f" and committed at {second(1)}", " and committed at no time"]


def test_no_instant_is_drawn_so_near_to_a_commit_that_it_is_not_certain_what_was_there() -> None:
    commits = [second(number / 50) for number in range(51)]
    instants = list(drawn(commits, 200, Random(2026), since=second(0), until=second(1)))
    assert len(set(instants)) == 200
    assert all(second(0) <= one <= second(1) and abs(one - at) >= APART for one in instants for at in commits)


def test_what_is_run_is_what_the_page_tells() -> None:
    assert "archive_command = '/opt/innsats/.venv/bin/innsats seal" in archived.ARCHIVE
    assert "pg_basebackup" in archived.BASE and "recovery.signal" in archived.UNPACK
    assert f"recovery_target_time = '{archived.MOMENT}'" in archived.RECOVERY
    assert "--disposals" in archived.AGAIN and "_timeout = 240" in archived.ARCHIVE
