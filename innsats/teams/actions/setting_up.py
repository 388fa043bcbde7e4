"""Teams set up, and what is known of who is in them. Nothing is deleted: a membership ends."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.actions.persons import register_person
from innsats.people.models import Person, School, Training
from innsats.people.queries.units import lock_owner, lock_unit
from innsats.people.viewers import Viewer, standing_at_unit, viewer_of
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.agreements import obstacles_to_agree, obstacles_to_end_agreement
from innsats.rules.calendar import cut_short, day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.mandates import Level, Thing, obstacles_to_mandate
from innsats.rules.releasing import Release as Agreed
from innsats.rules.releasing import obstacles_to_absence, obstacles_to_release, obstacles_to_return
from innsats.rules.teams import (
    Period,
    Place,
    Profession,
    Seat,
    Skill,
    obstacles_to_add,
    obstacles_to_learned,
    obstacles_to_leave,
    period_obstacles,
)
from innsats.rules.verdicts import Obstacle, Refused

from ..models import (
    Absence,
    Authority,
    CalendarAddress,
    Competence,
    Mandate,
    Membership,
    Release,
    Team,
    TeamAgreement,
)
from ..queries.addresses import hash_of, open_address
from ..queries.agreements import agreed_with, lock_agreement
from ..queries.seen import (
    known_at,
    lock_team,
    lock_team_of,
    standing_as_member,
    standing_in,
    standing_to_absence,
    standing_towards,
)

KEY_BYTES = 32


@action
def set_up_team(unit: UUID, *, by: Actor, at: datetime, name: str, starts_on: date | None = None) -> Team:
    """Set up a response team: a school's own, or an external one of an owner. From today unless said.

    Raises Refused: a school has one team, and an owner gives no two teams the same name.
    """
    at_unit = lock_unit(unit)
    require(Act.SET_UP_TEAM, standing_at_unit(viewer_of(by, at), at_unit))
    name, since = " ".join(name.split()), starts_on or day_of(at)
    is_school = isinstance(at_unit, School)
    of_unit = {"school": at_unit} if is_school else {"school_owner": at_unit, "school": None}
    held = Team.objects.filter(**of_unit).exclude(ending__ends_on__lt=since)
    refuse_if(
        text_obstacles("name", name, longest=LONGEST_NAME)
        + period_obstacles(Period(starts_on=since), on=day_of(at))
        + ((Obstacle("team_already", law.HOUSE_PRACTICE),) if is_school and held.exists() else ())
        + ((Obstacle("team_named_so", law.HOUSE_PRACTICE, ("name",)),) if held.filter(name=name).exists() else ())
    )
    owner = at_unit.school_owner_id if isinstance(at_unit, School) else at_unit.pk
    team = Team.objects.create(
        school_owner_id=owner, school=at_unit if isinstance(at_unit, School) else None, name=name, starts_on=since
    )
    record(Act.SET_UP_TEAM, team.subject, by=by, at=at, unit=at_unit.uuid, starts_on=since)
    return team


@action
def add_member(
    team: UUID, *, by: Actor, at: datetime, place: Place, profession: Profession, person: UUID | None = None,
    name: str = "", email: str = "", starts_on: date | None = None, ends_on: date | None = None,
) -> Membership:
    """Give somebody a place in a team, from a day (today unless said) and to and including a day.

    Without `person`, somebody new is registered by `name` and `email`. Raises Refused with every reason.
    """
    held_team = lock_team(team)
    viewer = viewer_of(by, at)
    require(Act.ADD_MEMBER, standing_towards(viewer, held_team))
    period = Period(starts_on=starts_on or day_of(at), ends_on=ends_on)
    known = _known(held_team, person, viewer) if person else None
    seat = Seat(person=str(known.uuid) if known else "", place=Place(place), period=period)
    refuse_if(obstacles_to_add(seat, _seats(held_team), on=day_of(at)))
    member = known or register_person(held_team.unit.uuid, by=by, at=at, name=name, email=email)
    if known is None:  # somebody known by the e-mail is not new, and may have a place already
        refuse_if(obstacles_to_add(_of(member, seat), _seats(held_team), on=day_of(at)))
    row = Membership.objects.create(
        school_owner_id=held_team.school_owner_id, team=held_team, person=member, place=seat.place,
        profession=Profession(profession), starts_on=period.starts_on, ends_on=period.ends_on,
    )
    record(
        Act.ADD_MEMBER, held_team.subject, by=by, at=at, membership=row.uuid, person=member.uuid, place=row.place,
        profession=row.profession, starts_on=row.starts_on, ends_on=row.ends_on,
    )
    return row


@action
def end_membership(membership: UUID, *, by: Actor, at: datetime, ends_on: date | None = None) -> Membership:
    """Let a membership end after a day; without one, at once. The row is kept.

    One that began today and ends at once counts as never begun, as for a role. Raises Refused.
    """
    row = lock_team_of(membership)
    require(Act.END_MEMBERSHIP, standing_towards(viewer_of(by, at), row.team))
    today = day_of(at)
    last = ends_on or today - timedelta(days=1)
    refuse_if(obstacles_to_leave(Period(starts_on=row.starts_on, ends_on=row.ends_on), ends_on=last, on=today))
    record(
        Act.END_MEMBERSHIP, row.team.subject, by=by, at=at, membership=row.uuid, person=row.person.uuid,
        started_on=row.starts_on, ran_until=row.ends_on, ends_on=last,
    )
    row.starts_on, row.ends_on = cut_short(row.starts_on, ends_on=last, on=day_of(at))
    row.save(update_fields=["starts_on", "ends_on"])
    return row


@action
def record_competence(
    membership: UUID, *, by: Actor, at: datetime, skills: Iterable[Skill], learned_on: date, learned_from: str,
    expires_on: date | None = None,
) -> Membership:
    """Record what a member has learned: which parts of the profile, when, from what, and until when it counts.

    What was learned last is what counts. Privacy is also the training that comes before reading (opplf § 20-2). Raises
    Refused with every reason.
    """
    row = lock_team_of(membership)
    require(Act.RECORD_COMPETENCE, standing_towards(viewer_of(by, at), row.team))
    parts, learned_from = [Skill(skill) for skill in dict.fromkeys(skills)], " ".join(learned_from.split())
    refuse_if(
        obstacles_to_learned(parts, learned_on, expires_on)
        + time_obstacles("learned_on", learned_on, at=at)
        + text_obstacles("learned_from", learned_from, longest=LONGEST_NAME)
    )
    Competence.objects.bulk_create(
        Competence(
            school_owner_id=row.school_owner_id, person_id=row.person_id, skill=skill, learned_on=learned_on,
            expires_on=expires_on, learned_from=learned_from,
        )
        for skill in parts
    )
    if Skill.PRIVACY in parts:
        Training.objects.get_or_create(person_id=row.person_id, completed_on=learned_on)
    record(
        Act.RECORD_COMPETENCE, row.team.subject, by=by, at=at, membership=row.uuid, person=row.person.uuid,
        skills=parts, learned_on=learned_on, expires_on=expires_on,
    )
    return row


@action
def sign_mandate(
    team: UUID, *, by: Actor, at: datetime, document: str, signed_by: str, signed_on: date, starts_on: date,
    ends_on: date | None = None, may_decide: Iterable[Thing] = (), may_demand: Iterable[Thing] = (),
    may_recommend: Iterable[Thing] = (),
) -> Mandate:
    """Record what a team is authorised to: what it may decide, demand an answer to, and recommend.

    Signed anew, it takes the place of the one before. Raises Refused with every reason.
    """
    held = lock_team(team)
    require(Act.SIGN_MANDATE, standing_towards(viewer_of(by, at), held))
    document, signed_by = " ".join(document.split()), " ".join(signed_by.split())
    pairs = {Level.DECIDE: may_decide, Level.DEMAND: may_demand, Level.RECOMMEND: may_recommend}
    given = {level: [Thing(thing) for thing in things] for level, things in pairs.items()}
    refuse_if(
        obstacles_to_mandate(given)
        + period_obstacles(Period(starts_on=starts_on, ends_on=ends_on), on=day_of(at))
        + time_obstacles("signed_on", signed_on, at=at)
        + text_obstacles("document", document, longest=LONGEST_NAME)
        + text_obstacles("signed_by", signed_by, longest=LONGEST_NAME)
    )
    owner = held.school_owner_id
    mandate = Mandate.objects.create(
        school_owner_id=owner, team=held, document=document, signed_by=signed_by, signed_on=signed_on,
        starts_on=starts_on, ends_on=ends_on,
    )
    for level, things in given.items():
        Authority.objects.bulk_create(
            Authority(school_owner_id=owner, mandate=mandate, thing=thing, level=level) for thing in things
        )
    record(
        Act.SIGN_MANDATE, held.subject, by=by, at=at, mandate=mandate.uuid, signed_on=signed_on, starts_on=starts_on,
        ends_on=ends_on, may_decide=given[Level.DECIDE], may_demand=given[Level.DEMAND],
        may_recommend=given[Level.RECOMMEND],
    )
    return mandate


@action
def agree_release(
    membership: UUID, *, by: Actor, at: datetime, hours_a_week: int, notice_hours: int, employer: str, signed_by: str,
    starts_on: date, ends_on: date | None = None,
) -> Release:
    """Record that a member's employer frees the member for the team: how much, at what notice, and for how long.

    A new agreement takes the place of the one before, from its first day. Raises Refused with every reason.
    """
    row = lock_team_of(membership)
    require(Act.AGREE_RELEASE, standing_towards(viewer_of(by, at), row.team))
    employer, signed_by = " ".join(employer.split()), " ".join(signed_by.split())
    period = Period(starts_on=starts_on, ends_on=ends_on)
    agreed = Agreed(period=period, hours_a_week=hours_a_week, notice_hours=notice_hours)
    refuse_if(
        obstacles_to_release(agreed, on=day_of(at))
        + text_obstacles("employer", employer, longest=LONGEST_NAME)
        + text_obstacles("signed_by", signed_by, longest=LONGEST_NAME)
    )
    release = Release.objects.create(
        school_owner_id=row.school_owner_id, membership=row, hours_a_week=hours_a_week, notice_hours=notice_hours,
        employer=employer, signed_by=signed_by, starts_on=starts_on, ends_on=ends_on,
    )
    record(
        Act.AGREE_RELEASE, row.team.subject, by=by, at=at, release=release.uuid, membership=row.uuid,
        hours_a_week=hours_a_week, notice_hours=notice_hours, starts_on=starts_on, ends_on=ends_on,
    )
    return release


@action
def note_absence(membership: UUID, *, by: Actor, at: datetime, starts_on: date, ends_on: date) -> Absence:
    """Record that a member is away on some days, from every team; members do it for themselves. Why, is not asked.

    Raises Refused, also for days that overlap with an absence known before.
    """
    row = lock_team_of(membership)
    require(Act.NOTE_ABSENCE, standing_in(viewer_of(by, at), row))
    person = Person.objects.select_for_update(no_key=True).get(pk=row.person_id)  # the other teams of this person wait
    held = Absence.objects.filter(person=person).order_by("pk").values_list("starts_on", "ends_on")
    away = [Period(starts_on=first, ends_on=last) for first, last in held]
    refuse_if(obstacles_to_absence(Period(starts_on=starts_on, ends_on=ends_on), away, on=day_of(at)))
    absence = Absence.objects.create(
        school_owner_id=row.school_owner_id, membership=row, person=person, starts_on=starts_on, ends_on=ends_on
    )
    record(
        Act.NOTE_ABSENCE, row.team.subject, by=by, at=at, absence=absence.uuid, membership=row.uuid,
        starts_on=starts_on, ends_on=ends_on,
    )
    return absence


@action
def end_absence(absence: UUID, *, by: Actor, at: datetime, ends_on: date | None = None) -> Absence:
    """Let an absence end after a day; without one, at once. The row is kept. Raises Refused.

    One that began today, or has not begun, and ends at once counts as never begun, as for a membership.
    """
    known = Absence.objects.filter(uuid=absence).select_related("membership").first()
    if known is None:
        raise Refused((Obstacle("unknown_absence", law.HOUSE_PRACTICE),))
    seat = lock_team_of(known.membership.uuid)
    row = Absence.objects.get(pk=known.pk)
    require(Act.END_ABSENCE, standing_to_absence(viewer_of(by, at), seat))
    last = ends_on or day_of(at) - timedelta(days=1)
    refuse_if(obstacles_to_return(Period(starts_on=row.starts_on, ends_on=row.ends_on), ends_on=last, on=day_of(at)))
    record(
        Act.END_ABSENCE, seat.team.subject, by=by, at=at, absence=row.uuid, membership=seat.uuid,
        started_on=row.starts_on, ends_on=last,
    )
    row.starts_on, row.ends_on = cut_short(row.starts_on, ends_on=last, on=day_of(at))
    row.save(update_fields=["starts_on", "ends_on"])
    return row


@action
def open_calendar(*, by: Actor, at: datetime) -> CalendarAddress:
    """Give a member an address at which a calendar program reads the own days. An earlier one stops working.

    The answer holds the key, once: only its hash is kept. Raises Refused for whoever is in no team.
    """
    person = _lock_oneself(Act.OPEN_CALENDAR, by, at)
    CalendarAddress.objects.filter(person=person, closed_at=None).update(closed_at=at)
    key = secrets.token_urlsafe(KEY_BYTES)
    address = CalendarAddress.objects.create(person=person, key_hash=hash_of(key), opened_at=at)
    address.key = key
    record(Act.OPEN_CALENDAR, person.subject, by=by, at=at, address=address.uuid)
    return address


@action
def close_calendar(*, by: Actor, at: datetime) -> CalendarAddress:
    """Let the address stop working. Raises Refused when there is none."""
    person = _lock_oneself(Act.CLOSE_CALENDAR, by, at)
    address = open_address(person.pk)
    if address is None:
        raise Refused((Obstacle("no_calendar", law.HOUSE_PRACTICE),))
    address.closed_at = at
    address.save(update_fields=["closed_at"])
    record(Act.CLOSE_CALENDAR, person.subject, by=by, at=at, address=address.uuid)
    return address


@action
def agree_on_team(
    owner: UUID, *, by: Actor, at: datetime, team: UUID, delegation: str, secrecy: str, archive: str, document: str,
    signed_by: str, signed_by_team: str, starts_on: date, ends_on: date | None = None,
) -> TeamAgreement:
    """Record that an owner may ask another owner's external team for help: what was agreed, and who signed for each.

    Raises Refused with every reason: a school's own team, one's own, an agreement that overlaps, or a term missing.
    """
    asking = lock_owner(owner)
    require(Act.AGREE_ON_TEAM, standing_at_unit(viewer_of(by, at), asking))
    asked, period = lock_team(team), Period(starts_on=starts_on, ends_on=ends_on)
    said = {
        "delegation": delegation.strip(), "secrecy": secrecy.strip(), "archive": archive.strip(),
        "document": " ".join(document.split()), "signed_by": " ".join(signed_by.split()),
        "signed_by_team": " ".join(signed_by_team.split()),
    }  # fmt: skip
    refuse_if(
        obstacles_to_agree(
            period, said, agreed_with(asking, asked), is_own=asked.school_owner_id == asking.pk,
            is_external=asked.school_id is None, on=day_of(at),
        )
    )
    made = TeamAgreement.objects.create(
        school_owner=asking, team=asked, starts_on=starts_on, ends_on=ends_on, **said
    )
    record(
        Act.AGREE_ON_TEAM, asking.subject, by=by, at=at, agreement=made.uuid, team=asked.uuid, starts_on=starts_on,
        ends_on=ends_on,
    )
    return made


@action
def end_team_agreement(agreement: UUID, *, by: Actor, at: datetime, ends_on: date | None = None) -> TeamAgreement:
    """Let an agreement end after a day; without one, at once. Either of the two owners does. The row is kept.

    Help that goes on by it ends then too. One that began today and ends at once counts as never begun. Raises Refused.
    """
    row, viewer = lock_agreement(agreement), viewer_of(by, at)
    mine = standing_at_unit(viewer, row.school_owner)
    theirs = standing_at_unit(viewer, row.team.school_owner)
    require(Act.END_TEAM_AGREEMENT, replace(mine, parts=mine.parts | theirs.parts))
    last = ends_on or day_of(at) - timedelta(days=1)
    period = Period(starts_on=row.starts_on, ends_on=row.ends_on)
    refuse_if(obstacles_to_end_agreement(period, ends_on=last, on=day_of(at)))
    record(
        Act.END_TEAM_AGREEMENT, row.school_owner.subject, by=by, at=at, agreement=row.uuid, team=row.team.uuid,
        started_on=row.starts_on, ran_until=row.ends_on, ends_on=last,
    )
    row.starts_on, row.ends_on = cut_short(row.starts_on, ends_on=last, on=day_of(at))
    row.save(update_fields=["starts_on", "ends_on"])
    return row


def _lock_oneself(act: Act, by: Actor, at: datetime) -> Person:
    """Who acts, locked, when the act is theirs as a member of a team. Raises Refused."""
    viewer = viewer_of(by, at)
    require(act, standing_as_member(viewer))
    return Person.objects.select_for_update(of=("self",), no_key=True).get(pk=viewer.person_id)


def _known(team: Team, person: UUID, viewer: Viewer) -> Person:
    found = known_at(team, viewer).filter(uuid=person).first()
    if found is None:
        raise Refused((Obstacle("unknown_person", law.HOUSE_PRACTICE, ("person",)),))
    return found


def _seats(team: Team) -> list[Seat]:
    held = Membership.objects.filter(team=team).order_by("pk")
    return [
        Seat(person=str(uuid), place=Place(place), period=Period(starts_on=first, ends_on=last))
        for uuid, place, first, last in held.values_list("person__uuid", "place", "starts_on", "ends_on")
    ]


def _of(person: Person, seat: Seat) -> Seat:
    return Seat(person=str(person.uuid), place=seat.place, period=seat.period)
