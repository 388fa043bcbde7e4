"""What one address of the product is to the access tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse

from tests.architecture.access_world import NOW, Watched

Typed = Mapping[str, Any]
TODAY, LATER = NOW.date().isoformat(), (NOW.date() + timedelta(days=7)).isoformat()
MUCH_LATER = (NOW.date() + timedelta(days=700)).isoformat()
NUMBER, NOBODY = "2026-0000000-0", uuid4()  # of nothing at all
NOT_HIDDEN = {"noun", "token", "blank_name", "way", "step"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An address: its name, what stands in it, what is asked after `?`, and what is posted (none: it takes no POST)."""

    name: str
    of: Callable[[Watched], Mapping[str, Any]] = lambda world: {}
    asked: Callable[[Watched], str] = lambda world: ""
    typed: Callable[[Watched], Typed] | None = None

    def address(self, world: Watched, **instead: Any) -> str:
        """The address in this world, with `instead` in place of what stands there."""
        asked = self.asked(world)
        return reverse(self.name, kwargs={**self.of(world), **instead}) + (f"?{asked}" if asked else "")

    def nowhere(self, world: Watched) -> str:
        """The same address with numbers and ids of nothing in it; "" when nothing stands in it."""
        nothing = {name: NUMBER if name == "number" else NOBODY for name in self.of(world) if name not in NOT_HIDDEN}
        return self.address(world, **nothing) if nothing else ""
