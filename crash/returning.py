"""What comes back from the archive of PostgreSQL, compared with what was there at each instant.

PostgreSQL itself says when it committed each act; what was sent and acknowledged is known from outside.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from statistics import median
from uuid import UUID

from django.db import connection

from bench import places
from innsats.cases.models import Report
from innsats.cli.backup.disposals import disposals_now, write_disposals
from innsats.journal.models import Event
from innsats.vault import keys
from innsats.vault.models import DataKey
from innsats.web import clock

from .archived import AGAIN, ARCHIVE_TIMEOUT_SECONDS, BASE, ArchivedPostgres
from .checking import Checker
from .ground import laid
from .ledger import Ledger, Sent
from .served import Served
from .writers import Crew

WRITTEN_SECONDS = 10
SEALING_SECONDS = 3.0  # for a piece of the log to lie sealed
APART = timedelta(milliseconds=5)  # of an instant from any commit, so that it is certain what was there
COMMITTED = "SELECT hash, act, coalesce(form_key, ''), pg_xact_commit_timestamp(xmin) FROM journal_event"


@dataclass(frozen=True, slots=True)
class Act:
    """One event of the journal, and when it was committed."""

    name: str
    key: str  # of its form, as the journal keeps it; none for acts without a form
    at: datetime


@dataclass(slots=True)
class Timed(Ledger):
    """Keeps when each form was acknowledged first, by its stored key."""

    answered: dict[str, datetime] = field(default_factory=dict)

    def acknowledge(self, one: Sent, code: str) -> None:
        Ledger.acknowledge(self, one, code)
        self.answered.setdefault(one.stored_key, clock.now())


def brought_back(
    server: ArchivedPostgres, environment: dict[str, str], count: int, dice: Random, *, is_timed: bool
) -> list[str]:
    """Take a base, let people write, lose it all, and bring back what was archived, and then each instant. Faults."""
    ground, ledger = laid(cases_count=1), Timed()
    checker, of_old = Checker.of(ledger), Report.objects.values_list("data_key_id", flat=True)[0]
    server.run(BASE)
    with closing(Served(environment, places.HOME / "log")) as served:
        asyncio.run(_written(Crew.of(ground, ledger, dice), served.port))
        keys.destroy(of_old, at=clock.now())
        write_disposals(server.folder / "innsats-disposals", disposals_now(clock.now()))
        acts, lost_at = _acts(), clock.now()
        server.lose()
    faults = [*ledger.wrong, *too_early(acts, ledger.answered), *_refused(server)]
    server.bring_back()
    newest = max(acts[one].at for one in _held())
    lost = [lost_at - act.at for act in acts.values() if act.at > newest]
    lost_seconds = max(lost, default=timedelta()).total_seconds()
    print(f"{ledger.acknowledged_count:,} forms acknowledged; {len(lost)} of {len(acts):,} acts lost with the disk, of"
          f" the last {lost_seconds:.1f} s; archive_timeout is {ARCHIVE_TIMEOUT_SECONDS} s", flush=True)  # fmt: skip
    if is_timed and lost_seconds > ARCHIVE_TIMEOUT_SECONDS + SEALING_SECONDS:
        faults.append(f"LOST: {lost_seconds:.1f} s")
    faults += _at(newest, acts, checker)
    seconds, commits = [], [act.at for act in acts.values()]
    began = min(act.at for act in acts.values() if act.key)
    if newest <= began:
        return [*faults, "LOST: nothing that was written came back"]
    for instant in drawn(commits, count, dice, since=began, until=newest):
        server.stop()
        seconds.append(server.bring_back(instant))
        faults += _at(instant, acts, checker)
    print(f"Each was back in {median(seconds):.1f} s, the slowest in {max(seconds):.1f} s", flush=True)
    return [*faults, *_destroyed_again(server, environment, of_old)]


async def _written(crew: Crew, port: int) -> None:
    stopped = asyncio.Event()
    writing = [asyncio.create_task(one.write_until(stopped, port)) for one in crew.at_work(0)]
    await asyncio.sleep(WRITTEN_SECONDS)
    stopped.set()
    await asyncio.gather(*writing)
    await crew.finish(port)


def _acts() -> dict[str, Act]:
    """All that the journal holds, by its hash."""
    with connection.cursor() as cursor:
        cursor.execute(COMMITTED)
        return {its_hash: Act(*rest) for its_hash, *rest in cursor.fetchall()}


def _held() -> set[str]:
    """The hashes of the journal that was brought back just now."""
    connection.close()  # it was to the one before
    keys.forget()
    return set(Event.objects.values_list("hash", flat=True))


def _at(instant: datetime, acts: Mapping[str, Act], checker: Checker) -> list[str]:
    """What is not as it was then, by what was committed and by what was sent."""
    found, done = [*differences(acts, _held(), instant)], {act.key for act in acts.values() if act.at <= instant}
    sent = [one for one in checker.ledger.sent if one.stored_key in done]
    found += replace(checker, ledger=Ledger(sent), _compared=set()).faults()
    return [f"{instant}: {one}" for one in found]


def drawn(
    commits: Collection[datetime], count: int, dice: Random, *, since: datetime, until: datetime
) -> Iterator[datetime]:
    """So many instants between two, none of them so near to a commit that it could fall on either side."""
    while count:
        instant = since + dice.random() * (until - since)
        if all(abs(instant - one) >= APART for one in commits):
            count -= 1
            yield instant


def differences(acts: Mapping[str, Act], held: Collection[str], instant: datetime) -> Iterator[str]:
    """What was committed by then and is not among the hashes `held`; and what is among them and was not."""
    for its_hash, act in acts.items():
        if (act.at <= instant) != (its_hash in held):
            yield f"{'MISSING' if act.at <= instant else 'EXTRA'}: {act.name}, committed at {act.at}"
    if unknown_count := len(set(held) - acts.keys()):
        yield f"EXTRA: {unknown_count} acts that nobody did"


def too_early(acts: Mapping[str, Act], answered: Mapping[str, datetime]) -> Iterator[str]:
    """Forms that were acknowledged before they were committed, or never were."""
    committed = {act.key: act.at for act in acts.values()}
    for key, at in answered.items():
        if key not in committed or committed[key] > at:
            yield f"LOST: a form was acknowledged at {at}, and committed at {committed.get(key, 'no time')}"


def _refused(server: ArchivedPostgres) -> Iterator[str]:
    """With another identity neither the base nor the log comes back, and it is said why."""
    other = server.folder / "other"
    server.run(f"innsats backup-key {other}")
    for what, bring in (("base", server.unpack), ("log", lambda other: server.bring_back(identity=other))):
        try:
            bring(other)
            yield f"OPENED: the {what}, with another identity"
        except subprocess.CalledProcessError as error:
            said = f"{error.stderr}{server.log()}"
            if "was sealed for another key" not in said:
                yield f"UNCLEAR: the {what} with another identity: {said[-500:]}"


def _destroyed_again(server: ArchivedPostgres, environment: dict[str, str], key: UUID) -> Iterator[str]:
    """By the last words of the page: what was destroyed since stays destroyed."""
    opens_before = bool(DataKey.objects.get(pk=key).wrapped)
    connection.close()
    said = server.run(f"mkdir innsats\n{AGAIN}", **environment, INNSATS_BACKUP_RECIPIENTS=server.recipient)
    if not opens_before or DataKey.objects.get(pk=key).wrapped or "Keys destroyed again: 1." not in said:
        yield f"OPEN: a key that was destroyed: {said}"
