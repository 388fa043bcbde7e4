"""Who is proposed to take over each piece of somebody's work: an even load, and the same answer every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

P = TypeVar("P")


def taking_over(pieces: Mapping[P, Sequence[str]], open_counts: Mapping[str, int]) -> dict[P, str]:
    """For each piece that somebody can have, whoever has the fewest open cases; the first in its list of as many.

    `pieces` are taken in their order, each with the ids of those who can have it, and each one given counts for the
    next. `open_counts` lacks those who have none.
    """
    counts, given = Counter(open_counts), {}
    for piece, able in pieces.items():
        if able:
            given[piece] = min(able, key=counts.__getitem__)
            counts[given[piece]] += 1
    return given
