"""Words that stand nowhere else: where one is found, something was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from tests.world import AT

REPORT, CASE, CHILD, DOUBT, CAUSE = "Kvitrende", "Kjerneord", "Kanariunge", "Kvilende", "Kvistunge"
ERRAND = "Kvisledal"
OWN = "Kladdeord"
ADDRESS = "Kvelvheim"  # what is known of somebody who lives at a protected address
GROUPS = (REPORT, CASE, CHILD, DOUBT, CAUSE, ERRAND, OWN, ADDRESS)
NOW = AT + timedelta(days=1)  # when the pages are asked
_number = count(1)


def canary(group: str) -> str:
    return f"{group}{next(_number)}x"


def canaries(group: str) -> Callable[[], str]:
    return lambda: canary(group)
