"""A sealed field on a model. `web.Draft` is the model with one sealed field."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core import serializers
from django.db import models
from django.template import Context, Template

from innsats.vault import keys, sealing
from innsats.vault.cipher import OVERHEAD_BYTES, SIZES
from innsats.vault.fields import Sealed, SealedField
from innsats.web.models import Draft

AT = datetime(2026, 8, 17, 8, tzinfo=UTC)
LABEL = "web.Draft.typed"


def a_draft(text: str = "", form: str = "/meld") -> Draft:
    row = uuid4()
    typed = sealing.seal(text, key=keys.owner_key(1), field=LABEL, row=row)
    return Draft(uuid=row, person_id=1, form=form, school_owner_id=1, typed=typed, saved_at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("write", [Draft.save, lambda draft: Draft.objects.bulk_create([draft])], ids=["save", "bulk"])
def test_what_is_saved_is_read_back_sealed_and_opens(write) -> None:
    draft = a_draft("Hun gruer seg til friminuttene")
    write(draft)
    read = Draft.objects.get(pk=draft.pk)
    assert isinstance(read.typed, Sealed)
    assert sealing.open_one(read.typed, read.uuid) == "Hun gruer seg til friminuttene"
    values = Draft.objects.values_list("typed", flat=True).get()
    assert sealing.open_one(values, read.uuid) == "Hun gruer seg til friminuttene"
    assert sealing.open_one(Draft.objects.defer("typed").get().typed, read.uuid) == "Hun gruer seg til friminuttene"


@pytest.mark.django_db
def test_no_text_is_empty_bytes() -> None:
    a_draft("", "/tom").save()
    a_draft("noe", "/noe").save()
    empty = Draft.objects.get(typed=b"")
    assert empty.form == "/tom"
    assert not empty.typed
    assert Draft.objects.exclude(typed=b"").get().typed
    assert Draft().typed == b""
    assert isinstance(Draft().typed, Sealed)


@pytest.mark.django_db
def test_a_new_text_replaces_the_old() -> None:
    draft = a_draft("før")
    draft.save()
    key = keys.owner_key(1)
    Draft.objects.update(typed=sealing.seal("etter", key=key, field=LABEL, row=draft.uuid))
    draft.refresh_from_db()
    assert sealing.open_one(draft.typed, draft.uuid) == "etter"
    draft.typed = bytes(sealing.seal("sist", key=key, field=LABEL, row=draft.uuid))
    draft.save()
    assert sealing.open_one(Draft.objects.get().typed, draft.uuid) == "sist"


@pytest.mark.parametrize("clear", ["Kari Nordmann", "heii", "", b"Kari Nordmann", bytearray(b"Kari"), 7])
def test_text_in_the_clear_is_refused_when_it_is_set(clear) -> None:
    if clear == "":
        assert not Draft(typed=clear).typed
        return
    with pytest.raises((TypeError, ValueError)) as refused:
        Draft(typed=clear)
    assert LABEL in str(refused.value)
    assert "Kari" not in str(refused.value)


@pytest.mark.django_db
def test_text_in_the_clear_is_refused_in_updates_and_filters() -> None:
    for attempt in (Draft.objects.update, Draft.objects.filter):
        with pytest.raises((TypeError, ValueError)):
            attempt(typed="Kari Nordmann")


@pytest.mark.django_db
def test_what_was_sealed_for_another_field_is_refused() -> None:
    elsewhere = sealing.seal("Hei", key=keys.owner_key(1), field="cases.Note.words", row=uuid4())
    with pytest.raises(ValueError, match=r"sealed for cases\.Note\.words, not for web\.Draft\.typed"):
        Draft(typed=elsewhere)


@pytest.mark.django_db
def test_it_never_shows_its_content() -> None:
    sealed = a_draft("Kari Nordmann").typed
    assert repr(sealed) == repr([sealed])[1:-1] == "<sealed>"
    for show in (str, "{}".format, "%s".__mod__, lambda one: f"{one:>10}", json.dumps):
        with pytest.raises(TypeError):
            show(sealed)
    with pytest.raises(TypeError, match="is sealed"):
        Template("{{ row.typed }}").render(Context({"row": Draft(typed=sealed)}))
    assert Template("{% if typed %}ja{% endif %}").render(Context({"typed": sealed})) == "ja"


@pytest.mark.django_db
def test_a_log_line_does_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("innsats").error("row %r", a_draft("Kari Nordmann").typed)
    assert caplog.messages == ["row <sealed>"]


@pytest.mark.django_db
def test_it_can_be_copied_and_compared() -> None:
    draft = a_draft("Hei")
    sealed = draft.typed
    assert pickle.loads(pickle.dumps(sealed)) == copy.deepcopy(sealed) == sealed == bytes(sealed)
    assert {sealed, bytes(sealed)} == {sealed}
    assert sealed != Sealed(bytes(sealed), "cases.Note.words")
    assert sealed != "Hei"


@pytest.mark.django_db
def test_a_fixture_carries_it_sealed() -> None:
    draft = a_draft("Kari Nordmann")
    written = serializers.serialize("json", [draft])
    assert "Kari" not in written
    (loaded,) = serializers.deserialize("json", written)
    assert loaded.object.typed == draft.typed


@pytest.mark.django_db
def test_the_database_holds_nothing_of_the_text() -> None:
    a_draft("Kari Nordmann").save()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM web_draft")
        stored = bytes(cursor.fetchone()[0])
    assert b"Kari" not in stored
    assert len(stored) - OVERHEAD_BYTES in SIZES


def test_a_migration_remakes_the_field_as_it_is() -> None:
    _, path, args, kwargs = SealedField().deconstruct()
    assert (path, args, kwargs) == ("innsats.vault.fields.SealedField", [], {})
    assert SealedField(sealed_as="cases.Old.words").deconstruct()[3] == {"sealed_as": "cases.Old.words"}
    assert SealedField().clone().blank


def test_a_field_keeps_its_old_name_when_renamed() -> None:
    class Renamed(models.Model):
        words = SealedField(sealed_as="cases.Old.words")

        class Meta:
            app_label = "vault"
            managed = False

    assert Renamed().words.field == "cases.Old.words"


@pytest.mark.parametrize("wrong", [{"null": True}, {"editable": True}])
def test_it_is_neither_null_nor_in_forms(wrong: dict) -> None:
    with pytest.raises(TypeError, match="neither null nor edited"):
        SealedField(**wrong)
