"""Rows about who: units, persons and their appointments, pupils and their guardians.

Without `school_owner`, on purpose: SchoolOwner itself, and Account, Person and Training: a person may work for several.
"""

from .persons import Account, Appointment, Person, Training
from .pupils import Guardian, KnownRelation, NameWord, NotInFile, Pupil, PupilMove
from .units import ClosedPeriod, Duty, LocalLimits, OwnerInUse, School, SchoolOwner, Succession, Unreckoned, named

__all__ = [
    "Account", "Appointment", "ClosedPeriod", "Duty", "Guardian", "KnownRelation", "LocalLimits", "NameWord",
    "NotInFile", "OwnerInUse", "Person", "Pupil", "PupilMove", "School", "SchoolOwner", "Succession", "Training",
    "Unreckoned", "named",
]
