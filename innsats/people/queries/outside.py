"""Whom Feide means, here; and who waits to be let in at the schools that somebody looks after."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.appointing import may_appoint
from innsats.rules.roles import Role
from innsats.web import dates

from ..models import Account, Appointment, AppointmentProposal, Person, School, SignInIdentity
from ..reach import reaching_beyond
from ..signin.passwords import NEVER_USED
from ..viewers import Viewer, standing_at_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalShown:
    """Somebody who waits to be let in. `people` are those at the school whom it may be: uuid and name."""

    uuid: UUID
    name: str
    email: str
    school: UUID
    school_name: str
    owner_kind: str
    asked: str
    people: tuple[tuple[UUID, str], ...] = ()


def account_of(provider: str, lookup: bytes) -> Account | None:
    """The account that somebody at a provider has here."""
    held = SignInIdentity.objects.select_related("account").filter(provider=provider, lookup=lookup).first()
    return held.account if held else None


def is_linked(provider: str, account_id: int) -> bool:
    """Whether an account is signed in to by this provider."""
    return SignInIdentity.objects.filter(provider=provider, account=account_id).exists()


def schools_numbered(numbers: frozenset[str]) -> list[tuple[UUID, str]]:
    """The schools with these organisation numbers, by name: at most five, as nobody works at more."""
    found = School.objects.filter(organisation_number__in=numbers).order_by("sort_key", "pk")
    return list(found.values_list("uuid", "name")[:5])


def proposals_for(viewer: Viewer) -> list[ProposalShown]:
    """Those who wait at the schools that the viewer looks after, the first who asked first. One query."""
    if not viewer.trained:
        return []
    waiting = AppointmentProposal.objects.filter(decided_at=None).select_related("school", "school_owner")
    mine = waiting.filter(school_owner__in=viewer.owners_as(Role.OWNER_OFFICER)) | waiting.filter(
        school__in=viewer.schools_as(Role.PRINCIPAL)
    )
    return [_shown(row) for row in mine.order_by("at", "pk")]


def proposal_for(viewer: Viewer, uuid: UUID) -> ProposalShown | None:
    """One that the viewer may decide; None for any other."""
    found = AppointmentProposal.objects.select_related("school", "school_owner").filter(uuid=uuid, decided_at=None)
    row = found.first()
    if row is None or obstacles_to(Act.CONFIRM_PROPOSAL, standing_at_unit(viewer, row.school)):
        return None
    here = waiting_to_sign_in(row.school, viewer)
    return _shown(row, tuple((one.uuid, one.name) for one in here))


def waiting_to_sign_in(school: School, viewer: Viewer) -> list[Person]:
    """Those with an account that was never signed in to, and opens nothing but what the viewer gives at this school.

    Whoever leads a school may say who these are. An account in use, or one that opens anything elsewhere, is linked by
    the person alone. Three queries.
    """
    parts = standing_at_unit(viewer, school).parts
    found = Person.objects.filter(account__in=Account.objects.filter(NEVER_USED), appointment__school=school)
    held: dict[int, list[Appointment]] = {}
    for row in Appointment.objects.filter(person__in=found.order_by()).order_by("pk"):
        held.setdefault(row.person_id, []).append(row)
    gives = {
        person for person, rows in held.items()
        if all(one.school_id == school.pk and may_appoint(parts, Role(one.role), deputy=one.deputy) for one in rows)
    }  # fmt: skip
    gives -= reaching_beyond(viewer, gives)
    return [one for one in found.distinct().order_by("sort_key", "pk") if one.pk in gives]


def _shown(row: AppointmentProposal, people: tuple[tuple[UUID, str], ...] = ()) -> ProposalShown:
    return ProposalShown(
        uuid=row.uuid, name=row.name, email=row.email, school=row.school.uuid, school_name=row.school.name,
        owner_kind=row.school_owner.kind, asked=dates.short_date(row.at), people=people,
    )  # fmt: skip
