"""How the pupil says it is, over time, beside what the adults have judged: drawn by us, and as a table.

A band for each thing that is asked. What is missing is a gap in the line, never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from innsats.rules.calendar import day_of
from innsats.rules.voice import SCALED, STEPS, Topic, steps_of_topic
from innsats.web import dates, words

from ..models import CheckIn, Evaluation

WIDTH, LEFT, RIGHT = 320, 12, 308
LABEL, STEP, ROOM = 14, 9, 10  # height of a band's label, between two steps, and below a band
SEEN_FROM = 2  # answers
MARKS = {"yes": "✓", "no": "✗", "partly": "~", "unknown": "?", "no_answer": "–"}


@dataclass(frozen=True, slots=True)
class Dot:
    """One answer, in the units of the drawing."""

    x: int
    y: int
    sign: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One thing that is asked: a line in pieces where answers are missing, or signs. `rule` are the lines behind."""

    label: str
    at: int
    rule: tuple[int, ...]
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The drawing, said in one sentence, and the same as a table: a row for each time, a cell for each thing."""

    height: int
    said: str
    bands: tuple[Band, ...]
    first: str
    last: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def curve_of(checks: Sequence[CheckIn], judged: Sequence[Evaluation]) -> Curve:
    """The pupil's answers (at least `SEEN_FROM`) and the adults' evaluations, each the oldest first."""
    days = [day_of(one.happened_at) for one in checks]
    along = _Days([*days, *(one.held_on for one in judged)])
    replies = [one.replies for one in checks]
    topics = [topic for topic in SCALED if any(topic in one for one in replies)]
    bands: list[Band] = []
    for topic in topics:
        points = list(zip(map(along.at, days), steps_of_topic(topic, replies), strict=True))
        bands.append(_line(words.of("topic_name", topic), _below(bands), points))
    safe = [(along.at(day), one.is_safe) for day, one in zip(days, checks, strict=True)]
    bands.append(_signs(_("Trygt og godt, sier eleven"), _below(bands), safe))
    if judged:
        helped = [(along.at(one.held_on), one.helped) for one in judged]
        bands.append(_signs(_("Hjalp tiltaket, ifølge evalueringen"), _below(bands), helped))
    first, last = dates.short_date(along.first), dates.short_date(along.last)
    return Curve(
        height=_below(bands), said=_said(len(checks), first, last), bands=tuple(bands), first=first, last=last,
        columns=_columns(topics), rows=_rows(checks, judged, topics),
    )  # fmt: skip


class _Days:
    """The days from left to right: where each lies."""

    def __init__(self, days: Iterable[date]) -> None:
        held = list(days)
        self.first, self.last = min(held), max(held)

    def at(self, on: date) -> int:
        return LEFT + round((on - self.first).days * (RIGHT - LEFT) / max((self.last - self.first).days, 1))


def _line(label: str, at: int, points: list[tuple[int, int | None]]) -> Band:
    def height(step: int) -> int:
        return at + LABEL + STEP * (len(STEPS) - step) + ROOM // 2

    pieces = (list(run) for is_there, run in groupby(points, lambda one: one[1] is not None) if is_there)
    lines = (" ".join(f"{x},{height(step)}" for x, step in run if step) for run in pieces if len(run) > 1)
    dots = tuple(Dot(x, height(step), "", f"step-{step}") for x, step in points if step)
    return Band(label=label, at=at + LABEL, rule=(height(5), height(3), height(1)), lines=tuple(lines), dots=dots)


def _signs(label: str, at: int, given: Iterable[tuple[int, str]]) -> Band:
    y = at + LABEL + STEP + ROOM // 2
    dots = tuple(Dot(x, y, MARKS[code], code) for x, code in given)
    return Band(label=label, at=at + LABEL, rule=(y,), lines=(), dots=dots)


def _below(bands: list[Band]) -> int:
    """Where the next band begins."""
    return max(bands[-1].rule) + STEP + ROOM if bands else ROOM // 2


def _said(count: int, first: str, last: str) -> str:
    said = _("Slik har eleven svart {count} ganger fra {first} til {last}, og hva de voksne har vurdert.")
    return said.format(count=count, first=first, last=last)


def _columns(topics: list[Topic]) -> tuple[str, ...]:
    named = (words.of("topic_name", topic) for topic in (*topics, Topic.NOT_OKAY, Topic.TRUST))
    return (_("Dag"), _("Hvem"), _("Trygt og godt"), *named)


def _rows(checks: Sequence[CheckIn], judged: Sequence[Evaluation], topics: list[Topic]) -> tuple[tuple[str, ...], ...]:
    asked = (*topics, Topic.NOT_OKAY, Topic.TRUST)
    said: list[tuple[date, tuple[str, ...]]] = []
    for one in checks:
        replies = (one.is_safe, *(one.replies.get(topic, "") for topic in asked))
        who = _("Eleven") if one.by_id else _("Eleven, med egen kode")
        said.append((day_of(one.happened_at), (who, *(_reply(code) for code in replies))))
    for held in judged:
        helped = words.of("helped", held.helped)
        said.append((held.held_on, (_("De voksne: hjalp tiltaket?"), helped, *("" for _topic in asked))))
    return tuple((dates.short_date(on), *cells) for on, cells in sorted(said, key=lambda row: row[0]))


def _reply(code: str) -> str:
    return words.of("child_reply", code) if code else _("Ikke svart")
