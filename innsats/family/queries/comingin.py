"""Who of the families comes in by ID-porten or Feide: to what an own code opens, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from innsats.cases.models import FamilyKey, FamilySignIn
from innsats.database import walls
from innsats.journal.actors import Actor, ActorKind
from innsats.people.models import Pupil
from innsats.people.oidc.providers import FEIDE, IDPORTEN
from innsats.vault.sealing import open_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One to read of: the own code that opens it, and a name."""

    key: UUID
    name: str


def holder_of(key: FamilyKey) -> Actor:
    """The guardian whose code it is; without one, the pupil."""
    if key.guardian_id:
        return Actor(ActorKind.GUARDIAN, str(key.guardian_id))
    return Actor(ActorKind.PUPIL, str(key.pupil_id))


def provider_for(key: FamilyKey) -> str:
    """Guardians come by ID-porten, pupils by Feide."""
    return IDPORTEN if key.guardian_id else FEIDE


def keys_of(provider: str, lookup: bytes) -> list[FamilyKey]:
    """The own codes that still hold of somebody at a provider: the newest of each child. One query."""
    links = FamilySignIn.objects.filter(provider=provider, lookup=lookup, key__ended_at=None, key__until=None)
    newest: dict[tuple[UUID, UUID | None], FamilyKey] = {}
    with walls.lifted():  # children of one family go to schools of several owners
        for link in links.select_related("key").order_by("-key__at", "key_id"):
            newest.setdefault((link.key.pupil_id, link.key.guardian_id), link.key)
    return list(newest.values())


def beside(key: FamilyKey, provider: str) -> list[FamilyKey]:
    """The codes, this one too, of whoever comes in by the provider with it."""
    link = FamilySignIn.objects.filter(key=key, provider=provider).first()
    return keys_of(provider, bytes(link.lookup)) if link else []


def is_linked(key: FamilyKey, provider: str) -> bool:
    return FamilySignIn.objects.filter(key=key, provider=provider).exists()


def children_of(keys: list[FamilyKey]) -> list[Child]:
    """By name."""
    with walls.lifted():
        pupils = list(Pupil.objects.filter(pk__in=[key.pupil_id for key in keys]).order_by("pk"))
        opened = open_all([(one.sealed_name, one.pk) for one in pupils])
    names = dict(zip((one.pk for one in pupils), opened, strict=True))
    return sorted((Child(key=key.pk, name=names[key.pupil_id]) for key in keys), key=lambda child: child.name)
