"""The pages about signing in by Feide and ID-porten, where neither is set up, and about who waits to be let in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from innsats.cases.models import FamilyKey
from innsats.people.models import AppointmentProposal
from tests.architecture.access_page import TODAY, Page
from tests.architecture.access_world import Watched

NEW = {"name": "Tone Hval", "email": "tone.hval@solbakken.example", "role": "employee", "starts_on": TODAY}


def waiting(world: Watched) -> Mapping[str, Any]:
    return {"proposal": AppointmentProposal.objects.get(school=world.school).uuid}


def at(name: str, provider: str, *, post: bool = True) -> Page:
    return Page(name=name, of=lambda world: {"provider": provider}, typed=(lambda world: {}) if post else None)


OUTSIDE_PAGES: dict[str, Page] = {
    "go_to_provider": at("go_to_provider", "feide"),
    "come_back": at("come_back", "feide", post=False),
    "told_out": at("told_out", "feide"),
    "link_sign_in": Page(name="link_sign_in", typed=lambda world: {}),
    "link_by_letter": Page(
        name="link_by_letter", of=lambda world: {"person": world.people["rektor"].uuid, "token": "c0-ffee"},
        typed=lambda world: {},
    ),
    "propose_appointment": Page(
        name="propose_appointment", typed=lambda world: {"school": str(world.school.uuid)}
    ),
    "confirm_proposal": Page(name="confirm_proposal", of=waiting, typed=lambda world: NEW),
    "decline_proposal": Page(name="decline_proposal", of=waiting, typed=lambda world: {}),
    "go_to_family_provider": at("go_to_family_provider", "idporten"),
    "family_comes_back": at("family_comes_back", "idporten", post=False),
    "link_family_sign_in": Page(name="link_family_sign_in", typed=lambda world: {}),
    "choose_child": Page(
        name="choose_child",
        typed=lambda world: {"key": str(FamilyKey.objects.get(case=world.case, guardian=None, until=None).pk)},
    ),
}
