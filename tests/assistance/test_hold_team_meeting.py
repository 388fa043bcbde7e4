"""The meeting with those who assist: an agenda of thirty minutes, minutes in the school's record, and who does what."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from innsats.assistance.actions import end_assistance, hold_team_meeting
from innsats.assistance.queries.agenda import meeting_page
from innsats.assistance.queries.pages import assistance_page
from innsats.cases.actions import correct_record, hear_pupil
from innsats.cases.models import MeetingMember, MeetingStep, TeamMeeting
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case import overview
from innsats.cases.queries.timeline import log_page
from innsats.desk.queries.agreed import own_steps
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.meetings import Step
from innsats.web.models import Draft
from tests import world
from tests.assistance.helping import advised, met
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()


@pytest.fixture
def rektor(case):
    return {"by": world.actor(world.principal_of(case.school)), "at": world.AT}


@pytest.fixture
def pia(begun):
    return Person.objects.get(name="Pia Tangen")


def viewing(name: str, at=world.AT):
    return viewer_of(world.actor(Person.objects.get(name=name)), at)


def test_the_minutes_are_kept_with_who_was_there_and_who_does_what(case, rektor, pia):
    lise = world.in_team(case)
    hold_team_meeting(
        case.pk, members=[pia.uuid, lise.uuid], others="Helsesykepleieren", text="Slik går det.",
        decisions="Vi er to ute.\nVi ringer hjem.", family="Mor var med.",
        steps=[Step(what="Ring hjem", who=lise.uuid, due_on=TODAY)], **rektor,
    )  # fmt: skip
    assert set(MeetingMember.objects.values_list("person__name", flat=True)) == {pia.name, lise.name}
    (shown,) = assistance_page(viewing(pia.name), case.number).meetings
    assert "Hjelpeteamet" in shown.title
    assert [one.written.text for one in shown.minutes] == [
        "Helsesykepleieren", "Slik går det.", "Vi er to ute.\nVi ringer hjem.", "Mor var med.",
    ]  # fmt: skip
    assert [(one.written.text, one.is_done) for one in shown.steps] == [("Ring hjem", False)]


def test_those_who_assist_keep_the_minutes_as_well_as_the_school(case, pia, rektor):
    met(case, by=pia)
    met(case)
    assert TeamMeeting.objects.count() == 2


def test_the_agenda_is_made_from_the_case_as_it_stands(case, rektor, pia):
    hear_pupil(case.pk, pupil=case.pupil_id, own_words="Jeg er alene.", is_safe="no", **rektor)
    advised(case, text="Kall inn lærerne.")
    met(case, what="Ring hjem", decisions="To voksne ute.")
    page = meeting_page(viewing(pia.name), case.number)
    assert page.minutes == 30
    said = {item.word: " ".join(item.lines) for item in page.agenda}
    assert "To voksne ute." in said["Siden sist"]
    assert "Jeg er alene." in said["Elevens egne ord"]
    assert "Ring hjem" in said["Det som ikke er gjort"]
    assert "Kall inn lærerne." in said["Råd uten svar"]


def test_the_agenda_says_that_the_pupil_must_be_heard_first(case, pia):
    (lines,) = (one.lines for one in meeting_page(viewing(pia.name), case.number).agenda if "ord" in one.word)
    assert lines == ("Eleven er ikke hørt ennå. Avtal hvem som snakker med eleven først.",)


def test_the_step_waits_for_the_one_who_has_it_and_stands_on_the_overview(case, pia):
    met(case, who=pia, what="Snakk med klassen", due_on=TODAY)
    met(case, who=pia, what="Ring PPT", due_on=TODAY + timedelta(days=9))
    at = world.AT + timedelta(days=1)
    first, second = own_steps(viewing(pia.name, at))
    assert (first.status, second.status) == ("overdue", "open")
    assert own_steps(viewing("Dan Vold", at)) == ()
    assert [one.text for one in overview(viewing(pia.name), case.number).agreed] == ["Snakk med klassen", "Ring PPT"]


def test_the_one_who_gets_a_step_hears_of_it(case, pia):
    met(case, who=pia)
    tick(world.AT)
    assert Notice.objects.filter(news="step_given").values_list("person__name", flat=True).get() == pia.name


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_kept(case, rektor, pia):
    ola = world.officer_of(case.school_owner)
    with refused("nobody_took_part", "minutes_empty", "in_the_future"):
        hold_team_meeting(case.pk, members=[], happened_at=world.AT + timedelta(hours=1), **rektor)
    with refused("present_not_in_case", "step_for_stranger", "step_without_day", "text_too_long"):
        hold_team_meeting(
            case.pk, members=[ola.uuid], text="x" * 100_000, steps=[Step(what="Ring", who=ola.uuid)], **rektor
        )
    assert not (TeamMeeting.objects.exists() or MeetingStep.objects.exists())


def test_somebody_who_has_not_declared_or_is_inhabil_takes_no_part(case, rektor, pia):
    emma = world.a_pupil(case.school, "Emma Dahl")
    world.declared(case, world.principal_of(case.school), parties=[emma])
    with refused("present_not_in_case"):  # must declare for Emma first
        hold_team_meeting(case.pk, members=[pia.uuid], text="Vi snakket.", **rektor)


def test_nobody_meets_a_team_that_is_not_there(case, rektor, asked):
    with refused("nobody_assists"):
        hold_team_meeting(case.pk, members=[world.principal_of(case.school).uuid], text="Vi snakket.", **rektor)
    with pytest.raises(NotVisible):
        meeting_page(viewing("Kari Vik"), case.number)


def test_the_leader_of_the_team_who_does_not_read_the_case_meets_no_minutes(case, begun, leader):
    met(case, text="Slik går det.")
    assert assistance_page(viewing("Lea Strand"), case.number).meetings == ()
    with refused("wrong_part"):
        hold_team_meeting(case.pk, members=[], text="Vi snakket.", **leader)


def test_the_minutes_stay_with_the_school_when_the_team_has_left(case, begun, leader, pia):
    met(case, who=pia)
    end_assistance(case.pk, done="Alt", school_can="Alt", **leader)
    assert len(assistance_page(viewing("Kari Vik"), case.number).meetings) == 1
    assert own_steps(viewing(pia.name)) == ()
    with not_visible():
        met(case, by=pia)


def test_the_minutes_are_corrected_and_never_changed(case, begun, rektor):
    held = met(case, text="Mandag.")
    correct_record(case.pk, target=f"teammeeting:{held.pk}:words", text="Tirsdag.", reason="Feil dag", **rektor)
    (shown,) = assistance_page(viewing("Kari Vik"), case.number).meetings
    written = next(one.written for one in shown.minutes if one.written.text == "Mandag.")
    assert [one.text for one in written.corrections] == ["Tirsdag."]


def test_the_log_says_who_was_there(case, pia):
    met(case, who=pia)
    entries = [one for day in log_page(viewing("Kari Vik"), case.number).days for one in day.entries]
    assert entries[0].what == "Det var møte med det eksterne teamet"
    assert pia.name in entries[0].note


def test_the_form_says_at_each_line_what_it_lacks(case, pia, monkeypatch):
    world.it_is(monkeypatch)
    client = world.signed_in(Client(), pia)
    address = f"/saker/{case.number}/bistand/moter/"
    assert "Saksliste" in client.get(address).content.decode()
    said = unescape(client.post(address, {"step_2_what": "Ring hjem"}).content.decode())
    assert all(
        one in said for one in ("Velg minst én som var med", "Velg hvem som gjør det.", "Velg innen hvilken dag")
    )
    line = {"step_2_what": "Ring", "step_2_who": str(pia.uuid), "step_2_due_on": TODAY.isoformat()}
    answer = client.post(address, {"members": [str(pia.uuid)], **line})
    assert (answer.status_code, answer.url) == (302, f"/saker/{case.number}/bistand/")
    assert MeetingStep.objects.get().place == 2


def test_the_page_takes_as_many_queries_for_three_meetings_as_for_one(case, begun, django_assert_num_queries):
    kari = viewing("Kari Vik")
    met(case)
    meeting_page(kari, case.number)  # the first look leaves its trace
    with django_assert_num_queries(28) as first:
        meeting_page(kari, case.number)
    met(case)
    met(case)
    with django_assert_num_queries(len(first)):
        meeting_page(kari, case.number)


def test_what_was_typed_of_the_minutes_is_kept_as_a_draft_until_they_are_saved(client, monkeypatch, case, pia):
    world.it_is(monkeypatch)
    page, address = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/bistand/moter/"
    typed = {"text": "Vi snakket om friminuttene.", "step_1_what": "Ring PPT", "step_1_who": str(pia.uuid)}
    typed |= {"step_1_due_on": (TODAY + timedelta(days=3)).isoformat(), "members": [str(pia.uuid)], "form_key": "k"}
    assert f'data-draft="/utkast/?for=%2Fsaker%2F{case.number}' in page.get(address).content.decode()
    assert page.post(f"/utkast/?for={address}", typed).status_code == 204
    shown = unescape(page.get(address).content.decode())
    assert "Vi snakket om friminuttene." in shown and "Ring PPT" in shown and "Dette begynte du på" in shown
    assert page.post(address, typed).status_code == 302 and not Draft.objects.exists()
    assert TeamMeeting.objects.get().meetingstep_set.count() == 1
