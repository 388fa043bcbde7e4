"""A neighbour's team helps by an agreement: who sees what while it holds, that nobody does after, and who decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps

from innsats.assistance.actions import assign_assistants, end_assistance, request_assistance, take_family_request
from innsats.assistance.queries.asking import teams_for
from innsats.assistance.queries.pages import assistance_page
from innsats.cases.actions import decide_impartiality, link_report
from innsats.cases.models import Assistance, Case, CaseAccess, Declaration, Due, Report
from innsats.cases.queries.access import NotVisible, visible
from innsats.cases.queries.declaring import waiting_decisions
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules import law
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.rules.verdicts import Refused
from innsats.teams.actions import end_team_agreement, sign_mandate
from innsats.teams.models import Membership, TeamAgreement
from tests import world
from tests.assistance.helping import a_neighbours_team, a_ready_team, asked_for_help, leader_of
from tests.cases.refusals import refused
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY = AT.date()
LAST = TODAY + timedelta(days=20)
LOOKS = (Act.SEE_CASE, Act.READ_CASE)
NAMES = ("Lea Strand", "Pia Tangen", "Dan Vold", "Eva Lie")


@pytest.fixture
def team(case):
    return a_neighbours_team(case.school_owner, *NAMES, until=LAST)


@pytest.fixture
def agreement(team):
    return TeamAgreement.objects.get()


def assigned(case, team, *names, until=LAST):
    members = [Membership.objects.get(person__name=name).uuid for name in names]
    leader = actor(leader_of(team))
    return assign_assistants(case.pk, by=leader, at=AT, members=members, until=until)


def sees(name, at=AT):
    viewer = viewer_of(actor(Person.objects.get(name=name)), at)
    return [act.value for act in LOOKS if visible(act, viewer, Case).exists()]


def test_the_school_can_ask_it_while_the_agreement_holds_and_its_own_comes_first(case, team):
    own = a_ready_team(case.school_owner, "Ada Å", name="Åsteamet")
    assert teams_for(case, AT) == [own, team]
    assert teams_for(case, AT + timedelta(days=21)) == [own]
    a_ready_team(world.an_owner("Vik kommune"), "Una Vik")
    assert teams_for(case, AT) == [own, team]


def test_it_is_never_told_of_the_case_as_the_same_organ(case, team):
    with pytest.raises(Refused) as found:
        asked_for_help(case, team, basis="same_organ")
    assert [(one.code, one.source) for one in found.value.obstacles] == [("not_same_organ", law.SAME_ORGAN)]
    assert not Assistance.objects.exists()
    assert asked_for_help(case, team, basis="consent").basis == "consent"


def test_the_form_names_whose_team_it_is_and_chooses_no_ground(client, monkeypatch, case, team):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    form = rektor.get(f"/saker/{case.number}/bistand/be-om-hjelp/").context["form"]
    assert form["team"].field.choices == [(str(team.uuid), "Hjelpeteamet hos Nes kommune (naboteam)")]
    assert not form["basis"].value()


def test_only_those_who_are_sent_read_the_case_and_nobody_else_at_the_neighbours(case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    for name in ("Pia Tangen", "Dan Vold"):
        world.declared(case, Person.objects.get(name=name))
    world.a_head(team.school_owner, "Nils Nes")
    assert {name: sees(name) for name in (*NAMES, "Nina Nes", "Nils Nes")} == {
        "Lea Strand": ["see_case"], "Pia Tangen": ["see_case", "read_case"], "Dan Vold": ["see_case", "read_case"],
        "Eva Lie": [], "Nina Nes": [], "Nils Nes": [],
    }  # fmt: skip


def test_an_outsider_at_the_neighbours_finds_no_page(client, monkeypatch, case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    world.it_is(monkeypatch)
    for person in (Person.objects.get(name="Eva Lie"), world.officer_of(team.school_owner)):
        world.signed_in(client, person)
        for part in ("", "bistand/", "personer/", "plan/", "bistand/hvem-gar/"):
            assert client.get(f"/saker/{case.number}/{part}").status_code == 404


def test_the_case_never_changes_hands_and_every_row_under_it_keeps_its_owner(case, team):
    before = case.school_id, case.school_owner_id
    asked_for_help(case, team)
    helped_until = assigned(case, team, "Pia Tangen", "Dan Vold")
    end_assistance(case.pk, by=actor(leader_of(team)), at=AT, done="Samtaler", school_can="Samtaler")
    now = Case.objects.get(pk=case.pk)
    assert (now.school_id, now.school_owner_id) == before and helped_until.school_owner_id == before[1]
    under = [
        model for model in apps.get_app_config("cases").get_models()
        if {"case", "school_owner"} <= {field.name for field in model._meta.concrete_fields}
    ]  # fmt: skip
    held = [row for model in under for row in model._default_manager.filter(case=case.pk)]
    assert {row.school_owner_id for row in held} == {before[1]} and CaseAccess in {type(row) for row in held}


def test_nobody_goes_beyond_the_agreement(case, team):
    asked_for_help(case, team)
    with refused("beyond_agreement"):
        assigned(case, team, "Pia Tangen", "Dan Vold", until=LAST + timedelta(days=1))
    officer = {"by": actor(world.officer_of(team.school_owner)), "at": AT}
    signed = {"document": "Sak 2", "signed_by": "Nils", "signed_on": TODAY, "starts_on": TODAY, "ends_on": TODAY}
    sign_mandate(team.uuid, may_recommend=["call_meeting"], **signed, **officer)
    with refused("beyond_mandate", "beyond_agreement"):
        assigned(case, team, "Pia Tangen", "Dan Vold", until=LAST + timedelta(days=1))


def test_the_form_proposes_no_day_after_the_agreement(client, monkeypatch, case, team):
    asked_for_help(case, team)
    world.it_is(monkeypatch)
    page = world.signed_in(client, leader_of(team)).get(f"/saker/{case.number}/bistand/hvem-gar/")
    assert page.context["form"]["until"].value() == LAST


def test_after_its_last_day_nobody_there_sees_anything(case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    world.declared(case, Person.objects.get(name="Pia Tangen"))
    the_last, after = AT + timedelta(days=20), AT + timedelta(days=21)
    assert sees("Pia Tangen", the_last) == ["see_case", "read_case"] and sees("Lea Strand", the_last) == ["see_case"]
    assert sees("Pia Tangen", after) == sees("Lea Strand", after) == []


@pytest.mark.parametrize("side", ["asking", "asked"])
def test_either_owner_ends_it_and_then_nobody_there_sees_anything_at_once(case, team, agreement, side):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    world.declared(case, Person.objects.get(name="Pia Tangen"))
    owner = case.school_owner if side == "asking" else team.school_owner
    end_team_agreement(agreement.uuid, by=actor(world.officer_of(owner)), at=AT)
    assert sees("Pia Tangen") == sees("Lea Strand") == []
    with pytest.raises(NotVisible):
        end_assistance(case.pk, by=actor(leader_of(team)), at=AT, done="Samtaler", school_can="Samtaler")


def test_a_school_that_was_left_so_asks_another_and_reads_that_the_agreement_ended(
    client, monkeypatch, case, team, agreement
):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    own = a_ready_team(case.school_owner, "Ada Å", name="Åsteamet")
    with refused("assistance_open"):
        asked_for_help(case, own)
    end_team_agreement(agreement.uuid, by=actor(world.officer_of(team.school_owner)), at=AT)
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    page = rektor.get(f"/saker/{case.number}/bistand/").content.decode()
    assert "Avtalen med teamet tok slutt" in page and "/be-om-hjelp/" in page and "Pia Tangen" not in page
    asked_for_help(case, own)
    assert Assistance.objects.get(is_open=True).team == own
    clocks = Due.objects.filter(case=case, code="team_promise").order_by("pk")
    assert sorted(bool(one.lapsed) for one in clocks) == [False, True]


def test_a_family_does_not_wait_for_a_team_that_was_left_so(case, team, agreement):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    own = a_ready_team(case.school_owner, "Ada Å", name="Åsteamet")
    about_two, about_one = (
        take_family_request(
            own.uuid, by=actor(leader_of(own)), at=AT, school=case.school.uuid, told_by="Hege", text=text,
            asks="Hjelp.", reasons=["not_heard"], consents=True,
        )
        for text in ("Begge to.", "Han gruer seg.")
    )  # fmt: skip
    world.declared(world.read(about_two), parties=[case.pupil, world.a_pupil(case.school, "Noah Li")])
    world.declared(world.read(about_one), parties=[case.pupil])
    rektor = {"by": actor(world.principal_of(case.school)), "at": AT}
    link_report(case.pk, report=about_two.pk, **rektor)
    assert [one.confirm for one in assistance_page(viewer_of(*rektor.values()), case.number).waiting] == [None]
    end_team_agreement(agreement.uuid, by=actor(world.officer_of(team.school_owner)), at=AT)
    (waits,) = assistance_page(viewer_of(*rektor.values()), case.number).waiting
    assert waits.confirm is not None
    link_report(case.pk, report=about_one.pk, **rektor)
    asked = Assistance.objects.get(is_open=True)
    assert (asked.team, asked.family_request) == (own, about_one.familyrequest)
    assert not CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT, ends_at__gt=AT).exists()


def test_a_doubt_is_decided_by_the_officer_above_the_member_and_not_by_the_school_or_its_owner(case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    pia = Person.objects.get(name="Pia Tangen")
    world.declared(case, pia, ties={case.pupil: Relation.COUSIN})
    doubt = Declaration.objects.get(person=pia)
    above, own = world.officer_of(team.school_owner), world.officer_of(case.school_owner)
    waiting = {
        person.name: [one.uuid for one in waiting_decisions(viewer_of(actor(person), AT))]
        for person in (above, own, world.principal_of(case.school), leader_of(team))
    }
    assert waiting == {above.name: [doubt.pk], own.name: [], "Kari Vik": [], "Lea Strand": []}
    tick(AT)
    assert [one.person for one in Notice.objects.filter(news="to_decide")] == [above]
    with pytest.raises(NotVisible):
        decide_impartiality(doubt.pk, by=actor(own), at=AT, is_impartial=True, reason="Nei")
    decide_impartiality(doubt.pk, by=actor(above), at=AT, is_impartial=True, reason="Fjern slekt.")
    assert sees("Pia Tangen") == ["see_case", "read_case"] and sees(above.name) == []


def test_a_doubt_on_a_report_of_the_case_is_decided_there_too(case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    pia, report = Person.objects.get(name="Pia Tangen"), Report.objects.get()
    world.declared(report, pia, ties={case.pupil: Relation.COUSIN})
    doubt = Declaration.objects.get(person=pia, report=report)
    above = world.officer_of(team.school_owner)
    people = (above, world.officer_of(case.school_owner), world.principal_of(case.school))
    waiting = [[one.uuid for one in waiting_decisions(viewer_of(actor(person), AT))] for person in people]
    assert waiting == [[doubt.pk], [], []]
    tick(AT)
    assert [one.person for one in Notice.objects.filter(news="to_decide")] == [above]


def test_the_officer_above_reads_the_tie_and_no_name_of_a_child(client, monkeypatch, case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    pia = Person.objects.get(name="Pia Tangen")
    world.declared(case, pia, ties={case.pupil: Relation.COUSIN})
    world.it_is(monkeypatch)
    above = world.signed_in(client, world.officer_of(team.school_owner))
    address = f"/habilitet/{Declaration.objects.get(person=pia).pk}/"
    assert address in above.get("/habilitet/").content.decode()
    page = above.get(address).content.decode()
    assert "Pia Tangen" in page and "Søskenbarn" in page and "Noah" not in page and case.school.name not in page
    answer = above.post(address, {"is_impartial": "yes", "reason": "Fjern slekt.", "form_key": "k"})
    assert answer.url == "/habilitet/" and sees("Pia Tangen") == ["see_case", "read_case"]


def test_who_helps_looks_up_no_pupils_of_the_school(client, monkeypatch, case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    pia, report = Person.objects.get(name="Pia Tangen"), Report.objects.get()
    world.declared(case, pia)
    world.a_pupil(case.school, "Ola Kanari")
    world.it_is(monkeypatch)
    address, typed = f"/meldinger/{report.number}/habilitet/", {"find": "Kanari"}
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert "Ola Kanari" in rektor.post(address, typed).content.decode()
    page = world.signed_in(client, pia).post(address, typed)
    assert page.status_code == 200 and "Kanari" not in page.content.decode()


def test_what_was_not_decided_when_the_team_left_is_nobodys_to_read(case, team, agreement):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    world.declared(case, Person.objects.get(name="Pia Tangen"), ties={case.pupil: Relation.COUSIN})
    above = world.officer_of(team.school_owner)
    end_team_agreement(agreement.uuid, by=actor(above), at=AT)
    assert waiting_decisions(viewer_of(actor(above), AT)) == ()


def test_who_helps_finds_the_case_by_the_pupils_name_and_nobody_else_there_does(client, monkeypatch, case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    pia = Person.objects.get(name="Pia Tangen")
    world.declared(case, pia)
    world.appointed(pia, "employee", world.a_school("Nes skole", owner=team.school_owner))
    world.it_is(monkeypatch)
    for person, is_found in ((pia, True), (world.officer_of(team.school_owner), False)):
        page = world.signed_in(client, person).post("/saker/", {"finn": "Noah"}).content.decode()
        assert (case.number in page) is is_found


def test_the_leader_of_the_own_team_is_told_which_neighbour_to_ask(client, monkeypatch, case, team):
    own = a_ready_team(case.school_owner, "Ada Å", name="Åsteamet")
    asked_for_help(case, own)
    world.it_is(monkeypatch)
    page = world.signed_in(client, leader_of(own)).get(f"/saker/{case.number}/bistand/hvem-gar/").content.decode()
    assert "be skolen spørre naboen de har en avtale med: Hjelpeteamet hos Nes kommune" in page


def test_a_team_without_an_agreement_is_not_for_the_school(case):
    other = a_ready_team(world.an_owner("Vik kommune"), "Una Vik")
    rektor = {"by": actor(world.principal_of(case.school)), "at": AT}
    with refused("team_not_for_school"):
        request_assistance(
            case.pk, team=other.uuid, reasons=["not_heard"], basis="other_organ", done="Litt", asks="Hjelp",
            necessity="Det trengs", **rektor,
        )  # fmt: skip
