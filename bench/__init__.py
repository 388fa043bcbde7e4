"""Measuring: a seeded country, the product served as `make run` serves it, and a bare Django page beside it.

`make bench` runs it all and prints a table; docs/performance.md holds what it said. Everything here is invented.
"""

from __future__ import annotations


def at_work() -> None:
    """Django for a process of ours, which works for all owners as a command does."""
    import django

    from innsats.database import walls

    walls.lift_for_process()
    django.setup()
