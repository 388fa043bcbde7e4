"""The pages of the child's own voice; whom the child talks with; and the words that may be read at home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from innsats.people.models import Appointment
from innsats.people.viewers import Viewer, running_on
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role
from innsats.web import words

from ..models import Case, CheckIn, CheckInAnswer
from .access import NotVisible
from .assignees import adults_to_trust
from .case_acts import CaseActPage, framed
from .corrections import Corrections
from .following import BEGINNING, contact_of, pupils_answers, spoken_since
from .followup import CheckLine, FollowPage, check_line, contact_said, contacts_of
from .head import read
from .texts import keys_of, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Whom the pupil has chosen to talk with, as the pupil and the family meet it: no picture, nothing of the case.

    `reach` is when and how, in that adult's own words, or "".
    """

    name: str
    role: str
    reach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWords:
    """What the pupil said and lets those at home read, and when an adult here had read it."""

    check_in: UUID
    said_at: datetime
    own_words: str
    read_by_adult_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """Choosing the contact person: those it can be, who it is now, and who it was, the newest first."""

    frame: CaseActPage
    now: str
    reach: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """What the pupil answered, why it asks for an adult at once, and what has been written of it since."""

    frame: CaseActPage
    line: CheckLine


def contact_card(case: Case, at: datetime) -> ContactCard | None:
    """The card of the contact person; None when nobody is chosen. At most four queries. It asks nobody's leave."""
    chosen = contact_of(case)
    if chosen is None:
        return None
    here = Q(school=case.school_id) | Q(school=None, school_owner=case.school_owner_id)
    held = Appointment.objects.filter(running_on(day_of(at)), here, person=chosen.person_id)
    roles = set(held.values_list("role", flat=True))
    role = next((one for one in Role if one in roles and one != Role.EMPLOYEE), Role.EMPLOYEE)
    return ContactCard(
        name=chosen.person.name,
        role=words.of("role", role, owner_kind=case.school.school_owner.kind),
        reach=texts_of((chosen, "reach"))[chosen, "reach"],
    )


def for_home(case: Case) -> tuple[HomeWords, ...]:
    """The words that those at home may read: the pupil has said so, and an adult here has read them. Oldest first.

    Whether a certain guardian may, is asked elsewhere. A row that an adult typed was read by that adult then. The words
    are as they stand after the newest correction: what was written down wrong, or names another, does not go home.
    """
    since = spoken_since(case, BEGINNING)
    found = pupils_answers().filter(case=case, at__gte=since, is_for_home=True).exclude(own_words=b"")
    rows = list(found.select_related("answer").order_by("happened_at", "at", "pk"))
    corrections = Corrections(case)
    said = texts_of(*keys_of(rows, "own_words"), *corrections.keys())
    return tuple(
        HomeWords(
            check_in=row.pk, said_at=row.happened_at, own_words=corrections.shown(row, "own_words", said).newest,
            read_by_adult_at=read_at,
        )
        for row in rows
        if (read_at := read_by_adult_at(row)) is not None
    )


def read_by_adult_at(row: CheckIn) -> datetime | None:
    """When an adult first had read it: as it was typed, or when somebody said so. `row` comes with its answer."""
    if row.typed_by_id is not None:
        return row.at
    answer: CheckInAnswer | None = getattr(row, "answer", None)
    return answer.at if answer else None


def start_page(viewer: Viewer, number: str) -> FollowPage:
    """Who may sit beside, and type. Raises NotVisible or Shut."""
    case = read(viewer, number)
    people = tuple((str(one.uuid), one.name) for one in adults_to_trust(case.row, viewer.at))
    frame = framed(case, Act.START_CHECK_IN, texts_of(*case.title_keys))
    return FollowPage(frame=replace(frame, names=dict(people)), people=people)


def answer_page(viewer: Viewer, number: str, check_in: UUID) -> AnswerPage:
    """One answer of the pupil. Raises NotVisible, also for what is no answer in the case, or Shut."""
    case = read(viewer, number)
    rows = CheckIn.objects.select_related("by", "beside", "typed_by", "answer__by")
    row = rows.filter(case=case.row, pk=check_in).first()
    if row is None:
        raise NotVisible(f"check_in:{check_in}")
    answer: CheckInAnswer | None = getattr(row, "answer", None)
    corrections = Corrections(case.row)
    keys = [*keys_of([row], "own_words", "adult_view"), *keys_of([answer] if answer else [], "words")]
    said = texts_of(*case.title_keys, *keys, *corrections.keys())
    return AnswerPage(
        frame=framed(case, Act.ANSWER_CHECK_IN, said),
        line=check_line(row, corrections, said),
    )


def contact_page(viewer: Viewer, number: str) -> ContactPage:
    """Those whom the pupil may choose, and those it has chosen. Raises NotVisible or Shut."""
    case = read(viewer, number)
    rows = contacts_of(case.row.pk)
    said = texts_of(*case.title_keys, *keys_of(rows[:1], "reach"))
    people = tuple((str(one.uuid), one.name) for one in adults_to_trust(case.row, viewer.at))
    frame = framed(case, Act.CHOOSE_CONTACT_PERSON, said)
    return ContactPage(
        frame=replace(frame, people=people, names=dict(people)),
        now=str(rows[0].person.uuid) if rows else "",
        reach=said[rows[0], "reach"] if rows else "",
        before=tuple(f"{row.person.name}. {contact_said(row)}" for row in rows),
    )
