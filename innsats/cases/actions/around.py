"""Who else stands around a case: the police, interpreters, and those beside the family. None of them becomes a user."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Guardian
from innsats.people.queries.pupils import matching
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.averting import MUST_AVERT, Fear, PoliceWhy, averting
from innsats.rules.calendar import day_of
from innsats.rules.inputs import LONGEST_NAME, SAID_LONGEST_BACK, text_obstacles, time_obstacles
from innsats.rules.interpreting import Interpreter, obstacles_to_interpreter
from innsats.rules.supporting import Support, obstacles_to_support
from innsats.rules.verdicts import Obstacle
from innsats.vault.sealing import open_all

from ..models import Case, InterpreterNeed, PoliceContact, Supporter
from ..queries.access import lock_visible
from .writing import write_row


@action
def note_police(
    case: UUID, *, by: Actor, at: datetime, why: PoliceWhy, reported_by: str, text: str, contact: str = "",
    fear: Fear | None = None, is_likely: bool = False, happened_at: datetime | None = None,
) -> PoliceContact:  # fmt: skip
    """Keep that the police were told or asked: who did it, when, why, and whom to reach. Every clock runs on.

    `fear`: what somebody fears will happen, most likely or not; the duty to avert it is kept with it. Raises
    NotVisible, or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NOTE_POLICE, standing)
    refuse_if(
        _lines(reported_by=reported_by)
        + text_obstacles("text", text)
        + text_obstacles("contact", contact, is_required=False, longest=LONGEST_NAME)
        + time_obstacles("happened_at", happened_at, at=at, longest_back=SAID_LONGEST_BACK)
    )
    feared = Fear(fear) if fear else None
    duty = feared is not None and averting(feared, is_likely=is_likely).outcome == MUST_AVERT
    told = write_row(
        PoliceContact, row, {"reported_by": reported_by, "contact": contact, "words": text}, case=row,
        happened_at=happened_at or at, why=PoliceWhy(why), fear=feared or "", must_avert=duty,
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.NOTE_POLICE, row.subject, by=by, at=at, police=told.pk, why=told.why, must_avert=duty,
        happened_at=told.happened_at,
    )  # fmt: skip
    return told


@action
def note_interpreter(
    case: UUID, *, by: Actor, at: datetime, for_whom: str, language: str, interpreter: Interpreter, name: str = "",
    need: str = "",
) -> InterpreterNeed:  # fmt: skip
    """Keep that somebody needs an interpreter: who, for which language, and who interprets.

    Raises NotVisible; Refused when a child interprets, or somebody of the family: as is said, or as the name is that of
    a pupil at the school or of a guardian in the case.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NOTE_INTERPRETER, standing)
    who = Interpreter(interpreter)
    children, family = _names_around(row, name)
    refuse_if(
        _lines(for_whom=for_whom, language=language)
        + text_obstacles("name", name, is_required=False, longest=LONGEST_NAME)
        + text_obstacles("need", need, is_required=False)
        + obstacles_to_interpreter(who, name, children=children, family=family)
    )
    texts = {"for_whom": for_whom, "language": language, "name": name, "need": need}
    noted = write_row(InterpreterNeed, row, texts, case=row, interpreter=who, by_id=viewer.person_id, at=at)
    record(Act.NOTE_INTERPRETER, row.subject, by=by, at=at, need=noted.pk, interpreter=who)
    return noted


@action
def name_supporter(
    case: UUID, *, by: Actor, at: datetime, part: Support, name: str, for_whom: str, scope: str, ends_on: date,
    starts_on: date | None = None, authority: str = "",
) -> Supporter:  # fmt: skip
    """Keep who stands beside a pupil or a family, in what, from when and until when. It gives no access, and ends.

    `authority` is where the written authority of an agent is. Raises NotVisible; Refused for an agent without one.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NAME_SUPPORTER, standing)
    part, begins = Support(part), starts_on or day_of(at)
    refuse_if(
        obstacles_to_support(part, has_authority=bool(authority.strip()), starts_on=begins, ends_on=ends_on)
        + _lines(name=name, for_whom=for_whom)
        + text_obstacles("scope", scope)
        + text_obstacles("authority", authority, is_required=False)
    )
    texts = {"name": name, "for_whom": for_whom, "scope": scope, "authority": authority}
    named = write_row(
        Supporter, row, texts, case=row, part=part, starts_on=begins, ends_on=ends_on, by_id=viewer.person_id, at=at
    )
    record(Act.NAME_SUPPORTER, row.subject, by=by, at=at, supporter=named.pk, part=part, from_on=begins, until=ends_on)
    return named


def _lines(**lines: str) -> tuple[Obstacle, ...]:
    """What must be written on one line, each by its field."""
    return tuple(one for field, text in lines.items() for one in text_obstacles(field, text, longest=LONGEST_NAME))


def _names_around(row: Case, name: str) -> tuple[list[str], list[str]]:
    """The pupils at the school whose name has these words, and the guardians in the case."""
    if not name.strip():
        return [], []
    pupils = matching(name, row.school_owner_id).filter(school=row.school_id)
    parties = row.party_set.exclude(pupil=None).values("pupil")
    guardians = Guardian.objects.filter(pupil__in=parties)
    children, family = ([(one.sealed_name, one.pk) for one in rows.order_by("pk")] for rows in (pupils, guardians))
    names = open_all([*children, *family])
    return names[: len(children)], names[len(children) :]
