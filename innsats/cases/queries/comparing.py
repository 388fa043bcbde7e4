"""Two versions of the plan side by side, and what changed in each measure: said in words, never by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.web import dates

from ..models import Measure
from .case_acts import CaseActPage, framed
from .head import OpenCase, read
from .measures import MeasureRow, fields_of, gathered, open_texts, title_of, with_all
from .planpage import activations_of

DRAFT = "utkast"
Pair = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version one may choose: its code in the address, and what it is called."""

    code: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCompared:
    """One measure in both versions. `change` says new, taken out, changed or as before; `rows` as ui/compare.html.

    `label` tells apart two measures of one kind, to those who hear the page.
    """

    title: str
    label: str
    change: str
    color: str
    rows: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """`before` and `after` are chosen among `versions`; without two there is nothing to compare."""

    frame: CaseActPage
    versions: tuple[Version, ...]
    before: Version | None
    after: Version | None
    measures: tuple[MeasureCompared, ...]


def compare_plans(viewer: Viewer, number: str, before: str = "", after: str = "") -> ComparePage:
    """Two versions, the two newest when nothing else is chosen. Raises NotVisible or Shut."""
    case = read(viewer, number)
    versions = _versions(case)
    known = {version.code: version for version in versions}
    new = known.get(after) or (versions[-1] if versions else None)
    old = known.get(before) or next((one for one in reversed(versions) if one != new), None)
    rows = _rows(case, old, new)
    said = open_texts([row for held in rows for row in held.values()], *case.title_keys)
    return ComparePage(
        frame=framed(case, Act.READ_CASE, said),
        versions=versions,
        before=old,
        after=new,
        measures=_compared(*rows),
    )


def _versions(case: OpenCase) -> tuple[Version, ...]:
    """The oldest first, the draft last."""
    known = [
        Version(
            code=str(one.plan.number),
            word=_("Utgave {number}, {day}").format(number=one.plan.number, day=dates.short_date(one.at)),
        )
        for one in activations_of(case)
    ]
    return (*known, *([Version(code=DRAFT, word=_("Utkast"))] if case.has_draft else []))


def _rows(case: OpenCase, *chosen: Version | None) -> tuple[dict[UUID, MeasureRow], ...]:
    """The measures of each chosen version, by lineage. One query."""
    wanted = Q(pk__in=[])
    for version in chosen:
        if version:
            wanted |= Q(plan__number=None if version.code == DRAFT else int(version.code))
    rows = gathered(with_all(Measure.objects.filter(wanted, case=case.row)))
    return tuple({row.lineage: row for row in rows if version and _is_in(row, version)} for version in chosen)


def _is_in(row: MeasureRow, version: Version) -> bool:
    return (DRAFT if row.row.plan.number is None else str(row.row.plan.number)) == version.code


def _compared(old: dict[UUID, MeasureRow], new: dict[UUID, MeasureRow]) -> tuple[MeasureCompared, ...]:
    lineages = [*new, *(lineage for lineage in old if lineage not in new)]
    return tuple(
        _measure(old.get(lineage), new.get(lineage), place) for place, lineage in enumerate(lineages, start=1)
    )


def _measure(old: MeasureRow | None, new: MeasureRow | None, place: int) -> MeasureCompared:
    before = {pair["word"]: pair["value"] for pair in (fields_of(old) if old else ())}
    after = {pair["word"]: pair["value"] for pair in (fields_of(new) if new else ())}
    both = [*dict.fromkeys([*after, *before])]
    rows = tuple(
        {
            "word": word,
            "before": before.get(word, ""),
            "after": after.get(word, ""),
            "changed": bool(old and new) and before[word] != after[word],
        }
        for word in both
        if before.get(word) or after.get(word)
    )
    change, color = _change(old, new, any(row["changed"] for row in rows))
    shown = new or old
    title, label = (title_of(shown), title_of(shown, place)) if shown else ("", "")
    return MeasureCompared(title=title, label=label, change=change, color=color, rows=rows)


def _change(old: MeasureRow | None, new: MeasureRow | None, is_changed: bool) -> tuple[str, str]:
    if old is None:
        return _("Nytt tiltak"), "success"
    if new is None:
        return _("Tatt ut"), "danger"
    return (_("Endret"), "warning") if is_changed else (_("Som før"), "neutral")
