"""What goes wrong between here and a provider, as the person at the screen needs to know it."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    AWAY = "away"  # no answer, too late, or an error of theirs: try again later
    WRONG = "wrong"  # an answer that cannot be trusted: nobody is let in on it
    DECLINED = "declined"  # the person stopped, or the provider said no
    STALE = "stale"  # began elsewhere, too long ago, or was answered already: begin again
    OFTEN = "often"  # from one address, many times in a short while
    WEAK = "weak"  # signed in at a lower level than is asked for


class Trouble(Exception):
    """`detail` is for the operator's log: words of ours, never what came from the provider or the browser."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail
