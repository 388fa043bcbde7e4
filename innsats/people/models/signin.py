from __future__ import annotations

import uuid

from django.db import models

from innsats.vault.fields import SealedField

from .persons import Account

LONGEST_NAME = 60  # of a passkey or a code app, as its owner calls it


class Session(models.Model):
    """One browser's session. The key that the browser holds is nowhere: only its hash, so that a copy of this table
    lets nobody in. The address of the visitor is not kept.

    `account` is None before sign-in. `seen_at` is when it was last used, to the minute.
    """

    key_hash = models.CharField(max_length=64, primary_key=True)
    session_data = models.TextField()
    expire_date = models.DateTimeField(db_index=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    seen_at = models.DateTimeField()


class CodeApp(models.Model):
    """An app that shows a new code of six digits every half minute, made from a seed that it shares with us (TOTP).

    `last_step` is the half minute of the newest code that was taken: no code counts twice.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="code_apps")
    name = models.CharField(max_length=LONGEST_NAME)
    data_key_id = models.UUIDField()
    sealed_seed = SealedField()
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField()


class Passkey(models.Model):
    """A passkey (WebAuthn): the browser or the phone keeps the secret, we keep the public half."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=LONGEST_NAME)
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField(max_length=2000)
    sign_count = models.BigIntegerField()
    added_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """A code on paper for the day the phone is gone. It works once, and only its keyed hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    lookup = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
