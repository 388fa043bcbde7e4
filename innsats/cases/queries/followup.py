"""Oppfølging: what was agreed with the family, how the pupil has answered, and what is done for the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.aftercare import Track, proposed_end
from innsats.rules.calendar import day_of
from innsats.rules.voice import Voice
from innsats.web import dates, words

from ..models import (
    Aftercare,
    AftercareStop,
    CheckIn,
    CheckInAnswer,
    ContactPerson,
    Evaluation,
    FollowupNote,
    Measure,
)
from .assignees import adults_to_trust
from .case_acts import CaseActPage, Choice, framed
from .clocks import dues_of
from .corrections import Corrections, Written
from .curve import SEEN_FROM, Curve, curve_of
from .following import aftercare_of, contact_of, open_measures
from .head import Button, Head, OpenCase, address, button, head_of, read
from .inquirypage import written_later
from .measures import gathered, open_texts, title_of, with_all
from .moved import before_move
from .texts import Key, keys_of, texts_of

SAFE_COLORS = {"yes": "success", "no": "danger"}
READERS = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The follow-up as agreed: until when; and the family's wish to be without it."""

    said: str
    period: str
    stopped: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One talk with the pupil. The adult's view stands apart.

    `replies` are the other answers, `calls` why it asks for an adult at once, `read` that an adult has read it and what
    was done, `answer` the address where that is written when it is not yet. `readers` is whom the pupil lets read it.
    """

    safe: str
    color: str
    said: str
    later: str
    signals: tuple[str, ...]
    own_words: Written | None
    adult_view: Written | None
    replies: tuple[Mapping[str, str], ...] = ()
    calls: tuple[str, ...] = ()
    readers: str = ""
    read: str = ""
    done: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom the pupil has chosen to talk with, whose wish it was and when, and how that adult is reached."""

    name: str
    said: str
    reach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackShown:
    """What is written of one track, newest first."""

    word: str
    notes: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AftercarePage:
    """The tab Oppfølging. `asked` is what the newest talk and signs ask for; it stops nothing."""

    head: Head
    agreed: Agreed | None
    asked: tuple[str, ...]
    contact: Contact | None
    curve: Curve | None
    checks: tuple[CheckLine, ...]
    tracks: tuple[TrackShown, ...]
    start: Button
    check_in: Button
    choose: Button
    note: Button
    acts: tuple[Button, ...]
    correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPage:
    """An act of the follow-up: whom the pupil may talk with, which measures run, and what is proposed."""

    frame: CaseActPage
    people: tuple[Choice, ...] = ()
    measures: tuple[Choice, ...] = ()
    until: str = ""
    trusted: str = ""


def aftercare_page(viewer: Viewer, number: str) -> AftercarePage:
    """Everything on Oppfølging. Raises NotVisible or Shut."""
    case = read(viewer, number)
    pk, dues = case.row.pk, dues_of(case.row.pk)
    agreed, stops, checks, notes, contacts = _agreed(pk), _stops(pk), _checks(pk), _notes(pk), contacts_of(pk)
    answers = [row.answer for row in checks if hasattr(row, "answer")]
    corrections = Corrections(case.row)
    said = texts_of(
        *case.title_keys, *keys_of(stops, "because"), *keys_of(checks, "own_words", "adult_view"),
        *keys_of([*notes, *answers], "words"), *keys_of(contacts[:1], "reach"), *corrections.keys(),
    )  # fmt: skip
    by_track = {track: [one for one in notes if one.track == track] for track in Track}
    return AftercarePage(
        head=head_of(case, dues, said, "case_aftercare"),
        agreed=_as_agreed(agreed[0], stops, said) if agreed else None,
        asked=case.reasons(case.gaps),
        contact=_contact(contacts[0], said) if contacts else None,
        curve=_curve([one for one in reversed(checks) if one.voice == Voice.PUPIL]),
        checks=tuple(check_line(one, corrections, said, case.row.number) for one in checks),
        tracks=tuple(
            TrackShown(word=words.of("track", track), notes=tuple(_note(one, corrections, said) for one in rows))
            for track, rows in by_track.items()
        ),
        start=button(case, Act.START_CHECK_IN),
        check_in=button(case, Act.CHECK_IN_PUPIL),
        choose=button(case, Act.CHOOSE_CONTACT_PERSON),
        note=button(case, Act.NOTE_FOLLOWUP),
        acts=tuple(button(case, act) for act in (Act.RENEW_AFTERCARE, Act.STOP_AFTERCARE, Act.REOPEN_CASE)),
        correct=address(Act.CORRECT_RECORD, case.row.number),
    )


def end_measures_page(viewer: Viewer, number: str) -> FollowPage:
    """Those whom the pupil may choose, and the measures that have not ended. Raises NotVisible or Shut."""
    case = read(viewer, number)
    running = open_measures(case.row)
    found = {row.lineage: row for row in gathered(_measures(case.row.pk)) if row.lineage in running}
    said = open_texts(list(found.values()), *case.title_keys)
    titles = {str(lineage): title_of(row) for lineage, row in found.items()}
    page = _with_adults(case, Act.END_MEASURES, said)
    return replace(
        page,
        frame=replace(page.frame, names={**page.frame.names, **titles}),
        measures=tuple(titles.items()),
        until=proposed_end(day_of(viewer.at)).isoformat(),
    )


def renew_page(viewer: Viewer, number: str) -> FollowPage:
    """How long it lasts now, with a term more proposed. Raises NotVisible or Shut."""
    case = read(viewer, number)
    page, held = _with_adults(case, Act.RENEW_AFTERCARE, texts_of(*case.title_keys)), aftercare_of(case.row)
    contact = contact_of(case.row)
    if held is None or contact is None:
        return page
    return replace(page, until=proposed_end(held.until).isoformat(), trusted=str(contact.person.uuid))


def adults_page(act: Act, viewer: Viewer, number: str) -> FollowPage:
    """An act that names an adult who talks with the pupil. Raises NotVisible or Shut."""
    case = read(viewer, number)
    return _with_adults(case, act, texts_of(*case.title_keys))


def _with_adults(case: OpenCase, act: Act, said: Mapping[Key, str]) -> FollowPage:
    people = tuple((str(one.uuid), one.name) for one in adults_to_trust(case.row, case.viewer.at))
    return FollowPage(frame=replace(framed(case, act, said), names=dict(people)), people=people)


def _as_agreed(held: Aftercare, stops: list[AftercareStop], said: Mapping[Key, str]) -> Agreed:
    stop = next((one for one in stops if one.at > held.at), None)
    stopped = _("{who} sa {day} at de ikke ønsker oppfølging.")
    return Agreed(
        said=_("Avtalt med {who}, ført av {name}.").format(who=_lower(held.agreed_with), name=held.by.name),
        period=f"{dates.day(held.starts_on)} – {dates.long_date(held.until)}",
        stopped=stopped.format(who=words.of("agreed_with", stop.wished_by), day=dates.day(stop.wished_on))
        if stop else "",
        because=said[stop, "because"] if stop else "",
    )  # fmt: skip


def _lower(agreed_with: str) -> str:
    who = words.of("agreed_with", agreed_with)
    return who[:1].lower() + who[1:]


def check_line(row: CheckIn, corrections: Corrections, said: Mapping[Key, str], number: str = "") -> CheckLine:
    """One talk with the pupil, or one answer. With the `number` of the case, also where an adult writes of it."""
    answer: CheckInAnswer | None = getattr(row, "answer", None)
    is_pupil = row.voice == Voice.PUPIL
    replies = ((words.of("topic_name", topic), words.of("child_reply", to)) for topic, to in row.replies.items())
    return CheckLine(
        safe=words.of("safe", row.is_safe) if is_pupil else words.of("voice", row.voice),
        color=SAFE_COLORS.get(row.is_safe, "neutral"),
        said=" · ".join(filter(None, (dates.moment(row.happened_at), *_who(row)))),
        later=written_later(row.happened_at, row.at),
        signals=tuple(words.of("signal", one) for one in row.seen),
        own_words=corrections.shown(row, "own_words", said) if said[row, "own_words"] else None,
        adult_view=corrections.shown(row, "adult_view", said) if said[row, "adult_view"] else None,
        replies=tuple({"word": word, "value": value} for word, value in replies),
        calls=tuple(words.of("call", one) for one in row.called),
        readers=words.of("who_reads", READERS[row.is_for_home]) if row.is_for_home is not None else "",
        read=_("Lest av {name} {day}.").format(name=answer.by.name, day=dates.day(answer.at)) if answer else "",
        done=said[answer, "words"] if answer else "",
        answer=address(Act.ANSWER_CHECK_IN, number, row.pk) if number and not answer and _is_unread(row) else "",
    )


def _is_unread(row: CheckIn) -> bool:
    """Whether an adult must still say that it is read: nobody typed it, or it asks for an adult at once."""
    return row.typed_by_id is None or bool(row.calls)


def _who(row: CheckIn) -> tuple[str, ...]:
    """Who sat beside, and who typed; or that nobody at school was there."""
    if row.by_id is None:
        return (_("eleven svarte selv, med egen kode"),)
    beside = _("sammen med {name}").format(name=row.beside.name) if row.beside else ""
    if row.typed_by is None:
        return (beside, _("eleven svarte selv"))
    return (beside, _("skrevet av {name}").format(name=row.typed_by.name))


def contact_said(row: ContactPerson) -> str:
    """Ønsket av eleven 23. mars 2026."""
    who = _lower(row.asked_by)
    return _("Ønsket av {who} {day}.").format(who=who, day=dates.long_date(row.asked_on))


def _curve(answered: list[CheckIn]) -> Curve | None:
    """How the pupil has answered, beside the evaluations. One query, when there is something to see."""
    return curve_of(answered, _judged(answered[0].case_id)) if len(answered) >= SEEN_FROM else None


def _contact(row: ContactPerson, said: Mapping[Key, str]) -> Contact:
    return Contact(name=row.person.name, said=contact_said(row), reach=said[row, "reach"])


def _note(row: FollowupNote, corrections: Corrections, said: Mapping[Key, str]) -> CheckLine:
    return CheckLine(
        safe="", color="", said=f"{dates.moment(row.happened_at)} · {row.by.name}",
        later=written_later(row.happened_at, row.at), signals=tuple(words.of("signal", one) for one in row.seen),
        own_words=corrections.shown(row, "words", said), adult_view=None,
    )  # fmt: skip


@Prepared
def _agreed(case: UUID) -> QuerySet[Aftercare]:
    rows = Aftercare.objects.filter(case=case).select_related("by")
    return rows.order_by("-at", "-until", "pk")[:1]


@Prepared
def _stops(case: UUID) -> QuerySet[AftercareStop]:
    return AftercareStop.objects.filter(case=case).order_by("-at", "pk")


@Prepared
def _checks(case: UUID) -> QuerySet[CheckIn]:
    """What this pupil was asked, the newest first. Of another pupil's, before the case was moved, nothing is shown."""
    rows = CheckIn.objects.filter(~before_move(), case=case).select_related("beside", "typed_by", "answer__by")
    return rows.order_by("-happened_at", "-at", "pk")


@Prepared
def contacts_of(case: UUID) -> QuerySet[ContactPerson]:
    """Whom this pupil has chosen to talk with, the one it is now first."""
    return ContactPerson.objects.filter(~before_move(), case=case).select_related("person").order_by("-at", "pk")


@Prepared
def _judged(case: UUID) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(case=case).order_by("held_on", "at", "pk")


@Prepared
def _notes(case: UUID) -> QuerySet[FollowupNote]:
    return FollowupNote.objects.filter(case=case).select_related("by").order_by("-happened_at", "-at", "pk")


@Prepared
def _measures(case: UUID) -> QuerySet[Measure]:
    return with_all(Measure.objects.filter(case=case, plan__number__isnull=False))
