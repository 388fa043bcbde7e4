"""Who asks for the pages of the access matrix, and what has happened before they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from innsats.assistance.actions import escalate_advice
from innsats.cases import actions
from innsats.cases.models import FamilyKey, Receipt
from innsats.journal.actors import CLOCK
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
    return FamilyKey.objects.get(case=watched.case, until=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Somebody and what has happened before they come. Without `who`, nobody is signed in; `code` was typed."""

    who: str
    after: Callable[[Watched], None] = nothing_more
    code: Callable[[Watched], Receipt | FamilyKey] | None = None  # what the code that was shown here opens


PERSONAS = {
    "anonymous": Persona(who=""),
    "with_code": Persona(who="", code=lambda watched: Receipt.objects.get(report=watched.report)),
    "of_family": Persona(who="", code=the_pupils_key),  # the pupil whom the case is about
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
    "guardian": Persona(who="guardian"),  # an employee whose child it is
    "officer": Persona(who="officer"),  # not told
    "told": Persona(who="officer", after=the_owner_is_told),
    "holder": Persona(who="officer", after=the_officer_has_taken_over),  # has rektor's part
    "own_child": Persona(who="guardian_officer", after=the_owner_is_told),  # an officer whose child it is
    "foreign": Persona(who="foreign_officer", after=the_owner_is_told),  # officer of another owner
    "head": Persona(who="head", after=the_owner_is_told),
    "team_leader": Persona(who="team_leader"),  # of the external team that is asked, and has declared
    "assistant": Persona(who="assistant"),  # of that team, helps in a case, and has declared
    "privacy": Persona(who="privacy_officer", after=the_owner_is_told),
}
