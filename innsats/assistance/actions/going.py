"""Who goes, what the school asks of them, and how the team leaves. The school keeps the case throughout."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from innsats.cases.actions.helping import ask_for_families, close, let_go
from innsats.cases.actions.restricting import obstacles_to_one_more
from innsats.cases.actions.writing import write_row
from innsats.cases.models import Assignment, AssistanceEnd, Case, CaseAccess, Commission, CommissionEnd, Practice
from innsats.cases.queries.access import NotVisible, commissions, lock_visible
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.viewers import Viewer
from innsats.planning.assigning import faults
from innsats.rules import law
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.assistance import USUAL_HOURS, obstacles_to_assign, obstacles_to_commission, obstacles_to_practice
from innsats.rules.calendar import day_of, start_of_day
from innsats.rules.inputs import passed_over, text_obstacles
from innsats.rules.teams import Skill
from innsats.rules.verdicts import Obstacle
from innsats.rules.worknotes import obstacles_to_leaving
from innsats.teams.models import Competence
from innsats.teams.queries.agreements import agreement_on
from innsats.teams.queries.facts import mandate_row_on, signed_mandates

from ..queries.candidates import candidates_for, helping_in, need_of
from ..queries.practice import may_show_what_was_learned, who_took_part
from ..queries.worknotes import which_are_left
from .notes import erase
from .opened import open_in, reports_of


@action
def assign_assistants(
    case: UUID, *, by: Actor, at: datetime, members: Iterable[UUID], until: date, hours_a_week: int = USUAL_HOURS,
    seen: str | None = None,
) -> Assignment:
    """Say who of the team assists from now, until and including a day. Those who are not named any more, leave.

    `seen` is the assignment that the page showed ("" when there was none): one is not passed over unseen. Each declares
    habilitet before reading anything. Raises NotVisible; Refused with everything that is wrong with the team: inhabil,
    away, not freed, too few, or an end beyond the mandate or the agreement.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ASSIGN_ASSISTANTS, standing)
    asked, on, named = open_in(row, at), day_of(at), [str(one) for one in members]
    mandate = mandate_row_on(signed_mandates(asked.team), on)
    agreed = agreement_on(row.school_owner_id, asked.team, on)
    found = candidates_for(asked, at)
    need = need_of(asked, at, hours_a_week)
    newest = asked.assignment_set.order_by("at", "pk").last()
    refuse_if(
        passed_over(seen, newest.pk if newest else None)
        + obstacles_to_assign(
            until, hours_a_week, on=on, has_mandate=mandate is not None,
            mandate_until=mandate.ends_on if mandate else None, agreed_until=agreed.ends_on if agreed else None,
        )
        + faults(need, found.all, named)
        + _shut(row, (found.people[one] for one in named if one in found.people), standing, at)
    )
    given = write_row(
        Assignment, row, {}, case=row, assistance=asked, until=until, hours_a_week=hours_a_week, by_id=viewer.person_id,
        at=at,
    )
    people = [found.people[one] for one in named]
    let_go(row, at)
    _let_in(row, people, given, viewer, at)
    record(
        Act.ASSIGN_ASSISTANTS, row.subject, by=by, at=at, assistance=asked.pk, assignment=given.pk, until=until,
        people=[person.uuid for person in people],
    )
    return given


@action
def give_commission(case: UUID, *, by: Actor, at: datetime, member: UUID, text: str) -> Commission:
    """Ask somebody who assists to talk with pupils and observe for the school, and say what. It is written in the
    school's record, marked so, and the school can take it back.

    Raises NotVisible; Refused for who does not assist here, or has a commission already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.GIVE_COMMISSION, standing)
    asked = open_in(row, at)
    helpers = {person.uuid: person for person in helping_in(row.pk, at)}
    person = helpers.get(UUID(str(member)))
    has_one = person is not None and commissions().filter(case=row, person=person).exists()
    refuse_if(
        obstacles_to_commission(str(member), assists=person is not None, has_one=has_one)
        + text_obstacles("text", text)
    )
    given = write_row(
        Commission, row, {"words": text}, case=row, assistance=asked, person=person, by_id=viewer.person_id, at=at
    )
    record(Act.GIVE_COMMISSION, row.subject, by=by, at=at, commission=given.pk, member=member)
    return given


@action
def end_commission(case: UUID, *, by: Actor, at: datetime, commission: UUID) -> CommissionEnd:
    """Take a commission back. What was written stands.

    Raises NotVisible, also for a commission that is not there or is over.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_COMMISSION, standing)
    given = commissions().filter(case=row, pk=commission).select_related("person").first()
    if given is None:
        raise NotVisible(f"commission:{commission}")
    ended = write_row(CommissionEnd, row, {}, case=row, commission=given, by_id=viewer.person_id, at=at)
    record(
        Act.END_COMMISSION, row.subject, by=by, at=at, commission=given.pk, member=given.person.uuid
    )
    return ended


@action
def end_assistance(
    case: UUID, *, by: Actor, at: datetime, done: str, school_can: str, owner_learns: str = "",
    erase_notes: bool = False, notes_seen: str = "", took_part: Iterable[UUID] = (), learned: Iterable[Skill] = (),
) -> AssistanceEnd:
    """Hand over and leave: nobody of the team reads the case from now on. The case goes on at the school.

    Work notes that were not handed over are erased, which `erase_notes` says that one knows; of those that the page
    showed (`notes_seen`, when it showed any), and of no other. `took_part`: who of the school has `learned` this by
    working with the team. Raises NotVisible; Refused when nobody has been assigned: then the team declines.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_ASSISTANCE, standing)
    asked = open_in(row, at)
    is_begun = asked.assignment_set.exists()
    offered = {str(person.uuid): person for person in who_took_part(row, at)}
    people, skills = list(dict.fromkeys(map(str, took_part))), [one for one in Skill if one in set(learned)]
    knows = erase_notes and notes_seen in ("", which_are_left(row.pk))
    refuse_if(
        (() if is_begun else (Obstacle("assistance_not_begun", law.HOUSE_PRACTICE),))
        + obstacles_to_leaving(asked.worknote_set.count(), is_erased=knows)
        + text_obstacles("done", done)
        + text_obstacles("school_can", school_can)
        + text_obstacles("owner_learns", owner_learns, is_required=False)
        + obstacles_to_practice(people, skills, offered=offered)
    )
    texts = {"done": done, "school_can": school_can, "owner_learns": owner_learns}
    ended = write_row(AssistanceEnd, row, texts, case=row, assistance=asked, by_id=viewer.person_id, at=at)
    _keep_practice(row, ended, [offered[one] for one in people], skills, viewer, at)
    erased = erase(asked)
    let_go(row, at)
    close(asked)
    record(
        Act.END_ASSISTANCE, row.subject, by=by, at=at, assistance=asked.pk, practised=people, skills=skills,
        erased=erased,
    )
    ask_for_families(row, reports_of(row), by=by, at=at)
    return ended


def _keep_practice(
    row: Case, ended: AssistanceEnd, people: Iterable[Person], skills: list[Skill], viewer: Viewer, at: datetime
) -> None:
    """What each has learned stands in the case, and with what else they know where that tells nobody of the case."""
    is_shown = may_show_what_was_learned(row, at)
    for person in people:
        write_row(
            Practice, row, {}, case=row, end=ended, person=person, skills=" ".join(skills), by_id=viewer.person_id,
            at=at,
        )
        Competence.objects.bulk_create(
            Competence(
                school_owner_id=row.school_owner_id, person=person, skill=skill, learned_on=day_of(at),
                learned_from=ended.assistance.team.name,
            )
            for skill in (skills if is_shown else ())
        )


def _shut(row: Case, people: Iterable[Person], standing: Standing, at: datetime) -> tuple[Obstacle, ...]:
    """While readers are named, the team lets in nobody new."""
    found = (one for person in people for one in obstacles_to_one_more(row, person, standing.parts, at))
    return tuple(dict.fromkeys(found))


def _let_in(row: Case, people: Iterable[Person], given: Assignment, viewer: Viewer, at: datetime) -> None:
    ends_at = start_of_day(given.until + timedelta(days=1))
    for person in people:
        write_row(
            CaseAccess, row, {}, case=row, person=person, part=CaseAccess.ASSISTANT, starts_at=at, at=at,
            by_id=viewer.person_id, ends_at=ends_at, assignment=given,
        )
