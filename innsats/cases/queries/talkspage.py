"""Stop talks as pages and paper say them, and the pages of the two acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.web import dates, words

from ..models import Party, StopTalk
from .assignees import adults_for_talks
from .case_acts import CaseActPage, Choice, choices_of, framed, pupils_in
from .corrections import Corrections, Written
from .head import OpenCase, read
from .talks import booked, end_of, method_obstacles, talks_in
from .texts import Key, keys_of, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine:
    """One talk. `next` says when they talk again, while that is booked; `ended` that there are no more, and why."""

    pupil: str
    said: str
    written: Written
    next: str = ""
    ended: str = ""
    because: Written | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTalksPage:
    """The page on which a talk that is booked is said not to be held. `talks` are to choose from, by the talk in which
    the next was booked; `pupil_in` says with whom each was.
    """

    frame: CaseActPage
    talks: tuple[Choice, ...]
    pupil_in: Mapping[UUID, UUID]


def talk_lines(
    rows: Iterable[StopTalk], corrections: Corrections, said: Mapping[Key, str]
) -> tuple[TalkLine, ...]:
    """As pages and paper say them."""
    talks = list(rows)
    open_ = {one.pk for one in booked(talks).values()}
    return tuple(_line(one, one.pk in open_, corrections, said) for one in talks)


def hold_page(viewer: Viewer, number: str) -> CaseActPage:
    """A talk: with whom, and by which adults. Where the method is none for the case, the page says why.

    Raises NotVisible or Shut.
    """
    case = read(viewer, number)
    parties = _others(case)
    said = texts_of(*case.title_keys, *keys_of([one.pupil for one in parties], "sealed_name"))
    page = framed(case, Act.HOLD_STOP_TALK, said)
    adults = adults_for_talks(case.row, viewer.at)
    return replace(
        page, reasons=page.reasons + case.reasons(method_obstacles(case.row)), pupils=choices_of(parties, said),
        people=tuple((str(one.uuid), one.name) for one in adults),
        names={str(one.uuid): one.name for one in adults},
    )  # fmt: skip


def end_page(viewer: Viewer, number: str) -> EndTalksPage:
    """The talks that are booked, and may be said not to be held. Raises NotVisible or Shut."""
    case = read(viewer, number)
    waiting = booked(talks_in(case.row.pk))
    parties = [one for one in _others(case) if one.pupil_id in waiting]
    said = texts_of(*case.title_keys, *keys_of([one.pupil for one in parties], "sealed_name"))
    day_of_talk = {str(pupil): _next(talk) for pupil, talk in waiting.items()}
    return EndTalksPage(
        frame=framed(case, Act.END_STOP_TALKS, said),
        talks=tuple(
            (str(waiting[UUID(pupil)].pk), f"{whom}. {day_of_talk[pupil]}") for pupil, whom in choices_of(parties, said)
        ),
        pupil_in={talk.pk: pupil for pupil, talk in waiting.items()},
    )


def _others(case: OpenCase) -> list[Party]:
    return [one for one in pupils_in(case) if one.pupil_id != case.row.pupil_id]


def _next(one: StopTalk) -> str:
    return _("Ny samtale {day}").format(day=dates.day(one.next_on))


def _line(one: StopTalk, is_booked: bool, corrections: Corrections, said: Mapping[Key, str]) -> TalkLine:
    end = end_of(one)
    adults = _("{first} og {second}").format(first=one.led_by.name, second=one.beside.name)
    ended = " · ".join((words.of("talks_end", end.outcome), dates.day(end.at), end.by.name)) if end else ""
    return TalkLine(
        pupil=said[one.pupil, "sealed_name"],
        said=f"{dates.moment(one.happened_at)} · {adults}",
        written=corrections.shown(one, "words", said),
        next=_next(one) if is_booked else "",
        ended=ended,
        because=corrections.shown(end, "because", said) if end else None,
    )
