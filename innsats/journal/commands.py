"""What an operator does with the journal from a shell."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from django.core.management import CommandError

from .models import Anchor
from .verifying import Found
from .verifying import verify_journal as verified

KEPT = re.compile(r"(\d{4}-\d{2}-\d{2})\s+([0-9a-f]{64})")
WRONGLY_ASKED = 2
SAID = {
    "changed": "does not say what it said when it was written",
    "missing": "is missing, or stands there twice",
    "unchained": "does not rest on the event before it: added, exchanged or moved",
    "unsealed": "sealed something else: events, looks or refusals up to that day were changed, added or removed",
    "unknown": "is kept outside, and is not the anchor of that day here",
}


def verify_journal(arguments: list[str]) -> int:
    """Check that nothing in the journal was changed, added, removed or moved, and say where if it was (exit code 1)."""
    parser = argparse.ArgumentParser(prog="innsats verify-journal", description=verify_journal.__doc__)
    parser.add_argument("--against", type=Path, metavar="FILE", help="anchors kept outside, as --anchors prints them")
    parser.add_argument("--anchors", action="store_true", help="only print the anchors, a line each, to keep outside")
    given = parser.parse_args(arguments)
    if given.anchors:
        for one in Anchor.objects.order_by("on"):
            print(f"{one.on} {one.hash}")
        return 0
    result = verified(_kept(given.against) if given.against else [])
    for found in result.found:
        print(_line(found))
    counts = (
        f"{result.events_count:,} events, {result.looks_count:,} looks and refusals, {result.anchors_count:,} anchors"
    )
    if result.destructions_count:
        counts += f", {result.destructions_count:,} destroyed keys"
    if result.found:
        print(f"{counts}: {len(result.found)} faults.")
        return 1
    print(f"{counts}: as they were written.")
    if result.newest:
        print(f"Keep this outside of the database: {result.newest.on} {result.newest.hash}")
    return 0


def _line(found: Found) -> str:
    what = "The anchor of" if found.fault in ("unsealed", "unknown") else "Event"
    return f"{what} {found.where} {SAID[found.fault]}."


def _kept(path: Path) -> list[tuple[date, str]]:
    """The anchors in a file. Raises CommandError for a line that is none: a wrong file never counts as right."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [KEPT.fullmatch(line.strip()) for line in lines]
        kept = [(date.fromisoformat(one[1]), one[2]) for one in found if one]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=WRONGLY_ASKED) from None
    if not kept or len(kept) != len(lines):
        raise CommandError(f"{path} holds something else than anchors: a day and a hash on each line.",
                           returncode=WRONGLY_ASKED)  # fmt: skip
    return kept
