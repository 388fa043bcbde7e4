"""`innsats verify-journal`: whatever is changed, added, removed or moved is found, and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from django.core.management import CommandError
from django.db import transaction
from django.db.models import F

from innsats.journal.action import ACTIONS, action, record
from innsats.journal.actors import Actor, ActorKind, Subject
from innsats.journal.chain import anchor_day
from innsats.journal.commands import verify_journal as command
from innsats.journal.looks import looked
from innsats.journal.models import HASHED, Anchor, Event, Look, Refusal, Untold
from innsats.journal.verifying import Found, verify_journal
from innsats.rules.acts import Act
from innsats.vault import keys
from innsats.vault.models import Destruction
from tests.unguarded import drop_guards

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
DAYS, EVENTS_A_DAY, TAMPERINGS = 5, 12, 1_000
STREAMS = [Subject("case", f"11111111-1111-1111-1111-{n:012}", 7) for n in range(6)]
PEOPLE = [Actor(ActorKind.PERSON, f"22222222-2222-2222-2222-{n:012}") for n in range(3)]
Tampered = tuple[str, ...]  # where it may be found: an event, or the day of an anchor


@pytest.fixture
def journal() -> list[Anchor]:
    """Five days in six streams, each day sealed, and half a day since; nothing refuses changes any more."""
    dice = Random(2026)
    held = ACTIONS.get(Act.NOTE_INQUIRY)

    def note_inquiry(*, by, at):
        record(Act.NOTE_INQUIRY, dice.choice(STREAMS), by=by, at=at, is_heard=dice.random() < 0.5, method="talk")

    doing = action(note_inquiry)
    if held:
        ACTIONS[Act.NOTE_INQUIRY] = held
    for day in range(DAYS + 1):
        for minute in range(EVENTS_A_DAY):
            at = BEGINS + timedelta(days=day, minutes=minute)
            by = dice.choice(PEOPLE)
            doing(by=by, at=at, form_key=f"{day}-{minute}")
            looked(Act.READ_CASE, dice.choice(STREAMS), by=by, at=at + timedelta(hours=minute))
        Refusal.objects.create(act="see_case", actor_kind="person", actor_id=PEOPLE[0].id, codes="untrained", at=at)
        if day < DAYS:
            assert anchor_day((BEGINS + timedelta(days=day)).date())
    Untold.objects.all().delete()
    drop_guards("journal_event", "journal_look", "journal_anchor", "journal_refusal", "vault_destruction")
    return list(Anchor.objects.order_by("on"))


def _day_of(model: type, pk: int) -> str:
    """The day of the anchor that covers a row."""
    column = f"until_{model._meta.model_name}"
    return str(Anchor.objects.filter(**{f"{column}__gte": pk}).order_by("on").values_list("on", flat=True)[0])


def _covered(model: type) -> int:
    return Anchor.objects.order_by("-on").values_list(f"until_{model._meta.model_name}", flat=True)[0]


def _an(model: type, dice: Random, *, anchored: bool = False):
    rows = model.objects.order_by("pk")
    return dice.choice(list(rows.filter(pk__lte=_covered(model)) if anchored else rows))


def _other(value: object, dice: Random) -> object:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1_000
        case datetime():
            return value + timedelta(days=400, microseconds=dice.randrange(2))
        case dict():
            return {**value, "is_heard": not value.get("is_heard")}
        case None:
            return 1
    text = str(value)
    place = dice.randrange(len(text)) if text else 0
    return f"{text[:place]}{'x' if text[place : place + 1] != 'x' else 'y'}{text[place + 1 :]}"


def change_an_event(dice: Random) -> Tampered:
    event, column = _an(Event, dice), dice.choice([*HASHED, "hash"])
    Event.objects.filter(pk=event.pk).update(**{column: _other(getattr(event, column), dice)})
    place = (event.ref,)
    if column in ("stream", "seq"):  # it is gone from where it stood, and is the first of another, or far behind
        event.refresh_from_db()
        return (*place, f"{event.stream}#1")
    return place


def remove_an_event(dice: Random) -> Tampered:
    event = _an(Event, dice, anchored=True)
    day = _day_of(Event, event.pk)
    Event.objects.filter(pk=event.pk)._raw_delete("default")
    return event.ref, day


def remove_and_mend(dice: Random) -> Tampered:
    """Taken out, the rest numbered and hashed anew: the chain holds, and the anchor does not."""
    event = _an(Event, dice, anchored=True)
    day = _day_of(Event, event.pk)
    Event.objects.filter(pk=event.pk)._raw_delete("default")
    _mend(event.stream)
    return (day,)


def change_and_mend(dice: Random) -> Tampered:
    event = _an(Event, dice, anchored=True)
    day = _day_of(Event, event.pk)
    Event.objects.filter(pk=event.pk).update(actor_id=_other(event.actor_id, dice))
    _mend(event.stream)
    return (day,)


def add_an_event_and_mend(dice: Random) -> Tampered:
    """Put in among the sealed, with all rows after it moved one on."""
    event = _an(Event, dice, anchored=True)
    days = Anchor.objects.filter(on__gte=_day_of(Event, event.pk)).order_by("on").values_list("on", flat=True)
    for pk in Event.objects.filter(pk__gt=event.pk).order_by("-pk").values_list("pk", flat=True):
        Event.objects.filter(pk=pk).update(id=F("id") + 1)
    for later in Event.objects.filter(stream=event.stream, seq__gt=event.seq).order_by("-seq"):
        Event.objects.filter(pk=later.pk).update(seq=F("seq") + 1)
    event.pk, event.seq, event.form_key = event.pk + 1, event.seq + 1, None
    event.save(force_insert=True)
    _mend(event.stream)
    return tuple(map(str, days))


def _mend(stream: str) -> None:
    prev = ""
    for number, event in enumerate(Event.objects.filter(stream=stream).order_by("seq"), start=1):
        event.seq, event.prev = number, prev
        prev = event.hash = event.digest()
        event.save(force_update=True)


def exchange_two(dice: Random) -> Tampered:
    """Two events of a stream say what the other said."""
    stream = dice.choice(list(Event.objects.values_list("stream", flat=True).distinct().order_by("stream")))
    one, other = dice.sample(list(Event.objects.filter(stream=stream).order_by("seq")), 2)
    if one.hash == other.hash:
        raise AssertionError("two events have one hash")
    Event.objects.filter(pk=one.pk).update(seq=9_999)
    Event.objects.filter(pk=other.pk).update(seq=one.seq)
    Event.objects.filter(pk=one.pk).update(seq=other.seq)
    return (one.ref, other.ref)


def cut_the_tail(dice: Random) -> Tampered:
    event = _an(Event, dice, anchored=True)
    day = _day_of(Event, event.pk)
    Event.objects.filter(stream=event.stream, seq__gte=event.seq)._raw_delete("default")
    return (day,)


def remove_a_stream(dice: Random) -> Tampered:
    event = _an(Event, dice, anchored=True)
    first = Event.objects.filter(stream=event.stream).order_by("pk").values_list("pk", flat=True)[0]
    day = _day_of(Event, first)
    Event.objects.filter(stream=event.stream)._raw_delete("default")
    return (day,)


def change_a_look_or_refusal(dice: Random) -> Tampered:
    model = dice.choice([Look, Refusal])
    row = _an(model, dice, anchored=True)
    columns = [one.name for one in model._meta.fields if one.name != "id"]
    column = dice.choice(columns)
    model.objects.filter(pk=row.pk).update(**{column: _other(getattr(row, column), dice)})
    return (_day_of(model, row.pk),)


def remove_a_look_or_refusal(dice: Random) -> Tampered:
    model = dice.choice([Look, Refusal])
    row = _an(model, dice, anchored=True)
    day = _day_of(model, row.pk)
    model.objects.filter(pk=row.pk)._raw_delete("default")
    return (day,)


def change_an_anchor(dice: Random) -> Tampered:
    row = _an(Anchor, dice)
    column = dice.choice([one.name for one in Anchor._meta.fields if one.name not in ("id", "on")])
    Anchor.objects.filter(pk=row.pk).update(**{column: _other(getattr(row, column), dice)})
    return (str(row.on),)


def remove_an_anchor(dice: Random) -> Tampered:
    """The one after it no longer rests on anything; the last one is found by what is kept outside."""
    row = _an(Anchor, dice)
    Anchor.objects.filter(pk=row.pk)._raw_delete("default")
    return (str(row.on), str(row.on + timedelta(days=1)))


def seal_all_anew(dice: Random) -> Tampered:
    """Every anchor made anew over a journal that was changed and mended: found by what is kept outside."""
    remove_and_mend(dice)
    days = list(Anchor.objects.order_by("on").values_list("on", flat=True))
    Anchor.objects.all()._raw_delete("default")
    for on in days:
        anchor_day(on)
    return tuple(map(str, days))


TAMPERING: list[Callable[[Random], Tampered]] = [
    change_an_event, remove_an_event, remove_and_mend, change_and_mend, add_an_event_and_mend, exchange_two,
    cut_the_tail, remove_a_stream, change_a_look_or_refusal, remove_a_look_or_refusal, change_an_anchor,
    remove_an_anchor, seal_all_anew,
]  # fmt: skip


def test_an_untouched_journal_holds(journal: list[Anchor]) -> None:
    result = verify_journal((one.on, one.hash) for one in journal)
    assert result.found == []
    assert (result.events_count, result.anchors_count) == (Event.objects.count(), DAYS)
    assert result.looks_count == Look.objects.count() + Refusal.objects.count() > EVENTS_A_DAY
    assert result.newest == journal[-1]


@pytest.mark.sqlite
def test_a_thousand_tamperings_are_all_found_and_located(journal: list[Anchor]) -> None:
    kept = [(one.on, one.hash) for one in journal]
    for number in range(TAMPERINGS):
        dice, tamper = Random(number), TAMPERING[number % len(TAMPERING)]
        with transaction.atomic():
            places = tamper(dice)
            found = verify_journal(kept).found
            transaction.set_rollback(True)
        assert {one.where for one in found} & set(places), (number, tamper.__name__, places, found)
    assert verify_journal(kept).found == []


def test_only_an_anchor_kept_outside_finds_a_journal_that_was_sealed_anew(journal: list[Anchor]) -> None:
    seal_all_anew(Random(1))
    assert verify_journal().found == []
    assert {one.fault for one in verify_journal([(journal[-1].on, journal[-1].hash)]).found} == {"unknown"}


def test_what_has_come_since_the_last_anchor_is_held_by_its_chain(journal: list[Anchor]) -> None:
    newest = Event.objects.order_by("-pk")[0]
    Event.objects.filter(pk=newest.pk).update(act="open_case")
    assert verify_journal().found == [Found("changed", newest.ref)]


def test_a_day_is_sealed_by_the_order_of_the_rows_when_the_clock_jumps_back(journal: list[Anchor]) -> None:
    """What is written after a day was sealed, with a time before, is covered by the next anchor."""
    Refusal.objects.create(act="see_case", actor_kind="person", codes="", at=BEGINS)
    last = anchor_day((BEGINS + timedelta(days=DAYS)).date())
    assert last is not None and last.until_refusal == Refusal.objects.order_by("-pk")[0].pk
    assert anchor_day(journal[-1].on) is None and anchor_day(journal[0].on - timedelta(days=9)) is None
    assert verify_journal().found == []


def test_the_days_anchor_covers_which_keys_were_destroyed(journal: list[Anchor]) -> None:
    """Before the first of them an anchor is hashed as it was before there was a list."""
    assert all(one.until_destruction == one.destructions_count == 0 for one in journal)
    day = BEGINS + timedelta(days=DAYS)
    for _ in range(3):
        keys.destroy(keys.new_data_key("case", 1, uuid4()), at=day)
    last = anchor_day(day.date())
    assert last is not None and last.destructions_count == 3
    result = verify_journal()
    assert (result.found, result.destructions_count) == ([], 3)
    first = Destruction.objects.order_by("pk")[0]
    for tamper in (first.delete, lambda: Destruction.objects.update(key_id=F("pk")), lambda: _forget_the_list(last)):
        with transaction.atomic():
            tamper()
            assert Found("unsealed", str(last.on)) in verify_journal().found
            transaction.set_rollback(True)


def _forget_the_list(anchor: Anchor) -> None:
    Destruction.objects.all()._raw_delete("default")
    Anchor.objects.filter(pk=anchor.pk).update(until_destruction=0, destructions_count=0)


def test_the_command_says_that_it_holds_and_what_to_keep(journal, capsys) -> None:
    assert command([]) == 0
    said = capsys.readouterr().out
    assert "as they were written" in said and f"{journal[-1].on} {journal[-1].hash}" in said


def test_the_command_says_what_and_where(journal, capsys, tmp_path: Path) -> None:
    command(["--anchors"])
    kept = tmp_path / "anchors"
    kept.write_text(capsys.readouterr().out)
    event = _an(Event, Random(3))
    Event.objects.filter(pk=event.pk).update(made="x")
    Anchor.objects.filter(pk=journal[-1].pk)._raw_delete("default")
    assert command(["--against", str(kept)]) == 1
    said = capsys.readouterr().out
    assert f"Event {event.ref} does not say what it said" in said
    assert f"The anchor of {journal[-1].on} is kept outside" in said


@pytest.mark.parametrize("text", ["", "2026-03-23\n", "2026-03-23 abc\n", "2026-02-30 " + "a" * 64, "notes\n"])
def test_a_file_that_holds_no_anchors_is_refused(journal, tmp_path: Path, text: str) -> None:
    (tmp_path / "anchors").write_text(text)
    with pytest.raises(CommandError):
        command(["--against", str(tmp_path / "anchors")])
    with pytest.raises(CommandError):
        command(["--against", str(tmp_path / "nothing")])


def test_an_empty_journal_holds() -> None:
    assert verify_journal().found == [] and anchor_day(date(2026, 3, 23)) is not None
    assert verify_journal().found == []
