"""Who is at work in the world of the access tests: at a school, at the one next to it, and at two owners."""

from __future__ import annotations

from innsats.people.models import Person
from innsats.rules.roles import Role
from tests import world

AT_SCHOOL= ("employee", "reporter", "concerned", "guardian", "lead", "member", "doubtful", "decided", "former")


def watched_people() -> dict[str, Person]:
    """By the name that the access table has for them."""
    owner, other_owner = world.an_owner("Fjordvik kommune"), world.an_owner("Nabo kommune")
    school, neighbour = world.a_school("Solbakken skole", owner=owner), world.a_school("Åsen skole", owner=owner)
    return {name: world.an_employee(school, f"Ansatt {name}") for name in AT_SCHOOL} | {
        "rektor": world.a_principal(school),
        "deputy": world.a_deputy(school),
        "untrained": world.an_employee(school, "Ny Vikar", trained=False),
        "untrained_rektor": world.a_person("Ny Rektor", unit=school, trained=False),
        "neighbour_rektor": world.a_principal(neighbour, "Nina Ås"),
        "officer": world.an_officer(owner),
        "guardian_officer": world.an_officer(owner, "Nils Lie"),
        "foreign_officer": world.an_officer(other_owner, "Fremmed Officer"),
        "head": world.a_head(owner),
        "privacy_officer": world.appointed(world.a_person("Per Vern", unit=owner), Role.PRIVACY_OFFICER, owner),
        "nobody": world.a_person("Uten Rolle", unit=owner),
    }
