"""Finding a school or an owner by a name as somebody types it, a little wrong too.

Right names are found by the database. Misspelt ones are matched in memory, since no two databases do it alike: each
name once whole, and once for every run of as many of its words as were typed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from innsats.database.prepared import Prepared

from ..models import School, SchoolOwner
from ..naming import search_key

N = TypeVar("N", School, SchoolOwner)
Name = tuple[int, str]  # key of the row, search key
CLOSE_ENOUGH = 72  # how much of a misspelt name must be right, in percent
REMEMBERED_COUNT = 8  # of schools and owners, for one, two, three and more words


def find_schools(text: str, *, limit: int = 20) -> list[School]:
    """Schools offered to children, with their owners, whose name holds every word of `text`, or nearly is `text`.

    At most three queries.
    """
    return _found(text, _offered().select_related("school_owner"), _school_names, limit)


def find_owners(text: str, *, limit: int = 20) -> list[SchoolOwner]:
    """Municipalities and counties whose name holds every word of `text`, or nearly is `text`. At most three queries."""
    return _found(text, _public(), _owner_names, limit)


def _found(text: str, offered: QuerySet[N], names: Prepared[Name], limit: int) -> list[N]:
    wanted = search_key(text)
    if not wanted:
        return []
    holding = offered
    for word in wanted.split():
        holding = holding.filter(search_key__contains=word)
    if exact := list(holding[:limit]):
        return exact
    close = _nearly(wanted, tuple(names()), limit)
    rows = offered.in_bulk(close)
    return [rows[pk] for pk in close if pk in rows]


def _offered() -> QuerySet[School]:
    return School.objects.filter(offered=True, succession=None).order_by("sort_key", "pk")


def _public() -> QuerySet[SchoolOwner]:
    return SchoolOwner.objects.exclude(kind=SchoolOwner.Kind.PRIVATE).order_by("sort_key", "pk")


@Prepared
def _school_names() -> QuerySet[School, Any]:
    return _offered().order_by("pk").values_list("pk", "search_key")


@Prepared
def _owner_names() -> QuerySet[SchoolOwner, Any]:
    return _public().order_by("pk").values_list("pk", "search_key")


def _nearly(wanted: str, names: tuple[Name, ...], limit: int) -> list[int]:
    """The keys of the closest names, the closest first: "solbaken" is near Solbakken skole."""
    parts, bearers = _parts(names, wanted.count(" ") + 1)
    best: dict[int, tuple[float, str]] = {}  # alike ones in the order of their names
    close = process.extract(wanted, parts, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=None)
    for _part, likeness, place in close:  # the closest first
        for pk, name in bearers[place]:
            best.setdefault(pk, (-likeness, name))
    return sorted(best, key=lambda pk: best[pk])[:limit]


@lru_cache(maxsize=REMEMBERED_COUNT)
def _parts(names: tuple[Name, ...], words_count: int) -> tuple[list[str], list[list[tuple[int, str]]]]:
    """What to compare with, and who is called that. The same names give the same parts, so a change is seen at once."""
    called: dict[str, dict[int, str]] = {}
    for pk, name in names:
        words = name.split()
        runs = (" ".join(words[n : n + words_count]) for n in range(len(words) - words_count + 1))
        for part in (name, *runs):
            called.setdefault(part, {})[pk] = name
    return list(called), [list(bearers.items()) for bearers in called.values()]
