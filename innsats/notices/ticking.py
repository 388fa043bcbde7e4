"""What time does by itself: telling, reminding, escalating, forgetting, sealing the day, and sending mail.

Each step finds its own work, so that a tick may be repeated, killed and run twice at once: everything happens once.
A unit of work is one transaction that holds the turn; who does not get it leaves the work to who has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import F, QuerySet

from innsats.assistance.actions import erase_work_notes, escalate_advice
from innsats.assistance.queries.advice import has_waited_too_long
from innsats.assistance.queries.worknotes import forgotten
from innsats.cases.actions.report import escalate_report
from innsats.cases.dues import measure_of, steps_ahead
from innsats.cases.facts import is_read
from innsats.cases.models import OPEN, Case, Consult, Due, FamilyWait, Report
from innsats.cases.models.seats import Seated
from innsats.cases.queries.recipients import SEATS, receivers_of
from innsats.cases.queries.shut_out import shut_out_of
from innsats.cases.reckoning import reckon_waiting
from innsats.database.inserting import insert_new
from innsats.database.prepared import Prepared
from innsats.database.turns import in_turn
from innsats.journal.actors import CLOCK
from innsats.journal.chain import anchor_day
from innsats.journal.models import Event, Untold
from innsats.oversight.queries.watching import unusual
from innsats.people import outside
from innsats.people.models import Person
from innsats.people.sessions import SessionStore
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.moving import is_time_to_tell, told_at
from innsats.rules.reports import Concern, Receiving
from innsats.rules.reviewing import is_time_to_remind
from innsats.rules.stages import Stage
from innsats.rules.telling import LEAVING, OF_SIGNING_IN, REMINDERS, News, Step, Timed, tellings
from innsats.teams.models import Team
from innsats.web import coded_drafts, drafts, throttle
from innsats.web.models import Happened
from innsats.web.uploads import holding

from .consulting import told_of_consult
from .delivery import deliver
from .models import Mail, Notice, Turn
from .mornings import make_morning_lists
from .recipients import Reminding, recipients_of, reminded_of
from .reviews import reviews_due
from .waiting import next_wait_at, take_step, waits_due
from .watching import raised

SETTLED = timedelta(minutes=10)  # after midnight: whatever was done before it has been committed by now
TICK = "tick"
WATCHING, WATCHED_EVERY = "readings that somebody should ask about", timedelta(minutes=15)
AT_ONCE_COUNT = 500  # events or clocks in one transaction, while others wait to write
OF_A_CLOCK = (
    "school_owner", "report", "case", "code", "about", "responsible_role", "due_at", "due_on", "next_step_at",
)  # fmt: skip
OF_A_ROW = ("school", "school_owner", "disposed_at", *Seated.SEATS)
Told = dict[str, Any]  # a notice, by its columns
KINDS: dict[str, type[Report] | type[Case]] = {"report": Report, "case": Case}
ESCALATIONS = {Step.TO_DEPUTY: Receiving.DEPUTY, Step.TO_OFFICER: Receiving.OWNER_OFFICER}


def tick(at: datetime, *, in_story: bool = False) -> None:
    """Do everything that is due at `at`. What has been done is not done again.

    `in_story`: the days of a story are still being written, also after a tick has passed them, so none is sealed; and
    nobody is written to about them.
    """
    pass_time(at)
    drafts.forget_before(at)
    coded_drafts.forget_before(at)
    throttle.forget_before(at)
    holding.forget_before(at)
    SessionStore.forget_before(at)
    outside.forget_before(at)
    if in_story:
        return
    _watch_readings(at)
    make_morning_lists(at)
    with _turn() as is_ours:
        if is_ours:
            anchor_day(day_of(at - SETTLED) - timedelta(days=1))
    deliver(at)
    Happened.objects.update_or_create(name=TICK, defaults={"at": at})


def pass_time(at: datetime) -> None:
    """Reckon where days or limits have changed, tell what the journal has news of, take the steps of every open clock
    up to `at`, and tell of those; and erase the notes that nobody may read any more.
    """
    for work in (
        reckon_waiting, _tell_of_waits, _tell_some, _take_steps, _tell_of_leaving, _tell_of_reviews, _tell_some,
        _forget_notes,
    ):  # fmt: skip
        while work(at):
            pass


def next_moment(after: datetime, until: datetime) -> datetime | None:
    """The first instant later than `after` and not later than `until` when a tick has something to do."""
    waiting = Due.objects.filter(OPEN, next_step_at__gt=after, next_step_at__lte=until)
    step = waiting.order_by("next_step_at").values_list("next_step_at", flat=True).first()
    summers = [told_at(year) for year in range(after.year, until.year + 1)]
    steps = (step, next_wait_at(after, until), *summers)
    return min([one for one in steps if one and after < one <= until], default=None)


@contextmanager
def _turn() -> Iterator[bool]:
    """One transaction, and whether it is ours to work in. On SQLite there is one writer anyway."""
    Turn.objects.get_or_create(name="tick")
    with in_turn(), transaction.atomic():
        yield Turn.objects.select_for_update(skip_locked=True, no_key=True).filter(name="tick").first() is not None


def _take_steps(at: datetime) -> bool:
    """Take the steps that are due of every clock, school by school. False when there is none, or it is another's turn.

    What somebody else is changing is left for the next tick: time waits for nobody, so that nobody waits for it who
    holds what it waits for.
    """
    due = Due.objects.filter(OPEN, next_step_at__lte=at)
    ordered = due.order_by("school_owner", "school", "next_step_at", "pk")  # days, limits and people of a school once
    keys = list(ordered.values_list("pk", flat=True))
    some = (keys[start : start + AT_ONCE_COUNT] for start in range(0, len(keys), AT_ONCE_COUNT))
    return any([_take_some_steps(one, at) for one in some])


def _take_some_steps(dues: list[int], at: datetime) -> bool:
    with _turn() as is_ours:
        held = _held(dues, at) if is_ours else []
        measures = {owner: measure_of(owner) for owner in {due.school_owner_id for due, _ in held}}
        ahead = {due.pk: steps_ahead(due, row, *measures[due.school_owner_id]) for due, row in held}
        steps = [(due, row, step) for due, row in held for step in _steps_until(at, due, ahead[due.pk])]
        for due, row, step in steps:
            if step in ESCALATIONS:
                _escalate(row, ESCALATIONS[step], at)
            elif step is Step.TO_OWNER and has_waited_too_long(row, UUID(due.about)):
                escalate_advice(row.pk, by=CLOCK, at=at, advice=UUID(due.about))
        _remind([one for one in steps if one[2] in REMINDERS], at)
        following: dict[datetime | None, list[int]] = defaultdict(list)
        for due, _ in held:
            following[min((timed.at for timed in ahead[due.pk] if timed.at > at), default=None)].append(due.pk)
        for moment, taken in following.items():
            Due.objects.filter(pk__in=taken).update(next_step_at=moment)
        return bool(held)


def _held(keys: list[int], at: datetime) -> list[tuple[Due, Report | Case]]:
    """Those of these clocks whose step is still due, each with its report or case, all locked. Three queries."""
    dues = _waiting(tuple(keys), at)
    reports = _free_reports(tuple(sorted({due.report_id for due in dues if due.report_id})))
    cases = _free_cases(tuple(sorted({due.case_id for due in dues if due.case_id})))
    rows: dict[UUID | None, Report | Case] = {row.pk: row for row in (*reports, *cases)}
    found = ((due, rows.get(due.report_id or due.case_id)) for due in dues)
    return [(due, row) for due, row in found if row is not None]


@Prepared
def _waiting(keys: tuple[int, ...], at: datetime) -> QuerySet[Due]:
    waiting = Due.objects.filter(OPEN, pk__in=keys, next_step_at__lte=at).only(*OF_A_CLOCK)
    return waiting.select_for_update(skip_locked=True, no_key=True).order_by("next_step_at", "pk")


@Prepared
def _free_reports(keys: tuple[UUID, ...]) -> QuerySet[Report]:
    reports = Report.objects.filter(pk__in=keys).only(*OF_A_ROW, "lead", "reported_at", "seated_at", "concern")
    return reports.select_for_update(skip_locked=True, no_key=True).order_by("pk")


@Prepared
def _free_cases(keys: tuple[UUID, ...]) -> QuerySet[Case]:
    cases = Case.objects.filter(pk__in=keys).only(*OF_A_ROW, "stage")
    return cases.select_for_update(skip_locked=True, no_key=True).order_by("pk")


def _steps_until(at: datetime, due: Due, ahead: Iterable[Timed]) -> Iterator[Step]:
    """The steps of one clock that have not been taken and are due at `at`, first one first."""
    since = due.next_step_at
    for timed in ahead:
        if since is not None and since <= timed.at <= at:
            yield timed.step


def _tell_of_leaving(at: datetime) -> bool:
    """Tell rektor of open cases whose pupils change school in August, once a summer. False when there is none."""
    on = day_of(at)
    if not is_time_to_tell(on) or at < told_at(on.year):
        return False
    told = Notice.objects.filter(news=LEAVING.news, at__gte=told_at(on.year)).values("case")
    leaving = Case.objects.filter(pupil__left_on=None, pupil__grade__gte=F("school__highest_grade"))
    waiting = leaving.exclude(stage=Stage.CLOSED).exclude(pk__in=told).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True))
    some = (keys[start : start + AT_ONCE_COUNT] for start in range(0, len(keys), AT_ONCE_COUNT))
    return any([_tell_some_of_leaving(one, at) for one in some])


def _tell_some_of_leaving(keys: list[UUID], at: datetime) -> bool:
    with _turn() as is_ours:
        rows = Case.objects.filter(pk__in=keys).select_related("school").order_by("pk") if is_ours else []
        notices: list[Told] = []
        for row in rows:
            cause = f"{row.subject.stream}/{LEAVING.news}/{day_of(at).year}"
            notices += _notices(recipients_of(LEAVING, row, {}, at=at), row, cause, LEAVING.news, at)
        _keep(notices)
        return bool(notices)


def _tell_of_reviews(at: datetime) -> bool:
    """Tell those who answer for a team of what is to be looked over within a month, each once. False when nothing is
    new. Two queries when nothing is due.
    """
    due = reviews_due(at) if is_time_to_remind(at) else []
    causes = {one.cause for one, _person in due}
    told = set(Notice.objects.filter(cause__in=causes).values_list("cause", "person")) if due else set()
    new = [(one, person) for one, person in due if (one.cause, person.pk) not in told]
    if not new:
        return False
    with _turn() as is_ours:
        if is_ours:
            _keep(kept for one, who in new for kept in _notices([who], one.team, one.cause, News.REVIEW_DUE, at))
        return is_ours


def _tell_of_waits(at: datetime) -> bool:
    """Remind of families that wish to wait, and tell the school on their day. False when there is none, or no turn."""
    return any([_take_step_of_wait(key, at) for key in waits_due(at)])


def _take_step_of_wait(key: UUID, at: datetime) -> bool:
    with _turn() as is_ours:
        taken = take_step(key, at) if is_ours else None
        if taken is not None:
            wait, news, people = taken
            _keep(_notices(people, wait, f"{wait.subject.stream}/{news}", news, at))
        return taken is not None




def _watch_readings(at: datetime) -> None:
    """Raise the reading that somebody should ask about, a few times an hour, and tell of it."""
    if throttle.is_spent(WATCHING, limit=1, per=WATCHED_EVERY, at=at):
        return
    throttle.allow(WATCHING, limit=1, per=WATCHED_EVERY, at=at)
    with _turn() as is_ours:
        for row, cause, people in raised(unusual(at), at) if is_ours else ():
            _keep(_notices(people, row, cause, News.READING_RAISED, at))


def _forget_notes(at: datetime) -> bool:
    """Erase the work notes that the team has left behind. False when there are none, or it is another's turn."""
    cases = list(forgotten(at).order_by("case").values_list("case", flat=True).distinct())
    if not cases:
        return False
    with _turn() as is_ours:
        for case in cases if is_ours else ():
            erase_work_notes(case, by=CLOCK, at=at)
        return is_ours


def _remind(steps: list[tuple[Due, Report | Case, Step]], at: datetime) -> None:
    """Tell those whom each step reaches that the clock ends soon."""
    told = reminded_of([Reminding(step, due.responsible_role, row) for due, row, step in steps], at=at)
    notices: list[Told] = []
    for (due, row, step), people in zip(steps, told, strict=True):
        cause = f"{row.subject.stream}/{due.code}/{due.about}/{due.due_at or due.due_on:%Y-%m-%dT%H:%M}/{step}"
        notices += _notices(people, row, cause, News.ENDS_SOON, at, clock=due.code)
    _keep(notices)


def _escalate(row: Report | Case, receiving: Receiving, at: datetime) -> None:
    """Give one more seat to a report that nobody with rektor's part has opened. Nobody concerned gets it."""
    assert isinstance(row, Report)  # only a receipt has these steps
    if is_read(row) or not row.is_at_school:
        return
    allowed = receivers_of(row.school, Concern(row.concern), at=at, concerned=shut_out_of(row))
    for receiver in allowed:
        if receiver.receiving is receiving and not getattr(row, SEATS[receiving]):
            escalate_report(row.pk, by=CLOCK, at=at, to=receiver.role)
            row.refresh_from_db(fields=Report.SEATS)  # those who sit there now are reminded in the same breath
            return


def _tell_some(at: datetime) -> bool:
    """Tell of some of what the journal has news of, and strike it out. False when there is none, or no turn."""
    with _turn() as is_ours:
        waiting = Untold.objects.select_related("event").select_for_update(skip_locked=True, of=("self",), no_key=True)
        untold = list(waiting.order_by("pk")[:AT_ONCE_COUNT]) if is_ours else []
        for one in untold:
            _tell_of(one.event, at)
        Untold.objects.filter(pk__in=[one.pk for one in untold]).delete()
        return bool(untold)


def _tell_of(event: Event, at: datetime) -> None:
    kind, _, uuid = event.stream.partition(":")
    if kind == Consult.KIND:
        consult, news, people = told_of_consult(UUID(uuid), Act(event.act), at)
        _keep(_notices(people, consult, event.ref, news, at))
        return
    if event.act in OF_SIGNING_IN:
        _write_of_signing_in(event, at)
        return
    found = tellings(Act(event.act), event.facts)
    if not found or kind not in KINDS:
        return
    row = KINDS[kind]._default_manager.get(pk=uuid)
    for telling in found:
        told = recipients_of(telling, row, event.facts, at=at)
        others = [person for person in told if str(person.uuid) != event.actor_id]
        _keep(_notices(others, row, event.ref, telling.news, at))


def _write_of_signing_in(event: Event, at: datetime) -> None:
    """A mail of its own to whoever's way in was changed, also when that is who changed it. Somebody new had none."""
    if event.facts.get("is_new"):
        return
    whose = event.facts.get("person") or event.stream.partition(":")[2]
    person = Person.objects.filter(uuid=whose, account__isnull=False).first()
    if person is not None:
        Mail.objects.create(person=person, gathered_at=at, try_at=at, about=event.act)


def _notices(
    people: Iterable[Person], row: Report | Case | Team | FamilyWait | Consult, cause: str, news: News, at: datetime, *,
    clock: str = "",
) -> Iterator[Told]:
    """One notice each, to be mailed too for those who have an e-mail."""
    said = {
        "school_owner_id": row.school_owner_id, "report_id": None, "case_id": None, "team_id": None, "wait_id": None,
        "consult_id": None, f"{row.KIND}_id": row.pk, "cause": cause, "news": news, "clock": clock, "at": at,
        "mail_id": None,
    }  # fmt: skip
    for person in people:
        yield said | {"uuid": uuid4(), "person_id": person.pk, "by_mail": person.account_id is not None}


def _keep(notices: Iterable[Told]) -> None:
    """Never two of the same cause to one person.

    One statement for all: a morning writes tens of thousands, and bulk_create() makes a row and the words of each anew.
    """
    database, columns = connections[DEFAULT_DB_ALIAS], Notice._meta.concrete_fields
    stored = [cache(partial(column.get_db_prep_save, connection=database)) for column in columns]  # many are alike
    attributes = [column.attname for column in columns]
    rows = [[store(one[name]) for store, name in zip(stored, attributes, strict=True)] for one in notices]
    insert_new(Notice, rows)
