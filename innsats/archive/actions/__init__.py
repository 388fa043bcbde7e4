"""Getting it out: on paper, and at last out of here."""

from .keeping import dispose_case, lift_hold, place_hold, record_archived, set_keeping_time
from .printing import Printout, print_case, print_open_cases, print_plan

__all__ = [
    "Printout",
    "dispose_case",
    "lift_hold",
    "place_hold",
    "print_case",
    "print_open_cases",
    "print_plan",
    "record_archived",
    "set_keeping_time",
]
