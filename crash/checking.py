"""What must hold after each death: everything acknowledged is there once, and nothing is half done. As questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic, sleep
from uuid import UUID

from django.db import connection, transaction

from innsats.cases import dues
from innsats.cases.models import Case, Due, Measure, Note, Receipt, Report
from innsats.journal.models import Event
from innsats.journal.verifying import verify_journal
from innsats.rules.acts import Act
from innsats.vault.fields import Sealed
from innsats.vault.models import DataKey
from innsats.vault.models import Kind as KeyKind
from innsats.vault.sealing import open_one
from innsats.web import clock, codes

from .ledger import Kind, Ledger, Sent

QUIET_SECONDS = 5  # for what the killed had begun in the database to be rolled back
OTHERS_AT_WORK = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
)


@dataclass(slots=True)
class Checker:
    """Compares the database with the ledger. `faults` says what does not hold, a line each."""

    ledger: Ledger
    reports_before: int
    notes_before: int
    _compared: set[str] = field(default_factory=set)  # stored keys whose rows were opened and found right

    @classmethod
    def of(cls, ledger: Ledger) -> Checker:
        """One that knows what stood there before anybody wrote."""
        return cls(ledger, Report.objects.count(), Note.objects.count())

    def faults(self) -> list[str]:
        """All of it. Whoever writes has paused; the tick goes on."""
        _wait_for_quiet()
        done: dict[str, str] = dict(Event.objects.exclude(form_key=None).values_list("form_key", "made"))
        fresh = [one for one in self.ledger.sent if one.stored_key in done and one.stored_key not in self._compared]
        found = [
            *_of_the_file(), *_of_the_journal(), *self._lost(done), *self._counted(done),
            *_half_done(), *_compared(fresh, done), *_clocks_stale(fresh, done),
        ]  # fmt: skip
        self._compared |= {one.stored_key for one in fresh}
        return found

    def _lost(self, done: dict[str, str]) -> Iterator[str]:
        for one in self.ledger.sent:
            if one.is_acknowledged and one.stored_key not in done:
                yield f"LOST: a {one.kind} that was acknowledged is not there: {one.text}"

    def _counted(self, done: dict[str, str]) -> Iterator[str]:
        """As many rows as forms that were done: no more, which would be twice."""
        pairs = (
            (Kind.REPORT, Report.objects.count() - self.reports_before),
            (Kind.NOTE, Note.objects.count() - self.notes_before),
        )
        for kind, rows_count in pairs:
            done_count = sum(one.stored_key in done for one in self.ledger.of(kind))
            if rows_count != done_count:
                yield f"TWICE or half done: {rows_count} rows of {done_count} {kind}s"


def _of_the_file() -> Iterator[str]:
    """What SQLite says of its own file. PostgreSQL was not killed."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for pragma in ("integrity_check", "foreign_key_check"):
            for row in cursor.execute(f"PRAGMA {pragma}").fetchall():
                if row != ("ok",):
                    yield f"BROKEN: {pragma} says {row}"


def _of_the_journal() -> Iterator[str]:
    return (f"JOURNAL: {one.where} is {one.fault}" for one in verify_journal().found)


def _half_done() -> Iterator[str]:
    """Every report has its event, its key, its receipt and its clocks; and none of these stands there without one."""
    reports = {str(pk) for pk in Report.objects.values_list("pk", flat=True)}
    events = Event.objects.filter(act=Act.REPORT_CONCERN, seq=1).values_list("stream", flat=True)
    has = {
        "first event": {stream.partition(":")[2] for stream in events},
        "data key": set(DataKey.objects.filter(kind=KeyKind.REPORT).values_list("subject", flat=True)),
        "clock": {str(pk) for pk in Due.objects.exclude(report=None).values_list("report_id", flat=True)},
    }
    for what, those in has.items():
        if reports != those:
            yield f"HALF DONE: {len(reports - those)} reports without a {what}, {len(those - reports)} the other way"
    notes = {f"cases.note:{pk}" for pk in Note.objects.values_list("pk", flat=True)}
    told = set(Event.objects.filter(act=Act.NOTE_INQUIRY).values_list("made", flat=True))
    if notes != told:
        yield f"HALF DONE: {len(notes - told)} notes without an event, {len(told - notes)} the other way"


def _compared(fresh: list[Sent], done: dict[str, str]) -> Iterator[str]:
    """What was sent is what is sealed there, and a code opens its own report. Of changes the last one can be seen."""
    for one in fresh:
        pk = done[one.stored_key].rpartition(":")[2]
        if one.kind is Kind.REPORT:
            report = Report.objects.get(pk=pk)
            yield from _differs(one, report.words, report.pk)
            held = Receipt.objects.filter(report=report).first()
            if held is None or (one.code and codes.derived(codes.read_code(one.code)).lookup != bytes(held.lookup)):
                yield f"WRONG: the code that was given does not open {one.text}"
        elif one.kind is Kind.NOTE:
            note = Note.objects.get(pk=pk)
            yield from _differs(one, note.words, note.pk)
    changes = sorted((one for one in fresh if one.kind is Kind.CHANGE), key=lambda one: one.base)
    for one in {one.measure: one for one in changes}.values():
        measure = Measure.objects.get(lineage=one.measure, plan__number=None)
        yield from _differs(one, measure.what, measure.pk)


def _differs(one: Sent, sealed: Sealed, row: UUID) -> Iterator[str]:
    if open_one(sealed, row) != one.text:
        yield f"WRONG: a {one.kind} does not say what was sent: {one.text}"


def _clocks_stale(fresh: list[Sent], done: dict[str, str]) -> Iterator[str]:
    """The clocks that are stored are those that the rules compute from the journal now."""
    keys = [UUID(done[one.stored_key].rpartition(":")[2]) for one in fresh if one.kind is Kind.REPORT]
    reports = list(Report.objects.filter(pk__in=keys).order_by("pk"))
    cases = list(Case.objects.filter(pk__in={one.case for one in fresh if one.case}).order_by("pk"))
    stored, computed = clocks_twice(reports, cases, clock.now())
    if stored != computed:
        yield "HALF DONE: stored clocks are not those that are computed"


def clocks_twice(reports: list[Report], cases: list[Case], at: datetime) -> tuple[list[object], list[object]]:
    """The clocks of these as they are stored, and as they would be written anew. Nothing is changed."""
    held = (Due.objects.filter(report__in=reports) | Due.objects.filter(case__in=cases)).order_by("pk")
    with transaction.atomic():
        stored = list(held.values())
        dues.write_clocks(reports, cases, at)
        computed = list(held.values())
        transaction.set_rollback(True)
    return stored, computed


def acted_when_out(case: UUID, member: UUID) -> Iterator[str]:
    """What somebody did in a case between losing the right to and getting it back: the journal has them in order."""
    is_out, told = False, Event.objects.filter(stream=f"case:{case}").order_by("seq")
    for act, by, facts in told.values_list("act", "actor_id", "facts"):
        if act in (Act.RELEASE_FROM_TEAM, Act.ADMIT_TO_TEAM) and facts["member"] == str(member):
            is_out = act == Act.RELEASE_FROM_TEAM
        elif is_out and by == str(member):
            yield f"DONE after the right was taken away: {act}"


def _wait_for_quiet() -> None:
    """On PostgreSQL, until the server has ended what the killed ones had begun."""
    give_up = monotonic() + QUIET_SECONDS
    while connection.vendor == "postgresql" and monotonic() < give_up:
        with connection.cursor() as cursor:
            cursor.execute(OTHERS_AT_WORK)
            if cursor.fetchone() == (0,):
                return
        sleep(0.01)
