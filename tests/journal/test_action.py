"""One change, whole or not at all, attributed, and never without a trace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from innsats.journal import action as journal
from innsats.journal.action import ACTIONS, NothingRecorded, action, record
from innsats.journal.actors import ANONYMOUS, OPERATOR, Actor, ActorKind, Subject
from innsats.journal.chain import anchor_day, first_break
from innsats.journal.looks import looked
from innsats.journal.models import Anchor, Event, Look, Refusal, Untold
from innsats.rules import law
from innsats.rules.acts import Act
from innsats.rules.verdicts import Obstacle, Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
STREAM = Subject("case", "11111111-1111-1111-1111-111111111111", 7)
SOMEBODY = Actor(ActorKind.PERSON, "22222222-2222-2222-2222-222222222222")


@pytest.fixture
def act():
    """An action under a borrowed name, given back afterwards."""
    held = ACTIONS.get(Act.NOTE_INQUIRY)

    def make(body):
        body.__name__ = "note_inquiry"
        return action(body)

    yield make
    if held:
        ACTIONS[Act.NOTE_INQUIRY] = held


def kept(subject=STREAM, **facts):
    def note_inquiry(*, by, at):
        record(Act.NOTE_INQUIRY, subject, by=by, at=at, **facts)
        return None

    return note_inquiry


def test_an_action_that_records_nothing_is_rolled_back(act):
    def note_inquiry(*, by, at):
        Refusal.objects.create(act="see_case", actor_kind="person", codes="", at=at)

    with pytest.raises(NothingRecorded):
        act(note_inquiry)(by=SOMEBODY, at=AT)
    assert not Refusal.objects.exists()


def test_who_and_when_are_always_said(act):
    with pytest.raises(TypeError, match="keyword-only"):
        act(lambda by, at: None)


def test_a_name_that_is_no_act_is_refused():
    with pytest.raises(ValueError):
        action(lambda *, by, at: None)


def test_an_event_says_who_what_when_and_is_untold(act):
    act(kept(lead=uuid4(), on=AT.date()))(by=SOMEBODY, at=AT)
    event = Event.objects.get()
    assert (event.stream, event.seq, event.act, event.actor_kind, event.at) == (
        STREAM.stream,
        1,
        "note_inquiry",
        "person",
        AT,
    )
    assert event.school_owner_id == 7
    assert Untold.objects.get().event == event


@pytest.mark.parametrize("fact", ["fritt språk med mellomrom", {"a": 1}, 1.5, object()])
def test_free_text_never_reaches_the_journal(act, fact):
    with pytest.raises(TypeError, match="never free text|ids, codes and dates"):
        act(kept(fact=fact))(by=SOMEBODY, at=AT)
    assert not Event.objects.exists()


def test_time_never_runs_backwards_within_a_stream(act):
    doing = act(kept())
    doing(by=SOMEBODY, at=AT)
    doing(by=SOMEBODY, at=AT - timedelta(hours=1))
    first, second = Event.objects.order_by("seq")
    assert second.at >= first.at


def test_a_form_sent_twice_does_it_once_and_gives_the_same_answer(act):
    def note_inquiry(*, by, at):
        record(Act.NOTE_INQUIRY, STREAM, by=by, at=at)
        return Refusal.objects.create(act="see_case", actor_kind="person", codes="", at=at)

    doing = act(note_inquiry)
    first = doing(by=SOMEBODY, at=AT, form_key="abc")
    assert doing(by=SOMEBODY, at=AT, form_key="abc") == first
    assert Event.objects.count() == Refusal.objects.count() == 1


def test_a_form_key_belongs_to_the_one_who_sent_it(act):
    doing = act(kept())
    doing(by=SOMEBODY, at=AT, form_key="abc")
    doing(by=ANONYMOUS, at=AT, form_key="abc")
    assert Event.objects.count() == 2


def test_a_refusal_changes_nothing_and_is_kept(act):
    def note_inquiry(*, by, at):
        record(Act.NOTE_INQUIRY, STREAM, by=by, at=at)
        raise Refused(
            (Obstacle("undeclared", law.IMPARTIALITY_SELF_DECIDED), Obstacle("untrained", law.TRAINING_FIRST))
        )

    with pytest.raises(Refused):
        act(note_inquiry)(by=SOMEBODY, at=AT)
    assert not Event.objects.exists()
    assert Refusal.objects.get().codes == "undeclared,untrained"


def test_the_chain_holds_and_each_event_rests_on_the_one_before(act):
    doing = act(kept())
    for minute in range(4):
        doing(by=SOMEBODY, at=AT + timedelta(minutes=minute))
    assert first_break(STREAM.stream) is None
    events = list(Event.objects.order_by("seq"))
    assert [e.prev for e in events] == ["", *(e.hash for e in events[:-1])]


@pytest.mark.parametrize("column", ["act", "actor_id", "at", "facts", "prev", "made"])
def test_a_changed_event_breaks_the_chain_at_its_place(act, column):
    doing = act(kept(is_heard=True))
    for minute in range(3):
        doing(by=SOMEBODY, at=AT + timedelta(minutes=minute))
    event = Event.objects.get(seq=2)
    changed = {"at": AT + timedelta(seconds=61), "facts": {"is_heard": False}}.get(column, "x")
    without_triggers = _without_trigger("update")
    with without_triggers:
        Event.objects.filter(pk=event.pk).update(**{column: changed})
    assert first_break(STREAM.stream) == 2


@pytest.mark.parametrize("what", ["update", "delete"])
@pytest.mark.parametrize("model", [Event, Look, Refusal, Anchor])
def test_the_database_refuses_to_change_what_happened(act, what, model):
    act(kept())(by=SOMEBODY, at=AT)
    looked(Act.READ_CASE, STREAM, by=SOMEBODY, at=AT)
    Refusal.objects.create(act="see_case", actor_kind="person", codes="", at=AT)
    anchor_day(AT.date())
    rows = model.objects.all()
    assert rows.exists()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(id=99) if what == "update" else rows._raw_delete(rows.db)
    assert rows.exists()


def test_a_look_is_kept_once_an_hour():
    for minute in (0, 30, 61):
        looked(Act.READ_CASE, STREAM, by=SOMEBODY, at=AT + timedelta(minutes=minute))
    assert [look.hour.hour for look in Look.objects.order_by("hour")] == [9, 10]


def test_a_second_look_in_the_hour_only_reads(django_assert_num_queries):
    looked(Act.READ_CASE, STREAM, by=SOMEBODY, at=AT)
    with django_assert_num_queries(1):
        looked(Act.READ_CASE, STREAM, by=SOMEBODY, at=AT + timedelta(minutes=5))


def test_a_day_is_anchored_once_and_the_anchor_covers_looks(act):
    act(kept())(by=SOMEBODY, at=AT)
    looked(Act.READ_CASE, STREAM, by=SOMEBODY, at=AT)
    first = anchor_day(AT.date())
    assert (first.events_count, first.looks_count) == (1, 1)
    assert anchor_day(AT.date()) is None


def test_an_action_inside_an_action_records_because_of_the_outer(act):
    inner = act(kept(OPERATOR_STREAM))

    def receive_case(*, by, at):
        inner(by=by, at=at)
        record(Act.RECEIVE_CASE, STREAM, by=by, at=at)

    held = ACTIONS.get(Act.RECEIVE_CASE)
    try:
        action(receive_case)(by=OPERATOR, at=AT)
    finally:
        if held:
            ACTIONS[Act.RECEIVE_CASE] = held
    assert dict(Event.objects.values_list("act", "because")) == {"note_inquiry": "receive_case", "receive_case": ""}


OPERATOR_STREAM = Subject("owner", "33333333-3333-3333-3333-333333333333", 7)


def test_record_outside_an_action_is_a_mistake():
    with pytest.raises(RuntimeError):
        journal.record(Act.NOTE_INQUIRY, STREAM, by=SOMEBODY, at=AT)


class _without_trigger:
    """Tamper as somebody with the database file could: drop the trigger first."""

    def __init__(self, what: str) -> None:
        self.name = f"journal_event_no_{what}"

    def __enter__(self) -> None:
        on_table = " ON journal_event" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {self.name}{on_table}")

    def __exit__(self, *raised: object) -> None:
        """The test's transaction is rolled back, and the trigger with it."""
