"""Random walks: any act, by anybody, in any order, over a few days. What the rules refuse is refused and passed by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404

from innsats.cases import actions
from innsats.cases.models import Case, Declaration, Note, Report
from innsats.cases.queries.access import visible
from innsats.cases.queries.following import open_measures
from innsats.journal.actors import ANONYMOUS, Actor
from innsats.journal.looks import looked
from innsats.notices.ticking import pass_time
from innsats.people.models import Person, Pupil, School
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.calendar import OSLO, day_of
from innsats.rules.endings import Ending
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.inquiry import Safe
from innsats.rules.reports import Arena, Concern
from innsats.rules.verdicts import Refused
from tests import world

T = TypeVar("T")
FRIDAY = datetime(2026, 3, 27, 13, 30, tzinfo=OSLO)  # before the night to Sunday, when the clocks go forward
RELATIONS = (Relation.NONE, Relation.COUSIN, Relation.PARENT)


@dataclass(slots=True, kw_only=True)
class Walk:
    """Where a walk stands: what there is, and what the next step picks from it."""

    school: School
    people: list[Person]
    pupils: list[Pupil]
    at: datetime = FRIDAY
    by: Actor = ANONYMOUS
    pick: int = 0
    reports: list[UUID] = field(default_factory=list)
    cases: list[UUID] = field(default_factory=list)
    lineages: list[UUID] = field(default_factory=list)

    def one_of(self, things: list[T] | tuple[T, ...]) -> T:
        """One of `things`, by what is left of the pick. Raises Http404 when there is none."""
        if not things:
            raise Http404
        self.pick, index = divmod(self.pick, len(things))
        return things[index]

    def done(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def yes(self) -> bool:
        return self.one_of((True, False))

    def report(self) -> Report:
        return Report.objects.get(pk=self.one_of(self.reports))

    def case(self) -> Case:
        return Case.objects.get(pk=self.one_of(self.cases))

    def either(self) -> Report | Case:
        return self.case() if self.cases and self.yes() else self.report()

    def person(self) -> UUID:
        return self.one_of(self.people).uuid

    def pupil(self) -> UUID:
        return self.one_of(self.pupils).uuid

    def step(self, act: Callable[[Walk], object], who: int, pick: int, minutes: int) -> bool:
        """Let time pass and somebody try something; whether it was done. Six in ten steps are rektor's."""
        self.at = (self.at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(OSLO)
        actors = [Actor.of(person) for person in [self.people[0]] * 9 + self.people] + [ANONYMOUS]
        self.by, self.pick = actors[who % len(actors)], pick
        try:
            act(self)
        except (Refused, Http404):
            return False
        return True


def a_walk() -> Walk:
    """A school with rektor first, everybody who may get a seat, a guardian among the staff, and two pupils."""
    school = world.a_school()
    people = [
        world.a_principal(school), world.an_employee(school), world.an_employee(school, "Per Sand"),
        world.a_deputy(school), world.an_officer(school.school_owner), world.a_head(school.school_owner),
    ]  # fmt: skip
    guardian = world.an_employee(school, "Mona Lien")
    pupils = [world.a_pupil(school, guardians=[guardian]), world.a_pupil(school, "Ada Moe")]
    world.a_known_relation(people[2], pupils[1])
    return Walk(school=school, people=[*people, guardian], pupils=pupils)


def report_concern(walk: Walk) -> None:
    """A pupil's matter twice as often as the others; sometimes said before it was typed in."""
    concern = walk.one_of((Concern.PUPILS, *Concern))
    said_at = walk.at - timedelta(hours=20) if walk.yes() else None
    concerned = walk.person() if concern is Concern.EMPLOYEE and walk.yes() else None
    made = actions.report_concern(
        walk.school.uuid, text="Ord", arena=Arena.SCHOOL, concern=concern, said_at=said_at, concerned=concerned,
        channel="phone" if said_at else "written", **walk.done(),
    )  # fmt: skip
    walk.reports.append(made.pk)


def read(walk: Walk) -> None:
    row, viewer = walk.either(), viewer_of(walk.by, walk.at)
    act = Act.READ_REPORT if isinstance(row, Report) else Act.READ_CASE
    if visible(act, viewer, type(row)).filter(pk=row.pk).exists():
        looked(act, row.subject, **walk.done())


def declare_impartiality(walk: Walk) -> None:
    row, pupil = walk.either(), walk.pupil()
    tie = walk.one_of((Relation.NONE,) * 4 + RELATIONS)
    ties = [Tie(party=str(pupil), kind=tie)]
    actions.declare_impartiality(row.subject, parties=[pupil], ties=ties, **walk.done())


def decide_impartiality(walk: Walk) -> None:
    held = walk.one_of(list(Declaration.objects.order_by("at", "person__pk", "party_round")))
    actions.decide_impartiality(held.pk, is_impartial=walk.yes(), reason="Vurdert", **walk.done())


def reroute_report(walk: Walk) -> None:
    actions.reroute_report(walk.report().pk, concern=walk.one_of(tuple(Concern)), **walk.done())


def open_case(walk: Walk) -> None:
    reports = {walk.report().pk, walk.report().pk}
    walk.cases.append(actions.open_case(reports, pupil=walk.pupil(), **walk.done()).pk)


def receive_case(walk: Walk) -> None:
    case, lead, is_serious = walk.case(), walk.person(), walk.yes()
    actions.receive_case(
        case.pk, lead=lead, is_serious=is_serious, reason="long_lasting" if is_serious else "", reason_text="Nytt",
        safety="Voksen er med" if walk.yes() else "", rights_given_on=day_of(walk.at), **walk.done(),
    )  # fmt: skip


def assess_seriousness(walk: Walk) -> None:
    case, is_serious = walk.case(), walk.yes()
    actions.assess_seriousness(
        case.pk, is_serious=is_serious, reason="threats" if is_serious else "", reason_text="Nå", **walk.done()
    )


def hear_pupil(walk: Walk) -> None:
    case, pupil, words = walk.case(), walk.pupil(), "Jeg vil ha noen der." if walk.yes() else ""
    happened_at = walk.at - timedelta(hours=walk.one_of((0, 3, 20)))
    actions.hear_pupil(
        case.pk, pupil=pupil, own_words=words, not_heard_because="Vil ikke", is_safe=Safe.NO,
        happened_at=happened_at, **walk.done(),
    )  # fmt: skip


def draft_measure(walk: Walk) -> None:
    """A whole measure, that may be a meeting, which cannot meet the promise; new, or one that is there, changed."""
    case, today = walk.case(), day_of(walk.at)
    held = walk.one_of([None, *walk.lineages])
    measure = actions.draft_measure(
        case.pk, measure=held, kind=walk.one_of(("adult_close_by", "safe_place", "meeting")), problem="Alene",
        what="En voksen er med", place="Gården", when_words="Storefri", family_text="En voksen er med",
        start_on=today, evaluate_on=today + timedelta(days=walk.one_of((2, 7))), responsible=walk.people[0].uuid,
        **walk.done(),
    )  # fmt: skip
    if measure.lineage not in walk.lineages:
        walk.lineages.append(measure.lineage)


def start_measure(walk: Walk) -> None:
    case, measure = walk.case(), walk.one_of(walk.lineages)
    started_on = day_of(walk.at) - timedelta(days=walk.one_of((0, 1)))
    actions.start_measure(case.pk, measure=measure, started_on=started_on, **walk.done())


def evaluate_measure(walk: Walk) -> None:
    case, measure, today = walk.case(), walk.one_of(walk.lineages), day_of(walk.at)
    next_on = today + timedelta(days=3) if walk.yes() else None
    actions.evaluate_measure(
        case.pk, measure=measure, carried_out="yes", helped="no", pupil_safe="no", next_on=next_on, **walk.done()
    )


def correct_record(walk: Walk) -> None:
    note = walk.one_of(list(Note.objects.order_by("at", "pk")))
    actions.correct_record(note.case_id, target=f"note:{note.pk}:words", text="Nei", reason="Feil", **walk.done())


def note_inquiry(walk: Walk) -> None:
    given = {"text": "Sett", "method": "observation", "perspective": "staff", "question": "facts"}
    actions.note_inquiry(walk.case().pk, **given, **walk.done())


def end_measures(walk: Walk) -> None:
    """With everything that runs going on, and the pupil's word of now when rektor asks for it."""
    case = walk.case()
    going_on = open_measures(case) if walk.yes() else ()
    if walk.yes():
        given = {"pupil": case.pupil_id, "own_words": "Bra nå.", "is_safe": Safe.YES}
        actions.hear_pupil(case.pk, **given, **walk.done())
    actions.end_measures(case.pk, trusted_adult=walk.person(), going_on=going_on, **walk.done())


def check_in_pupil(walk: Walk) -> None:
    case, safe = walk.case(), walk.one_of(tuple(Safe))
    actions.check_in_pupil(case.pk, is_safe=safe, own_words="Går greit.", **walk.done())


def renew_aftercare(walk: Walk) -> None:
    until = day_of(walk.at) + timedelta(days=walk.one_of((200, 400)))
    actions.renew_aftercare(walk.case().pk, until=until, **walk.done())


def close_case(walk: Walk) -> None:
    """Any ending; those that count as safe need what the walk has done before."""
    case, ending = walk.case(), walk.one_of((Ending.LEFT, Ending.MISTAKE, *Ending))
    actions.close_case(case.pk, ending=ending, reason="Slik er det.", left_on=day_of(walk.at), **walk.done())


def correct_pupil(walk: Walk) -> None:
    case, found_at = walk.case(), walk.at - timedelta(hours=walk.one_of((0, 2)))
    actions.correct_pupil(
        case.pk, pupil=walk.pupil(), reason="Feil elev", found_at=found_at, told_otherwise=walk.yes(), confirmed=True,
        **walk.done(),
    )  # fmt: skip


def name_party(walk: Walk) -> None:
    actions.name_party(walk.case().pk, parties=[walk.one_of((walk.pupil(), walk.person()))], **walk.done())


def end_measure(walk: Walk) -> None:
    case, measure = walk.case(), walk.one_of(walk.lineages)
    actions.end_measure(case.pk, measure=measure, is_done=walk.yes(), reason="Virket ikke", **walk.done())


STEPS: dict[str, Callable[[Walk], object]] = {
    "report_concern": report_concern,
    "read": read,
    "declare_impartiality": declare_impartiality,
    "decide_impartiality": decide_impartiality,
    "reroute_report": reroute_report,
    "receive_report": lambda walk: actions.receive_report(walk.report().pk, lead=walk.person(), **walk.done()),
    "find_unfounded": lambda walk: actions.find_unfounded(walk.report().pk, reason="Klart", **walk.done()),
    "withdraw_report": lambda walk: actions.withdraw_report(walk.report().pk, reason="Angrer", **walk.done()),
    "secure_safety": lambda walk: actions.secure_safety(walk.either().subject, text="Voksen", **walk.done()),
    "tell_owner": lambda walk: actions.tell_owner(walk.either().subject, to=walk.people[4].uuid, **walk.done()),
    "open_case": open_case,
    "link_report": lambda walk: actions.link_report(walk.case().pk, report=walk.report().pk, **walk.done()),
    "receive_case": receive_case,
    "assess_seriousness": assess_seriousness,
    "name_lead": lambda walk: actions.name_lead(walk.case().pk, lead=walk.person(), **walk.done()),
    "admit_to_team": lambda walk: actions.admit_to_team(walk.case().pk, member=walk.person(), **walk.done()),
    "release_from_team": lambda walk: actions.release_from_team(walk.case().pk, member=walk.person(), **walk.done()),
    "name_party": name_party,
    "correct_pupil": correct_pupil,
    "assess_breach": lambda walk: actions.assess_breach(
        walk.case().pk, risk="unlikely", reason="Ingen leste det", **walk.done()
    ),
    "inform_of_rights": lambda walk: actions.inform_of_rights(
        walk.case().pk, given_on=day_of(walk.at), **walk.done()
    ),
    "note_inquiry": note_inquiry,
    "hear_pupil": hear_pupil,
    "correct_record": correct_record,
    "draft_measure": draft_measure,
    "drop_measure": lambda walk: actions.drop_measure(
        walk.case().pk, measure=walk.one_of(walk.lineages), **walk.done()
    ),
    "activate_plan": lambda walk: actions.activate_plan(walk.case().pk, not_heard_because="Vil ikke", **walk.done()),
    "start_measure": start_measure,
    "end_measure": end_measure,
    "evaluate_measure": evaluate_measure,
    "answer_help_question": lambda walk: actions.answer_help_question(
        walk.case().pk, answer="no", reason="Vi prøver selv.", **walk.done()
    ),
    "end_measures": end_measures,
    "renew_aftercare": renew_aftercare,
    "stop_aftercare": lambda walk: actions.stop_aftercare(walk.case().pk, wished_by="both", **walk.done()),
    "check_in_pupil": check_in_pupil,
    "close_case": close_case,
    "reopen_case": lambda walk: actions.reopen_case(walk.case().pk, reason="Igjen", **walk.done()),
    "tick": lambda walk: pass_time(walk.at),  # reminds and escalates
}  # fmt: skip
