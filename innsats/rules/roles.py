"""The roles people are appointed to, as in the product's description. What a role may do stands in `access.py`."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """An appointment at a unit, from a day and until a day."""

    EMPLOYEE = "employee"
    PRINCIPAL = "principal"
    OWNER_OFFICER = "owner_officer"
    OWNER_HEAD = "owner_head"
    PRIVACY_OFFICER = "privacy_officer"


AT_SCHOOL = frozenset({Role.EMPLOYEE, Role.PRINCIPAL})
AT_OWNER = frozenset({Role.OWNER_OFFICER, Role.OWNER_HEAD, Role.PRIVACY_OFFICER})
HOLDING = (Role.PRINCIPAL, Role.OWNER_OFFICER, Role.OWNER_HEAD)  # who can hold rektor's part in a case
