"""Whoever has an own code comes in by signing in with ID-porten or Feide from now on, instead of typing it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.cases.models import Case, FamilyKey, FamilySignIn
from innsats.cases.queries.access import NotVisible
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.verdicts import Obstacle

from ..queries.comingin import holder_of


@action
def link_family_sign_in(key: UUID, *, by: Actor, at: datetime, provider: str, lookup: str) -> FamilySignIn:
    """Let whoever the provider means (`lookup`, hexadecimal) in where this own code lets its holder in, while it holds.

    By the holder alone. Raises NotVisible for a code that is ended, a letter's or another's; Refused when somebody
    else has been linked to it.
    """
    keys = FamilyKey.objects.filter(pk=key, ended_at=None, until=None)
    if (found := keys.first()) is None:
        raise NotVisible("family key")
    case = Case.objects.select_for_update(no_key=True).get(pk=found.case_id)
    held = keys.select_for_update(of=("self",), no_key=True).first()  # ended while this one waited
    if held is None or by != holder_of(held):
        raise NotVisible("family key")
    require(Act.LINK_FAMILY_SIGN_IN, Standing(parts=frozenset({Part.FAMILY})))
    link, is_new = FamilySignIn.objects.get_or_create(
        key=held, provider=provider,
        defaults={"school_owner_id": held.school_owner_id, "lookup": bytes.fromhex(lookup), "at": at},
    )  # fmt: skip
    is_other = not is_new and bytes(link.lookup) != bytes.fromhex(lookup)
    refuse_if((Obstacle("linked_to_another", law.HOUSE_PRACTICE),) if is_other else ())
    record(Act.LINK_FAMILY_SIGN_IN, case.subject, by=by, at=at, key=held.pk, provider=provider)
    return link
