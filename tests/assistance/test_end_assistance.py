"""The team hands over and leaves: what was done, what the school can do itself now; and nobody of it reads any more."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import end_assistance
from innsats.assistance.queries.pages import end_page
from innsats.cases.models import Case, CaseAccess, WorkNote
from innsats.cases.queries.access import visible
from innsats.cases.queries.timeline import log_page
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.stages import Stage
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import jotted
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def ends(case, leader, **more):
    given = {"done": "Vi har ledet stoppsamtaler.", "school_can": "Skolen kan ta samtalene selv."}
    return end_assistance(case.pk, **given | leader | more)


def test_it_keeps_what_was_done_and_what_the_school_can_do(case, begun, leader):
    one = ends(case, leader, owner_learns="Flere trenger opplæring.")
    opened = [open_one(getattr(one, name), one.pk) for name in ("done", "school_can", "owner_learns")]
    assert opened == ["Vi har ledet stoppsamtaler.", "Skolen kan ta samtalene selv.", "Flere trenger opplæring."]


def test_nobody_of_the_team_reads_the_case_from_then_on(case, team, begun, leader):
    ends(case, leader)
    for name in ("Lea Strand", "Pia Tangen", "Dan Vold"):
        viewer = viewer_of(world.actor(Person.objects.get(name=name)), world.AT)
        assert not visible(Act.SEE_CASE, viewer, Case).exists(), name
    assert not CaseAccess.objects.filter(part="assist", ends_at__gt=world.AT).exists()


def test_the_case_goes_on_at_the_school_which_hears_of_it(case, begun, leader):
    ends(case, leader)
    tick(world.AT)
    rektor = world.principal_of(case.school)
    assert "assistance_ended" in Notice.objects.filter(person=rektor).values_list("news", flat=True)
    assert Case.objects.get(pk=case.pk).stage == Stage.INQUIRING


def test_it_cannot_be_ended_twice(case, begun, leader):
    ends(case, leader)
    with not_visible():
        ends(case, leader)


def test_what_has_not_begun_is_declined_and_not_ended(case, asked, leader):
    with refused("assistance_not_begun"):
        ends(case, leader)


def test_the_school_is_not_left_without_a_handover(case, begun, leader):
    with refused("text_missing", "text_missing"):
        ends(case, leader, done="", school_can=" ")
def test_t106_nothing_is_left_with_the_team_and_the_leader_is_told_what_is_erased(case, begun, leader):
    jotted(case)
    jotted(case, by=Person.objects.get(name="Dan Vold"))
    viewer = viewer_of(leader["by"], world.AT)
    assert sorted(end_page(viewer, case.number).notes_left) == [("Dan Vold", 1), ("Eva Lie", 1)]
    with refused("work_notes_left"):
        ends(case, leader)
    ends(case, leader, erase_notes=True)
    assert not WorkNote.objects.exists()


def test_t106_what_was_written_the_journal_keeps_and_no_word_of_it(case, begun, leader):
    note = jotted(case, text="Bare for oss.")
    ends(case, leader, erase_notes=True)
    written, ended = Event.objects.filter(act__in=("write_work_note", "end_assistance")).order_by("pk")
    assert (written.facts["note"], written.actor_id) == (str(note.pk), str(note.by.uuid))
    assert written.facts["seals"] and ended.facts["erased"] == [str(note.pk)]
    entries = log_page(viewer_of(world.actor(world.principal_of(case.school)), world.AT), case.number).days[0].entries
    assert "1 arbeidsnotat ble slettet" in [one.note for one in entries]


def test_the_page_tells_the_leader_how_many_and_shows_no_word_of_them(client, monkeypatch, case, begun, leader):
    world.it_is(monkeypatch)
    jotted(case, text="Bare for oss.")
    signed_in = world.signed_in(client, Person.objects.get(name="Lea Strand"))
    address = f"/saker/{case.number}/bistand/slutt/"
    said = signed_in.get(address).content.decode()
    assert "Eva Lie: 1 notat" in said and "Bare for oss." not in said
    words = {"done": "Alt", "school_can": "Alt"}
    assert "ikke ført over til skolen" in signed_in.post(address, words).content.decode()
    assert signed_in.post(address, words | {"erase_notes": "on"}).status_code == 302
