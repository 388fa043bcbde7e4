"""Somebody whom Feide knows becomes somebody here: by an own word for it, or by that of whoever leads the school.

Nothing here asks the provider anything: the dance is over, and what is given is what came of it.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from innsats.database import walls
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.appointing import Post
from innsats.rules.calendar import day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles
from innsats.rules.roles import Role
from innsats.rules.verdicts import Obstacle

from ..models import Account, AppointmentProposal, Person, School, SignInIdentity, named
from ..queries.outside import waiting_to_sign_in
from ..queries.units import lock_unit, person_named
from ..viewers import Viewer, standing_at_unit, system_parts, viewer_of
from .persons import email_obstacles, give_role, new_account

PLACE = law.HOUSE_PRACTICE


@action
def link_sign_in(person: UUID, *, by: Actor, at: datetime, provider: str, lookup: str) -> SignInIdentity:
    """From now on this person signs in with the provider too. `lookup` (hexadecimal) is who the provider means.

    By the person alone, who has just shown both who she is here and who she is there. Raises Refused.
    """
    people = Person.objects.select_for_update(of=("self",), no_key=True).select_related("account")
    whose = people.filter(uuid=person).first()
    require(Act.LINK_SIGN_IN, Standing(parts=frozenset(system_parts(by))))
    is_own = whose is not None and whose.account is not None and by == Actor.of(whose)
    refuse_if(() if is_own else (Obstacle("link_not_own", PLACE),))
    assert whose is not None
    made = _linked(whose, provider, lookup, by=whose, at=at)
    record(Act.LINK_SIGN_IN, whose.subject, by=by, at=at, person=whose.uuid, provider=provider)
    return made


@action
def propose_appointment(
    school: UUID, *, by: Actor, at: datetime, provider: str, lookup: str, name: str, email: str = ""
) -> AppointmentProposal:
    """Ask whoever leads a school to let somebody in whom Feide says works there. Opens nothing by itself.

    Asked again, the proposal that there is: also one that was declined. Raises Refused.
    """
    unit = lock_unit(school)
    require(Act.PROPOSE_APPOINTMENT, Standing(parts=frozenset(system_parts(by))))
    name = " ".join(name.split())
    refuse_if(
        text_obstacles("name", name, longest=LONGEST_NAME)
        + (() if isinstance(unit, School) else (Obstacle("unknown_unit", PLACE),))
        + _taken(provider, lookup)
    )
    assert isinstance(unit, School)
    walls.widen_to(unit.school_owner_id)
    found = AppointmentProposal.objects.filter(school=unit, provider=provider, lookup=bytes.fromhex(lookup))
    held = found.order_by("pk").first() or AppointmentProposal.objects.create(
        school_owner_id=unit.school_owner_id, school=unit, provider=provider, lookup=bytes.fromhex(lookup),
        name=name, email="" if email_obstacles(email) else email, at=at,
    )  # fmt: skip
    record(Act.PROPOSE_APPOINTMENT, unit.subject, by=by, at=at, proposal=held.uuid, provider=provider)
    return held


@action
def confirm_proposal(
    proposal: UUID, *, by: Actor, at: datetime, role: Role, starts_on: date | None = None, ends_on: date | None = None,
    deputy: bool = False, leadership: bool = False, person: UUID | None = None, name: str = "", email: str = "",
) -> AppointmentProposal:  # fmt: skip
    """Let somebody in whom Feide says works at the school: as `person`, who is registered already, or as somebody new.

    The e-mail is where mails go, and never says who somebody is: one that is somebody's already is refused. Raises
    Refused, for the registration or for the role.
    """
    held, unit = _open(proposal)
    viewer = viewer_of(by, at)
    standing = standing_at_unit(viewer, unit)
    require(Act.CONFIRM_PROPOSAL, standing)
    refuse_if(_decided(held))
    whose = _known(person, unit, viewer) if person else _new(name, email.strip().lower())
    if not whose.appointment_set.filter(school=unit, role=role, deputy=deputy, ends_on=None).exists():
        post = Post(
            role=Role(role), is_at_school=True, deputy=deputy, starts_on=starts_on or day_of(at), ends_on=ends_on
        )
        give_role(whose, unit, post, leadership, viewer=viewer, standing=standing)
    leader = Person.objects.get(pk=viewer.person_id)
    refuse_if((Obstacle("appoints_oneself", law.IMPARTIALITY_PARTY),) if leader == whose else ())
    _linked(whose, held.provider, bytes(held.lookup).hex(), by=leader, at=at)
    held.person = whose
    _decide(held, leader, at)
    record(
        Act.CONFIRM_PROPOSAL, unit.subject, by=by, at=at, proposal=held.uuid, person=whose.uuid, is_new=person is None
    )
    return held


@action
def decline_proposal(proposal: UUID, *, by: Actor, at: datetime) -> AppointmentProposal:
    """Say no to somebody whom Feide says works at the school. Asking again does not help. Raises Refused."""
    held, unit = _open(proposal)
    viewer = viewer_of(by, at)
    require(Act.DECLINE_PROPOSAL, standing_at_unit(viewer, unit))
    refuse_if(_decided(held))
    _decide(held, Person.objects.get(pk=viewer.person_id), at)
    record(Act.DECLINE_PROPOSAL, unit.subject, by=by, at=at, proposal=held.uuid)
    return held


def _open(proposal: UUID) -> tuple[AppointmentProposal, School]:
    """The proposal and its school, locked. Raises Refused."""
    found = AppointmentProposal.objects.select_related("school").filter(uuid=proposal).first()
    refuse_if(() if found else (Obstacle("unknown_newcomer", PLACE),))
    assert found is not None
    unit = lock_unit(found.school.uuid)
    assert isinstance(unit, School)
    return AppointmentProposal.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk), unit


def _known(person: UUID, unit: School, viewer: Viewer) -> Person:
    """Somebody whose account nobody has taken into use yet: any other is not for a leader to give. Raises Refused."""
    found = person_named(person)
    is_free = found in waiting_to_sign_in(unit, viewer)
    refuse_if(() if is_free else (Obstacle("person_links_alone", PLACE),))
    return found


def _new(name: str, email: str) -> Person:
    name = " ".join(name.split())
    refuse_if(
        text_obstacles("name", name, longest=LONGEST_NAME)
        + (email_obstacles(email) if email else (Obstacle("email_needed", PLACE, ("email",)),))
        + ((Obstacle("email_taken", PLACE, ("email",)),) if Account.objects.filter(email=email).exists() else ())
    )
    return Person.objects.create(account=new_account(email), is_demo=settings.DEMO, **named(name))


def _linked(whose: Person, provider: str, lookup: str, *, by: Person, at: datetime) -> SignInIdentity:
    has_one = SignInIdentity.objects.filter(provider=provider, account=whose.account).exists()
    refuse_if(_taken(provider, lookup) + ((Obstacle("person_linked_already", PLACE),) if has_one else ()))
    return SignInIdentity.objects.create(
        provider=provider, lookup=bytes.fromhex(lookup), account=whose.account, by=by, at=at
    )


def _taken(provider: str, lookup: str) -> tuple[Obstacle, ...]:
    is_taken = SignInIdentity.objects.filter(provider=provider, lookup=bytes.fromhex(lookup)).exists()
    return (Obstacle("linked_to_another", PLACE),) if is_taken else ()


def _decide(held: AppointmentProposal, by: Person, at: datetime) -> None:
    """Answered: what Feide told of the person has done its work, and is kept no longer."""
    held.decided_at, held.decided_by, held.name, held.email = at, by, "", ""
    held.save(update_fields=["decided_at", "decided_by", "person", "name", "email"])


def _decided(held: AppointmentProposal) -> tuple[Obstacle, ...]:
    return (Obstacle("proposal_decided", PLACE),) if held.decided_at else ()
