"""What somebody knows from a service, brought into a case by rektor on a consent that runs for three months."""

from __future__ import annotations

from datetime import timedelta

from innsats.cases.actions import share_knowledge, withdraw_consent
from innsats.cases.models import Case, ConsentWithdrawal, SharedKnowledge
from innsats.people.models import Pupil
from tests import world

TODAY = world.AT.date()
UNTIL = TODAY + timedelta(days=90)
CONSENT = {
    "gate": "consent", "consented_by": ["pupil", "guardians"], "consented_on": TODAY, "until": UNTIL,
    "covers": "Bare det om søvn.", "necessity": "Planen må ta hensyn til det.",
}  # fmt: skip


def knowledge_of(case: Case, pupil: Pupil, **more: object) -> SharedKnowledge:
    """From the health service, unless said otherwise."""
    given = {"origin": "health", "text": "Hun sover lite.", "by": by(case), "at": world.AT, **CONSENT} | more
    return share_knowledge(case.pk, pupil=pupil.pk, **given)


def withdrawn(case: Case, knowledge: SharedKnowledge, **more: object) -> ConsentWithdrawal:
    """By the guardians, today."""
    given = {"withdrawn_by": "guardians", "by": by(case), "at": world.AT} | more
    return withdraw_consent(case.pk, knowledge=knowledge.pk, **given)


def by(case: Case) -> object:
    return world.actor(world.principal_of(case.school))
