"""Stop talks as pages and paper say them, and the pages of the two acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.web import dates, words

from ..models import StopTalk
from .assignees import adults_for_talks
from .case_acts import CaseActPage, choices_of, framed, pupils_in
from .corrections import Corrections, Written
from .head import read
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


def talk_lines(
    rows: Iterable[StopTalk], corrections: Corrections, said: Mapping[Key, str]
) -> tuple[TalkLine, ...]:
    """As pages and paper say them."""
    talks = list(rows)
    open_ = {one.pk for one in booked(talks).values()}
    return tuple(_line(one, one.pk in open_, corrections, said) for one in talks)


def talk_page(act: Act, viewer: Viewer, number: str) -> CaseActPage:
    """A talk, or the end of the talks with a pupil: with whom, and who of the adults. Raises NotVisible or Shut.

    Where the method is none for the case, the page says why.
    """
    case = read(viewer, number)
    parties = [one for one in pupils_in(case) if one.pupil_id != case.row.pupil_id]
    rows = talks_in(case.row.pk)
    chosen = parties
    if act is Act.END_STOP_TALKS:
        waiting = booked(rows)
        chosen = [one for one in parties if one.pupil_id in waiting]
    said = texts_of(
        *case.title_keys, *keys_of([one.pupil for one in chosen], "sealed_name")
    )
    page = framed(case, act, said)
    shut = case.reasons(method_obstacles(case.row)) if act is Act.HOLD_STOP_TALK else ()
    adults = adults_for_talks(case.row, viewer.at) if act is Act.HOLD_STOP_TALK else []
    return replace(
        page, reasons=page.reasons + shut, pupils=choices_of(chosen, said),
        people=tuple((str(one.uuid), one.name) for one in adults),
        names={str(one.uuid): one.name for one in adults},
    )  # fmt: skip


def _line(one: StopTalk, is_booked: bool, corrections: Corrections, said: Mapping[Key, str]) -> TalkLine:
    end = end_of(one)
    adults = _("{first} og {second}").format(first=one.led_by.name, second=one.beside.name)
    ended = " · ".join((words.of("talks_end", end.outcome), dates.day(end.at), end.by.name)) if end else ""
    return TalkLine(
        pupil=said[one.pupil, "sealed_name"],
        said=f"{dates.moment(one.happened_at)} · {adults}",
        written=corrections.shown(one, "words", said),
        next=_("Ny samtale {day}").format(day=dates.day(one.next_on)) if is_booked else "",
        ended=ended,
        because=corrections.shown(end, "because", said) if end else None,
    )
