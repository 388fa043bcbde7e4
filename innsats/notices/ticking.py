"""What time does by itself: telling, reminding, escalating, forgetting, sealing the day.

Each step finds its own work, so that a tick may be repeated, killed and run twice at once: everything happens once.
A unit of work is one transaction that holds the turn; who does not get it leaves the work to who has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from innsats.cases.actions.report import escalate_report
from innsats.cases.dues import first_read_at, next_step, steps_ahead
from innsats.cases.models import OPEN, Case, Due, Party, Report
from innsats.cases.queries.recipients import SEATS, receivers_of
from innsats.cases.reckoning import reckon_waiting
from innsats.journal.actors import CLOCK
from innsats.journal.chain import anchor_day
from innsats.journal.models import Event, Untold
from innsats.people.calendars import calendar_of, limits_of
from innsats.people.models import Person
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.reports import Concern, Receiving
from innsats.rules.telling import News, Step, reminded, tellings
from innsats.web import drafts, throttle

from .models import Notice, Turn
from .recipients import recipients_of, reminded_of

AT_ONCE_COUNT = 100
KINDS: dict[str, type[Report] | type[Case]] = {"report": Report, "case": Case}
ESCALATIONS = {Step.TO_DEPUTY: Receiving.DEPUTY, Step.TO_OFFICER: Receiving.OWNER_OFFICER}


def tick(at: datetime, *, seals_the_day: bool = True) -> None:
    """Do everything that is due at `at`. What has been done is not done again.

    `seals_the_day=False` for a story: its days are still being written, also after a tick has passed them.
    """
    pass_time(at)
    drafts.forget_before(at)
    throttle.forget_before(at)
    if seals_the_day:
        with _turn() as is_ours:
            if is_ours:
                anchor_day(day_of(at) - timedelta(days=1))


def pass_time(at: datetime) -> None:
    """Reckon where days or limits have changed, tell what the journal has news of, take the steps of every open clock
    up to `at`, and tell of those.
    """
    for work in (reckon_waiting, _tell_some, _take_a_step, _tell_some):
        while work(at):
            pass


def next_moment(after: datetime, until: datetime) -> datetime | None:
    """The first instant later than `after` and not later than `until` when a tick has something to do."""
    waiting = Due.objects.filter(OPEN, next_step_at__gt=after, next_step_at__lte=until)
    return waiting.order_by("next_step_at").values_list("next_step_at", flat=True).first()


@contextmanager
def _turn() -> Iterator[bool]:
    """One transaction, and whether it is ours to work in. On SQLite there is one writer anyway."""
    Turn.objects.get_or_create(name="tick")
    with transaction.atomic():
        yield Turn.objects.select_for_update(skip_locked=True).filter(name="tick").first() is not None


def _take_a_step(at: datetime) -> bool:
    """Take the steps of one clock that are due. False when there is none, or when it is another's turn."""
    with _turn() as is_ours:
        due = Due.objects.filter(OPEN, next_step_at__lte=at).order_by("next_step_at", "pk").first() if is_ours else None
        if due is None:
            return False
        model, pk = (Report, due.report_id) if due.report_id else (Case, due.case_id)
        row = model._default_manager.select_for_update().get(pk=pk)  # before the clock: every act locks in this order
        measure = calendar_of(row.school_owner_id), limits_of(row.school_owner_id)
        since = due.next_step_at
        for timed in steps_ahead(due, row, *measure):
            if since is not None and since <= timed.at <= at:
                _step(timed.step, due, row, at)
        Due.objects.filter(pk=due.pk).update(next_step_at=next_step(due, row, *measure, after=at))
        return True


def _step(step: Step, due: Due, row: Report | Case, at: datetime) -> None:
    if step in ESCALATIONS:
        assert isinstance(row, Report)  # only a receipt has these steps
        _escalate(row, ESCALATIONS[step], at)
        return
    cause = f"{row.subject.stream}/{due.code}/{due.about}/{due.due_at or due.due_on:%Y-%m-%dT%H:%M}/{step}"
    told = reminded_of(reminded(step, due.responsible_role), row, at=at)
    _tell(told, row, cause, News.ENDS_SOON, at, clock=due.code)


def _escalate(report: Report, receiving: Receiving, at: datetime) -> None:
    """Give one more seat to a report that nobody with rektor's part has opened. Nobody concerned gets it."""
    if first_read_at(report) is not None or not (report.seat_principal or report.seat_deputy):
        return
    concerned = frozenset(report.party_set.filter(part=Party.ADULT).values_list("person_id", flat=True)) - {None}
    allowed = receivers_of(report.school, Concern(report.concern), at=at, concerned=concerned)
    for receiver in allowed:
        if receiver.receiving is receiving and not getattr(report, SEATS[receiving]):
            escalate_report(report.pk, by=CLOCK, at=at, to=receiver.role)
            return


def _tell_some(at: datetime) -> bool:
    """Tell of some of what the journal has news of, and strike it out. False when there is none, or no turn."""
    with _turn() as is_ours:
        waiting = Untold.objects.select_related("event").select_for_update(skip_locked=True, of=("self",))
        untold = list(waiting.order_by("pk")[:AT_ONCE_COUNT]) if is_ours else []
        for one in untold:
            _tell_of(one.event, at)
        Untold.objects.filter(pk__in=[one.pk for one in untold]).delete()
        return bool(untold)


def _tell_of(event: Event, at: datetime) -> None:
    found = tellings(Act(event.act), event.facts)
    kind, _, uuid = event.stream.partition(":")
    if not found or kind not in KINDS:
        return
    row = KINDS[kind]._default_manager.get(pk=uuid)
    for telling in found:
        told = recipients_of(telling, row, event.facts, at=at)
        others = [person for person in told if str(person.uuid) != event.actor_id]
        _tell(others, row, event.ref, telling.news, at)


def _tell(
    people: Iterable[Person], row: Report | Case, cause: str, news: News, at: datetime, *, clock: str = ""
) -> None:
    """One notice each, never two of the same cause."""
    said = {"school_owner_id": row.school_owner_id, row.KIND: row, "news": news, "clock": clock, "at": at}
    Notice.objects.bulk_create((Notice(cause=cause, person=one, **said) for one in people), ignore_conflicts=True)
