"""Gjøremål as pages and paper say them: to those who work on the case, and to whoever was given one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.errands import ErrandOutcome, obstacles_to_ending
from innsats.rules.verdicts import Obstacle
from innsats.web import dates, words

from ..models import Errand
from .case_acts import CaseActPage
from .errands import end_of, errands_of, outcome_of, seen_errand, waits
from .head import Button, OpenCase, button
from .texts import Key, keys_of, texts_of

TEXTS = ("what", "place", "tell_back")
COLORS = {ErrandOutcome.DONE: "success", ErrandOutcome.CANNOT: "warning", ErrandOutcome.TAKEN_BACK: "neutral"}
WAITS, LATE, NOBODYS, LEFT = "waits", "late", "nobodys", "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandLine:
    """One, as those who work on the case meet it. `fields` say what it is, `told` what whoever had it answered."""

    name: str
    state: str
    color: str
    fields: tuple[Mapping[str, str], ...]
    said: str
    told: str
    take_back: Button | None = None
    keep: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnErrandLine:
    """One, in the list of whoever was given it."""

    what: str
    note: str
    state: str
    color: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnErrand:
    """One, to whoever was given it. Nothing here says that there is a case. `ended` says how it ended, if it has."""

    what: str
    fields: tuple[Mapping[str, str], ...]
    ended: str
    told: str
    finish: str
    decline: str


def errand_lines(
    case: OpenCase, rows: Iterable[Errand], said: Mapping[Key, str], measures: Mapping[str, str]
) -> tuple[ErrandLine, ...]:
    """As pages and paper say them. `measures`: what each measure is called there, by lineage."""
    return tuple(_line(case, one, said, measures.get(str(one.measure_lineage), "")) for one in rows)


def errand_keys(rows: Iterable[Errand]) -> list[Key]:
    """What must be opened to show them."""
    held = list(rows)
    return [*keys_of(held, *TEXTS), *keys_of([end for one in held if (end := end_of(one))], "words")]


def errands_page(viewer: Viewer) -> tuple[OwnErrandLine, ...]:
    """Mine gjøremål. Two queries at most."""
    rows = list(errands_of(viewer))
    said = texts_of(*keys_of(rows, "what", "place"))
    return tuple(
        OwnErrandLine(
            what=said[one, "what"],
            note=" · ".join(filter(None, (when_of(one.starts_at, one.ends_at), said[one, "place"]))),
            state=state[0], color=state[1], address=reverse("read_errand", args=[one.pk]),
        )
        for one in rows
        for state in [_state_to_holder(one, viewer.at)]
    )  # fmt: skip


def errand_page(viewer: Viewer, uuid: UUID) -> OwnErrand:
    """One of one's own, and the look of it is kept. Raises NotVisible."""
    row, _standing = seen_errand(viewer, uuid)
    looked(Act.READ_ERRAND, row.subject, by=viewer.actor, at=viewer.at)
    said = texts_of(*errand_keys([row]))
    end = end_of(row)
    is_own = end is not None and end.outcome != ErrandOutcome.TAKEN_BACK
    return OwnErrand(
        what=said[row, "what"],
        fields=({"word": _("Spør"), "value": row.by.name}, *fields_of(row, said)[1:]),
        ended=_ended_to_holder(row),
        told=said[end, "words"] if end and is_own else "",
        finish="" if end else reverse("finish_errand", args=[row.pk]),
        decline="" if end else reverse("decline_errand", args=[row.pk]),
    )


def act_on_errand(act: Act, viewer: Viewer, uuid: UUID) -> tuple[CaseActPage, str]:
    """The frame of what whoever was given it does with it, and what is asked afterwards; the look is kept.

    Raises NotVisible.
    """
    row, standing = seen_errand(viewer, uuid)
    looked(Act.READ_ERRAND, row.subject, by=viewer.actor, at=viewer.at)
    said = texts_of(*keys_of([row], *TEXTS))
    kind = row.case.school.school_owner.kind
    found: tuple[Obstacle, ...] = obstacles_to(act, standing) + obstacles_to_ending(outcome_of(row), by_holder=True)
    titles = words.titles(kind)
    return CaseActPage(
        uuid=row.pk, number="", act=act, word=words.of("act", act, owner_kind=kind), title=_("Tilbake til gjøremålet"),
        back=reverse("read_errand", args=[row.pk]), owner_kind=kind, owner=titles["owner"],
        principal=titles["principal"], readers=_("Leses av {name}, som ga deg dette.").format(name=row.by.name),
        reasons=tuple(words.of_obstacle(one, owner_kind=kind) for one in found), lines=fields_of(row, said),
    ), said[row, "tell_back"]  # fmt: skip


def when_of(starts_at: datetime | None, ends_at: datetime) -> str:
    """tirsdag 24. mars kl. 10.00 til kl. 10.20, with both days when they differ; without a start, innen …"""
    if starts_at is None:
        return _("innen {when}").format(when=dates.moment(ends_at))
    is_same_day = dates.date_of(starts_at) == dates.date_of(ends_at)
    until = dates.time_of_day(ends_at) if is_same_day else dates.moment(ends_at)
    return _("{since} til {until}").format(since=dates.moment(starts_at), until=until)


def fields_of(row: Errand, said: Mapping[Key, str]) -> tuple[Mapping[str, str], ...]:
    """What it is, when and where, and what is asked afterwards; what was left empty is left out."""
    found = (
        (_("Hva"), said[row, "what"]),
        (_("Når"), when_of(row.starts_at, row.ends_at)),
        (_("Hvor"), said[row, "place"]),
        (_("Si fra om etterpå"), said[row, "tell_back"]),
    )
    return tuple({"word": word, "value": value} for word, value in found if value)


def _line(case: OpenCase, row: Errand, said: Mapping[Key, str], measure: str) -> ErrandLine:
    end, outcome = end_of(row), outcome_of(row)
    fields = fields_of(row, said) + (({"word": _("Tiltak"), "value": measure},) if measure else ())
    state, color = _state(row, case.viewer.at)
    return ErrandLine(
        name=row.person.name, state=state, color=color, fields=fields,
        said=_said_of(row),
        told=said[end, "words"] if end else "",
        take_back=None if outcome else button(case, Act.TAKE_BACK_ERRAND, row.pk),
        keep=button(case, Act.KEEP_ERRAND, row.pk) if row.is_left else None,  # type: ignore[attr-defined]
    )  # fmt: skip


def _said_of(row: Any) -> str:
    said = [_("Gitt av {name} {day}").format(name=row.by.name, day=dates.day(row.at))]
    if row.kept_at:
        said.append(_("Skal gjøres likevel: {name} {day}").format(name=row.kept_by, day=dates.day(row.kept_at)))
    return " · ".join(said)


def _state(row: Errand, at: datetime) -> tuple[str, str]:
    """Where it stands, to those who work on the case, and its colour."""
    end, outcome = end_of(row), outcome_of(row)
    if end and outcome:
        day = dates.day(end.happened_at or end.at)
        return f"{words.of('errand_outcome', outcome)} {day}", COLORS[outcome]
    if row.is_left:  # type: ignore[attr-defined]
        return words.of("errand_state", LEFT), "warning"
    if not waits(row):
        return words.of("errand_state", NOBODYS), "danger"
    is_late = row.ends_at <= at
    return words.of("errand_state", LATE if is_late else WAITS), "danger" if is_late else "info"


def _state_to_holder(row: Errand, at: datetime) -> tuple[str, str]:
    outcome = outcome_of(row)
    if outcome:
        return words.of("errand_outcome", outcome), COLORS[outcome]
    return (_("Skulle vært gjort"), "danger") if row.ends_at <= at else (_("Skal gjøres"), "info")


def _ended_to_holder(row: Errand) -> str:
    end = end_of(row)
    if end is None:
        return ""
    said = {
        ErrandOutcome.DONE: _("Du har sagt at dette er gjort, {when}."),
        ErrandOutcome.CANNOT: _("Du har sagt at du ikke kan, {when}. {name} har fått vite det."),
        ErrandOutcome.TAKEN_BACK: _("Du trenger ikke gjøre dette. {name} tok det tilbake {when}."),
    }[ErrandOutcome(end.outcome)]
    return said.format(when=dates.moment(end.happened_at or end.at), name=row.by.name)
