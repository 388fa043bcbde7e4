"""Rows about who: units, persons and their appointments, pupils and their guardians.

Without `school_owner`, on purpose: SchoolOwner itself, and Account, Person and Training: a person may work for several.
"""

from .persons import Account, Appointment, Person, Training
from .pupils import Guardian, KnownRelation, NameWord, Pupil
from .units import ClosedPeriod, Duty, OwnerInUse, School, SchoolOwner, named

__all__ = [
    "Account", "Appointment", "ClosedPeriod", "Duty", "Guardian", "KnownRelation", "NameWord", "OwnerInUse", "Person",
    "Pupil", "School", "SchoolOwner", "Training", "named",
]
