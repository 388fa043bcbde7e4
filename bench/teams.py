"""`python -m bench.teams`: the teams of a whole country on one page, and one person's habilitet against a long case.

Every owner has an external team of eight, made straight into a database of its own that is thrown away afterwards.
How long a proposal takes is `python -m bench.assigning`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from . import at_work
from .places import Place

OWNERS_COUNT, MEMBERS_COUNT, PARTIES_COUNT, ROUNDS_COUNT = 357, 8, 12, 30
PAGE_MS, HABILITET_MS = 300, 1  # the bars
SINCE = date(2025, 8, 1)
TODAY = date(2026, 3, 23)
SETTLED_AT = datetime(2025, 8, 1, 8, tzinfo=UTC)


def main() -> int:
    """Print the figures. 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="innsats-bench-") as folder:
        address = f"sqlite:///{Path(folder) / 'teams.sqlite3'}"
        its_own = {"INNSATS_DATA_DIR": folder, "DATABASE_URL": address, "MIGRATE_DATABASE_URL": address}
        os.environ |= Place("sqlite", 0).environment(working=False) | its_own
        at_work()
        from innsats.database.laying import bring_up_to_date

        bring_up_to_date()
        missed = [_page(), _habilitet()]
    print("MISSED" if any(missed) else "Every bar is reached.")
    return int(any(missed))


def _page() -> bool:
    """Every team with its readiness, as the list shows it. Whether the bar is missed."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from innsats.teams.models import Team
    from innsats.teams.queries.pages import rows_of

    with transaction.atomic():  # rows of a bench, written past the acts
        for number in range(OWNERS_COUNT):
            _a_team(number)

    def shown() -> object:
        teams = Team.objects.select_related("school", "school_owner").order_by("pk")
        return rows_of(list(teams), TODAY)

    with CaptureQueriesContext(connection) as few:
        rows_of(list(Team.objects.select_related("school", "school_owner").order_by("pk")[:3]), TODAY)
    with CaptureQueriesContext(connection) as many:
        shown()
    times = _times(shown)
    print(f"Readiness of {OWNERS_COUNT} owners' teams of {MEMBERS_COUNT}: {_said(times)}, at most {max(times):.0f} ms")
    print(f"  queries: {len(many)}, and {len(few)} for three teams")
    return median(times) >= PAGE_MS or len(many) != len(few)


def _a_team(number: int) -> None:
    from innsats.people.models import Person, SchoolOwner, Training
    from innsats.rules.mandates import Level, Thing
    from innsats.rules.processmaps import Scenario
    from innsats.rules.teams import Place as Seat
    from innsats.rules.teams import Profession, Skill
    from innsats.teams.models import Authority, Competence, Mandate, Membership, Release, Team, TeamMap

    owner = SchoolOwner.objects.create(name=f"Eier {number:03}", number=str(1000 + number), kind="municipality")
    of_owner = {"school_owner": owner}
    team = Team.objects.create(**of_owner, name="Innsatsteamet", starts_on=SINCE)
    people = [Person.objects.create(name=f"Medlem {number:03}-{one}") for one in range(MEMBERS_COUNT)]
    Training.objects.bulk_create(Training(person=person, completed_on=SINCE) for person in people)
    places = [Seat.LEADER, Seat.DEPUTY, *[Seat.CORE] * 4, *[Seat.EXTENDED] * 2]
    seats = Membership.objects.bulk_create(
        Membership(**of_owner, team=team, person=person, place=place, profession=list(Profession)[n], starts_on=SINCE)
        for n, (person, place) in enumerate(zip(people, places, strict=True))
    )
    Competence.objects.bulk_create(
        Competence(**of_owner, person=person, skill=skill, learned_on=SINCE, learned_from="Kurs")
        for n, person in enumerate(people) for skill in list(Skill)[n % 3 :: 2]
    )  # fmt: skip
    Release.objects.bulk_create(
        Release(**of_owner, membership=seat, hours_a_week=8, notice_hours=24, employer="PPT", signed_by="Siri Moe",
                starts_on=SINCE)
        for seat in seats[: number % MEMBERS_COUNT]
    )  # fmt: skip
    mandate = Mandate.objects.create(
        **of_owner, team=team, document="Sak 1", signed_by="Siri Moe", signed_on=SINCE, starts_on=SINCE,
        ends_on=TODAY + timedelta(days=number - 100),
    )  # fmt: skip
    TeamMap.objects.bulk_create(
        TeamMap(**of_owner, team=team, scenario=one, contact_point="Lederen", phone="32 00 00 01", is_open=True,
                   by=people[0], at=SETTLED_AT)
        for one in Scenario
    )  # fmt: skip
    Authority.objects.create(**of_owner, mandate=mandate, thing=Thing.CALL_MEETING, level=Level.DEMAND)


def _habilitet() -> bool:
    """One person's ties to every party of a long case, in the rules. Whether the bar is missed."""
    from innsats.rules.impartiality import Relation, Tie, assess

    kinds = [one for one in Relation if one is not Relation.NONE]
    ties = [Tie(kind=kinds[n % len(kinds)], party=f"p{n}") for n in range(PARTIES_COUNT)]
    times = _times(lambda: assess(ties, on=TODAY))
    print(f"Habilitet of one against {PARTIES_COUNT} parties: {_said(times, places=3)}")
    return quantiles(times, n=20)[-1] >= HABILITET_MS


def _times(work: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(ROUNDS_COUNT):
        start = perf_counter()
        work()
        found.append(1000 * (perf_counter() - start))
    return found


def _said(times: list[float], places: int = 0) -> str:
    return f"p50 {median(times):.{places}f} ms, p95 {quantiles(times, n=20)[-1]:.{places}f} ms"


if __name__ == "__main__":
    sys.exit(main())
