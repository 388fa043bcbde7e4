"""Answers are counted by each worker in memory that all of them share, and what one had counted outlives it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

from django.http import HttpResponse
from django.test import RequestFactory

from innsats.web import counted
from innsats.web.counted import BOUNDS_SECONDS, SLOTS_COUNT, Counts, count_answers


def in_a_worker(work: Callable[[], None], *, killed: bool = False) -> None:
    """`work` done in a process that is forked from this one; which then ends, or is killed."""
    worker = os.fork()
    if worker == 0:
        try:
            work()
        finally:
            os.kill(os.getpid(), signal.SIGKILL) if killed else os._exit(0)
    os.waitpid(worker, 0)


def answers(counts: Counts) -> dict[int, int]:
    return {one.slot: one.answers["2xx"] for one in counts.read()}


def test_one_that_is_started_again_goes_on_where_the_one_before_ended():
    counts = Counts()
    for killed in (True, False):
        in_a_worker(lambda: counts.add(1), killed=killed)
    assert answers(counts) == {0: 2}


def test_those_that_work_at_once_count_apart():
    counts = Counts()
    counts.add(1)
    in_a_worker(lambda: counts.add(1))
    assert answers(counts) == {0: 1, 1: 1}


def test_no_count_of_four_threads_is_lost():
    counts = Counts()

    def many() -> None:
        for _ in range(2_000):
            counts.add(1)

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers(counts) == {0: 8_000}


def test_more_processes_than_slots_still_answer():
    counts = Counts()
    taken: list[tuple[int, int]] = []
    for _ in range(SLOTS_COUNT + 1):
        held, hold = os.pipe()
        worker = os.fork()
        if worker == 0:
            counts.add(1)
            os.close(hold)
            os.read(held, 1)
            os._exit(0)
        os.close(held)
        taken.append((worker, hold))
    for worker, hold in taken:
        os.close(hold)
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    assert len(answers(counts)) <= SLOTS_COUNT


def test_an_answer_is_counted_by_its_class_and_by_how_long_it_took(monkeypatch):
    monkeypatch.setattr(counted, "counts", counts := Counts())
    moments = iter([0.0, 0.003, 5.0, 5.3])
    monkeypatch.setattr(counted.time, "perf_counter", lambda: next(moments))
    for status in (200, 404):
        count_answers(lambda request, status=status: HttpResponse(status=status))(RequestFactory().get("/"))
    (one,) = counts.read()
    assert {name: count for name, count in one.answers.items() if count} == {"2xx": 1, "4xx": 1}
    longer = BOUNDS_SECONDS.index(0.5)
    assert [place for place, count in enumerate(one.buckets) if count] == [0, longer] and sum(one.buckets) == 2
    assert abs(one.seconds - 0.303) < 0.001
