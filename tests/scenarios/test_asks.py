"""An ask answers what the pages would, to the one who asks and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from innsats.journal.models import Look
from innsats.people.models import Person
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


OPENED = (
    "{at: +0, by: anonymous, act: report_concern, as: r1, school: solbakken, text: Hei, arena: school, concern: X}",
    "{at: +1m, by: kari, act: declare_impartiality, report: r1, parties: [emma]}",
    "{at: +2m, by: kari, act: open_case, as: c1, reports: [r1], pupil: emma}",
    "{at: +3m, by: kari, act: receive_case, case: c1, lead: kari, is_serious: false, reason_text: Nytt, safety: Ja,"
    " rights_given_on: +0}",
)
BARRED = [
    ("pupils", "activate_plan, case: c1", "no_measures, pupil_not_heard", "activate_plan, case: c1"),
    ("pupils", "find_unfounded, report: r1", "not_a_staff_concern", "find_unfounded, report: r1, reason: Nei"),
]


@pytest.mark.parametrize(("concern", "asked", "codes", "done"), BARRED)
def test_may_answers_no_for_the_reasons_that_the_act_then_gives(
    tmp_path: Path, concern: str, asked: str, codes: str, done: str
) -> None:
    told = ", ".join(f"{{code: {code}}}" for code in codes.split(", "))
    assert not missed(
        tmp_path,
        *(step.replace("concern: X", f"concern: {concern}") for step in OPENED),
        f"{{at: +4m, by: kari, ask: may, act: {asked}, expect: {{answer: {{allowed: false, obstacles: [{told}]}}}}}}",
        f"{{at: +5m, by: kari, act: {done}, expect: {{obstacles: [{codes}]}}}}",
    )


def test_may_answers_yes_until_it_is_done_where_it_is_done_once(tmp_path: Path) -> None:
    asked = "by: kari, ask: may, act: find_unfounded, report: r1, expect: {answer: {allowed: "
    found = "by: kari, act: find_unfounded, report: r1, reason: Nei, expect: "
    assert not missed(
        tmp_path,
        *(step.replace("concern: X", "concern: employee") for step in OPENED[:2]),
        f"{{at: +3m, {asked}true, obstacles: []}}}}}}",
        f"{{at: +4m, {found}{{outcome: done}}}}",
        f"{{at: +5m, {asked}false, obstacles: [{{code: decided_already}}]}}}}}}",
        f"{{at: +6m, {found}{{obstacles: [decided_already]}}}}",
    )


def test_may_tells_nothing_of_the_plan_to_somebody_who_may_not_activate_it(tmp_path: Path) -> None:
    told = "{answer: {allowed: false, obstacles: [{code: wrong_part}]}}"
    assert not missed(
        tmp_path,
        *(step.replace("concern: X", "concern: pupils") for step in OPENED),
        "{at: +4m, by: kari, act: admit_to_team, case: c1, member: lise}",
        f"{{at: +5m, by: lise, ask: may, act: activate_plan, case: c1, expect: {told}}}",
    )


SENT = "act: report_concern, as: r1, school: solbakken, text: Hei du, arena: sfo"
READ = "ask: read_report, report: r1, expect: "


@pytest.mark.parametrize(("by", "reads"), [("lise", "lise"), ("anonymous", "receipt:r1")])
def test_whoever_sent_a_report_reads_it_as_it_was_sent_and_is_no_reader_of_it(
    tmp_path: Path, by: str, reads: str
) -> None:
    sent = "{answer: {text: Hei du, arena: sfo, concern: pupils}}"
    assert not missed(
        tmp_path,
        f"{{at: +0, by: {by}, {SENT}}}",
        f"{{at: +1m, by: {reads}, {READ}{sent}}}",
        f"{{at: +2m, by: {reads}, ask: reporter_status, report: r1, expect: {{answer: {{status: received}}}}}}",
        "{at: +3m, by: kari, act: reroute_report, report: r1, concern: leadership}",
        f"{{at: +4m, by: {reads}, {READ}{sent}}}",
        f"{{at: +5m, by: kari, {READ}{{outcome: not_visible}}}}",
        f"{{at: +6m, by: ola, {READ}{{answer: {{concern: leadership}}}}}}",
    )
    assert not Look.objects.exclude(actor_id=str(Person.objects.get(name="Ola").uuid)).exists()


def test_a_receipt_opens_no_other_report(tmp_path: Path) -> None:
    assert not missed(
        tmp_path,
        f"{{at: +0, by: anonymous, {SENT}}}",
        f"{{at: +1m, by: lise, {SENT.replace('r1', 'r2')}}}",
        f"{{at: +2m, by: receipt:r2, {READ}{{outcome: not_visible}}}}",
        f"{{at: +3m, by: lise, {READ}{{outcome: not_visible}}}}",
        f"{{at: +4m, by: anonymous, {READ}{{outcome: not_visible}}}}",
    )
