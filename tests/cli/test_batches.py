"""Commands that go through rows by the ten thousand let Python look for cycles seldom; the others change nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from innsats import cli


@pytest.fixture(autouse=True)
def usual() -> Iterator[tuple[int, int, int]]:
    before, python_s_own = gc.get_threshold(), (700, 10, 10)  # the tests look seldom themselves
    gc.set_threshold(*python_s_own)
    yield python_s_own
    gc.set_threshold(*before)


@pytest.mark.parametrize("name", ["tick", "reckon"])
def test_a_batch_looks_for_cycles_seldom(name: str, usual: tuple[int, int, int], capsys) -> None:
    with pytest.raises(SystemExit):
        cli.main([name, "--help"])
    assert gc.get_threshold()[0] > 10 * usual[0]


def test_another_command_looks_as_often_as_before(usual: tuple[int, int, int], capsys) -> None:
    with pytest.raises(SystemExit):
        cli.main(["appoint", "--help"])
    assert gc.get_threshold() == usual
