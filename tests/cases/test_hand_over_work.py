"""Somebody leaves, and others take over what lies there: each piece by its own act, all of it or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import (
    activate_plan,
    declare_impartiality,
    end_measure,
    hand_over_work,
    name_lead,
    restrict_readers,
    start_measure,
    stop_aftercare,
)
from innsats.cases.actions.leaving import Takeover
from innsats.cases.models import CaseAccess, Measure, Report
from innsats.cases.queries.leaving import Work, open_work_count, work_page
from innsats.journal.models import Event, Refusal
from innsats.people.viewers import viewer_of
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.verdicts import Refused
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=1)


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def lise(school):
    return world.an_employee(school, "Lise Berg")


@pytest.fixture
def per(school):
    return world.an_employee(school, "Per Sand")


@pytest.fixture
def case(school, lise):
    return world.received(world.a_case(school), lead=lise)


@pytest.fixture
def report(school, lise):
    return world.with_lead(world.declared(world.a_report(school), parties=[world.a_pupil(school, "Ada Moe")]), lise)


def given(what, row, to) -> Takeover:
    return Takeover(what=what, about=row.pk, to=to.uuid)


def handed(person, *pieces, by=None, **more):
    by = by or world.principal_of(person.appointment_set.get().school)
    return hand_over_work(person.uuid, by=world.actor(by), at=LATER, pieces=pieces, **more)


def page_of(person, by):
    return work_page(viewer_of(world.actor(by), LATER), person.uuid)


def recused(case, who):
    """`who` turns out to be close to the pupil."""
    tie = Tie(party=str(case.pupil.uuid), kind=Relation.SIBLING)
    declare_impartiality(case.subject, by=world.actor(who), at=world.AT, ties=[tie])


def test_each_piece_is_handed_over_by_its_own_act_and_with_its_own_event(lise, per, case, report):
    handed(lise, given(Work.REPORT, report, per), given(Work.LEAD, case, per))
    assert Report.objects.get(pk=report.pk).lead == per
    assert CaseAccess.objects.get(case=case, part="lead", ends_at=None).person == per
    events = Event.objects.filter(at__gte=LATER).order_by("pk").values_list("stream", "act", "because")
    assert set(events) == {
        (report.subject.stream, "receive_report", "hand_over_work"),
        (case.subject.stream, "name_lead", "hand_over_work"),
        (case.school.subject.stream, "hand_over_work", ""),
    }


def test_a_place_in_the_team_goes_to_another_and_the_one_who_leaves_is_released(school, lise, per, case):
    world.in_team(case, per)
    siv = world.an_employee(school, "Siv Moen")
    handed(per, given(Work.TEAM, case, siv))
    held = CaseAccess.objects.filter(case=case, part="team", ends_at=None)
    assert [access.person for access in held] == [siv]
    acts = Event.objects.filter(stream=case.subject.stream, because="hand_over_work").order_by("seq")
    assert [event.act for event in acts] == ["admit_to_team", "release_from_team"]


def test_who_is_in_the_case_already_is_no_choice_for_the_team_and_gets_no_second_place(school, lise, per, case):
    world.in_team(case, per)
    siv = world.in_team(case, world.an_employee(school, "Siv Moen"))
    (piece,) = page_of(per, world.principal_of(school)).pieces
    assert [name.partition(" (")[0] for _uuid, name in piece.people] == ["Kari Vik"]
    handed(per, given(Work.TEAM, case, siv))
    assert CaseAccess.objects.get(case=case, part="team", ends_at=None).person == siv


def test_one_who_leads_a_case_and_is_in_its_team_hands_over_both(school, lise, per, case):
    world.in_team(case, per)
    name_lead(case.pk, by=world.actor(world.principal_of(school)), at=world.AT, lead=per.uuid)
    siv = world.an_employee(school, "Siv Moen")
    assert [piece.what for piece in page_of(per, world.principal_of(school)).pieces] == [Work.LEAD, Work.TEAM]
    handed(per, given(Work.LEAD, case, siv), given(Work.TEAM, case, siv))  # one may take both
    assert [(access.part, access.person) for access in case.caseaccess_set.filter(ends_at=None)] == [("lead", siv)]


def test_readers_named_by_rektor_are_followed_by_whom_rektor_chooses(school, lise, per, case):
    world.in_team(case, per)
    rektor = world.principal_of(school)
    restrict_readers(
        case.pk, by=world.actor(rektor), at=world.AT, spokesperson=rektor.uuid, reason="NRK", readers=[per.uuid]
    )
    siv = world.an_employee(school, "Siv Moen")
    handed(per, given(Work.TEAM, case, siv))
    assert CaseAccess.objects.get(case=case, part="team", ends_at=None).person == siv


def test_the_school_s_own_event_names_the_person_and_no_case(lise, per, case):
    handed(lise, given(Work.LEAD, case, per))
    assert Event.objects.get(act="hand_over_work").facts == {"person": str(lise.uuid)}


def test_what_is_not_chosen_stays_where_it_is(lise, per, case, report):
    handed(lise, given(Work.LEAD, case, per))
    assert Report.objects.get(pk=report.pk).lead == lise


def test_all_or_nothing_and_every_reason_is_told_for_its_piece(school, lise, per, case, report):
    untrained = world.an_employee(school, "Uten Opplæring", trained=False)
    elsewhere = world.an_employee(world.a_school("Nabo skole"), "Siv Moen")
    other = world.received(world.a_case(school, pupil=world.a_pupil(school, "Ali Noor")), lead=lise)
    pieces = given(Work.LEAD, case, untrained), given(Work.REPORT, report, per), given(Work.LEAD, other, elsewhere)
    with refused("assignee_untrained", "not_employed_here"):
        handed(lise, *pieces)
    assert Refusal.objects.get().act == "hand_over_work"


def test_a_reason_says_first_which_piece_it_is_about(school, lise, case):
    sister = world.an_employee(school, "Ida Lien")
    world.a_known_relation(sister, case.pupil, Relation.SIBLING)
    with pytest.raises(Refused) as raised:
        handed(lise, given(Work.LEAD, case, sister))
    assert [one.about for one in raised.value.obstacles] == [(f"lead-{case.pk}", str(sister.uuid))]


def test_nothing_chosen_is_told(lise, case):
    with refused("nothing_handed_over"):
        handed(lise)


def test_what_somebody_else_has_taken_over_meanwhile_is_not_taken_from_that_one(school, lise, per, case):
    name_lead(case.pk, by=world.actor(world.principal_of(school)), at=world.AT, lead=per.uuid)
    siv = world.an_employee(school, "Siv Moen")
    with refused("not_theirs"):
        handed(lise, given(Work.LEAD, case, siv))


def test_nobody_takes_over_from_oneself(lise, case):
    with refused("not_theirs"):
        handed(lise, given(Work.LEAD, case, lise))


def test_a_case_hidden_from_rektor_is_refused_as_one_that_does_not_lie_there(school, lise, per, case):
    world.an_officer(school.school_owner)
    recused(case, world.principal_of(school))
    with refused("not_theirs"):
        handed(lise, given(Work.LEAD, case, per))


def test_rektor_who_has_not_declared_is_told_why_and_changes_nothing(school, lise, per, case):
    case.party_round += 1
    case.save(update_fields=["party_round"])
    with refused("undeclared"):
        handed(lise, given(Work.LEAD, case, per))


@pytest.mark.parametrize("who", ["colleague", "neighbour", "untrained"])
def test_only_whoever_looks_after_the_unit_of_the_person_does_it(school, lise, per, case, who):
    by = {
        "colleague": lambda: per,
        "neighbour": lambda: world.a_principal(world.a_school("Nabo skole"), "Nina Ås"),
        "untrained": lambda: world.a_principal(school, "Ny Rektor", trained=False),
    }[who]()
    with not_visible():
        handed(lise, given(Work.LEAD, case, per), by=by)
    with not_visible():
        page_of(lise, by)


def test_the_same_form_twice_hands_over_once(lise, per, case):
    for _ in range(2):
        handed(lise, given(Work.LEAD, case, per), form_key="k")
    assert Event.objects.filter(act="hand_over_work").count() == 1


def test_the_work_of_somebody_who_has_left_already_is_handed_over_too(school, lise, per, case):
    lise.appointment_set.update(ends_on=world.AT.date() - timedelta(days=1))
    handed(lise, given(Work.LEAD, case, per))
    assert CaseAccess.objects.get(case=case, part="lead", ends_at=None).person == per


def test_the_page_proposes_whoever_has_the_fewest_open_cases_and_then_the_first_by_name(school, lise, per, case):
    world.an_employee(school, "Siv Moen")
    world.received(world.a_case(school, pupil=world.a_pupil(school, "Ali Noor")), lead=world.principal_of(school))
    (piece,) = page_of(lise, world.principal_of(school)).pieces
    names = [name for _uuid, name in piece.people]
    assert names == ["Kari Vik (1 åpen sak)", "Per Sand (ingen åpne saker)", "Siv Moen (ingen åpne saker)"]
    assert piece.proposed == str(per.uuid)


def test_the_load_is_shared_over_the_pieces(school, lise, per, case, report):
    pieces = page_of(lise, world.principal_of(school)).pieces
    assert [piece.what for piece in pieces] == [Work.REPORT, Work.LEAD]
    assert len({piece.proposed for piece in pieces}) == 2


def test_somebody_at_the_owner_is_proposed_only_where_nobody_at_the_school_can(school, lise, case):
    officer, rektor = world.an_officer(school.school_owner, "Anna Aas"), world.principal_of(school)
    (piece,) = page_of(lise, rektor).pieces
    assert piece.people[0][0] == str(officer.uuid) and piece.proposed == str(rektor.uuid)
    world.a_known_relation(rektor, case.pupil, Relation.SIBLING)
    (piece,) = page_of(lise, rektor).pieces
    assert piece.proposed == str(officer.uuid)


def test_measures_that_run_are_told_with_the_way_to_the_plan_where_they_are_changed(school, lise, per, case):
    rektor = world.principal_of(school)
    for _each in range(2):
        world.with_draft(world.heard(case), responsible=per.uuid)
    assert page_of(per, rektor).elsewhere == ()  # a draft obliges nobody
    activate_plan(case.pk, by=world.actor(rektor), at=world.AT)
    (one,) = page_of(per, rektor).elsewhere
    assert (one.title, one.address) == ("Noah Lien, 6A", f"/saker/{case.number}/plan/")
    assert one.said.startswith("Ansvarlig for 2 tiltak.")
    viewer = viewer_of(world.actor(rektor), LATER)
    assert open_work_count(viewer, per) == 2
    measure = Measure.objects.filter(case=case).order_by("position").first()
    start_measure(case.pk, by=world.actor(rektor), at=world.AT, measure=measure.lineage)
    end_measure(case.pk, by=world.actor(rektor), at=LATER, measure=measure.lineage)
    assert open_work_count(viewer, per) == 1


def test_the_adult_whom_a_pupil_talks_with_is_told_with_the_way_to_the_follow_up(school, lise, per, case):
    world.followed(case, trusted_adult=per.uuid)
    (one,) = page_of(per, world.principal_of(school)).elsewhere
    assert one.address == f"/saker/{case.number}/oppfolging/" and "avtaler dere med familien" in one.said
    family = {"wished_by": "both", "wished_on": LATER.date()}
    stop_aftercare(case.pk, by=world.actor(world.principal_of(school)), at=LATER, **family)
    assert page_of(per, world.principal_of(school)).elsewhere == ()


def test_neither_is_told_of_a_case_that_the_viewer_does_not_read(school, lise, per, case):
    world.an_officer(school.school_owner)
    world.followed(case, trusted_adult=per.uuid)
    recused(case, world.principal_of(school))
    viewer = viewer_of(world.actor(world.principal_of(school)), LATER)
    assert page_of(per, world.principal_of(school)).elsewhere == () and open_work_count(viewer, per) == 0


def test_nobody_inhabil_close_untrained_or_gone_is_among_the_choices(school, lise, per, case):
    close = world.an_employee(school, "Ida Lien")
    world.a_known_relation(close, case.pupil, Relation.SIBLING)
    world.an_employee(school, "Uten Opplæring", trained=False)
    gone = world.an_employee(school, "Har Sluttet")
    gone.appointment_set.update(ends_on=world.AT.date() - timedelta(days=1))
    (piece,) = page_of(lise, world.principal_of(school)).pieces
    assert {uuid for uuid, _name in piece.people} == {str(per.uuid), str(world.principal_of(school).uuid)}


def test_where_nobody_can_the_page_says_so(school, lise, case):
    pupil = case.pupil
    world.a_known_relation(world.principal_of(school), pupil, Relation.SIBLING)
    (piece,) = page_of(lise, world.principal_of(school)).pieces
    assert (piece.people, piece.proposed) == ((), "")
    assert "Ingen andre ved Solbakken skole eller hos" in piece.reasons[0]


def test_a_case_hidden_from_rektor_is_no_piece_counts_nowhere_and_moves_no_proposal(school, lise, per, case):
    rektor, officer = world.principal_of(school), world.an_officer(school.school_owner)
    hidden = world.received(world.a_case(school, pupil=world.a_pupil(school, "Ali Noor")), lead=lise)
    busy = world.received(world.a_case(school, pupil=world.a_pupil(school, "Ine Dal")), lead=per)
    shown = page_of(lise, rektor)
    assert len(shown.pieces) == 2
    for one in (hidden, busy):
        recused(one, rektor)
    (piece,) = page_of(lise, rektor).pieces
    assert piece.about == case.pk
    assert (str(per.uuid), "Per Sand (ingen åpne saker)") in piece.people
    assert {one.about for one in page_of(lise, officer).pieces} == {hidden.pk}


def test_a_closed_case_and_a_report_that_became_a_case_are_not_open_work(school, lise, case, report):
    world.closed(case)
    assert [piece.about for piece in page_of(lise, world.principal_of(school)).pieces] == [report.pk]
    assert case.casereport_set.exists()
