"""Getting it out: on paper, and at last out of here."""

from .keeping import dispose_case, lift_hold, place_hold, record_archived, set_keeping_time
from .mornings import fetch_morning_list, make_morning_list, set_morning_list
from .printing import Printout, print_case, print_open_cases, print_plan

__all__ = [
    "Printout",
    "dispose_case",
    "fetch_morning_list",
    "lift_hold",
    "make_morning_list",
    "place_hold",
    "print_case",
    "print_open_cases",
    "print_plan",
    "record_archived",
    "set_keeping_time",
    "set_morning_list",
]
