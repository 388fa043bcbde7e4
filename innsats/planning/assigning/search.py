"""The best team there is, by the order of the wishes: exact, and the same whatever order the candidates come in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import accumulate

from innsats.rules.readiness import LEAST_COUNT

from .facts import MOST_COUNT
from .wishes import NOBODY, Able, Numbers, Team, at_best, far, far_of, together

Ranked = tuple[Numbers, tuple[str, ...], Team]  # the smaller, the better; between equals the ids decide
Rest = list[tuple[Able, Numbers]]


def best_team(pool: Iterable[Able]) -> Team | None:
    """The best two or three of these, in the order of their ids; None when they are too few.

    Every team is looked at, save those that cannot become better than one already found. Whoever is best alone is tried
    first, so that a good team is found early and few are left to look at.
    """
    order = sorted(pool, key=lambda one: (far(one.numbers), one.id))
    hopes = [NOBODY, *accumulate((one.numbers for one in reversed(order)), at_best)]
    rest = list(zip(order, hopes[-2::-1], strict=True))
    best: Ranked | None = None
    for count in range(LEAST_COUNT, MOST_COUNT + 1):
        best = _best(best, (), NOBODY, rest, count)
    return best[2] if best else None


def _best(best: Ranked | None, begun: Team, bring: Numbers, rest: Rest, count: int) -> Ranked | None:
    """The better of `best` and the best team of `count` that is begun with those, who `bring` that, and goes on.

    Beside each of the rest stands the best of what those after bring: nobody who joins brings more.
    """
    lacking_count = count - len(begun) - 1
    for number, (one, hope) in enumerate(rest[: len(rest) - lacking_count], start=1):
        team, brings = (*begun, one), together(bring, one.numbers)
        if best is not None and far(reduce(together, [hope] * lacking_count, brings)) > best[0]:
            continue
        if lacking_count:
            best = _best(best, team, brings, rest[number:], count)
        else:
            found = _ranked(team)
            best = min(best or found, found)
    return best


def _ranked(team: Team) -> Ranked:
    in_order = tuple(sorted(team, key=lambda one: one.id))
    return far_of(in_order), tuple(one.id for one in in_order), in_order
