"""`python -m bench.seed CASES [open]`: seed the database that the environment names, some of it open or all of it."""

from __future__ import annotations

import json
import sys
from time import monotonic

from . import at_work

SAMPLE_COUNT = 50


def main(cases_count: int, is_all_open: bool) -> None:
    """Migrate an empty database and fill it, with a sample checked before it counts as seeded."""
    at_work()
    from django.db import connection

    from innsats.cases.models import Case
    from innsats.database.laying import bring_up_to_date

    from .clock import NOW
    from .places import Place, state
    from .seeding import Size, broken, seed

    began = monotonic()
    bring_up_to_date()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # nothing here must survive a power cut; it is made again
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-1000000")
    seeded = seed(Size(cases=cases_count, open=cases_count if is_all_open else open_count(cases_count)))
    ordered = Case.objects.order_by("pk")
    sample = [*ordered[:SAMPLE_COUNT], *ordered.filter(school_id=seeded.desk.pk)]
    if wrong := next(filter(None, (broken(case, NOW) for case in sample)), ""):
        raise SystemExit(f"The seed is not true to the product: {wrong}")
    with connection.cursor() as cursor:  # as the database itself would do in time
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    note = {"state": state(), "cases": cases_count, "copied_rows": seeded.rows_count, "desk": str(seeded.desk.uuid),
            "seconds": round(monotonic() - began, 1)}  # fmt: skip
    Place(connection.vendor, cases_count, is_all_open).note.write_text(json.dumps(note, indent=1))
    print(f"{cases_count:,} cases, {seeded.rows_count:,} rows in {note['seconds']} s")


def open_count(cases_count: int) -> int:
    """2,000 open cases in a whole country, 200 where there are only 1,000."""
    return 2_000 if cases_count >= 100_000 else cases_count // 5


if __name__ == "__main__":
    main(int(sys.argv[1]), "open" in sys.argv[2:])
