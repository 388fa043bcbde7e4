"""The school's side of what is written with one reader at home: all of it, what waits, and what keeps a reader out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import Case, FamilyKey, HomeMessage
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.entitled import Family, Recipient, families_of
from innsats.cases.queries.guardianpage import recipient_line
from innsats.cases.queries.head import OpenCase, button, read
from innsats.cases.queries.home import home_messages, is_waiting, of_reader, school_line
from innsats.cases.queries.messages import MessageLine, is_handling, mark_seen
from innsats.cases.queries.texts import keys_of, texts_of
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.acts import Act
from innsats.rules.recipients import obstacles_to_key
from innsats.rules.verdicts import Obstacle, Refused
from innsats.rules.writinghome import obstacles_to_writing_home

from .approved import approved_in

NOTHING_WRITTEN = "none"  # where the newest message would be, on a page that has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader at home: a guardian, or without one the pupil of `family` itself."""

    family: Family
    recipient: Recipient | None

    @property
    def guardian(self) -> UUID | None:
        return self.recipient.guardian.pk if self.recipient else None

    @property
    def name(self) -> str:
        return self.recipient.name if self.recipient else self.family.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadShown:
    """The talk with one reader in a list. `waits`: something there asks for an answer."""

    address: str
    word: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """The talk with one reader. `reasons` keep the reader from being written to, `hints` say what must not be written.

    `last` is the newest message on the page, or NOTHING_WRITTEN: what comes after it waits on. `leave`: where what
    waits is said to need no answer.
    """

    frame: CaseActPage
    pupil: UUID
    guardian: UUID | None
    name: str
    child: str
    is_subject: bool
    lines: tuple[MessageLine, ...]
    reasons: tuple[str, ...]
    hints: tuple[str, ...]
    last: str
    leave: str

    @property
    def readers(self) -> str:
        """Who will read what is typed."""
        return _("Dette leses av {name}, og av dem som leser saken.").format(name=self.name)


def thread_page(act: Act, viewer: Viewer, number: str, pupil: UUID, reader: UUID) -> ThreadPage:
    """What is new is kept as read when the viewer is one of those who answer. Raises NotVisible, also for a reader of
    no family in the case, or Shut.
    """
    case = read(viewer, number)
    families = families_of(case.row, viewer.at)
    found = reader_in(families, pupil, None if reader == pupil else reader)
    if found is None:
        raise NotVisible(f"reader:{reader}")
    rows = of_reader(home_messages(case.row.pk), pupil, found.guardian)
    said = texts_of(*case.title_keys, *keys_of(rows, "words"))
    lines = tuple(school_line(one, said[one, "words"], found.name) for one in rows)
    if is_handling(case.standing):
        mark_seen(rows, viewer.at, for_school=True)
    waits = any(map(is_waiting, rows))
    leave = button(case, Act.LEAVE_UNANSWERED, pupil, reader)
    return ThreadPage(
        frame=framed(case, act, said), pupil=pupil, guardian=found.guardian, name=found.name,
        child=found.family.name, is_subject=found.family.is_subject, lines=lines,
        reasons=case.reasons(bars_writing(case.row, found, viewer.at)),
        hints=recipient_line(case, found.recipient).lines if found.recipient and found.recipient.may_get else (),
        last=str(rows[-1].pk) if rows else NOTHING_WRITTEN, leave=leave.address if waits and not leave.reasons else "",
    )  # fmt: skip


def thread_shown(
    case: OpenCase, family: Family, recipient: Recipient | None, rows: Iterable[HomeMessage]
) -> ThreadShown:
    """The talk with one reader as the list of the families shows it. No query."""
    reader = recipient.guardian.pk if recipient else family.pupil.pk
    own = of_reader(rows, family.pupil.pk, recipient.guardian.pk if recipient else None)
    may_get = recipient is None or recipient.may_get
    said = _("Les, og skriv til {name}") if own else _("Skriv til {name}") if may_get else ""
    word = said.format(name=recipient.name if recipient else family.name)
    return ThreadShown(
        address=reverse("write_home", args=[case.row.number, family.pupil.pk, reader]) if word else "", word=word,
        waits=any(map(is_waiting, own)),
    )  # fmt: skip


def reader_in(families: Iterable[Family], pupil: object, guardian: object | None) -> Reader | None:
    """A reader of one of these families, as a form or a story names one."""
    family = next((one for one in families if str(one.pupil.pk) == str(pupil)), None)
    if family is None or guardian is None:
        return Reader(family=family, recipient=None) if family else None
    found = (one for one in family.recipients if str(one.guardian.pk) == str(guardian))
    return next((Reader(family=family, recipient=one) for one in found), None)


def reader_named(families: Iterable[Family], pupil: object, guardian: object | None) -> Reader:
    """Raises Refused for a reader of none of these families."""
    found = reader_in(families, pupil, guardian)
    if found is None:
        code = "unknown_guardian" if guardian else "unknown_party"
        raise Refused((Obstacle(code, law.HOUSE_PRACTICE, () if guardian else (str(pupil),)),))
    return found


def bars_writing(row: Case, reader: Reader, at: datetime) -> tuple[Obstacle, ...]:
    """Every reason why this reader cannot be written to now. Two queries."""
    family, recipient = reader.family, reader.recipient
    group = recipient.group if recipient else family.own_group(at)
    running = Q(until=None) | Q(until__gt=at)
    codes = FamilyKey.objects.filter(running, pupil=family.pupil, guardian=reader.guardian, ended_at=None)
    return obstacles_to_writing_home(
        obstacles_to_key(recipient.verdict) if recipient else (),
        has_edition=(family.pupil.pk, group) in approved_in(row.pk), has_code=codes.exists(),
    )  # fmt: skip
