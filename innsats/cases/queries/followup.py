"""Oppfølging: what was agreed with the family, how the pupil has answered, and what is done for the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.aftercare import Track, proposed_end
from innsats.rules.calendar import day_of
from innsats.web import dates, words
from innsats.web.prepared import Prepared

from ..models import Aftercare, AftercareStop, CheckIn, FollowupNote, Measure
from .assignees import adults_to_trust
from .case_acts import CaseActPage, Choice, framed
from .clocks import dues_of
from .corrections import Corrections, Written
from .following import aftercare_of, open_measures
from .head import Button, Head, OpenCase, address, button, head_of, read
from .inquirypage import written_later
from .measures import gathered, open_texts, title_of, with_all
from .texts import Key, keys_of, texts_of

SAFE_COLORS = {"yes": "success", "no": "danger"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The follow-up as agreed: with whom the pupil talks, until when; and the family's wish to be without it."""

    trusted_adult: str
    said: str
    period: str
    stopped: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One talk with the pupil. The adult's view stands apart."""

    safe: str
    color: str
    said: str
    later: str
    signals: tuple[str, ...]
    own_words: Written | None
    adult_view: Written | None


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
    checks: tuple[CheckLine, ...]
    tracks: tuple[TrackShown, ...]
    check_in: Button
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
    agreed, stops, checks, notes = _agreed(pk), _stops(pk), _checks(pk), _notes(pk)
    corrections = Corrections(case.row)
    said = texts_of(
        *case.title_keys, *keys_of(stops, "because"), *keys_of(checks, "own_words", "adult_view"),
        *keys_of(notes, "words"), *corrections.keys(),
    )  # fmt: skip
    by_track = {track: [one for one in notes if one.track == track] for track in Track}
    return AftercarePage(
        head=head_of(case, dues, said, "case_aftercare"),
        agreed=_as_agreed(agreed[0], stops, said) if agreed else None,
        asked=case.reasons(case.gaps),
        checks=tuple(_check(one, corrections, said) for one in checks),
        tracks=tuple(
            TrackShown(word=words.of("track", track), notes=tuple(_note(one, corrections, said) for one in rows))
            for track, rows in by_track.items()
        ),
        check_in=button(case, Act.CHECK_IN_PUPIL),
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
    if held is None:
        return page
    return replace(page, until=proposed_end(held.until).isoformat(), trusted=str(held.trusted_adult.uuid))


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
        trusted_adult=held.trusted_adult.name,
        said=_("Avtalt med {who}, ført av {name}.").format(who=_lower(held.agreed_with), name=held.by.name),
        period=f"{dates.day(held.starts_on)} – {dates.long_date(held.until)}",
        stopped=stopped.format(who=words.of("agreed_with", stop.wished_by), day=dates.day(stop.wished_on))
        if stop else "",
        because=said[stop, "because"] if stop else "",
    )  # fmt: skip


def _lower(agreed_with: str) -> str:
    who = words.of("agreed_with", agreed_with)
    return who[:1].lower() + who[1:]


def _check(row: CheckIn, corrections: Corrections, said: Mapping[Key, str]) -> CheckLine:
    beside = _("sammen med {name}").format(name=row.beside.name) if row.beside else ""
    typed = _("skrevet av {name}").format(name=row.by.name)
    return CheckLine(
        safe=words.of("safe", row.is_safe),
        color=SAFE_COLORS.get(row.is_safe, "neutral"),
        said=" · ".join(filter(None, (dates.moment(row.happened_at), beside, typed))),
        later=written_later(row.happened_at, row.at),
        signals=tuple(words.of("signal", one) for one in row.seen),
        own_words=corrections.shown(row, "own_words", said) if said[row, "own_words"] else None,
        adult_view=corrections.shown(row, "adult_view", said) if said[row, "adult_view"] else None,
    )


def _note(row: FollowupNote, corrections: Corrections, said: Mapping[Key, str]) -> CheckLine:
    return CheckLine(
        safe="", color="", said=f"{dates.moment(row.happened_at)} · {row.by.name}",
        later=written_later(row.happened_at, row.at), signals=tuple(words.of("signal", one) for one in row.seen),
        own_words=corrections.shown(row, "words", said), adult_view=None,
    )  # fmt: skip


@Prepared
def _agreed(case: UUID) -> QuerySet[Aftercare]:
    rows = Aftercare.objects.filter(case=case).select_related("trusted_adult", "by")
    return rows.order_by("-at", "-until", "pk")[:1]


@Prepared
def _stops(case: UUID) -> QuerySet[AftercareStop]:
    return AftercareStop.objects.filter(case=case).order_by("-at", "pk")


@Prepared
def _checks(case: UUID) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(case=case).select_related("by", "beside").order_by("-happened_at", "-at", "pk")


@Prepared
def _notes(case: UUID) -> QuerySet[FollowupNote]:
    return FollowupNote.objects.filter(case=case).select_related("by").order_by("-happened_at", "-at", "pk")


@Prepared
def _measures(case: UUID) -> QuerySet[Measure]:
    return with_all(Measure.objects.filter(case=case, plan__number__isnull=False))
