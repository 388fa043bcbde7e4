"""How somebody shows who it is: added, removed, renewed, and given anew to a colleague who has lost it all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from innsats.journal.action import action, record
from innsats.journal.actors import Actor, ActorKind
from innsats.rules import law
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles
from innsats.rules.verdicts import Obstacle
from innsats.vault.keys import destroy, new_data_key
from innsats.vault.models import Kind
from innsats.vault.sealing import seal

from ..models import Account, CodeApp, Passkey, Person, RecoveryCode, Session, SignInIdentity
from ..models.signin import LONGEST_NAME
from ..queries.folk import gives_all_roles_of
from ..queries.units import person_named
from ..signin import factors
from ..viewers import system_parts, viewer_of
from .persons import standing_towards


@action
def add_code_app(*, by: Actor, at: datetime, name: str, seed: str, code: str) -> CodeApp:
    """Let an app that was given this seed show codes, once it has shown one that is right. Raises Refused."""
    person, account = _own(Act.ADD_CODE_APP, by)
    step = factors.step_of(seed, factors.digits_in(code), at)
    wrong = (Obstacle("code_wrong", law.HOUSE_PRACTICE, ("code",)),) if step is None else ()
    refuse_if(text_obstacles("name", name, longest=LONGEST_NAME) + wrong)
    uuid = uuid4()
    key = new_data_key(Kind.ACCOUNT, None, uuid)
    app = CodeApp.objects.create(
        uuid=uuid, account=account, name=name.strip(), data_key_id=key.uuid, last_step=step or 0, added_at=at,
        sealed_seed=seal(seed, key=key, field="people.CodeApp.sealed_seed", row=uuid),
    )
    record(Act.ADD_CODE_APP, person.subject, by=by, at=at, factor=uuid)
    return app


@action
def add_passkey(
    *, by: Actor, at: datetime, name: str, credential_id: bytes, public_key: bytes, sign_count: int
) -> Passkey:
    """Let a passkey that a browser has made sign in as this account. Raises Refused."""
    person, account = _own(Act.ADD_PASSKEY, by)
    known = Passkey.objects.filter(credential_id=credential_id).exists()
    refuse_if(
        text_obstacles("name", name, longest=LONGEST_NAME)
        + ((Obstacle("passkey_known", law.HOUSE_PRACTICE),) if known else ())
    )
    passkey = Passkey.objects.create(
        account=account, name=name.strip(), credential_id=credential_id, public_key=public_key, sign_count=sign_count,
        added_at=at,
    )
    record(Act.ADD_PASSKEY, person.subject, by=by, at=at, factor=passkey.uuid)
    return passkey


@action
def remove_factor(factor: UUID, *, by: Actor, at: datetime) -> Account:
    """Take away one of one's own apps or passkeys. Raises Refused: the last one stays, for a case is behind it."""
    person, account = _own(Act.REMOVE_FACTOR, by)
    app = CodeApp.objects.filter(account=account, pk=factor).first()
    passkey = Passkey.objects.filter(account=account, pk=factor).first()
    count = CodeApp.objects.filter(account=account).count() + Passkey.objects.filter(account=account).count()
    refuse_if(
        ((Obstacle("unknown_factor", law.HOUSE_PRACTICE),) if app is None and passkey is None else ())
        or ((Obstacle("last_factor", law.HOUSE_PRACTICE),) if count == 1 else ())
    )
    _remove(CodeApp.objects.filter(account=account, pk=factor), at)
    Passkey.objects.filter(account=account, pk=factor).delete()
    record(Act.REMOVE_FACTOR, person.subject, by=by, at=at, factor=factor)
    return account


@action
def renew_recovery_codes(*, by: Actor, at: datetime, lookups: Collection[str]) -> Account:
    """New codes on paper, by what is kept of each (hex). The ones before are worth nothing."""
    person, account = _own(Act.RENEW_RECOVERY_CODES, by)
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, lookup=bytes.fromhex(lookup), made_at=at) for lookup in lookups
    )
    record(Act.RENEW_RECOVERY_CODES, person.subject, by=by, at=at)
    return account


@action
def change_password(*, by: Actor, at: datetime, encoded: str, kept_session: str) -> Account:
    """Another password, already hashed. Every session ends but the one kept, which is named by the hash of its key."""
    person, account = _own(Act.CHANGE_PASSWORD, by)
    account.password = encoded
    account.save(update_fields=["password"])
    Session.objects.filter(account=account).exclude(key_hash=kept_session).delete()
    record(Act.CHANGE_PASSWORD, person.subject, by=by, at=at)
    return account


@action
def reset_sign_in(person: UUID, *, by: Actor, at: datetime) -> Person:
    """Let a colleague who has lost the way in begin anew, as one who never signed in: no password, no second factor, no
    session is left, and nobody whom another service means.

    A link (`signin.passwords.link_for`) sets a new password then. Raises Refused: nobody does it for oneself, nor for
    somebody who has a role, or a place in a team, that is not one's own to give.
    """
    colleague, viewer = person_named(person), viewer_of(by, at)
    standing, unit = standing_towards(colleague, viewer)
    require(Act.RESET_SIGN_IN, standing)
    is_oneself = colleague.pk == viewer.person_id
    by_operator = bool(system_parts(by) & {Part.OPERATOR})
    refuse_if(
        ((Obstacle("no_account", law.HOUSE_PRACTICE),) if colleague.account_id is None else ())
        + ((Obstacle("not_for_oneself", law.HOUSE_PRACTICE),) if is_oneself else ())
        + (() if by_operator or gives_all_roles_of(viewer, colleague) else (_NOT_YOURS,))
    )
    account = Account.objects.select_for_update(no_key=True).get(pk=colleague.account_id)
    account.set_unusable_password()
    account.last_login = None
    account.save(update_fields=["password", "last_login"])
    for rows in (CodeApp, Passkey, RecoveryCode, Session, SignInIdentity):
        _remove(rows._default_manager.filter(account=account), at)
    subject = unit.subject if unit else colleague.subject
    record(Act.RESET_SIGN_IN, subject, by=by, at=at, person=colleague.uuid)
    return colleague


_NOT_YOURS = Obstacle("not_yours_to_reset", law.HOUSE_PRACTICE)


def _own(act: Act, by: Actor) -> tuple[Person, Account]:
    """Who does this, with the own account, locked. Raises Refused for anybody without one."""
    is_person = by.kind is ActorKind.PERSON
    require(act, Standing(parts=frozenset(system_parts(by) | ({Part.ONESELF} if is_person else set()))))
    person = Person.objects.get(uuid=by.id)
    account = Account.objects.select_for_update(no_key=True).filter(pk=person.account_id or 0).first()
    if account is None:
        refuse_if((Obstacle("no_account", law.HOUSE_PRACTICE),))
    assert account is not None
    return person, account


def _remove(rows: QuerySet[Any], at: datetime) -> None:
    """Away with the rows, and with the keys of what was sealed in them."""
    if rows.model is CodeApp:
        for key in rows.values_list("data_key_id", flat=True):
            destroy(key, at=at)
    rows.delete()
