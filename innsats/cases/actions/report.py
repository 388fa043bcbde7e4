"""The report: sent by anyone, routed by the law, read, received with a named lead, and sent on when it went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from innsats.database import walls
from innsats.journal.action import action, record
from innsats.journal.actors import Actor, ActorKind
from innsats.people.models import Person, School, SchoolOwner
from innsats.people.queries.units import person_named, school_known_by, school_outside
from innsats.people.viewers import system_parts
from innsats.rules import law
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.attachments import CheckedFile, IntimatePicture, obstacles_to_files, obstacles_to_picture
from innsats.rules.calendar import day_of
from innsats.rules.inputs import LONGEST_BACK, LONGEST_NAME, SAID_LONGEST_BACK, text_obstacles, time_obstacles
from innsats.rules.reports import Arena, Channel, Concern, Sender, rerouting_obstacles
from innsats.rules.roles import Role
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.keys import new_data_key

from ..models import Party, Receipt, Report, Unfounded
from ..numbers import numbered
from ..queries.access import lock_visible
from ..queries.barring import bars_unfounded
from ..queries.bursts import burst_columns
from ..queries.recipients import Receiver, concern_at, receivers_of
from ..queries.shut_out import shut_out_of
from .assignment import obstacles_to_task
from .attachments import keep_files, keep_picture
from .routing import SEATING, bring_cases_along, seat, weighed
from .writing import sealed_texts, write_row


@action
def report_concern(
    school: UUID | None = None,
    *,
    by: Actor,
    at: datetime,
    text: str,
    arena: Arena,
    concern: Concern = Concern.PUPILS,
    says_adult: bool | None = None,
    channel: Channel = Channel.WRITTEN,
    said_at: datetime | None = None,
    happened_on: date | None = None,
    pupil_named: str = "",
    told_by: str = "",
    sender: Sender = Sender.UNKNOWN,
    concerned: UUID | None = None,
    reach: str = "",
    wants_talk: bool | None = None,
    talk_wish: str = "",
    language_need: str = "",
    receipt: str = "",
    owner: UUID | None = None,
    files: Iterable[CheckedFile] = (),
    picture: IntimatePicture | None = None,
) -> Report:
    """Tell the school that a pupil may not have it safe and good. Anyone may, always; nothing is checked first.

    Without a `school` it goes to the `owner`: for whoever does not find the school. `concerned` is the employee the
    concern is about, when the reporter names one. `receipt` is what a code is looked up with, in hexadecimal digits,
    when the reporter gets one. `files` are checked already; `picture` is one that nobody may keep. It goes to the first
    existing and unconcerned receiver by § 12-4 and § 12-5. `says_adult`: whether an adult of the school did something,
    None when somebody was asked and does not know. Raises Refused for a text that is missing or too long, a
    date ahead, or too many files.
    """
    require(Act.REPORT_CONCERN, Standing(parts=frozenset(system_parts(by))))
    lines = {"told_by": told_by, "reach": reach, "talk_wish": talk_wish, "language_need": language_need}
    files = tuple(files)
    refuse_if(
        obstacles_as_told(at, text=text, pupil_named=pupil_named, said_at=said_at)
        + tuple(
            one for name, line in lines.items()
            for one in text_obstacles(name, line, is_required=False, longest=LONGEST_NAME)
        )
        + time_obstacles("happened_on", happened_on, at=at, longest_back=LONGEST_BACK)
        + obstacles_to_files(files) + obstacles_to_picture(picture)
    )  # fmt: skip
    at_school = _school(school) if school else _outside(owner)
    adult = person_named(concerned) if concerned else None
    concern = concern_at(at_school, Concern(concern), adult, at=at)
    sealed = {"words": text, "pupil_named": pupil_named, **lines}
    in_burst = burst_columns(at_school, sealed, at) if by.kind is ActorKind.ANONYMOUS else {}
    report, _ = placed(
        at_school, by=by, at=at, concern=concern, arena=arena, channel=Channel(channel), said_at=said_at,
        happened_on=happened_on, sender=Sender.OTHER if sender == Sender.SCHOOL else Sender(sender),
        says_adult=says_adult, wants_talk=wants_talk, sealed=sealed,
        concerned=frozenset({adult.pk} if adult else ()), files=files, picture=picture, **in_burst,
    )  # fmt: skip
    if adult:
        Party.objects.create(
            school_owner_id=report.school_owner_id, report=report, person=adult, part=Party.ADULT, by=report.reporter,
            at=at,
        )  # fmt: skip
    if receipt:
        held = {"school_owner_id": report.school_owner_id, "lookup": bytes.fromhex(receipt)}
        Receipt.objects.create(report=report, at=at, **held)
    return report


def obstacles_as_told(at: datetime, *, text: str, pupil_named: str, said_at: datetime | None) -> tuple[Obstacle, ...]:
    """Why what somebody tells cannot be kept as it is: how long it is, and when it was said."""
    return (
        text_obstacles("text", text)
        + text_obstacles("pupil_named", pupil_named, is_required=False, longest=LONGEST_NAME)
        + time_obstacles("said_at", said_at, at=at, longest_back=SAID_LONGEST_BACK)
    )


def placed(
    school: School, *, by: Actor, at: datetime, concern: Concern, arena: Arena, sealed: dict[str, str],
    sender: Sender, concerned: frozenset[int] = frozenset(), channel: Channel = Channel.WRITTEN,
    files: tuple[CheckedFile, ...] = (), picture: IntimatePicture | None = None, **columns: object,
) -> tuple[Report, list[Receiver]]:  # fmt: skip
    """A report with the first of those who may receive it, recorded; and all of them, nobody when there is nobody.

    `concerned` are the person ids of those who cannot. A colleague who writes is an employee, whatever is said.
    """
    walls.widen_to(school.school_owner_id)  # anyone may tell any school
    ordered = receivers_of(school, concern, at=at, concerned=concerned)
    first = ordered[0] if ordered else None
    reporter = Person.objects.get(uuid=by.id) if by.kind is ActorKind.PERSON else None
    is_colleague = reporter is not None and channel == Channel.WRITTEN and sender != Sender.SCHOOL
    report = _create(
        school, at, first, sealed, concern=concern, arena=arena, channel=channel,
        sender=Sender.EMPLOYEE if is_colleague else sender, reporter=reporter, **columns,
    )  # fmt: skip
    keep_picture(report, picture, at)
    came = {"files": kept} if (kept := keep_files(report, files, at)) else {}
    record(
        Act.REPORT_CONCERN, report.subject, by=by, at=at, concern=concern, arena=arena, channel=channel,
        receiver=first.person.uuid if first else None, route=first.role if first else None, **came,
    )  # fmt: skip
    return report, ordered


@action
def reroute_report(report: UUID, *, by: Actor, at: datetime, concern: Concern) -> Report:
    """Send on a report whose text shows that it went to the wrong one, with its cases. The earlier reading stays.

    It never becomes less than the adults it names call for, and nobody inhabil gets it. Its reader needs no declaration
    for this. Raises NotVisible, or Refused when nobody else can receive it, or it would go nowhere.
    """
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.REROUTE_REPORT, standing)
    concern = weighed(row, Concern(concern), at)
    ordered = receivers_of(row.school, concern, at=at, concerned=shut_out_of(row))
    if not ordered:
        raise Refused((Obstacle("nobody_to_receive", law.HOUSE_PRACTICE),))
    stays = getattr(row, ordered[0].seat)
    refuse_if(rerouting_obstacles(concern, Concern(row.concern), stays=stays))
    row.concern = concern
    if not stays:
        seat(row, ordered[0], at)
    row.save(update_fields=["concern", *SEATING])
    route = {} if stays else {"route": ordered[0].role, "receiver": ordered[0].person.uuid}
    record(Act.REROUTE_REPORT, row.subject, by=by, at=at, concern=concern, **route)
    bring_cases_along(row, Act.REROUTE_REPORT, by=by, at=at)
    return row


@action
def escalate_report(report: UUID, *, by: Actor, at: datetime, to: Role) -> Report:
    """Give the deputy, and then the owner's officer, a seat as well: nobody has opened the report in time.

    `to` is OWNER_OFFICER or PRINCIPAL (the deputy). Only the clock does this. Raises Refused for anyone else.
    """
    require(Act.ESCALATE_REPORT, Standing(parts=frozenset(system_parts(by))))
    row = Report.objects.select_for_update(no_key=True).get(pk=report)
    more = "seat_officer" if to is Role.OWNER_OFFICER else "seat_deputy"
    setattr(row, more, True)
    row.save(update_fields=[more])
    record(Act.ESCALATE_REPORT, row.subject, by=by, at=at, to=to, seat=more)
    return row


@action
def receive_report(report: UUID, *, by: Actor, at: datetime, lead: UUID) -> Report:
    """Answer that the report is received, and name the one who is responsible for it.

    Raises NotVisible; Refused when undeclared, or when the lead cannot have the task.
    """
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.RECEIVE_REPORT, standing)
    named = person_named(lead)
    refuse_if(obstacles_to_task(named, row, at))
    row.lead = named
    row.save(update_fields=["lead"])
    record(Act.RECEIVE_REPORT, row.subject, by=by, at=at, lead=named.uuid)
    return row


@action
def find_unfounded(report: UUID, *, by: Actor, at: datetime, reason: str) -> Report:
    """Judge a concern about an employee manifestly unfounded, with the reason: the owner is then not told.

    The only exception § 12-5 first paragraph knows, and rektor's alone. Raises NotVisible or Refused.
    """
    row, viewer, standing = lock_visible(Report, report, by=by, at=at)
    require(Act.FIND_UNFOUNDED, standing)
    refuse_if(bars_unfounded(row) + text_obstacles("reason", reason))
    write_row(Unfounded, row, {"words": reason}, report=row, by_id=viewer.person_id, at=at)
    record(Act.FIND_UNFOUNDED, row.subject, by=by, at=at)
    return row


def _outside(owner: UUID | None) -> School:
    """The owner's place for schools that somebody does not find, made when the first one needs it."""
    found = SchoolOwner.objects.select_for_update(no_key=True).filter(uuid=owner).first() if owner else None
    if found is None:
        raise Refused((Obstacle("unknown_school", law.HOUSE_PRACTICE),))
    place = school_outside(found)
    if not place.pk:
        place.pk = None
        place.save(force_insert=True)
    return place


def _school(school: UUID) -> School:
    found = school_known_by(school)
    if found is None:
        raise Refused((Obstacle("unknown_school", law.HOUSE_PRACTICE),))
    return found


def _create(
    school: School, at: datetime, receiver: Receiver | None, sealed: dict[str, str], **columns: object
) -> Report:
    row = uuid4()
    key = new_data_key("report", school_owner_id=school.school_owner_id, row=row)
    texts = sealed_texts(Report, row, sealed, key)
    report = Report(
        uuid=row,
        school=school,
        school_owner_id=school.school_owner_id,
        data_key_id=key.pk,
        reported_at=at,
        **texts,
        **columns,
    )
    if receiver:
        seat(report, receiver, at)
        report.seated_at = None  # it has not moved since it was reported
        if report.said_at and receiver.person == report.reporter and report.available_at:
            report.available_at = report.said_at  # rektor heard it then, and typed it in later

    def save(number: str) -> Report:
        report.number = number
        report.save(force_insert=True)
        return report

    return numbered(save, day_of(at))
