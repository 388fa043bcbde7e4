"""A world in plain words: schools, people, pupils, and cases that have walked to where they stand.

A state of a report or a case is reached through the actions, so that no test stands on an impossible one. Builders
take what the test cares about and choose the rest. It is Monday 23 March 2026, 09:00 in Oslo, unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count
from typing import TypeVar

import pytest
from django.test import Client

from innsats.cases.actions.case import open_case, receive_case
from innsats.cases.actions.endings import close_case
from innsats.cases.actions.followup import end_measures
from innsats.cases.actions.impartiality import declare_impartiality
from innsats.cases.actions.inquiry import hear_pupil
from innsats.cases.actions.measures import start_measure
from innsats.cases.actions.people import admit_to_team
from innsats.cases.actions.plan import activate_plan, draft_measure
from innsats.cases.actions.report import receive_report, report_concern
from innsats.cases.models import Case, Measure, Report
from innsats.journal.actors import ANONYMOUS, OPERATOR, Actor
from innsats.journal.looks import looked
from innsats.people.actions.persons import appoint, record_training, register_person
from innsats.people.actions.pupils import GuardianGiven, note_relation, register_pupil
from innsats.people.models import Appointment, KnownRelation, Person, Pupil, School, SchoolOwner, named
from innsats.rules.acts import Act
from innsats.rules.calendar import OSLO
from innsats.rules.endings import Ending
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.informing import Informed, Means
from innsats.rules.inquiry import Safe
from innsats.rules.reports import Arena, Concern
from innsats.rules.roles import Role
from innsats.rules.stages import Stage
from innsats.rules.teams import Place, Profession
from innsats.teams.actions import add_member, agree_on_team, set_up_team
from innsats.teams.models import Membership, Team, TeamAgreement
from tests.letting_on import let_on
from tests.replaying import replayed

AT = datetime(2026, 3, 23, 9, 0, tzinfo=OSLO)
BEFORE = datetime(2025, 8, 18, 9, 0, tzinfo=OSLO)  # when people came to their schools
SINCE = BEFORE.date()
WORDS = "Noah står alene i skolegården. De andre går når han kommer."
Row = TypeVar("Row", Report, Case)
_number = count(1)


# Where


def an_owner(name: str = "Fjordvik kommune", *, kind: str = SchoolOwner.Kind.MUNICIPALITY) -> SchoolOwner:
    return SchoolOwner.objects.create(kind=kind, number=f"{next(_number):04}", **named(name))


def a_school(name: str = "Solbakken skole", *, owner: SchoolOwner | None = None, private: bool = False) -> School:
    owner = owner or (an_owner(f"Styret for {name}", kind="private") if private else an_owner())
    return School.objects.create(
        school_owner=owner, organisation_number=f"{next(_number):09}", municipality_number="0301",
        kind=School.Kind.PRIMARY, ownership="private" if private else "public", lowest_grade=1, highest_grade=10,
        **named(name),
    )  # fmt: skip


# Who


def a_person(name: str = "Tone Hval", *, unit: School | SchoolOwner | None = None, trained: bool = True) -> Person:
    """Somebody with an account and no role anywhere."""
    unit, email = unit or an_owner(), f"person{next(_number)}@fjordvik.example"
    person = register_person(unit.uuid, by=OPERATOR, at=BEFORE, name=name, email=email)
    if trained:
        record_training(person.uuid, by=OPERATOR, at=BEFORE, completed_on=BEFORE.date())
    return person


def appointed(
    person: Person,
    role: Role,
    unit: School | SchoolOwner,
    *,
    since: date = SINCE,
    until: date | None = None,
    deputy: bool = False,
    leadership: bool = False,
) -> Person:
    """`person` with one more role, at a school or at an owner."""
    appoint(
        person.uuid, by=OPERATOR, at=BEFORE, unit=unit.uuid, role=role, starts_on=since, ends_on=until, deputy=deputy,
        leadership=leadership,
    )  # fmt: skip
    return person


def a_principal(school: School, name: str = "Kari Vik", *, trained: bool = True, deputy: bool = False) -> Person:
    return appointed(
        a_person(name, unit=school, trained=trained), Role.PRINCIPAL, school, deputy=deputy, leadership=True
    )


def a_deputy(school: School, name: str = "Jon Dale") -> Person:
    return a_principal(school, name, deputy=True)


def an_employee(school: School, name: str = "Lise Berg", *, trained: bool = True, leadership: bool = False) -> Person:
    return appointed(a_person(name, unit=school, trained=trained), Role.EMPLOYEE, school, leadership=leadership)


def an_officer(owner: SchoolOwner, name: str = "Ola Dahl") -> Person:
    return appointed(a_person(name, unit=owner), Role.OWNER_OFFICER, owner)


def a_head(owner: SchoolOwner, name: str = "Siri Moe") -> Person:
    return appointed(a_person(name, unit=owner), Role.OWNER_HEAD, owner)


def a_pupil(
    school: School,
    name: str = "Noah Lien",
    *,
    grade: int = 6,
    born: date = date(2014, 5, 2),
    guardians: Iterable[Person | str] = (),
) -> Pupil:
    """A pupil with guardians by name, or as persons who also work here."""
    given = [
        GuardianGiven(name=one, has_responsibility=True)
        if isinstance(one, str)
        else GuardianGiven(name=one.name, has_responsibility=True, person=one.uuid)
        for one in guardians
    ]
    return register_pupil(
        school.uuid,
        by=OPERATOR,
        at=BEFORE,
        name=name,
        born=born,
        grade=grade,
        class_name=f"{grade}A",
        guardians=given,
        born_again=born,
    )


def a_team(unit: School | SchoolOwner, name: str = "Innsatsteamet", *, since: date = SINCE) -> Team:
    """A team of a school or of an owner, set up by its officer."""
    owner = unit.school_owner if isinstance(unit, School) else unit
    return set_up_team(unit.uuid, by=actor(officer_of(owner)), at=AT, name=name, starts_on=since)


def officer_of(owner: SchoolOwner) -> Person:
    """The owner's officer, one made when there is none."""
    held = Appointment.objects.filter(school_owner=owner, role=Role.OWNER_OFFICER).select_related("person").first()
    return held.person if held else an_officer(owner)


def an_agreement(
    owner: SchoolOwner, team: Team, *, since: date = SINCE, until: date | None = None, at: datetime = AT
) -> TeamAgreement:  # fmt: skip
    """The owner may ask another owner's team for help."""
    said = dict.fromkeys(("delegation", "secrecy", "archive", "document", "signed_by", "signed_by_team"), "Avtalt")
    by = {"by": actor(officer_of(owner)), "at": at}
    return agree_on_team(owner.uuid, team=team.uuid, starts_on=since, ends_on=until, **said, **by)


def a_member(
    team: Team, person: Person | None = None, *, name: str = "Pia Tangen", place: Place = Place.CORE,
    profession: Profession = Profession.PPT, since: date = SINCE, until: date | None = None,
) -> Membership:  # fmt: skip
    """Somebody in a team: `person`, or somebody new called `name`."""
    return add_member(
        team.uuid, by=actor(officer_of(team.school_owner)), at=AT, person=person and person.uuid, name=name,
        place=place, email="" if person else f"{next(_number)}@team.example",
        profession=profession, starts_on=since, ends_on=until,
    )  # fmt: skip


def a_known_relation(person: Person, pupil: Pupil, kind: Relation = Relation.NEIGHBOUR) -> KnownRelation:
    """A tie that the school knows of: a hint that must be answered."""
    return note_relation(pupil.uuid, by=OPERATOR, at=BEFORE, person=person.uuid, kind=kind)


def actor(person: Person | None) -> Actor:
    return Actor.of(person) if person else ANONYMOUS


def principal_of(school: School) -> Person:
    """Rektor there, one made when there is none."""
    held = Appointment.objects.filter(school=school, role=Role.PRINCIPAL, deputy=False).select_related("person").first()
    return held.person if held else a_principal(school)


# A report, and what is done with it


@replayed
def a_report(
    school: School | None = None,
    *,
    by: Person | None = None,
    text: str = WORDS,
    arena: Arena = Arena.SCHOOL,
    concern: Concern = Concern.PUPILS,
    concerned: Person | None = None,
    at: datetime = AT,
    **facts: object,
) -> Report:
    """A report to rektor, by somebody without sign-in unless `by` says who."""
    school = school or a_school()
    principal_of(school)
    return report_concern(
        school.uuid,
        by=actor(by),
        at=at,
        text=text,
        arena=arena,
        concern=concern,
        concerned=concerned.uuid if concerned else None,
        **facts,
    )


def read(row: Row, by: Person | None = None, *, at: datetime = AT) -> Row:
    """`row` opened by somebody, with the trace of it."""
    act = Act.READ_REPORT if isinstance(row, Report) else Act.READ_CASE
    looked(act, row.subject, by=actor(by or principal_of(row.school)), at=at)
    return row


def declared(
    row: Row, by: Person | None = None, *, parties: Iterable[Pupil | Person] = (),
    ties: dict[Pupil | Person, Relation] | None = None, at: datetime = AT, of_school: str = "",
) -> Row:  # fmt: skip
    """`row` after somebody, rektor unless said, has said who it concerns and how one stands to them.

    Who comes from outside has no tie to the school, and says so first, in the words `of_school`.
    """
    let_on(row, actor(by or principal_of(row.school)), at, of_school)
    declare_impartiality(
        row.subject,
        by=actor(by or principal_of(row.school)),
        at=at,
        parties=[party.uuid for party in parties],
        ties=[Tie(party=str(party.uuid), kind=kind) for party, kind in (ties or {}).items()],
    )
    return _now(row)


def with_lead(report: Report, lead: Person | None = None, *, at: datetime = AT) -> Report:
    """A report that rektor has received, with a named lead."""
    lead = lead or an_employee(report.school)
    receive_report(report.uuid, by=actor(principal_of(report.school)), at=at, lead=lead.uuid)
    return _now(report)


# A case, and how far it has come


@replayed
def a_case(
    school: School | None = None, *, pupil: Pupil | None = None, report: Report | None = None, at: datetime = AT
) -> Case:
    """A case that rektor has opened from a report, read and declared. Stage: reported."""
    school = school or (report.school if report else pupil.school if pupil else a_school())
    pupil = pupil or a_pupil(school)
    report = report or a_report(school, at=at)
    declared(read(report, at=at), parties=[pupil], at=at)
    return open_case([report.uuid], by=actor(principal_of(school)), at=at, pupil=pupil.uuid)


@replayed
def received(case: Case | None = None, *, lead: Person | None = None, serious: bool = False, at: datetime = AT) -> Case:
    """A case with a lead, a judgement, safety for today and information about rights. Stage: inquiring."""
    case = case or a_case(at=at)
    lead = lead or an_employee(case.school)
    receive_case(
        case.uuid,
        by=actor(principal_of(case.school)),
        at=at,
        lead=lead.uuid,
        is_serious=serious,
        reason="long_lasting" if serious else "",
        reason_text="" if serious else "Det er nytt, og det er én episode.",
        safety="Lise er i skolegården i alle friminutt fra i dag.",
        rights_given_on=at.astimezone(OSLO).date(),
        rights_to=Informed.BOTH,
        rights_how=Means.TALK,
    )
    return _now(case)


def in_team(case: Case, member: Person | None = None, *, at: datetime = AT) -> Person:
    """Somebody who works on the case, and has declared."""
    member = in_team_undeclared(case, member or an_employee(case.school, "Per Sand"), at=at)
    declared(case, member, at=at)
    return member


def in_team_undeclared(case: Case, member: Person, *, at: datetime = AT) -> Person:
    """Somebody who works on the case from now, and has been asked nothing."""
    admit_to_team(case.uuid, by=actor(principal_of(case.school)), at=at, member=member.uuid)
    return member


def heard(case: Case, pupil: Pupil | None = None, *, safe: Safe = Safe.NO, at: datetime = AT) -> Case:
    """A case where a pupil was heard: the one it is about, unless said."""
    hear_pupil(
        case.uuid,
        by=actor(principal_of(case.school)),
        at=at,
        pupil=(pupil or case.pupil).uuid,
        is_safe=safe,
        own_words="Jeg vil at noen skal være der.",
    )
    return _now(case)


def with_draft(case: Case, *, at: datetime = AT, **texts: object) -> Measure:
    """One measure in the draft, with all that the law asks for unless `texts` says otherwise."""
    today = at.astimezone(OSLO).date()
    written = {
        "problem": "Noah er alene i friminuttene.",
        "what": "En voksen går sammen med Noah og spiller fotball med klassen.",
        "place": "Skolegården",
        "when_words": "Hvert storefri",
        "start_on": today,
        "evaluate_on": today + timedelta(days=7),
        "responsible": principal_of(case.school).uuid,
        "family_text": "En voksen er sammen med Noah i friminuttene.",
    }
    return draft_measure(case.uuid, by=actor(principal_of(case.school)), at=at, **written | texts)


@replayed
def with_plan(case: Case | None = None, *, at: datetime = AT) -> Case:
    """A case whose plan applies, with one measure. Stage: measures."""
    if case is None or case.stage == Stage.REPORTED:
        case = received(case, at=at)
    case = heard(case, at=at)
    with_draft(case, at=at)
    activate_plan(case.uuid, by=actor(principal_of(case.school)), at=at)
    return _now(case)


@replayed
def measures_started(case: Case | None = None, *, at: datetime = AT) -> Case:
    """A case whose measures have truly begun: the promise is met."""
    if case is None or case.stage != Stage.MEASURES:
        case = with_plan(case, at=at)
    for lineage in Measure.objects.filter(case=case).values_list("lineage", flat=True).distinct():
        start_measure(case.uuid, by=actor(principal_of(case.school)), at=at, measure=lineage)
    return _now(case)


@replayed
def followed(case: Case | None = None, *, at: datetime = AT, **more: object) -> Case:
    """A case whose measures ended by the pupil's word, and which is followed up. Stage: aftercare."""
    case = heard(measures_started(case, at=at), safe=Safe.YES, at=at)
    running = Measure.objects.filter(case=case).values_list("lineage", flat=True).distinct()
    by = principal_of(case.school)
    given = {"trusted_adult": by.uuid, "going_on": list(running)} | more
    end_measures(case.uuid, by=actor(by), at=at, **given)
    return _now(case)


@replayed
def closed(case: Case | None = None, *, at: datetime = AT, **more: object) -> Case:
    """A case that has ended: the pupil has left, unless `more` says otherwise. Stage: closed."""
    case = case or received(at=at)
    given = {"ending": Ending.LEFT, "left_on": at.astimezone(OSLO).date()} | more
    close_case(case.uuid, by=actor(principal_of(case.school)), at=at, **given)
    return _now(case)


# Pages


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person.account)
    return client


def it_is(monkeypatch: pytest.MonkeyPatch, at: datetime = AT) -> None:
    """Let the pages think it is `at`."""
    monkeypatch.setattr("innsats.web.clock.now", lambda: at.astimezone(OSLO))


def _now(row: Row) -> Row:
    """The row as it stands after the act."""
    return type(row)._default_manager.get(pk=row.pk)
