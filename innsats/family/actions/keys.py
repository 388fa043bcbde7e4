"""Somebody of a pupil's family is let in: by a letter's code, once, and by an own code from then on."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models.functions import Greatest

from innsats.cases.models import Case, FamilyKey
from innsats.cases.queries.access import NotVisible, lock_visible
from innsats.cases.queries.entitled import families_of
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.people.viewers import system_parts
from innsats.rules import law
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.recipients import obstacles_to_key
from innsats.rules.verdicts import Obstacle, Refused

from ..queries.keys import key_seen

LETTER_HOLDS = timedelta(days=14)


@action
def give_family_key(
    case: UUID, *, by: Actor, at: datetime, lookup: str, pupil: UUID, guardian: UUID | None = None
) -> FamilyKey:
    """Give a guardian, or the pupil itself, a letter with a code that can be used once within 14 days.

    Every key that this reader had before ends, in whichever case of the owner it was given: each opens them all.
    `lookup` is what the code is found by, in hexadecimal digits. Raises NotVisible; Refused for whoever the recipient
    check does not let have it.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.GIVE_FAMILY_KEY, standing)
    family = next((one for one in families_of(row, at) if str(one.pupil.pk) == str(pupil)), None)
    if family is None:
        raise Refused((Obstacle("unknown_party", law.HOUSE_PRACTICE, (str(pupil),)),))
    if guardian is not None:
        reader = next((one for one in family.recipients if str(one.guardian.pk) == str(guardian)), None)
        if reader is None:
            raise Refused((Obstacle("unknown_guardian", law.HOUSE_PRACTICE),))
        refuse_if(obstacles_to_key(reader.verdict))
    _end_all(row.school_owner_id, family.pupil.pk, guardian, at)
    key = FamilyKey.objects.create(
        school_owner_id=row.school_owner_id, case=row, pupil=family.pupil, guardian_id=guardian, by_id=viewer.person_id,
        lookup=bytes.fromhex(lookup), at=at, until=at + LETTER_HOLDS,
    )  # fmt: skip
    record(
        Act.GIVE_FAMILY_KEY, row.subject, by=by, at=at, key=key.pk, pupil=family.pupil.pk,
        guardian=UUID(str(guardian)) if guardian else None,
    )  # fmt: skip
    return key


@action
def use_family_key(letter: str, *, by: Actor, at: datetime, lookup: str) -> FamilyKey:
    """Exchange the code of a letter for an own code; the letter's is used up. Both are given as what finds them.

    Raises NotVisible for a code that is none, used, ended or too old.
    """
    require(Act.USE_FAMILY_KEY, Standing(parts=frozenset(system_parts(by))))
    letters = FamilyKey.objects.filter(lookup=bytes.fromhex(letter), ended_at=None, until__gt=at)
    if (found := letters.first()) is None:
        raise NotVisible("family key")
    case = Case.objects.select_for_update(no_key=True).get(pk=found.case_id)
    _lock(found.pupil_id)
    if (used := letters.first()) is None:  # ended while this one waited
        raise NotVisible("family key")
    letters.update(ended_at=at)
    key = FamilyKey.objects.create(
        school_owner_id=used.school_owner_id, case=case, pupil_id=used.pupil_id, guardian_id=used.guardian_id,
        lookup=bytes.fromhex(lookup), at=at,
    )  # fmt: skip
    record(Act.USE_FAMILY_KEY, case.subject, by=by, at=at, key=key.pk, letter=used.pk)
    return key


@action
def end_family_key(case: UUID, *, by: Actor, at: datetime, key: UUID) -> FamilyKey:
    """Shut somebody of the family out again: no code of this reader works any more, in whichever case it was given.

    Raises NotVisible or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_FAMILY_KEY, standing)
    held = key_seen(row, viewer, key)
    refuse_if((Obstacle("key_ended", law.HOUSE_PRACTICE),) if held.ended_at else ())
    _end_all(row.school_owner_id, held.pupil_id, held.guardian_id, at)
    record(Act.END_FAMILY_KEY, row.subject, by=by, at=at, key=held.pk)
    return held


def _end_all(owner: int, pupil: UUID, guardian: UUID | None, at: datetime) -> None:
    _lock(pupil)
    held = FamilyKey.objects.filter(school_owner=owner, pupil=pupil, guardian=guardian, ended_at=None)
    held.update(ended_at=Greatest("at", at))  # in another case one may have been given after this one began


def _lock(pupil: UUID) -> None:
    """Who gives, uses or ends a code of this pupil's family waits: it opens more cases than the one that is locked."""
    Pupil.objects.select_for_update(no_key=True).filter(pk=pupil).first()
