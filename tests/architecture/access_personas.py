"""Who asks for the pages of the access matrix, and what has happened before they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from innsats.assistance.actions import end_assistance, escalate_advice
from innsats.cases import actions
from innsats.cases.models import Case, FamilyKey, Receipt
from innsats.family.actions import approve_edition, give_family_key, use_family_key
from innsats.family.queries.approved import reader_of, reading_of
from innsats.family.queries.trust import asked
from innsats.journal.actors import ANONYMOUS, CLOCK, Actor, ActorKind
from innsats.people.models import Guardian, Pupil
from innsats.rules.editions import Group
from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role
from tests import world
from tests.architecture.access_world import Watched
from tests.architecture.canaries import NOW


def nothing_more(watched: Watched) -> None:
    pass


def the_owner_is_told(watched: Watched) -> None:
    for row in watched.rows():
        actions.tell_owner(
            row.subject, by=watched.actor("rektor"), at=NOW, to=watched.people["officer"].uuid, how="phone"
        )
    escalate_advice(watched.case.pk, by=CLOCK, at=NOW, advice=watched.advice.pk)


def rektor_is_recused(watched: Watched) -> None:
    """Rektor says to be a parent of one of the pupils: everything goes to the owner's officer.

    Said on a report, it holds in its cases too.
    """
    for row in (watched.report, watched.other_report, watched.loose_report):
        world.declared(row, watched.people["rektor"], ties={watched.pupils[1]: Relation.PARENT}, at=NOW)


def the_officer_has_taken_over(watched: Watched) -> None:
    rektor_is_recused(watched)
    for row in watched.rows():
        world.declared(world.read(row, watched.people["officer"], at=NOW), watched.people["officer"], at=NOW)


def a_new_rektor_is_untrained(watched: Watched) -> None:
    world.appointed(watched.people["untrained_rektor"], Role.PRINCIPAL, watched.school)


def the_pupils_key(watched: Watched) -> FamilyKey:
    return FamilyKey.objects.get(case=watched.case, guardian=None, until=None)


def the_assistance_has_ended(watched: Watched) -> None:
    """By the team's leader: the team goes on, and has nothing more to do with the case."""
    said = {"done": "Samtaler", "school_can": "Stoppsamtaler", "owner_learns": "", "erase_notes": True}
    end_assistance(watched.case.pk, by=watched.actor("team_leader"), at=NOW, **said)


def a_member_is_what_it_is_about(watched: Watched) -> None:
    """Somebody who works on each of the cases turns out to be one whom it concerns; one of them is closed already."""
    by = {"by": watched.actor("rektor"), "at": NOW}
    for case in (watched.case, watched.fresh, watched.moved, watched.over):
        actions.name_party(case.pk, parties=[watched.people["decided"].uuid], **by)


def a_guardians_key(watched: Watched) -> FamilyKey:
    """Of the pupil whom `case` is about, and may not know where the other guardian lives; it has something to read."""
    by = {"by": watched.actor("rektor"), "at": NOW}
    approve_edition(watched.case.pk, pupil=watched.pupils[0].pk, group=Group.LIMITED, **by)
    return _let_in(watched, watched.case, watched.pupils[0])


def a_guardians_key_without_custody(watched: Watched) -> FamilyKey:
    """The same, of whom it is known since that this one has no foreldreansvar any more."""
    key, by = a_guardians_key(watched), {"by": watched.actor("rektor"), "at": NOW}
    said = {"responsibility": "no", "text": "Etter en dom.", "as_of": NOW.date()}
    actions.note_recipient(watched.case.pk, guardian=key.guardian_id, cautions=[], **said, **by)
    return key


def another_childs_key(watched: Watched) -> FamilyKey:
    """Of a guardian of the other pupil, who is named in `case`, and has something to read in the own one."""
    by = {"by": watched.actor("rektor"), "at": NOW}
    approve_edition(watched.fresh.pk, pupil=watched.pupils[1].pk, group=Group.GUARDIANS, **by)
    return _let_in(watched, watched.fresh, watched.pupils[1])


def another_reports_code(watched: Watched) -> Receipt:
    """Of somebody who has told the same school of something else."""
    report = world.a_report(watched.school, receipt=token_hex(32), at=NOW)
    return Receipt.objects.get(report=report)


def _let_in(watched: Watched, case: Case, pupil: Pupil) -> FamilyKey:
    """A guardian who works here, and comes by an own code all the same; who has been there before."""
    guardian = Guardian.objects.get(pupil=pupil, person=watched.people["guardian"])
    letter = token_hex(32)
    give_family_key(
        case.pk, pupil=pupil.pk, guardian=guardian.pk, lookup=letter, by=watched.actor("rektor"), at=NOW
    )
    asked(reading_of(reader_of(Actor(ActorKind.GUARDIAN, str(guardian.pk)), NOW), case.pk))
    return use_family_key(letter, by=ANONYMOUS, at=NOW, lookup=token_hex(32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Somebody and what has happened before they come. Without `who`, nobody is signed in; `code` was typed, or one
    came `by_provider` instead.
    """

    who: str
    after: Callable[[Watched], None] = nothing_more
    code: Callable[[Watched], Receipt | FamilyKey] | None = None  # what the code that was shown here opens
    by_provider: bool = False


PERSONAS = {
    "anonymous": Persona(who=""),
    "with_code": Persona(who="", code=lambda watched: Receipt.objects.get(report=watched.report)),
    "of_family": Persona(who="", code=the_pupils_key),  # the pupil whom the case is about
    "of_guardian": Persona(who="", code=a_guardians_key),
    "kept_guardian": Persona(who="", code=a_guardians_key_without_custody),
    "other_guardian": Persona(who="", code=another_childs_key, by_provider=True),
    "other_code": Persona(who="", code=another_reports_code),
    "employee": Persona(who="employee"),  # without part
    "reporter": Persona(who="reporter"),  # who sent the report
    "untrained": Persona(who="untrained"),
    "former": Persona(who="former"),  # in the team, impartial, and the appointment has ended
    "nobody": Persona(who="nobody"),  # an account without any appointment
    "rektor": Persona(who="rektor"),
    "recused": Persona(who="rektor", after=rektor_is_recused),
    "new_rektor": Persona(who="untrained_rektor", after=a_new_rektor_is_untrained),
    "neighbour": Persona(who="neighbour_rektor"),
    "deputy": Persona(who="deputy"),
    "lead": Persona(who="lead"),  # has declared
    "member": Persona(who="member"),  # has not declared
    "doubtful": Persona(who="doubtful"),  # waits for a decision
    "decided": Persona(who="decided"),  # was in doubt, and was found impartial
    "concerned": Persona(who="concerned"),  # the report is about this employee
    "accused": Persona(who="decided", after=a_member_is_what_it_is_about),
    "guardian": Persona(who="guardian"),  # an employee whose child it is
    "officer": Persona(who="officer"),  # not told
    "told": Persona(who="officer", after=the_owner_is_told),
    "holder": Persona(who="officer", after=the_officer_has_taken_over),  # has rektor's part
    "own_child": Persona(who="guardian_officer", after=the_owner_is_told),  # an officer whose child it is
    "foreign": Persona(who="foreign_officer", after=the_owner_is_told),  # officer of another owner
    "head": Persona(who="head", after=the_owner_is_told),
    "team_leader": Persona(who="team_leader"),  # of the external team that is asked, and has declared
    "assistant": Persona(who="assistant"),  # of that team, helps in a case, and has declared
    "past_assistant": Persona(who="assistant", after=the_assistance_has_ended),
    "privacy": Persona(who="privacy_officer", after=the_owner_is_told),
}
BY_CODE = tuple(name for name, one in PERSONAS.items() if one.code)
