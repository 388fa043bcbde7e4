"""Rows about who: units, persons and their appointments, pupils and their guardians.

Without `school_owner`, on purpose: SchoolOwner itself, and Account with what belongs to signing in, Person and
Training: a person may work for several.
"""

from .persons import Account, Appointment, Person, Training
from .pupils import Guardian, KnownRelation, NameWord, NotInFile, Pupil, PupilMove
from .signin import CodeApp, Passkey, RecoveryCode, Session
from .units import ClosedPeriod, Duty, LocalLimits, OwnerInUse, School, SchoolOwner, Succession, Unreckoned, named

__all__ = [
    "Account", "Appointment", "ClosedPeriod", "CodeApp", "Duty", "Guardian", "KnownRelation", "LocalLimits", "NameWord",
    "NotInFile", "OwnerInUse", "Passkey", "Person", "Pupil", "PupilMove", "RecoveryCode", "School", "SchoolOwner",
    "Session", "Succession", "Training", "Unreckoned", "named",
]
