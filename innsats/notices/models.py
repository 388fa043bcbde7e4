"""That somebody was told of something. Codes and ids only: sentences are made for the reader, and for no mail."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from innsats.cases.models import Case, Consult, FamilyWait, Report
from innsats.teams.models import Team

DESK, MAIL = "desk", "mail"
UNMAILED = Q(by_mail=True, mail=None)
ABOUT = ("report", "case", "team", "wait", "consult")


def _only(about: str) -> Q:
    return Q(**{f"{one}__isnull": one != about for one in ABOUT})


ON_ONE = _only("report") | _only("case") | _only("team") | _only("wait") | _only("consult")


class Mail(models.Model):
    """One mail to one person, for all that this person was told within a short while. Every mail says the same, but for
    those about the own way in: each is `about` the act that changed it.

    `gathered_at` is when it last took something in. `try_at` is when it is tried next, and None when it is done with:
    sent, needless, or given up.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    gathered_at = models.DateTimeField()
    try_at = models.DateTimeField(null=True)
    tries_count = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    about = models.CharField(max_length=40, blank=True, default="", db_default="")  # one of telling.OF_SIGNING_IN

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(try_at=None), name="mail_sent_is_not_tried")
        ]
        indexes = [models.Index(fields=["try_at"], name="mail_to_try", condition=Q(try_at__isnull=False))]


class Notice(models.Model):
    """One person told of one thing, once. `cause` is an event, or a clock and the step taken about it.

    On the desk it is shown; `by_mail` it also waits until `mail` has gathered it. Indexed only by what is asked for: a
    morning writes tens of thousands.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school_owner = models.ForeignKey("people.SchoolOwner", models.PROTECT, related_name="+", db_index=False)
    cause = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)  # notice_by_person
    by_mail = models.BooleanField(default=False)
    news = models.CharField(max_length=20)  # rules.telling.News
    clock = models.CharField(max_length=30, blank=True)  # which one ends soon
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    wait = models.ForeignKey(FamilyWait, models.PROTECT, null=True, related_name="+", db_index=False)
    consult = models.ForeignKey(Consult, models.PROTECT, null=True, related_name="+", db_index=False)
    mail = models.ForeignKey(Mail, models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ON_ONE, name="notice_on_one"),
            models.CheckConstraint(condition=Q(by_mail=True) | Q(mail=None), name="notice_in_mail_is_mailed"),
            models.UniqueConstraint(fields=["cause", "person"], name="notice_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="notice_by_person"),
            models.Index(fields=["person", "at"], name="notice_to_mail", condition=UNMAILED),
        ]

    @property
    def channels(self) -> tuple[str, ...]:
        """The ways in which it reaches the person."""
        return (DESK, MAIL) if self.by_mail else (DESK,)


class Turn(models.Model):
    """Whose turn it is to let time pass. The row is locked while one process does, and freed when that ends or dies."""

    name = models.CharField(primary_key=True, max_length=12)
