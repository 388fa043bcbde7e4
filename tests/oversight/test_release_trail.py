"""The list of who has opened a case (`release_trail`): what it says, to whom, and what is held back and why."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from innsats.cases import actions as cases
from innsats.cases.models import Case, TrailRelease, TrailRequest
from innsats.family.forms.open import AskForTrailForm
from innsats.family.queries.approved import reading_of
from innsats.family.queries.trail import trail_shown
from innsats.journal.models import Event
from innsats.oversight.actions import release_trail
from innsats.oversight.queries.readers import lines_of
from innsats.oversight.queries.releasing import release_page
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.looking import Ground
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.family.families import a_family_case, reader
from tests.oversight.watching import a_privacy_officer, asked, by, opened

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case() -> Case:
    return a_family_case()


def said(case: Case) -> tuple[str, ...]:
    return trail_shown(reading_of(reader(case), case.pk)).lines


def test_a_line_says_day_part_and_unit_and_the_name_of_those_the_family_knows(case: Case) -> None:
    officer = a_privacy_officer(case.school.school_owner)
    lead, member = case.caseaccess_set.get(part="lead").person, world.in_team(case)
    for one in (lead, member):
        opened(case, one)
    request = asked(case, world.AT + DAY)
    release_trail(request.pk, **by(officer, world.AT + DAY))
    lines = said(case)
    assert any(line.endswith(f"Saksansvarlig, {case.school.name} · {lead.name}") for line in lines)
    assert any(line.endswith(f"Med i saksteamet, {case.school.name}") for line in lines)
    assert not any(member.name in line for line in lines)


def test_a_name_that_the_officer_did_not_read_is_not_given_by_what_is_done_meanwhile(case: Case) -> None:
    member = world.in_team(case)
    opened(case, member)
    request = asked(case, world.AT + DAY)
    before = lines_of(request)
    cases.choose_contact_person(
        case.pk, person=member.uuid, asked_on=world.AT.date(), **by(world.principal_of(case.school), world.AT + 2 * DAY)
    )
    assert lines_of(request) == before


def test_who_reported_is_not_told_by_reading_the_own_report(case: Case) -> None:
    report = case.casereport_set.first().report
    reporter = world.an_employee(case.school, "Vera Nes")
    report.reporter = reporter
    report.save(update_fields=["reporter"])
    opened(case, reporter, act=Act.READ_REPORT, row=report)
    assert reporter.name not in {one.name for one in lines_of(asked(case, world.AT + DAY))}


def test_what_opens_nothing_and_what_comes_after_the_question_is_not_on_it(case: Case) -> None:
    known, late = world.in_team(case), world.in_team(case, world.an_employee(case.school, "Sein Nes"))
    opened(case, known, act=Act.SEE_CASE)
    request = asked(case, world.AT + DAY)
    opened(case, late, world.AT + 2 * DAY)
    assert {known.name, late.name}.isdisjoint(one.name for one in lines_of(request))


def test_what_is_held_back_is_left_out_and_said_why(case: Case) -> None:
    officer, member = a_privacy_officer(case.school.school_owner), world.in_team(case)
    opened(case, member)
    request = asked(case, world.AT + DAY)
    key = next(one.key for one in lines_of(request) if one.name == member.name)
    with refused("withheld_without_ground", "withheld_without_reason"):
        release_trail(request.pk, withheld=[key], **by(officer, world.AT + DAY))
    assert not TrailRelease.objects.exists()
    release_trail(
        request.pk, withheld=[key], ground=Ground.SECRECY, because="Det røper et annet barn.",
        **by(officer, world.AT + DAY),
    )  # fmt: skip
    shown = trail_shown(reading_of(reader(case), case.pk))
    assert not any("saksteamet" in line for line in shown.lines)
    assert "bokstav d" in shown.withheld and shown.because == "Det røper et annet barn."
    given = release_page(viewer_of(world.actor(officer), world.AT + DAY), request.pk)
    assert tuple(one.said for one in given.lines) == shown.lines and given.because == shown.because


def test_where_all_of_it_is_held_back_nobody_is_told_that_there_was_nothing(case: Case) -> None:
    officer = a_privacy_officer(case.school.school_owner)
    opened(case, world.in_team(case))
    request = asked(case, world.AT + DAY)
    release_trail(
        request.pk, withheld=[one.key for one in lines_of(request)], ground=Ground.SECRECY, because="Taushetsplikt.",
        **by(officer, world.AT + DAY),
    )  # fmt: skip
    page = trail_shown(reading_of(reader(case), case.pk))
    shown = {"page": page, "form": AskForTrailForm(at=world.AT)}
    said = render_to_string("family/ask_for_trail.html", shown, request=RequestFactory().get("/"))
    assert not page.lines and "Taushetsplikt." in said and "Ingen hadde" not in said


def test_the_list_costs_as_many_queries_however_many_have_read(case: Case, django_assert_max_num_queries) -> None:
    for name in ("Ada Nes", "Bo Nes", "Cato Nes"):
        opened(case, world.in_team(case, world.an_employee(case.school, name)))
    request = TrailRequest.objects.select_related("case__school__school_owner").get(pk=asked(case, world.AT + DAY).pk)
    with django_assert_max_num_queries(10):
        assert len(lines_of(request)) > 3


def test_it_is_given_once(case: Case) -> None:
    officer, request = a_privacy_officer(case.school.school_owner), asked(case)
    release_trail(request.pk, **by(officer))
    with refused("trail_released"):
        release_trail(request.pk, **by(officer))
    assert Event.objects.filter(act=Act.RELEASE_TRAIL).count() == 1


def test_only_the_owners_trained_privacy_officer_who_is_not_too_close_gives_it(case: Case) -> None:
    owner, request = case.school.school_owner, asked(case)
    strangers = [
        world.principal_of(case.school), world.an_officer(owner), a_privacy_officer(owner, "Ny Vern", trained=False),
        a_privacy_officer(world.an_owner("Dalvik kommune"), "Dal Vern"),
    ]  # fmt: skip
    close = a_privacy_officer(owner, "Nær Vern")
    world.declared(case, parties=[close])
    for person in (*strangers, close):
        with not_visible():
            release_trail(request.pk, **by(person))
    officer = a_privacy_officer(owner)
    with not_visible():
        release_trail(uuid4(), **by(officer))


def test_nothing_from_before_the_case_was_about_this_child_is_on_it(case: Case) -> None:
    member = world.in_team(case)
    opened(case, member)
    other = world.a_pupil(case.school, "Ida Ås", guardians=["Åse Ås"])
    cases.correct_pupil(
        case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT + DAY, pupil=other.pk, confirmed=True,
        reason="Feil barn.", told_otherwise=False,
    )  # fmt: skip
    request = TrailRequest.objects.create(
        school_owner_id=case.school_owner_id, case=case, pupil=other, at=world.AT + 2 * DAY
    )
    assert member.name not in {one.name for one in lines_of(request)}


def test_the_page_shows_the_officer_whom_the_family_is_not_told(case: Case, client: Client, monkeypatch) -> None:
    world.it_is(monkeypatch, world.AT + DAY)
    officer, member = a_privacy_officer(case.school.school_owner), world.in_team(case)
    opened(case, member)
    request = asked(case, world.AT + DAY)
    world.signed_in(client, officer)
    address = f"/innsynslogg/til-familien/{request.pk}/"
    page = client.get(address).content.decode()
    assert f"({member.name})" in page and "Gi familien lista" in page
    answer = client.post(address, {"form_key": str(uuid4())})
    assert answer.status_code == 302 and answer["Location"] == "/innsynslogg/"
    assert "Lista ble gitt" in client.get(address).content.decode()
