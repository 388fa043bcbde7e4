"""The fences of the house hold: the clock, the network, the order of rows, and what may not be skipped."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

ROOT = Path(__file__).resolve().parents[2]
ASKING = {
    "datetime.now()": "from datetime import UTC, datetime\n\nWHEN = datetime.now(UTC)\n",
    "date.today()": "from datetime import date\n\nWHEN = date.today()\n",
    "timezone.now()": "from django.utils import timezone\n\nWHEN = timezone.now()\n",
    "timezone.localdate()": "from django.utils.timezone import localdate\n\nWHEN = localdate()\n",
}


def lint(source: str, name: str) -> str:
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", name, "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, cwd=ROOT).stdout


@pytest.mark.parametrize("asking", ASKING)
def test_the_linter_refuses_to_ask_the_time(asking: str) -> None:
    assert "TID251" in lint(ASKING[asking], "innsats/cases/actions/anything.py")


@pytest.mark.parametrize("asking", ASKING)
def test_only_the_clock_may_ask_the_time(asking: str) -> None:
    assert "TID251" not in lint(ASKING[asking], "innsats/web/clock.py")


def test_no_line_switches_the_clock_fence_off() -> None:
    # Long lines and late imports may be excused where they stand; asking the time may not.
    excused = [path for path in (ROOT / "innsats").rglob("*.py") if "TID251" in path.read_text()]
    assert excused == []


def test_no_socket_leaves_the_machine() -> None:
    with socket.socket() as outside, pytest.raises(Exception, match="tried to connect to"):
        outside.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_an_unordered_queryset_comes_in_no_order_one_can_rely_on() -> None:
    ContentType.objects.bulk_create(ContentType(app_label="x", model=f"m{n:02}") for n in range(30))
    unordered = ContentType.objects.filter(app_label="x")
    first, second = ([row.model for row in unordered.all()] for _ in range(2))
    assert first != second and sorted(first) == sorted(second)
    assert [row.model for row in unordered.order_by("model")] == sorted(first)
