"""One world for the access tests: everything that can be read holds a canary, and everybody stands to it in one way.

A canary is a word that stands nowhere else. `REPORT` is what the reporter wrote, `CASE` what was written in a case,
`CHILD` a child's or a guardian's name, `DOUBT` why somebody's habilitet was decided as it was, `CAUSE` what only one
person knows of how a child is cared for, `ERRAND` what somebody was asked to do, `OWN` what those who assist write for
themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from innsats.cases import actions
from innsats.cases.models import (
    Advice,
    Attachment,
    Case,
    CaseLink,
    Cause,
    CheckIn,
    Commission,
    Declaration,
    Errand,
    GovernorEntry,
    HolderConfirmation,
    LegalHold,
    MeetingStep,
    Note,
    Proposal,
    Report,
    SharedKnowledge,
    TrailRequest,
    WorkNote,
)
from innsats.journal.actors import OPERATOR, Actor
from innsats.oversight.models import UnusualReading
from innsats.people.actions.pupils import GuardianGiven, register_pupil
from innsats.people.models import Person, Pupil, School
from innsats.people.queries.pupils import opened
from innsats.rules.impartiality import Relation
from innsats.rules.reports import Concern
from innsats.teams.models import Absence, Membership, Team
from innsats.vault.keys import codes_key
from tests import world
from tests.architecture.canaries import CASE, CHILD, DOUBT, ERRAND, NOW, OWN, REPORT, canaries, canary
from tests.architecture.watched_aside import asked_of_others, elsewhere, known_to_one
from tests.architecture.watched_families import asked_about_readers, told_to_families
from tests.architecture.watched_files import watched_report
from tests.architecture.watched_leaving import on_its_way_out
from tests.architecture.watched_people import watched_people
from tests.architecture.watched_talk import talked_on
from tests.architecture.watched_teams import watched_teams
from tests.architecture.watched_voice import watched_voice
from tests.cases.knowing import knowledge_of
from tests.oversight.watching import given_and_settled
from tests.people.proposing import proposed
from tests.people.signing import SEED, with_an_app
from tests.world import AT, BEFORE, actor


@dataclass(slots=True, kw_only=True)
class Watched:
    """The world, and what stands in its addresses."""

    school: School
    next_school: School  # of the same owner
    people: dict[str, Person]
    report: Report  # about an employee; received, and in `case`
    other_report: Report  # about the other pupil, and in `fresh`
    loose_report: Report  # read and declared, and in no case
    case: Case  # in the stage of measures
    fresh: Case  # only reported
    moved: Case  # from the wrong child, of whom something may have come out
    over: Case  # followed up, after it had been closed and reopened
    pupils: tuple[Pupil, Pupil]
    doubt: Declaration
    measures: dict[str, UUID]  # started, waiting to start, drafted
    note: Note
    link: CaseLink  # of `case`, to `fresh`
    teams: dict[str, Team]  # external, and the school's own
    causes: dict[str, Cause]  # seen by the lead of `case`, and of one the report is sent
    calendar: str  # the key to that of the one who helps in `case`
    first_name: str  # of the pupil that `case` is about

    @property
    def knowledge(self) -> SharedKnowledge:
        """From the health service, in `case`, on a consent that nobody has taken back."""
        return SharedKnowledge.objects.get(case=self.case)

    @property
    def check_in(self) -> CheckIn:
        """What the pupil of `over` said last: nobody has said that it is read."""
        return CheckIn.objects.get(case=self.over, answer=None)

    @property
    def proposal(self) -> Proposal:
        """Of `case`, not decided yet."""
        return Proposal.objects.get(case=self.case, decision=None)

    @property
    def asked(self) -> GovernorEntry:
        """What the county governor asks of `case`."""
        return GovernorEntry.objects.get(case=self.case, step="asked")

    @property
    def confirmation(self) -> HolderConfirmation:
        """Of who holds the code of `report`."""
        return HolderConfirmation.objects.get(report=self.report, end=None)

    @property
    def errand(self) -> Errand:
        """Of `case`, given to rektor, who may be inhabil: not done yet."""
        return Errand.objects.get(case=self.case, end=None)

    @property
    def left_errand(self) -> Errand:
        """Of `moved`, from before it was moved: nobody has looked at it since."""
        return Errand.objects.get(case=self.moved)

    @property
    def seat(self) -> Membership:
        """In the external team."""
        return Membership.objects.get(team=self.teams["external"])

    @property
    def advice(self) -> Advice:
        """What the team says is needed in `case`: not answered yet."""
        return Advice.objects.get(case=self.case, advicereply=None)

    @property
    def step(self) -> MeetingStep:
        """What rektor is to do after the meeting in `case`."""
        return MeetingStep.objects.get(case=self.case)

    @property
    def work_note(self) -> WorkNote:
        """Of those who assist in `case`."""
        return WorkNote.objects.get(case=self.case)

    @property
    def commission(self) -> Commission:
        """Of somebody who assists in `case`."""
        return Commission.objects.get(case=self.case)

    @property
    def unasked(self) -> Person:
        """Who assists in `case` and has no commission."""
        return next(seat.person for seat in self.helping if seat.person_id != self.commission.person_id)

    @property
    def helping(self) -> list[Membership]:
        """Those of the team that helps who are not its leader."""
        return list(Membership.objects.filter(team=self.teams["helping"], place="core").order_by("pk"))

    @property
    def leaving(self) -> Case:
        """Closed, and in the archive."""
        return Case.objects.get(archivereceipt__isnull=False, school=self.school)

    @property
    def hold(self) -> LegalHold:
        """What keeps `leaving`."""
        return LegalHold.objects.get(end=None, case=self.leaving)

    @property
    def trail_request(self) -> TrailRequest:
        """Of a guardian in `over`: not answered yet."""
        return TrailRequest.objects.get(case=self.over, release=None)

    @property
    def reading(self) -> UnusualReading:
        """Of the lead, at night: nobody has asked about it yet."""
        return UnusualReading.objects.get(person=self.people["lead"])

    @property
    def away(self) -> Absence:
        """Of who is in the external team."""
        return Absence.objects.get(membership=self.seat)

    def actor(self, name: str) -> Actor:
        return actor(self.people[name])

    @property
    def file(self) -> Attachment:
        """That came with the report."""
        return self.report.attachment_set.get(place=0)

    def rows(self) -> list[Report | Case]:
        return [self.report, self.other_report, self.loose_report, self.case, self.fresh, self.moved, self.over]


def a_watched_world() -> Watched:
    """Built by acts alone. Everybody whom the access table names is in `people`."""
    codes_key()  # made for the first code of all, long before
    people = watched_people()
    school = School.objects.get(appointment__person=people["rektor"])
    pupils = _child(school, people["guardian"], people["guardian_officer"]), _child(school, people["guardian"])
    rektor, parties = actor(people["rektor"]), [*pupils, people["concerned"]]
    report, other_report, loose_report = _reports(school, people, parties)
    actions.receive_report(report.pk, by=rektor, at=AT, lead=people["lead"].uuid)
    actions.secure_safety(report.subject, by=rektor, at=AT, text=canary(CASE))
    actions.find_unfounded(other_report.pk, by=rektor, at=AT, reason=canary(CASE))
    world.declared(report, people["lead"])
    case = actions.open_case([report.pk], by=rektor, at=AT, pupil=pupils[0].pk)
    fresh = actions.open_case([other_report.pk], by=rektor, at=AT, pupil=pupils[1].pk)
    actions.receive_case(
        case.pk, by=rektor, at=AT, lead=people["lead"].uuid, is_serious=False, reason_text=canary(CASE),
        safety=canary(CASE), rights_given_on=AT.date(),
    )  # fmt: skip
    over = _followed(other_report, people, pupils)
    _told_and_cleared(case, over, people)
    moved = _moved(other_report, people, pupils)
    doubt, _ = (_manned(row, people, pupils[1]) for row in (case, fresh))
    asked_about_readers(over, people["lead"], rektor, NOW)  # before anybody lives where they may not know
    note, measures = _written(case, people, pupils), _planned(case, people)
    link = actions.link_cases(case.pk, by=rektor, at=AT, other=fresh.pk, why="same_event")
    elsewhere(school, people)
    on_its_way_out(_manned, other_report, people, pupils, canaries(CASE))
    given_and_settled(over, canaries(CASE))
    teams, in_team, calendar = watched_teams(school, case, over, at=NOW, words=canaries(CASE), own_words=canaries(OWN))
    people |= in_team
    for seed in (SEED, SEED[::-1]):
        with_an_app(people["rektor"], at=AT, seed=seed)
    proposed(school)
    return Watched(
        school=school, next_school=School.objects.get(appointment__person=people["neighbour_rektor"]), people=people,
        report=report, other_report=other_report, loose_report=loose_report, case=case,
        fresh=fresh, moved=moved, over=over, pupils=pupils, doubt=doubt, measures=measures, note=note, link=link,
        causes=known_to_one(school, people["lead"]), teams=teams, calendar=calendar, first_name=_first_name(pupils[0]),
    )  # fmt: skip


def _reports(school: School, people: dict[str, Person], parties: list[Pupil | Person]) -> list[Report]:
    """Three that rektor has read and declared to: one with everything in it that somebody may say, and a code."""
    whole = watched_report(school, people, words=canaries(REPORT))
    other = world.a_report(school, text=canary(REPORT), concern=Concern.EMPLOYEE)
    loose = world.a_report(school, text=canary(REPORT))
    for row in (whole, other, loose):
        world.declared(world.read(row), parties=parties)
    return [whole, other, loose]


def _first_name(pupil: Pupil) -> str:
    return opened([pupil])[0].name.split()[0]


def _told_and_cleared(case: Case, over: Case, people: dict[str, Person]) -> None:
    """The one whom it is about has been told in one case, and cleared in the other; whoever reported is answered."""
    told = {"person": people["concerned"].uuid, "by": actor(people["rektor"]), "at": AT}
    actions.note_employee_told(case.pk, told_by=canary(CASE), told_on=AT.date(), **told)
    actions.find_no_grounds(over.pk, reason=canary(CASE), **told)
    talked_on(Report.objects.get(casereport__case=case), case.pupil, actor(people["rektor"]), canaries(REPORT))


def _moved(report: Report, people: dict[str, Person], pupils: tuple[Pupil, Pupil]) -> Case:
    """Opened about the wrong one of the two, told outside the system, and moved. Its report is withdrawn."""
    by = {"by": actor(people["rektor"]), "at": AT}
    actions.withdraw_report(report.pk, reason=canary(REPORT), **by)
    moved = actions.open_case([report.pk], pupil=pupils[1].pk, confirmed=True, **by)
    said = {name: canary(ERRAND) for name in ("what", "place", "tell_back")}
    given = actions.give_errand(moved.pk, person=people["rektor"].uuid, ends_at=NOW + timedelta(hours=2), **said, **by)
    Errand.objects.filter(pk=given.pk).update(at=BEFORE)  # before the case is moved
    actions.correct_pupil(
        moved.pk, pupil=pupils[0].pk, confirmed=True, told_otherwise=True, reason=canary(CASE), **by
    )
    _manned(moved, people, pupils[0])
    return moved


def _child(school: School, *guardians: Person) -> Pupil:
    """A pupil whose name, and whose guardians' names, are canaries; some of the guardians work here."""
    given = [
        GuardianGiven(name=canary(CHILD), has_responsibility=True, person=one.uuid, relation=canary(CHILD))
        for one in guardians
    ]
    given.append(GuardianGiven(name=canary(CHILD), has_responsibility=None))
    return register_pupil(
        school.uuid, by=OPERATOR, at=BEFORE, name=f"{canary(CHILD)} {canary(CHILD)}", born=date(2014, 5, 2), grade=6,
        class_name="6A", guardians=given, born_again=date(2014, 5, 2),
    )  # fmt: skip


def _manned(case: Case, people: dict[str, Person], other: Pupil) -> Declaration:
    """Everybody who has a part, as far as each has come. Returns the habilitet that is in doubt."""
    rektor = actor(people["rektor"])
    if case.caseaccess_set.filter(part="lead").first() is None:
        actions.name_lead(case.pk, by=rektor, at=AT, lead=people["lead"].uuid)
    world.declared(case, people["lead"])
    for name in ("member", "doubtful", "decided", "former"):
        actions.admit_to_team(case.pk, by=rektor, at=AT, member=people[name].uuid)
    world.declared(case, people["former"])
    for name in ("doubtful", "decided"):
        world.declared(case, people[name], ties={other: Relation.COUSIN})
    declared = Declaration.objects.filter(case=case).order_by("party_round").select_related("person")
    held = {one.person: one for one in declared}  # the newest of each
    actions.decide_impartiality(
        held[people["decided"]].pk, by=rektor, at=AT, is_impartial=True, reason=canary(DOUBT)
    )
    return held[people["doubtful"]]


def _written(case: Case, people: dict[str, Person], pupils: tuple[Pupil, Pupil]) -> Note:
    by = {"by": actor(people["lead"]), "at": AT}
    note = actions.note_inquiry(
        case.pk, method="talk", perspective="pupil", question="facts", **by, **{name: canary(CASE) for name in NOTED}
    )
    actions.correct_record(case.pk, target=f"note:{note.pk}:words", text=canary(CASE), reason=canary(CASE), **by)
    for pupil in pupils:
        actions.hear_pupil(case.pk, pupil=pupil.pk, **{name: canary(CASE) for name in HEARD}, **by)
    actions.hear_pupil(case.pk, pupil=pupils[1].pk, not_heard_because=canary(CASE), **by)
    actions.contact_guardians(case.pk, pupil=pupils[1].pk, whom=canary(CASE), text=canary(CASE), **by)
    actions.record_governor_step(case.pk, step="reported", detail="guardian", text=canary(CASE), **by)
    asked = actions.record_governor_step(case.pk, step="asked", due_on=NOW.date(), text=canary(CASE), **by)
    later = NOW.date() + timedelta(days=7)
    actions.correct_governor_step(case.pk, entry=asked.pk, due_on=later, reason=canary(CASE), **by)
    knowledge_of(case, pupils[1], **{name: canary(CASE) for name in ("text", "covers", "necessity")})
    _special(case, pupils[0], by)
    asked_of_others(case, people)
    said = {"text": canary(CASE), "reason": canary(CASE), "costs_much_time": True, "objector": pupils[0].pk}
    actions.note_objection(case.pk, person=people["member"].uuid, part="subject", **said, **by)  # met by it later
    return note


def _special(case: Case, pupil: Pupil, by: dict[str, Any]) -> None:
    """Everything on Særskilt, with a proposal that is not decided yet."""
    force = {name: canary(CASE) for name in ("event", "intervention", "pupil_view", "by_whom", "present")}
    actions.record_intervention(case.pk, pupil=pupil.pk, **force, **by)
    asked = {name: canary(CASE) for name in ("reason", "tried", "pupil_view", "best_interest")}
    change = actions.propose_school_change(
        case.pk, pupil=pupil.pk, must_move=False, unsafe_journey=False, **asked, **by
    )
    decided = {"decided_by": canary(CASE), "reason": canary(CASE)}
    actions.record_decision(case.pk, proposal=change.pk, decision="refused", **decided, **by)
    told = {name: canary(CASE) for name in ("text", "reported_by", "contact")}
    actions.note_police(case.pk, why="averted", fear="serious_harm", is_likely=True, **told, **by)
    spoken = {name: canary(CASE) for name in ("for_whom", "language", "name", "need")}
    actions.note_interpreter(case.pk, interpreter="to_be_booked", **spoken, **by)
    beside = {name: canary(CASE) for name in ("name", "for_whom", "scope", "authority")}
    actions.name_supporter(case.pk, part="agent", ends_on=NOW.date(), **beside, **by)
    team = case.caseaccess_set.filter(part="team", ends_at=None).values_list("person__uuid", flat=True)
    rektor = world.principal_of(case.school)
    asked = {"spokesperson": rektor.uuid, "reason": canary(CASE), "by": actor(rektor), "at": AT}
    actions.restrict_readers(case.pk, readers=team, **asked)
    actions.lift_restriction(case.pk, by=actor(rektor), at=AT)
    survey = {"reason": canary(CASE), "tried": canary(CASE), "checks": canary(CASE)}
    actions.propose_survey(case.pk, purpose="prevent", **survey, **by)


def _planned(case: Case, people: dict[str, Person]) -> dict[str, UUID]:
    """A plan that applies, with measures at every point, and a draft that changes it."""
    by, lead = {"by": actor(people["rektor"]), "at": AT}, people["lead"].uuid
    said = ({name: canary(CASE) for name in SAID} for _ in range(3))
    lineages = [world.with_draft(case, responsible=lead, **texts).lineage for texts in said]
    actions.activate_plan(case.pk, not_heard_because=canary(CASE), **by)
    told_to_families(case, actor(people["lead"]), AT, canaries(CASE))
    for lineage in lineages[:2]:
        actions.start_measure(case.pk, measure=lineage, **by)
    answers = {"carried_out": "yes", "helped": "no", "pupil_safe": "no", "pupil_words": canary(CASE)}
    actions.evaluate_measure(case.pk, measure=lineages[1], **answers, **by)
    actions.end_measure(case.pk, measure=lineages[0], is_done=False, reason=canary(CASE), **by)
    drafted = world.with_draft(case, responsible=lead, **{name: canary(CASE) for name in SAID}).lineage
    return {"started": lineages[1], "waiting": lineages[2], "drafted": drafted}


NOTED = ("text", "own_words", "meaning", "present", "place", "held_by", "paper_by")
HEARD = ("own_words", "best_interest", "observed", "present", "paper_by")


def _followed(report: Report, people: dict[str, Person], pupils: tuple[Pupil, Pupil]) -> Case:
    """Closed, reopened, planned for, and followed up, with everything that can be written on the way."""
    by = {"by": actor(people["rektor"]), "at": AT}
    over = actions.open_case([report.pk], pupil=pupils[0].pk, confirmed=True, **by)
    lead = people["lead"].uuid
    actions.receive_case(
        over.pk, lead=lead, is_serious=False, reason_text=canary(CASE), safety=canary(CASE), rights_given_on=AT.date(),
        **by,
    )  # fmt: skip
    _manned(over, people, pupils[1])
    actions.close_case(over.pk, ending="left", left_on=AT.date(), reason=canary(CASE), **by)
    actions.reopen_case(over.pk, reason=canary(CASE), **by)
    world.with_draft(over, aimed_at=[], **{name: canary(CASE) for name in SAID})
    actions.hear_pupil(over.pk, pupil=pupils[0].pk, own_words=canary(CASE), is_safe="yes", **by)
    adults = {"led_by": lead, "beside": people["employee"].uuid, "next_on": NOW.date() + timedelta(days=7)}
    for _ in range(2):
        actions.hold_stop_talk(over.pk, pupil=pupils[1].pk, agreed=canary(CASE), **adults, **by)
        actions.end_stop_talks(over.pk, pupil=pupils[1].pk, outcome="stopped", reason=canary(CASE), **by)
    actions.hold_stop_talk(over.pk, pupil=pupils[1].pk, agreed=canary(CASE), **adults, **by)
    actions.activate_plan(over.pk, **by)
    actions.answer_help_question(over.pk, answer="no", reason=canary(CASE), **by)
    actions.stop_aftercare(over.pk, wished_by="pupil", reason=canary(CASE), **by)
    actions.end_measures(over.pk, trusted_adult=lead, **by)
    watched_voice(over, lead=lead, by=by, now=NOW, words=canaries(CASE))
    actions.note_followup(over.pk, track="class", text=canary(CASE), **by)
    return over


SAID = ("problem", "what", "place", "when_words", "family_text")
