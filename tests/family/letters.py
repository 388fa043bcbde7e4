"""A letter's code and an own one, in tests."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from innsats.cases.models import Case, FamilyKey
from innsats.family.actions import approve_edition, give_family_key, use_family_key
from innsats.family.doors import COOKIE
from innsats.family.doors import let_in as remember
from innsats.family.queries.approved import FamilyReader
from innsats.journal.actors import ANONYMOUS
from innsats.rules.editions import Group
from tests import world
from tests.family.families import a_family_case, by_rektor, noted
from tests.replaying import replayed

LETTER, OWN_CODE = b"letter".ljust(32), b"own".ljust(32)
LETTERS_CODE = re.compile(r'<p class="code" dir="ltr">([\d ]+)</p>')
KEY = re.compile(r'name="form_key" value="([^"]+)"')


@replayed
def a_case_to_read() -> Case:
    """With editions approved for the guardians and for the child; mother may get it."""
    case = a_family_case()
    noted(case)
    for group in (Group.GUARDIANS, Group.CHILD):
        approve_edition(case.pk, pupil=case.pupil_id, group=group, **by_rektor(case))
    return case


def given(case: Case, lookup: bytes = LETTER, *, to: UUID | None = None) -> FamilyKey:
    return give_family_key(case.pk, pupil=case.pupil_id, guardian=to, lookup=lookup.hex(), **by_rektor(case))


def letter_for(case: Case, client: Client, reader: UUID) -> str:
    """The code that rektor gives on paper."""
    world.signed_in(client, world.principal_of(case.school))
    typed = {"form_key": str(uuid4())}
    page = client.post(f"/saker/{case.number}/familien/{case.pupil_id}/kode/{reader}/", typed)
    return LETTERS_CODE.findall(page.content.decode())[0]


def let_in(client: Client, letter: str) -> HttpResponse:
    """Through both pages, to the own code."""
    asked: Any = client.post("/skole/kode/", {"code": letter})
    return client.post("/skole/brev/", {"code": letter, "form_key": KEY.findall(asked.content.decode())[0]})


def with_own_code(case: Case, pupil: UUID | None = None) -> FamilyKey:
    """The pupil has used its letter, and has a code that nobody at school has seen."""
    letter, own = (uuid4().bytes * 2 for _ in range(2))
    of = pupil or case.pupil_id
    give_family_key(case.pk, pupil=of, guardian=None, lookup=letter.hex(), **by_rektor(case))
    return use_family_key(letter.hex(), by=ANONYMOUS, at=world.AT, lookup=own.hex())


def coded(case: Case, who: FamilyReader) -> FamilyReader:
    """The same reader, with an own code. By hand: the school would not give one to everybody who could have had one."""
    FamilyKey.objects.get_or_create(
        case=case, pupil_id=who.pupil, guardian_id=who.guardian, until=None, ended_at=None,
        defaults={"school_owner_id": case.school_owner_id, "lookup": uuid4().bytes * 2, "at": world.AT},
    )  # fmt: skip
    return who


def remembered(client: Client, held: FamilyKey) -> None:
    """The device was shown this own code just now: it remembers for half an hour only."""
    client.cookies[COOKIE] = remember(HttpResponse(), held).cookies[COOKIE].value
