"""Undersøkelse: what was found out, newest first; the pupils' own words apart; and where the inquiry has gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.contacting import gaps_in_contact
from innsats.rules.inquiry import Method, Perspective, Question, gaps_in_inquiry
from innsats.web import dates, words

from ..models import Commission, Hearing, Note, StopTalk
from .case_acts import CaseActPage, framed
from .clocks import dues_of
from .contacts import CONTACT_TEXTS, ContactLine, contact_lines, contacts_in, involved_in
from .corrections import Corrections, Written
from .head import Button, Head, OpenCase, address, button, head_of, read
from .moved import hearings_in
from .talks import booked, talk_keys, talks_in
from .talkspage import TalkLine, talk_lines
from .texts import Key, keys_of, texts_of

M = TypeVar("M", Note, Hearing)
WRITTEN_LATER = timedelta(hours=1)  # a note written this long after is marked
QUOTED = "own_words"  # what a child said stands apart, as a quote
WAYS = {"samtale": Method.TALK, "observasjon": Method.OBSERVATION, "nettspor": Method.DIGITAL_TRACE}  # in the address


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidText:
    """One text of a note or a hearing, with its word. `is_quote`: a child's own words."""

    word: str
    written: Written
    is_quote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note. `later` says when it was written, when that was not when it happened. Texts nobody wrote are left out."""

    question: str
    how: str
    said: str
    later: str
    texts: tuple[SaidText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingLine:
    """A pupil who was heard, or why not. Texts that nobody wrote are left out."""

    pupil: str
    part: str
    is_heard: bool
    is_safe: str
    safe_color: str
    said: str
    later: str
    texts: tuple[SaidText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """The stop talks. `has_booked`: a next one is booked with somebody."""

    lines: tuple[TalkLine, ...]
    has_booked: bool
    hold: Button
    end: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryPage:
    """The tab Undersøkelse. `ways` are the kinds of record, each with a short form. `gaps` are advice, stop nobody.

    `has_knowledge`: something was brought in from a service, on a page of its own. `talks` is None where stop talks are
    no way, and none was held.
    """

    head: Head
    notes: tuple[NoteLine, ...]
    hearings: tuple[HearingLine, ...]
    questions: tuple[Mapping[str, str], ...]
    gaps: tuple[str, ...]
    note: Button
    ways: tuple[Button, ...]
    hear: Button
    contacts: tuple[ContactLine, ...]
    uncontacted: tuple[str, ...]
    contact: Button
    talks: Talks | None
    share: Button
    has_knowledge: bool
    correct: str


def inquiry_page(viewer: Viewer, number: str) -> InquiryPage:
    """Everything on Undersøkelse. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues = dues_of(case.row.pk)
    notes, hearings, contacts = _notes(case.row.pk), _hearings(case.row.pk), contacts_in(case.row.pk)
    talks, corrections = talks_in(case.row.pk), Corrections(case.row)
    children = [*(one.pupil for one in hearings), *(one.pupil for one in contacts), *(one.pupil for one in talks)]
    said = texts_of(
        *case.title_keys, *keys_of(notes, *NOTE_TEXTS), *keys_of(hearings, *HEARD_TEXTS),
        *keys_of(children, "sealed_name"),
        *corrections.keys(), *keys_of(contacts, *CONTACT_TEXTS), *talk_keys(talks),
    )  # fmt: skip
    return InquiryPage(
        head=head_of(case, dues, said, "case_inquiry"),
        notes=tuple(_note(one, corrections, said) for one in notes),
        hearings=tuple(_hearing(case, one, corrections, said) for one in hearings),
        questions=_questions(case, notes, hearings),
        gaps=_gaps(case, notes, hearings),
        note=button(case, Act.NOTE_INQUIRY),
        ways=ways_of(case),
        hear=button(case, Act.HEAR_PUPIL),
        contacts=contact_lines(contacts, corrections, said),
        uncontacted=case.reasons(
            gaps_in_contact(involved_in(case.row.pupil_id, hearings, talks, contacts)),
            {str(child.pk): said[child, "sealed_name"] for child in children},
        ),
        contact=button(case, Act.CONTACT_GUARDIANS),
        talks=_talks(case, talks, corrections, said),
        share=button(case, Act.SHARE_KNOWLEDGE),
        has_knowledge=case.has_knowledge,
        correct=address(Act.CORRECT_RECORD, case.row.number),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """Writing a note: `kinds` are the ways to do it, each with its address."""

    frame: CaseActPage
    kinds: tuple[Mapping[str, object], ...]
    is_trace: bool


def note_page(viewer: Viewer, number: str, way: str) -> NotePage:
    """The page of a note, of the kind that `way` (a key of `WAYS`) names, or of any. Raises NotVisible or Shut."""
    case = read(viewer, number)
    kinds = [(one, words.of("method", method)) for one, method in WAYS.items()] + [("", _("Noe annet"))]
    return NotePage(
        frame=framed(case, Act.NOTE_INQUIRY, texts_of(*case.title_keys)),
        kinds=tuple(
            {"word": word, "address": address(Act.NOTE_INQUIRY, number, *filter(None, [one])), "here": one == way}
            for one, word in kinds
        ),
        is_trace=WAYS.get(way) == Method.DIGITAL_TRACE,
    )


@Prepared
def _notes(case: UUID) -> QuerySet[Note]:
    found = marked(Note.objects.filter(case=case)).select_related("by", "handed_by")
    return found.order_by("-happened_at", "-at", "pk")


@Prepared
def _hearings(case: UUID) -> QuerySet[Hearing]:
    return marked(hearings_in(case)).select_related("by", "pupil").order_by("-happened_at", "-at", "pk")


def marked(rows: QuerySet[M]) -> QuerySet[M]:
    """These notes or hearings, each with whether somebody of the external team did it for the school."""
    asked = Commission.objects.filter(case=OuterRef("case"), person=OuterRef("by"))
    return rows.annotate(on_commission=Exists(asked))


def written_by(row: Any) -> str:
    """Who wrote it, and whether for the school; or who of the external team brought it in from its own notes."""
    name: str = row.by.name
    if handed_by := getattr(row, "handed_by", None):
        said = _("{name}, fra arbeidsnotatene til det eksterne teamet. Ført over av {who} {moment}")
        return said.format(name=name, who=handed_by.name, moment=dates.moment(row.at))
    return _("{name}, på oppdrag fra skolen").format(name=name) if getattr(row, "on_commission", False) else name


def written_later(happened_at: datetime, at: datetime) -> str:
    """When it was written, for what was not written when it happened."""
    return dates.moment(at) if at - happened_at > WRITTEN_LATER else ""


def ways_of(case: OpenCase) -> tuple[Button, ...]:
    """A talk, an observation, a trace online: each kind of record with a short form of its own."""
    plain = button(case, Act.NOTE_INQUIRY)
    return tuple(
        Button(
            act=plain.act, word=words.of("record_kind", method), reasons=plain.reasons,
            address=address(Act.NOTE_INQUIRY, case.row.number, way),
        )
        for way, method in WAYS.items()
    )


NOTE_TEXTS = {  # in the order they are read
    "own_words": gettext_lazy("Det barnet sa, med egne ord"),
    "words": gettext_lazy("Det den voksne så, hørte eller fant ut"),
    "meaning": gettext_lazy("Hva det kan bety"),
    "place": gettext_lazy("Hvor"),
    "held_by": gettext_lazy("Hvem som har det"),
    "present": gettext_lazy("Til stede"),
    "paper_by": gettext_lazy("Skrevet på papir av"),
}
HEARD_TEXTS = {
    "own_words": gettext_lazy("Elevens egne ord"),
    "observed": gettext_lazy("Det den voksne la merke til"),
    "not_heard_because": gettext_lazy("Hvorfor eleven ikke er hørt"),
    "best_interest": gettext_lazy("Hva som er best for eleven"),
    "present": gettext_lazy("Til stede"),
    "paper_by": gettext_lazy("Skrevet på papir av"),
}


def said_texts(
    row: Note | Hearing, labels: Mapping[str, Any], corrections: Corrections, said: Mapping[Key, str]
) -> tuple[SaidText, ...]:
    """The texts of a row that somebody wrote, each with its word and its corrections."""
    return tuple(
        SaidText(word=str(word), written=corrections.shown(row, name, said), is_quote=name == QUOTED)
        for name, word in labels.items()
        if said[row, name]
    )


def _note(note: Note, corrections: Corrections, said: Mapping[Key, str]) -> NoteLine:
    how = (words.of("method", note.method), words.of("perspective", note.perspective))
    return NoteLine(
        question=words.of("question", note.question),
        how=" · ".join(how),
        said=f"{dates.moment(note.happened_at)} · {written_by(note)}",
        later="" if note.handed_by else written_later(note.happened_at, note.at),
        texts=said_texts(note, NOTE_TEXTS, corrections, said),
    )


def _hearing(case: OpenCase, hearing: Hearing, corrections: Corrections, said: Mapping[Key, str]) -> HearingLine:
    is_subject = hearing.pupil_id == case.row.pupil_id
    colors = {"yes": "success", "no": "danger"}
    return HearingLine(
        pupil=said[hearing.pupil, "sealed_name"],
        part=words.of("party_part", "subject" if is_subject else "involved"),
        is_heard=hearing.is_heard,
        is_safe=words.of("safe", hearing.is_safe) if hearing.is_heard else "",
        safe_color=colors.get(hearing.is_safe, "neutral"),
        said=f"{dates.moment(hearing.happened_at)} · {written_by(hearing)}",
        later=written_later(hearing.happened_at, hearing.at),
        texts=said_texts(hearing, HEARD_TEXTS, corrections, said),
    )


def _talks(
    case: OpenCase, rows: list[StopTalk], corrections: Corrections, said: Mapping[Key, str]
) -> Talks | None:
    if not (rows or case.has_stop_talks):
        return None
    return Talks(
        lines=talk_lines(rows, corrections, said),
        has_booked=bool(booked(rows)),
        hold=button(case, Act.HOLD_STOP_TALK),
        end=button(case, Act.END_STOP_TALKS),
    )


def _gaps(case: OpenCase, notes: list[Note], hearings: list[Hearing]) -> tuple[str, ...]:
    """Where the inquiry rests on too little, in words."""
    eyes = _eyes_of(case, hearings)
    talks = [Method.TALK] if eyes else []
    gaps = gaps_in_inquiry(
        [*(one.method for one in notes), *talks],
        [*(one.perspective for one in notes), *eyes],
        {*(one.question for one in notes), *([Question.EXPERIENCE] if Perspective.PUPIL in eyes else [])},
        loose_traces=any(one.method == Method.DIGITAL_TRACE and not one.held_by for one in notes),
    )
    return case.reasons(gaps, {question: words.of("question", question).rstrip("?") for question in Question})


def _eyes_of(case: OpenCase, hearings: list[Hearing]) -> set[Perspective]:
    """Whose eyes those who were heard have."""
    heard = (one for one in hearings if one.is_heard)
    return {Perspective.PUPIL if one.pupil_id == case.row.pupil_id else Perspective.PEERS for one in heard}


def _questions(case: OpenCase, notes: list[Note], hearings: list[Hearing]) -> tuple[Mapping[str, str], ...]:
    """The three questions, and what answers each: how many notes, and that the pupil was heard."""
    is_heard = Perspective.PUPIL in _eyes_of(case, hearings)
    found = []
    for question in Question:
        count = sum(note.question == question for note in notes)
        said = [ngettext("{count} notat", "{count} notater", count).format(count=count)] if count else []
        said += [_("Eleven er hørt")] if is_heard and question is Question.EXPERIENCE else []
        value = " · ".join(said) or _("Ikke undersøkt ennå")
        found.append({"word": words.of("question", question), "value": value})
    return tuple(found)
