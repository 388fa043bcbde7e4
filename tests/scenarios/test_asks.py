"""An ask answers what the pages would, to the one who asks and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from innsats.scenarios.story import read_story
from innsats.scenarios.walk import walk

pytestmark = pytest.mark.django_db
HEAD = """\
story: What is asked is answered as on the pages
start: 2026-02-02T09:00
world:
  owners: {fjordvik: {kind: municipality}}
  schools: {solbakken: {owner: fjordvik, kind: primary}}
  people:
    kari: {appointments: [{role: principal, at: solbakken}], trained: true}
    jon: {appointments: [{role: principal, at: solbakken, deputy: true}], trained: true}
    lise: {appointments: [{role: employee, at: solbakken}], trained: true}
    ola: {appointments: [{role: owner_officer, at: fjordvik}], trained: true}
    siri: {appointments: [{role: owner_head, at: fjordvik}], trained: true}
    emma: {pupil_at: solbakken, grade: 5, born: 2015-09-14}
steps:
"""


def missed(folder: Path, *steps: str) -> list[str]:
    """What came otherwise than these steps expect."""
    path = folder / "story.yaml"
    path.write_text(HEAD + "".join(f"  - {step}\n" for step in steps), encoding="utf-8")
    return [str(miss) for miss in walk(read_story(path)).misses]


@pytest.mark.parametrize(
    ("concerned", "readers"),
    [
        ("kari", "[{person: ola, as: owner_officer}, {person: siri, as: owner_head}]"),
        ("ola", "[{person: siri, as: owner_head}]"),
        ("lise", "[{person: kari, as: principal}, {person: jon, as: deputy}]"),
    ],
)
def test_who_would_read_it_follows_from_whom_it_concerns(tmp_path: Path, concerned: str, readers: str) -> None:
    asked = f"{{at: +0, by: anonymous, ask: recipients_of, school: solbakken, concerned: {concerned}"
    sent = f"{{at: +1m, by: anonymous, act: report_concern, as: r1, school: solbakken, concerned: {concerned}"
    first = readers.split("person: ")[1].split(",")[0]
    assert not missed(
        tmp_path,
        f"{asked}, expect: {{answer: {readers}}}}}",
        f"{sent}, text: Hei, arena: school}}",
        f"{{at: +2m, by: {first}, ask: read_report, report: r1, expect: {{outcome: done}}}}",
    )
