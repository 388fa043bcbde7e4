"""Who of the families has been let in, and the page on which the school gives a code, or shuts somebody out again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import Case, FamilyKey, Party
from innsats.cases.queries.access import NotVisible, visible
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.codesheld import with_giver
from innsats.cases.queries.entitled import families_of
from innsats.cases.queries.head import OpenCase, read
from innsats.cases.queries.shut_out import shut_out_of
from innsats.cases.queries.texts import texts_of
from innsats.database import walls
from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.recipients import obstacles_to_key
from innsats.web import dates

Keys = dict[UUID, FamilyKey]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPage:
    """One reader of a pupil's family. `reasons` keep the reader from getting a code; `in_hand`: not by post or SMS, and
    never the pupil's, by which one answers as the pupil.

    `guardian` is None for the pupil itself. `said` is how it stands now.
    """

    frame: CaseActPage
    pupil: UUID
    guardian: UUID | None
    name: str
    child: str
    said: str
    reasons: tuple[str, ...]
    in_hand: bool
    key: UUID | None = None


def keys_in(case: OpenCase) -> Keys:
    """The newest key of each reader that holds, by the guardian, or by the pupil when it is the pupil's own.

    A key opens the cases about the child that whoever gave it may know of, wherever it was given (`opened_by_code`); of
    one given in a case that the viewer may not know of, nothing is told. One query, three more when some were given in
    another case.
    """
    rows = list(_running(case.row.pk, case.row.school_owner_id))
    elsewhere = {one.case_id for one in rows} - {case.row.pk}
    if not elsewhere:
        return {one.guardian_id or one.pupil_id: one for one in rows}
    seen = set(_seen(case.viewer).filter(pk__in=elsewhere).values_list("pk", flat=True))
    out = shut_out_of(case.row)
    told = (
        one for one in rows
        if one.case_id == case.row.pk or (one.case_id in seen and one.giver not in out)  # type: ignore[attr-defined]
    )  # fmt: skip
    return {one.guardian_id or one.pupil_id: one for one in told}


def key_seen(case: Case, viewer: Viewer, key: UUID) -> FamilyKey:
    """A key, ended or not, of those that `keys_in` tells of. Raises NotVisible."""
    held = FamilyKey.objects.filter(_opening(case.pk, case.school_owner_id), pk=key).first()
    if held is None or (held.case_id != case.pk and not _seen(viewer).filter(pk=held.case_id).exists()):
        raise NotVisible(f"family key:{key}")
    return held


def key_said(key: FamilyKey | None, case: OpenCase) -> str:
    """How a reader stands: no code, a letter that waits, or let in."""
    if key is None:
        return _("Har ingen kode")
    if key.until is None:
        return _("Har egen kode siden {day}").format(day=dates.day(key.at))
    if key.until <= case.viewer.at:
        return _("Koden ble ikke brukt innen {day}").format(day=dates.day(key.until))
    return _("Fikk kode {day}. Den må brukes innen {last}.").format(day=dates.day(key.at), last=dates.day(key.until))


def key_page(act: Act, viewer: Viewer, number: str, pupil: UUID, reader: UUID) -> KeyPage:
    """Raises NotVisible, also for somebody of no family in the case, or Shut."""
    case = read(viewer, number)
    family = next((one for one in families_of(case.row, viewer.at) if one.pupil.pk == pupil), None)
    recipient = next((one for one in family.recipients if one.guardian.pk == reader), None) if family else None
    if family is None or (recipient is None and reader != pupil):
        raise NotVisible(f"family key:{reader}")
    held = keys_in(case).get(reader)
    return KeyPage(
        frame=framed(case, act, texts_of(*case.title_keys)), pupil=pupil, guardian=reader if recipient else None,
        name=recipient.name if recipient else family.name, child=family.name, said=key_said(held, case),
        reasons=case.reasons(obstacles_to_key(recipient.verdict)) if recipient else (),
        in_hand=recipient is None or not recipient.verdict.is_sent, key=held.pk if held else None,
    )  # fmt: skip


def key_by(lookup: bytes) -> FamilyKey | None:
    """The key that a code is of, when it has not been ended."""
    return walls.by_key(lambda: FamilyKey.objects.filter(lookup=lookup, ended_at=None).first())


def letter_by(lookup: bytes) -> FamilyKey | None:
    """The key that a code is or was of, used or ended too: what was done with it before is found again."""
    return walls.by_key(lambda: FamilyKey.objects.filter(lookup=lookup).first())


def key_shown(uuid: str) -> FamilyKey | None:
    """An own key that still holds."""
    return walls.by_key(lambda: FamilyKey.objects.filter(pk=uuid, ended_at=None, until=None).first())


@Prepared
def _running(case: UUID, owner: int) -> QuerySet[FamilyKey]:
    return with_giver(FamilyKey.objects.filter(_opening(case, owner), ended_at=None)).order_by("at", "pk")


def _opening(case: UUID, owner: int) -> Q:
    """What was given in this case, or in any other of the same owner, to somebody of a family in this one."""
    pupils = Party.objects.filter(case=case).exclude(pupil=None).values("pupil")
    return Q(pupil__in=pupils, school_owner=owner)


def _seen(viewer: Viewer) -> QuerySet[Case]:
    return visible(Act.SEE_CASE, viewer, Case)
