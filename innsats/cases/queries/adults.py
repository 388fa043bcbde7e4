"""The employee whom a case is about: by name only until nothing is found to hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from innsats.web import dates

from ..models import Case, EmployeeTold, NoGrounds, Party, Report
from .access import NotVisible
from .texts import Key, keys_of


def adult_in(row: Case, person: UUID) -> Party:
    """This employee's part in the case. Raises NotVisible for somebody it is not about."""
    party = row.party_set.filter(part=Party.ADULT, person__uuid=person).select_related("person").first()
    if party is None:
        raise NotVisible(f"adult:{person}")
    return party


def cleared_in(row: Case | Report, parties: Iterable[Party]) -> frozenset[int]:
    """The employees here against whom nothing was found to hold, in the case itself or in one the report belongs to.
    One query, and none where no employee is a party.
    """
    if not any(party.person_id for party in parties):
        return frozenset()
    here = Q(case=row.pk) if isinstance(row, Case) else Q(case__casereport__report=row.pk)
    return frozenset(NoGrounds.objects.filter(here).values_list("party__person_id", flat=True))


def adult_named(party: Party, cleared: frozenset[int]) -> str:
    """The name; or only that it is an employee, when nothing was found to hold."""
    return _("En ansatt") if party.person_id in cleared else party.person.name


def told_in(case: UUID) -> list[EmployeeTold]:
    """When the employer has told whom, the oldest first. One query."""
    return list(EmployeeTold.objects.filter(case=case).order_by("told_on", "at", "pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRows:
    """What is kept of the employees whom a case is about: who was told, and against whom nothing was found to hold."""

    told: list[EmployeeTold]
    cleared: list[NoGrounds]

    def keys(self) -> list[Key]:
        """What must be opened to show them."""
        return [*keys_of(self.told, "told_by"), *keys_of(self.cleared, "words")]


def staff_rows(case: UUID) -> StaffRows:
    """The oldest first. Two queries."""
    cleared = NoGrounds.objects.filter(case=case).select_related("by", "party__person")
    return StaffRows(told=told_in(case), cleared=list(cleared.order_by("at", "pk")))


def told_line(one: EmployeeTold, said: Mapping[Key, str]) -> str:
    return _("Fikk vite om saken {day} av {name}").format(day=dates.day(one.told_on), name=said[one, "told_by"])
