"""The team hands over and leaves: what was done, what the school can do itself now; and nobody of it reads any more."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import end_assistance
from innsats.assistance.queries.practice import end_page
from innsats.cases.models import Case, CaseAccess, Practice, WorkNote
from innsats.cases.queries.access import visible
from innsats.cases.queries.timeline import log_page
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.stages import Stage
from innsats.rules.teams import Skill
from innsats.teams.models import Competence
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, helped, jotted, leader_of
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


def test_what_those_at_the_school_learned_is_kept_with_what_they_know(case, begun, leader):
    rektor = world.principal_of(case.school)
    one = ends(case, leader, took_part=[rektor.uuid], learned=[Skill.STOP, Skill.UNCOVER])
    assert list(Practice.objects.values_list("end", "person", "skills")) == [(one.pk, rektor.pk, "uncover stop")]
    known = Competence.objects.filter(person=rektor).order_by("skill")
    assert list(known.values_list("skill", "learned_from")) == [("stop", "Hjelpeteamet"), ("uncover", "Hjelpeteamet")]


def test_it_stands_in_the_case_alone_when_somebody_who_reads_it_elsewhere_is_inhabil():
    school = world.a_school()
    officer = world.officer_of(school.school_owner)
    case = world.received(world.a_case(pupil=world.a_pupil(school, guardians=[officer])))
    team = a_ready_team(school.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    asked_for_help(case, team)
    helped(case, team)
    leader = {"by": world.actor(leader_of(team)), "at": world.AT}
    ends(case, leader, took_part=[world.principal_of(school).uuid], learned=[Skill.STOP])
    assert Practice.objects.count() == 1
    assert not Competence.objects.filter(learned_from="Hjelpeteamet").exists()


def test_nobody_but_the_leader_learns_who_of_the_team_has_notes(case, team, begun, client, monkeypatch):
    jotted(case)
    world.it_is(monkeypatch)
    address = f"/saker/{case.number}/bistand/slutt/"
    assert "1 notat" in world.signed_in(client, leader_of(team)).get(address).content.decode()
    for person in (world.principal_of(case.school), Person.objects.get(name="Pia Tangen")):
        assert world.signed_in(client, person).get(address).status_code == 404


def test_a_note_that_is_written_after_the_page_was_opened_is_not_erased_with_those_it_showed(
    case, team, begun, client, monkeypatch
):
    jotted(case)
    world.it_is(monkeypatch)
    page, address = world.signed_in(client, leader_of(team)), f"/saker/{case.number}/bistand/slutt/"
    typed = {"done": "Alt", "school_can": "Alt", "erase_notes": "on"}
    typed |= {"notes_seen": page.get(address).context["form"]["notes_seen"].value()}
    jotted(case, by=Person.objects.get(name="Dan Vold"))
    answer = page.post(address, typed)
    assert answer.status_code == 422 and WorkNote.objects.count() == 2
    assert "Dan Vold: 1 notat" in answer.content.decode() and not answer.context["form"]["erase_notes"].value()
    seen = answer.context["form"]["notes_seen"].value()
    assert page.post(address, typed | {"notes_seen": seen}).status_code == 302 and not WorkNote.objects.exists()


def test_only_who_has_worked_on_the_case_and_what_is_learned_by_doing(case, begun, leader):
    other = world.an_employee(case.school, "Nora Foss")
    with refused("took_no_part", "not_practised"):
        ends(case, leader, took_part=[other.uuid], learned=[Skill.LAW])
    with refused("practised_what"):
        ends(case, leader, took_part=[world.principal_of(case.school).uuid])
    with refused("practised_who"):
        ends(case, leader, learned=[Skill.STOP])
    assert not Practice.objects.exists() and not Competence.objects.filter(learned_from="Hjelpeteamet").exists()


def test_the_form_offers_those_who_have_worked_on_it_and_the_tab_says_who_learned_what(
    case, begun, team, client, monkeypatch
):
    world.it_is(monkeypatch)
    page = world.signed_in(client, leader_of(team))
    address = f"/saker/{case.number}/bistand/slutt/"
    shown = page.get(address).content.decode()
    assert "Lise Berg" in shown and "Avdekke mobbing" in shown and "Lov og regler" not in shown
    lise = Person.objects.get(name="Lise Berg")
    typed = {"done": "Øvd.", "school_can": "Alt.", "took_part": [str(lise.uuid)]}
    assert "Kryss av for hva de har lært." in page.post(address, typed).content.decode()
    assert page.post(address, typed | {"learned": ["uncover"]}).status_code == 302
    tab = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/bistand/")
    assert "Lise Berg: Avdekke mobbing" in tab.content.decode()


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
