"""Rows about who: units, persons and their appointments, pupils and their guardians.

Without `school_owner`, on purpose: SchoolOwner itself, Account with what belongs to signing in, OutsideSession, and
what is a person's, who may work for several: Person, Training and SignInIdentity.
"""

from .outside import AppointmentProposal, OutsideSession, SignInIdentity
from .persons import Account, Appointment, Person, Training
from .pupils import Guardian, KnownRelation, NameWord, NotInFile, Pupil, PupilMove
from .signin import CodeApp, Passkey, RecoveryCode, Session
from .units import ClosedPeriod, Duty, LocalLimits, OwnerInUse, School, SchoolOwner, Succession, Unreckoned, named

__all__ = [
    "Account", "Appointment", "AppointmentProposal", "ClosedPeriod", "CodeApp", "Duty", "Guardian", "KnownRelation",
    "LocalLimits", "NameWord", "NotInFile", "OutsideSession", "OwnerInUse", "Passkey", "Person", "Pupil", "PupilMove",
    "RecoveryCode", "School", "SchoolOwner", "Session", "SignInIdentity", "Succession", "Training", "Unreckoned",
    "named",
]
