"""Undersøkelse: what was found out, newest first; the pupils' own words apart; and where the inquiry has gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.inquiry import Question
from innsats.rules.plans import gaps_in_inquiry
from innsats.web import dates, words
from innsats.web.prepared import Prepared

from ..models import Hearing, Note
from .clocks import dues_of
from .corrections import Corrections, Written
from .head import Button, Head, OpenCase, address, button, head_of, read
from .texts import Key, keys_of, texts_of

WRITTEN_LATER = timedelta(hours=1)  # a note written this long after is marked
HEARD_TEXTS = ("own_words", "not_heard_because", "best_interest")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note. `later` says when it was written, when that was not when it happened."""

    question: str
    how: str
    said: str
    later: str
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingLine:
    """A pupil who was heard, or why not. Texts that nobody wrote are None."""

    pupil: str
    part: str
    is_heard: bool
    is_safe: str
    safe_color: str
    said: str
    later: str
    own_words: Written | None
    not_heard_because: Written | None
    best_interest: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryPage:
    """The tab Undersøkelse. `gaps` are advice and stop nobody."""

    head: Head
    notes: tuple[NoteLine, ...]
    hearings: tuple[HearingLine, ...]
    questions: tuple[Mapping[str, str], ...]
    gaps: tuple[str, ...]
    note: Button
    hear: Button
    correct: str


def inquiry_page(viewer: Viewer, number: str) -> InquiryPage:
    """Everything on Undersøkelse. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues = dues_of(case.row.pk)
    notes, hearings = _notes(case.row.pk), _hearings(case.row.pk)
    corrections = Corrections(case.row)
    said = texts_of(
        *case.title_keys, *keys_of(notes, "words"), *keys_of(hearings, *HEARD_TEXTS),
        *keys_of([one.pupil for one in hearings], "sealed_name"), *corrections.keys(),
    )  # fmt: skip
    gaps = gaps_in_inquiry([one.method for one in notes], [one.perspective for one in notes])
    return InquiryPage(
        head=head_of(case, dues, said, "case_inquiry"),
        notes=tuple(_note(one, corrections, said) for one in notes),
        hearings=tuple(_hearing(case, one, corrections, said) for one in hearings),
        questions=_questions(notes),
        gaps=case.reasons(gaps),
        note=button(case, Act.NOTE_INQUIRY),
        hear=button(case, Act.HEAR_PUPIL),
        correct=address(Act.CORRECT_RECORD, case.row.number),
    )


@Prepared
def _notes(case: UUID) -> QuerySet[Note]:
    return Note.objects.filter(case=case).select_related("by").order_by("-happened_at", "-at", "pk")


@Prepared
def _hearings(case: UUID) -> QuerySet[Hearing]:
    return Hearing.objects.filter(case=case).select_related("by", "pupil").order_by("-happened_at", "-at", "pk")


def written_later(happened_at: datetime, at: datetime) -> str:
    """When it was written, for what was not written when it happened."""
    return dates.moment(at) if at - happened_at > WRITTEN_LATER else ""


def _note(note: Note, corrections: Corrections, said: Mapping[Key, str]) -> NoteLine:
    how = (words.of("method", note.method), words.of("perspective", note.perspective))
    return NoteLine(
        question=words.of("question", note.question),
        how=" · ".join(how),
        said=f"{dates.moment(note.happened_at)} · {note.by.name}",
        later=written_later(note.happened_at, note.at),
        written=corrections.shown(note, "words", said),
    )


def _hearing(case: OpenCase, hearing: Hearing, corrections: Corrections, said: Mapping[Key, str]) -> HearingLine:
    def text(name: str) -> Written | None:
        return corrections.shown(hearing, name, said) if said[hearing, name] else None

    is_subject = hearing.pupil_id == case.row.pupil_id
    colors = {"yes": "success", "no": "danger"}
    return HearingLine(
        pupil=said[hearing.pupil, "sealed_name"],
        part=words.of("party_part", "subject" if is_subject else "involved"),
        is_heard=hearing.is_heard,
        is_safe=words.of("safe", hearing.is_safe) if hearing.is_heard else "",
        safe_color=colors.get(hearing.is_safe, "neutral"),
        said=f"{dates.moment(hearing.happened_at)} · {hearing.by.name}",
        later=written_later(hearing.happened_at, hearing.at),
        own_words=text("own_words"),
        not_heard_because=text("not_heard_because"),
        best_interest=text("best_interest"),
    )


def _questions(notes: list[Note]) -> tuple[Mapping[str, str], ...]:
    """The three questions, and how many notes answer each."""
    counts = {question: sum(note.question == question for note in notes) for question in Question}
    said = {question: ngettext("{count} notat", "{count} notater", count) for question, count in counts.items()}
    return tuple(
        {
            "word": words.of("question", question),
            "value": said[question].format(count=count) if count else _("Ikke undersøkt ennå"),
        }
        for question, count in counts.items()
    )
