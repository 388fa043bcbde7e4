"""When a case is serious, so that rektor tells the owner (oppl § 12-4(2), fourth sentence).

The act gives no list. These are reasons to choose among, ours, never a closed rule; OTHER takes the school's own words.
"""

from __future__ import annotations

from enum import StrEnum


class SeriousReason(StrEnum):
    """The one reason why a case is judged serious."""

    VIOLENCE = "violence"
    SEXUAL = "sexual"
    THREATS = "threats"
    LONG_LASTING = "long_lasting"
    NOT_SOLVED = "not_solved"
    SEVERAL_PUPILS = "several_pupils"
    DIGITAL_SPREAD = "digital_spread"
    STAFF_INVOLVED = "staff_involved"
    STAYS_AWAY = "stays_away"
    OTHER = "other"
