"""A story that cannot be walked says file, line and what was expected, before anything has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from innsats.journal.models import Event
from innsats.scenarios.reading import Broken, read_yaml
from innsats.scenarios.story import read_story
from innsats.scenarios.walk import prepared, walk

HEAD = """\
story: A short story
start: 2026-02-02T09:00
world:
  owners: {fjordvik: {kind: municipality}}
  schools: {solbakken: {owner: fjordvik, kind: primary}}
  people:
    kari: {appointments: [{role: principal, at: solbakken}], trained: true}
    emma: {pupil_at: solbakken, grade: 5, born: 2015-09-14}
steps:
  - {at: +0, by: anonymous, act: report_concern, as: r1, school: solbakken, text: Hei, arena: school}
"""
STEPS = [
    ("{at: +1h, by: kari, act: opn_case, reports: [r1], pupil: emma}", "act 'opn_case': did you mean 'open_case'"),
    ("{at: +1h, by: kari, act: read_report, report: r1}", "read_report is asked, not done"),
    ("{at: +1h, by: kari, ask: open_case, reports: [r1]}", "open_case is done, not asked"),
    ("{at: +1h, by: kari, ask: fortune, report: r1}", "unknown ask 'fortune'"),
    ("{at: +1h, by: kari, ask: read_report, report: r1, as: x}", "an ask makes nothing to name"),
    ("{at: +1h, by: kari}", "a step needs act or ask"),
    ("{by: kari, act: open_case}", "a step needs at"),
    ("{at: +1h, act: open_case}", "a step needs by"),
    ("{at: +1h, by: kari, act: open_case, reports: [r1]}", "open_case needs pupil"),
    ("{at: +1h, by: kari, act: open_case, reports: [r1], pupil: emma, mood: good}", "unknown key 'mood' for open_case"),
    ("{at: +1h, by: kari, act: open_case, reports: [r2], pupil: emma}", "expected a name known by now, found 'r2'"),
    ("{at: +1h, by: kari, act: open_case, reports: r1, pupil: emma}", "expected a list of reports, found 'r1'"),
    ("{at: +1h, by: karo, act: open_case, reports: [r1], pupil: emma}", "found 'karo': did you mean 'kari'?"),
    ("{at: +1h, by: emma, act: open_case, reports: [r1], pupil: emma}", "expected who does it, found 'emma'"),
    ("{at: +1h, by: receipt:emma, ask: reporter_status, report: r1}", "expected receipt: and a report made above"),
    ("{at: 2026-02-01T08:00, by: kari, ask: read_report, report: r1}", "expected a time not before 2026-02-02 09:00"),
    ("{at: tomorrow, by: kari, ask: read_report, report: r1}", "expected a time such as 2026-03-27T21:30"),
    ("{at: 2026-03-29T02:30, by: kari, ask: read_report, report: r1}", "the clocks are put forward then"),
    ("{at: +5, by: kari, ask: read_report, report: r1}", "expected d, h or m after '+5'"),
    ("{at: +5h 09:00, by: kari, ask: read_report, report: r1}", "expected a clock time only after days"),
    ("{at: +1d 25:00, by: kari, ask: read_report, report: r1}", "expected a time that exists"),
    ("{at: +1h, by: kari, ask: read_report, report: emma}", "expected a report known by now, found 'emma'"),
    ("{at: +1h, by: kari, act: secure_safety, report: r1, case: r1, text: Ja}", "takes case or report, not both"),
    ("{at: +1h, by: kari, act: secure_safety, text: Ja}", "secure_safety needs case or report"),
    ("{at: +1h, by: kari, act: secure_safety, report: r1, text: Ja, is_needed: maybe}", "expected true or false"),
    ("{at: +1h, by: kari, act: secure_safety, report: r1, text: Ja, from_on: 2026-02-30}", "expected a date such as"),
    ("{at: +1h, by: kari, act: reroute_report, report: r1, concern: nobody}", "expected concern, found 'nobody'"),
    ("{at: +1h, by: kari, act: declare_impartiality, report: r1, ties: [{kind: parent}]}", "needs party"),
    ("{at: +1h, by: kari, act: declare_impartiality, report: r1, ties: [{to: emma, kind: pal}]}", "found 'pal'"),
    ("{at: +1h, by: kari, ask: read_report, report: r1, expect: {outcome: fine}}", "expected an outcome, found 'fine'"),
    ("{at: +1h, by: kari, ask: read_report, report: r1, expect: {result: done}}", "unknown key 'result' in expect"),
    ("{at: +1h, by: kari, act: report_concern, as: emma, school: solbakken, text: Hei, arena: sfo}", "'emma', a pupil"),
    ("{at: +1h, by: kari, act: report_concern, as: r1, school: solbakken, text: Hei, arena: sfo}", "'r1', a report al"),
    ("{at: +1h, by: kari, act: open_case, as: r1, reports: [r1], pupil: emma}", "a new name after as, found 'r1'"),
    ("{at: 2099-01-01T08:00, by: kari, ask: read_report, report: r1}", "expected a year from 2010 to 2059"),
    ("{at: +1h, by: kari, act: report_concern, school: solbaken, text: Hei, arena: sfo}", "did you mean 'solbakken'"),
    ("{at: +1h, by: kari, act: report_concern, school: solbakken, text: A, arena: sfo, channel: x}", "expected phone"),
    ("{at: +1h, by: kari, act: report_concern, school: solbakken, text: A, arena: sfo, sender: pupl}", "'pupil'"),
    ("{at: +1h, by: kari, act: tell_owner, report: r1, to: kari, how: pigeon}", "expected digital, letter"),
]
WHOLES = [
    ("", 1, "found an empty file"),
    ("- a list", 1, "expected a story, found a list"),
    ("story: Hei\n", 1, "a story needs start, world, steps"),
    ("story: [", 1, "expected YAML"),
    ("story: Hei\nstory: Hei\n", 2, "expected each key once"),
    ("story: &a Hei\nstart: *a\n", 1, "expected a value, found an alias"),
    ("story: Hei\nstart: +2d\nworld: {}\nsteps: [{at: +0, by: clock, ask: todo_of}]\n", 2, "expected a time such as"),
    ("story: Hei\nstart: 2026-02-02T09:00\nworld: {}\nsteps: []\n", 4, "expected at least one step"),
    (HEAD.replace("kind: municipality", "kind: kingdom"), 4, "expected the kind of owner, found 'kingdom'"),
    (HEAD.replace("owner: fjordvik", "owner: sjovik"), 5, "did you mean 'fjordvik'?"),
    (HEAD.replace("role: principal", "role: king"), 7, "expected a role, found 'king'"),
    (HEAD.replace("trained: true", "train: true"), 7, "unknown key 'train'"),
    (HEAD.replace("kari:", "clock:"), 7, "expected a name among the people, found 'clock'"),
    (HEAD.replace("kari:", "solbakken:"), 6, "expected a name of its own, found 'solbakken' again"),
    (HEAD.replace("grade: 5", "grade: five"), 8, "expected a whole number"),
    (HEAD.replace("grade: 5", "grade: 15"), 8, "expected something that can be registered: unknown_grade"),
    (HEAD.replace("born: 2015-09-14", "born: 2027-09-14"), 8, "in_the_future"),
    ("story: Hei\nstart: 2026-02-02T09:00\nworld: {people: {kari: {}}}\nsteps: [{at: +0, by: kari, ask: todo_of}]\n", 3,
     "needs an owner or a school"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "expected"), STEPS, ids=[expected for _, expected in STEPS])
def test_a_broken_step_is_pointed_at_and_changes_nothing(tmp_path: Path, step: str, expected: str) -> None:
    with pytest.raises(Broken) as broken:
        walk(read_story(_file(tmp_path, f"{HEAD}  - {step}\n")))
    assert str(broken.value).startswith(f"{tmp_path}/story.yaml:11: ")
    assert expected in str(broken.value)
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "line", "expected"), WHOLES, ids=[expected for *_, expected in WHOLES])
def test_a_broken_file_is_pointed_at(tmp_path: Path, text: str, line: int, expected: str) -> None:
    with pytest.raises(Broken) as broken:
        walk(read_story(_file(tmp_path, text)))
    assert str(broken.value).startswith(f"{tmp_path}/story.yaml:{line}: ")
    assert expected in str(broken.value)


def test_a_file_that_is_not_there_is_pointed_at(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="expected a file that can be read"):
        read_story(tmp_path / "none.yaml")


@pytest.mark.parametrize("content", [b"story: \xff\xfe", b"story: a\x00b", b"[" * 3000])
def test_a_file_that_is_no_text_is_pointed_at(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "story.yaml"
    path.write_bytes(content)
    with pytest.raises(Broken, match=r"story\.yaml:1: expected "):
        read_story(path)


def test_words_that_yaml_would_change_stay_as_they_stand(tmp_path: Path) -> None:
    said = read_yaml(_file(tmp_path, "a: no\nb: 12:30\nc: 0012\nd: ~\ne: ''\n")).mapping("it", optional=None)
    assert [value.said for value in said.values()] == ["no", "12:30", "0012", None, ""]


def test_times_are_local_and_counted_from_the_start(tmp_path: Path) -> None:
    steps = ["+0", "+90m", "+1d", "+2d 09:10", "2026-02-05T08:00"]
    text = HEAD + "".join(f"  - {{at: {at}, by: kari, ask: read_report, report: r1}}\n" for at in steps)
    times = [step.at.strftime("%d %H:%M %z") for step in read_story(_file(tmp_path, text)).steps[1:]]
    assert times == ["02 09:00 +0100", "02 10:30 +0100", "03 09:00 +0100", "04 09:10 +0100", "05 08:00 +0100"]


def test_minutes_run_through_the_night_when_clocks_change(tmp_path: Path) -> None:
    text = HEAD.replace("2026-02-02T09:00", "2026-03-28T22:00")
    text += "  - {at: +6h, by: kari, ask: read_report, report: r1}\n"
    assert read_story(_file(tmp_path, text)).steps[1].at.isoformat() == "2026-03-29T05:00:00+02:00"


def test_a_story_that_can_be_walked_is_prepared_without_a_database(tmp_path: Path) -> None:
    assert len(prepared(read_story(_file(tmp_path, HEAD))).lines) == 1


def _file(folder: Path, text: str) -> Path:
    path = folder / "story.yaml"
    path.write_text(text, encoding="utf-8")
    return path
