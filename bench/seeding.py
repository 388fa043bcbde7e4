"""A country full of cases: a few originals by the acts, and copies of them by the tens of thousands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from random import Random

from django.db import transaction

from innsats.cases import dues
from innsats.cases.models import Case, Due, Report
from innsats.journal.chain import first_break
from innsats.journal.models import Untold

from .country import OWNERS_COUNT, SCHOOLS_COUNT, Staffed, found
from .loading import load
from .originals import OLDER_COUNT, OPEN_COUNT, Cast, cast_at, older_case, open_case
from .stamping import Pattern, Row, Stamp, Taking

DESK_OPEN_COUNT, DESK_OLDER_COUNT = 10, 30  # at the school where the bench works, whatever the size of the country


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many of each. The originals are among the cases."""

    cases: int
    open: int
    schools: int = SCHOOLS_COUNT
    owners: int = OWNERS_COUNT
    open_originals: int = OPEN_COUNT
    older_originals: int = OLDER_COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """What was made: the school whose people the bench signs in as, and how many rows were copied."""

    desk: Staffed
    schools: list[Staffed]
    rows_count: int


def seed(size: Size) -> Seeded:
    """Fill an empty database. Whole or not at all."""
    with transaction.atomic():
        schools = found(schools_count=size.schools, owners_count=size.owners)
        *others, desk = schools
        opened = [_pattern(open_case, others[n % len(others)], n) for n in range(size.open_originals)]
        older = [_pattern(older_case, others[-1 - n % len(others)], n) for n in range(size.older_originals)]
        Untold.objects.all().delete()  # everybody has been told
        drawn = {*Report.objects.values_list("number", flat=True), *Case.objects.values_list("number", flat=True)}
        copies = _copies([Stamp(pattern, drawn) for pattern in opened], size.open, DESK_OPEN_COUNT, schools)
        rest = _copies([Stamp(pattern, drawn) for pattern in older], size.cases - size.open, DESK_OLDER_COUNT, schools)
        rows_count = load(chain(copies, rest))
    return Seeded(desk=desk, schools=schools, rows_count=rows_count)


def broken(case: Case, at: datetime) -> str:
    """What does not hold for a case and its reports; nothing when chains are whole and the clocks those computed."""
    reports = list(Report.objects.filter(casereport__case=case))
    for row in (case, *reports):
        if (seq := first_break(row.subject.stream)) is not None:
            return f"the chain of {row.subject.stream} breaks at {seq}"
    clocks = Due.objects.filter(case=case) | Due.objects.filter(report__in=reports)
    with transaction.atomic():
        stored = list(clocks.order_by("pk").values())
        dues.rewrite([case.subject], at)
        written = list(clocks.order_by("pk").values())
        transaction.set_rollback(True)
    return "" if stored == written else f"the stored clocks of {case.subject.stream} are not those computed"


def _pattern(walk: Callable[[Cast, int], Case], school: Staffed, number: int) -> Pattern:
    cast = cast_at(school)
    return Taking(walk(cast, number), cast).taken()


def _copies(stamps: list[Stamp], cases_count: int, desk_count: int, schools: list[Staffed]) -> Iterator[Row]:
    """So many that with the originals there are `cases_count`: each original in turn, the first ones at the desk."""
    dice = Random(2026)
    *others, desk = schools
    for turn in range(cases_count - len(stamps)):
        cast = cast_at(desk) if turn < desk_count else cast_at(dice.choice(others), turn)
        yield from stamps[turn % len(stamps)].copy(cast)
