"""A case with two families: Noah's, whom it is about, with a mother and a father; and Emma's, who is involved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from innsats.cases import actions
from innsats.cases.models import Case
from innsats.cases.queries.entitled import Family, Recipient, families_of, recipients_of
from innsats.family.actions import approve_edition
from innsats.family.queries.approved import FamilyReader
from innsats.journal.actors import Actor, ActorKind
from innsats.rules.editions import Group
from tests import world
from tests.replaying import replayed

EVALUATED_ON = world.AT.date() + timedelta(days=8)
OWN = "En voksen går sammen med Noah i friminuttene."
SECRET = "Emma flyttes fra gruppa."


def by_rektor(case: Case, at: Any = world.AT) -> dict[str, Any]:
    return {"by": world.actor(world.principal_of(case.school)), "at": at}


@replayed
def a_family_case(**pupil: Any) -> Case:
    """With a plan that applies: one measure for Noah, and one aimed at Emma."""
    school = world.a_school()
    noah = world.a_pupil(school, guardians=["Mona Lien", "Per Lien"], **pupil)
    case = world.received(world.a_case(school, pupil=noah))
    emma = world.a_pupil(school, "Emma Dahl", guardians=["Rita Dahl"])
    world.declared(case, parties=[emma])
    world.heard(case)
    world.heard(case, emma)
    actions.hear_pupil(case.pk, pupil=emma.pk, own_words="Jeg tullet.", best_interest="Ro.", **by_rektor(case))
    world.with_draft(case, kind="adult_close_by", family_text=OWN, evaluate_on=EVALUATED_ON)
    world.with_draft(case, what=SECRET, family_text=SECRET, aimed_at=[emma.pk])
    actions.activate_plan(case.pk, **by_rektor(case))
    return Case.objects.select_related("school__school_owner", "pupil").get(pk=case.pk)


def guardian(case: Case, name: str = "Mona Lien", at: Any = world.AT) -> Recipient:
    return next(one for one in recipients_of(case, at) if one.name == name)


def family(case: Case, name: str = "Noah Lien", at: Any = world.AT) -> Family:
    return next(one for one in families_of(case, at) if one.name == name)


def noted(case: Case, name: str = "Mona Lien", *cautions: str, at: Any = world.AT, **more: Any) -> Any:
    given = {"responsibility": "yes", "text": "Mor sa det." if cautions else "", **more}
    return actions.note_recipient(
        case.pk, guardian=guardian(case, name).guardian.pk, cautions=cautions, **given, **by_rektor(case, at)
    )


def decided(case: Case, name: str = "Mona Lien", decision: str = "give", at: Any = world.AT, **more: Any) -> Any:
    given = {"reason": "Barnet vil det selv.", **more}
    return actions.decide_recipient(
        case.pk, guardian=guardian(case, name).guardian.pk, decision=decision, **given, **by_rektor(case, at)
    )


def approved(case: Case, group: Group = Group.GUARDIANS, name: str = "Noah Lien", at: Any = world.AT, **more: Any):
    return approve_edition(case.pk, pupil=family(case, name).pupil.pk, group=group, **by_rektor(case, at), **more)


def reader(case: Case, name: str = "Mona Lien", at: Any = world.AT) -> FamilyReader:
    one = guardian(case, name, at)
    actor = Actor(ActorKind.GUARDIAN, str(one.guardian.pk))
    return FamilyReader(pupil=one.pupil.pk, guardian=one.guardian.pk, actor=actor, at=at)


def child(case: Case, name: str = "Noah Lien", at: Any = world.AT) -> FamilyReader:
    pupil = family(case, name).pupil.pk
    return FamilyReader(pupil=pupil, actor=Actor(ActorKind.PUPIL, str(pupil)), at=at)


def said_in(page: Any) -> str:
    """All that stands on an edition's page."""
    parts = [page.title, page.lead, page.school, page.approved]
    for section in page.sections:
        parts += [section.title, *section.said]
        parts += [" ".join((one.title, one.text, *one.lines)) for one in (*section.items, *section.more)]
    return "\n".join(parts)


def another_case(case: Case) -> Case:
    """About the same pupil, at the same school."""
    report = world.a_report(case.school)
    world.declared(world.read(report), parties=[case.pupil])
    return actions.open_case([report.pk], pupil=case.pupil_id, confirmed=True, **by_rektor(case))
