"""What follows from age, to the hour: a birthday begins at 00:00 in Oslo. Facts in, verdicts out."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from .calendar import day_of, start_of_day

OWN_PARTY = 15  # years: own notices, and the child's own choices about school
HEALTH = 16
OF_AGE = 18


class Told(StrEnum):
    """Somebody whom a notice goes to."""

    PUPIL = "pupil"
    GUARDIANS = "guardians"


def reaches(born: date, years: int) -> datetime:
    """The instant at which somebody born on this day is `years` old: 00:00 in Oslo on the birthday.

    Source: law.OF_AGE (opplf § 11-1: guardians of who is not of age), law.OWN_CHOICES (oppl § 24-5: from 15).
    Chosen reading: who was born on 29 February is a year older on 1 March when the year has no such day: the year is
    full then, and not before.
    """
    try:
        birthday = born.replace(year=born.year + years)
    except ValueError:
        birthday = date(born.year + years, 3, 1)
    return start_of_day(birthday)


def age_at(born: date, at: datetime) -> int:
    """Whole years at this instant, never below 0."""
    years = day_of(at).year - born.year
    return max(0, years if at >= reaches(born, years) else years - 1)


def is_of_age(born: date, at: datetime) -> bool:
    """Whether what guardians have by being parents has ended: access, codes, links, and notices that wait.

    Source: law.OF_AGE (opplf § 11-1: the parents of pupils who are not of age).
    """
    return age_at(born, at) >= OF_AGE


def acts_alone(born: date, at: datetime) -> bool:
    """Whether the pupil alone may report, go to the county governor, ask for assistance, and choose a contact.

    Source: law.OWN_CHOICES (oppl § 24-5: from 15 the pupil decides in questions of education).
    """
    return age_at(born, at) >= OWN_PARTY


def may_know_secrets(born: date, at: datetime) -> bool:
    """Whether a pupil who is a party may be given what is under secrecy; before that, a child's edition without it.

    Source: law.NO_SECRETS_UNDER_15 (fvl67 § 18(1): a party under 15 is not given what is under secrecy).
    """
    return age_at(born, at) >= OWN_PARTY


def consents_to_health(born: date, at: datetime) -> bool:
    """Whether the pupil alone consents in questions of health.

    Source: law.HEALTH_AGE (pbrl § 4-3: who has turned 16).
    """
    return age_at(born, at) >= HEALTH


def told_of(born: date, at: datetime) -> frozenset[Told]:
    """Whom a notice about the pupil's own case goes to, when nothing else keeps it from anybody.

    Source: law.OWN_NOTICE (fvl67 § 16: a minor over 15 is told as well), law.OF_AGE.
    """
    if is_of_age(born, at):
        return frozenset({Told.PUPIL})
    if age_at(born, at) >= OWN_PARTY:
        return frozenset(Told)
    return frozenset({Told.GUARDIANS})
