"""Help from the external team. The school keeps the case: nothing here says whose it is."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.vault.fields import SealedField

from .case import InCase


class FamilyRequest(models.Model):
    """A family has asked an external team for help, and somebody there has typed it in. The school got it as a report.

    It becomes an `Assistance` in the first case that the report belongs to.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    report = models.OneToOneField("cases.Report", models.PROTECT)
    team = models.ForeignKey("teams.Team", models.PROTECT, related_name="+")
    reasons = models.CharField(max_length=200)  # rules.assistance.Reason, several
    other = SealedField()
    asks = SealedField()
    phone = SealedField()  # where the family reaches whoever typed it in
    asked_at = models.DateTimeField()  # when the family said it: the team's week runs from then
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Assistance(InCase):
    """An external team is asked for help: why, what has been done, and on what ground the team may be told.

    The school asks, or a family has (`family_request` says what). Open until the team declines or ends it, or until it
    is found that the case was about the wrong child (`let_go_by`); one at a time in a case.
    """

    family_request = models.ForeignKey(FamilyRequest, models.PROTECT, null=True)
    let_go_by = models.ForeignKey("cases.PupilCorrection", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("teams.Team", models.PROTECT, related_name="+")
    reasons = models.CharField(max_length=200)  # rules.assistance.Reason, several
    basis = models.CharField(max_length=20)  # rules.assistance.Basis
    other = SealedField()
    done = SealedField()
    asks = SealedField()
    necessity = SealedField()
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(is_open=True), name="one_open_assistance"),
            models.UniqueConstraint(
                fields=["family_request"], condition=Q(let_go_by=None), name="asked_once_for_a_family"
            ),
        ]
        indexes = [models.Index(fields=["team"], name="assistance_by_team", condition=Q(is_open=True))]


class Assignment(InCase):
    """Who goes, from now and until a day, and how many hours a week it takes of each. The newest is what counts."""

    assistance = models.ForeignKey(Assistance, models.PROTECT)
    until = models.DateField()
    hours_a_week = models.PositiveSmallIntegerField()


class Commission(InCase):
    """The school asks somebody who assists to talk with pupils and observe for it, and says what."""

    assistance = models.ForeignKey(Assistance, models.PROTECT)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    words = SealedField()

    class Meta:
        indexes = [models.Index(fields=["person"], name="commission_by_person")]


class CommissionEnd(InCase):
    """The school has taken a commission back."""

    commission = models.OneToOneField(Commission, models.PROTECT, related_name="end")


class AssistanceDecline(InCase):
    """The team does not take it on, and says what the school can do instead."""

    assistance = models.ForeignKey(Assistance, models.PROTECT)
    why = models.CharField(max_length=20)  # rules.assistance.Declined
    words = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assistance"], name="declined_once")]


class AssistanceEnd(InCase):
    """The team hands over and leaves: what was done, what the school can do itself now, what the owner should learn."""

    assistance = models.ForeignKey(Assistance, models.PROTECT)
    done = SealedField()
    school_can = SealedField()
    owner_learns = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assistance"], name="assistance_ended_once")]


class Practice(InCase):
    """Somebody at the school has worked with the team, and learned this by it."""

    end = models.ForeignKey(AssistanceEnd, models.PROTECT)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    skills = models.CharField(max_length=100)  # rules.teams.Skill, several

    class Meta:
        constraints = [models.UniqueConstraint(fields=["end", "person"], name="practised_once")]


class Advice(InCase):
    """What somebody who assists advises, in which thing and how heavily; and why, when it is more than advice."""

    assistance = models.ForeignKey(Assistance, models.PROTECT)
    thing = models.CharField(max_length=20)  # rules.mandates.Thing
    weight = models.CharField(max_length=12)  # rules.advising.Weight
    words = SealedField()
    why = SealedField()


class AdviceReply(InCase):
    """What the school does with an advice, and why when it does something else."""

    advice = models.OneToOneField(Advice, models.PROTECT)
    answer = models.CharField(max_length=12)  # rules.advising.AdviceAnswer
    words = SealedField()


class AdviceRaised(models.Model):
    """A necessary advice has gone to the owner: to its officers, or (`to_head`) past those who cannot decide it."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.PROTECT)
    advice = models.OneToOneField(Advice, models.PROTECT)
    to_head = models.BooleanField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")  # nobody: time did it
    at = models.DateTimeField()


class AdviceDone(InCase):
    """What the school did of what the owner, or the team where it may, has decided; and on which day."""

    advice = models.OneToOneField(Advice, models.PROTECT)
    done_on = models.DateField()
    words = SealedField()


class AdviceRuling(InCase):
    """What the owner says of a necessary advice that the school declined or did not answer in time."""

    advice = models.OneToOneField(Advice, models.PROTECT)
    ruling = models.CharField(max_length=12)  # rules.advising.Ruling
    words = SealedField()
