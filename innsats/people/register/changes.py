"""What has to change for the database to say what the register says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .rows import Odd, Oddity, OwnerRow, Register, SchoolRow

OwnerKey = tuple[str, str]  # kind and number
Identity = tuple[str, str]  # organisation number and name
OWNER_FACTS = ("name", "county_number", "is_in_register")
SCHOOL_FACTS = ("municipality_number", "kind", "ownership", "lowest_grade", "highest_grade", "offered", "odd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A row of the database: its primary key, its facts in the order above, and for a school its owner."""

    pk: int
    facts: tuple[object, ...]
    name: str = ""
    owner: OwnerKey | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What to add, what to bring up to date by primary key, and what is odd. Nothing is ever taken away."""

    new_owners: tuple[OwnerRow, ...]
    changed_owners: Mapping[int, OwnerRow]
    new_schools: tuple[SchoolRow, ...]  # each with an owner
    changed_schools: Mapping[int, SchoolRow]
    odd: tuple[Odd, ...]

    @property
    def are_none(self) -> bool:
        return not (self.new_owners or self.changed_owners or self.new_schools or self.changed_schools)


def changes_for(register: Register, owners: Mapping[OwnerKey, Kept], schools: Mapping[Identity, Kept]) -> Changes:
    """Compare. A school keeps the owner it has, and what the register no longer holds stays; both are listed."""
    odd = list(register.odd)
    new_owners = [row for row in register.owners if (row.kind, row.number) not in owners]
    taken = {*owners, *((row.kind, row.number) for row in register.owners)}
    new_schools: list[SchoolRow] = []
    changed_schools: dict[int, SchoolRow] = {}
    for row in register.schools:
        kept = schools.get(row.identity)
        if kept is None:
            if row.owner is None:
                own = _own_owner(row, taken)
                new_owners.append(own)
                row = row.owned_by((own.kind, own.number))
            new_schools.append(row)
            continue
        if _owner_differs(row, kept):
            odd.append(Odd(row.file, row.line, row.name, Oddity.OWNER_DIFFERS, row.organisation_number))
        if facts_of(row, SCHOOL_FACTS) != kept.facts:
            changed_schools[kept.pk] = row
    return Changes(
        new_owners=tuple(new_owners),
        changed_owners={
            owners[row.kind, row.number].pk: row
            for row in register.owners
            if (row.kind, row.number) in owners and facts_of(row, OWNER_FACTS) != owners[row.kind, row.number].facts
        },
        new_schools=tuple(new_schools),
        changed_schools=changed_schools,
        odd=(*odd, *_gone(register, owners, schools)),
    )


def facts_of(row: object, names: tuple[str, ...]) -> tuple[object, ...]:
    """The facts of a row of the register or of the database, comparable."""
    return tuple(_plain(getattr(row, name)) for name in names)


def _plain(value: object) -> object:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else value


def _own_owner(row: SchoolRow, taken: set[OwnerKey]) -> OwnerRow:
    """The owner of one private school: its organisation number, with a running figure where two schools share it."""
    number, figure = row.organisation_number, 1
    while ("private", number) in taken:
        figure += 1
        number = f"{row.organisation_number}-{figure}"
    taken.add(("private", number))
    return OwnerRow(kind="private", number=number, name=row.name)


def _owner_differs(row: SchoolRow, kept: Kept) -> bool:
    return row.owner != kept.owner if row.owner else not kept.is_private


def _gone(register: Register, owners: Mapping[OwnerKey, Kept], schools: Mapping[Identity, Kept]) -> list[Odd]:
    here = {row.identity for row in register.schools}
    units = {(row.kind, row.number) for row in register.owners}
    gone = [Odd("", 0, name, Oddity.GONE, number) for number, name in schools if (number, name) not in here]
    gone += [
        Odd("", 0, kept.name, Oddity.GONE, number)
        for (kind, number), kept in owners.items()
        if (kind, number) not in units and not kept.is_private
    ]
    return sorted(gone, key=lambda odd: (odd.name, odd.about))
