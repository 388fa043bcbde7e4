"""A school behind one address notices nothing; behind a fast one each waits a moment; and no address is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from innsats.web.pace import FREE_COUNT, STAYS, WAIT, WINDOW, Pace, a_turn, has_come, turn_held

AT = datetime(2026, 3, 23, 9, tzinfo=UTC)
SECONDS = st.integers(0, 7200)


@given(st.lists(SECONDS, max_size=40), st.integers(1, FREE_COUNT // 40))
def test_nobody_within_the_limit_is_ever_slowed(seconds: list[int], times: int) -> None:
    pace = Pace()
    assert not any(pace.is_fast("10.0.0.1", AT + timedelta(seconds=one)) for one in sorted(seconds) * times)


@given(st.integers(1, 300), SECONDS)
def test_what_is_over_the_limit_in_one_window_is_slowed_and_nothing_else(more: int, start: int) -> None:
    pace = Pace()
    window = int((AT + timedelta(seconds=start)).timestamp() // WINDOW.total_seconds())
    at = datetime.fromtimestamp(window * WINDOW.total_seconds(), UTC)
    answers = [pace.is_fast("10.0.0.1", at + timedelta(milliseconds=n)) for n in range(FREE_COUNT + more)]
    assert answers == [False] * FREE_COUNT + [True] * more
    assert not pace.is_fast("10.0.0.2", at)
    assert not pace.is_fast("10.0.0.1", at + WINDOW)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "::1"]), SECONDS), max_size=50))
def test_the_same_sendings_are_always_answered_the_same(sent: list[tuple[str, int]]) -> None:
    answers = [[pace.is_fast(who, AT + timedelta(seconds=when)) for who, when in sent] for pace in (Pace(), Pace())]
    assert answers[0] == answers[1]


def test_a_flood_from_ever_new_addresses_does_not_fill_the_memory(monkeypatch) -> None:
    monkeypatch.setattr("innsats.web.pace.MOST_ADDRESSES_COUNT", 10)
    pace = Pace()
    for n in range(100):
        pace.is_fast(f"10.0.0.{n}", AT)
    assert len(pace._sent) <= 10


@given(st.integers(0, 10_000_000))
def test_a_turn_comes_after_a_moment_and_for_one_form_alone(ms: int) -> None:
    at, turn = AT + timedelta(milliseconds=ms), a_turn("one", AT)
    assert has_come(turn, "one", at) == (WAIT <= at - AT <= STAYS)
    assert bool(turn_held(turn, "one", at)) == (at - AT <= STAYS)
    assert not has_come(turn, "another", at) and not turn_held(turn, "another", at)


def test_a_turn_cannot_be_made_up() -> None:
    assert not has_come("tull", "one", AT) and not has_come(a_turn("one", AT)[:-1] + "x", "one", AT + WAIT)
