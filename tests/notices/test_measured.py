"""What whoever watches over the machine reads: for a token alone, in Prometheus' format, and of nobody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from innsats import settings as read
from innsats.journal.models import Event, Refusal, Untold
from innsats.notices.models import Mail
from innsats.notices.ticking import tick
from innsats.rules.verdicts import Refused
from innsats.vault import keys
from innsats.vault.errors import TransitAway
from innsats.web import throttle
from innsats.web.models import Happened
from tests import world

pytestmark = pytest.mark.django_db
TOKEN = "to" * 16
PLACE = "/helse/tall/"
SAMPLE = re.compile(r'innsats_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? \d+(\.\d+)?')


@pytest.fixture(autouse=True)
def now(monkeypatch, settings):
    settings.METRICS_TOKEN = TOKEN
    world.it_is(monkeypatch)


def asked(client: Client, token: str = TOKEN) -> dict[str, float]:
    """Each sample by its name and labels."""
    lines = client.get(PLACE, headers={"Authorization": f"Bearer {token}"}).content.decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_without_the_token_or_where_none_is_set_there_is_no_such_page(client, settings):
    assert client.get(PLACE).status_code == 404
    assert client.get(PLACE, headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 404
    assert client.get(PLACE, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    settings.METRICS_TOKEN = ""
    assert client.get(PLACE, headers={"Authorization": "Bearer "}).status_code == 404


def test_a_short_token_stops_the_start():
    assert read._token("") == "" and read._token(TOKEN) == TOKEN
    with pytest.raises(ImproperlyConfigured):
        read._token("a short one")


def test_every_line_is_a_sample_or_says_what_the_next_are(client):
    client.get("/helse/")
    text = client.get(PLACE, headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    lines = text.splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert text.endswith("\n") and [line for line in samples if not SAMPLE.fullmatch(line)] == []
    typed = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    told = [line.split()[2] for line in lines if line.startswith("# HELP")]
    assert typed == told and len(set(typed)) == len(typed) > 8


def test_it_says_how_long_somebody_has_waited_to_be_told_and_for_a_mail(client):
    person = world.a_person()
    world.a_report(at=world.AT - timedelta(minutes=7))
    Untold.objects.exclude(event=Event.objects.get(act="report_concern")).delete()
    Mail.objects.create(person=person, gathered_at=world.AT - timedelta(minutes=3), try_at=world.AT)
    found = asked(client)
    assert found["innsats_untold_oldest_seconds"] == 420 and found["innsats_mail_unsent_oldest_seconds"] == 180
    tick(world.AT)
    assert asked(client)["innsats_untold_oldest_seconds"] == 0


def test_it_says_when_time_last_passed_and_when_a_backup_was_taken(client):
    assert asked(client)["innsats_last_tick_timestamp_seconds"] == 0
    tick(world.AT)
    Happened.objects.create(name="backup", at=world.AT - timedelta(days=1))
    found = asked(client)
    assert found["innsats_last_tick_timestamp_seconds"] == world.AT.timestamp()
    assert found["innsats_last_backup_timestamp_seconds"] == (world.AT - timedelta(days=1)).timestamp()


def test_it_counts_refusals_and_tries_that_came_too_often(client):
    before = asked(client)
    with pytest.raises(Refused):
        world.a_report(text="")
    for _ in range(3):
        throttle.allow("somebody", limit=1, per=timedelta(minutes=1), at=world.AT)
    found = asked(client)
    assert found["innsats_refusals_total"] == Refusal.objects.latest("pk").pk
    denied = [name for name in found if name.startswith("innsats_throttled_total")]
    assert sum(found[name] - before.get(name, 0) for name in denied) == 2


def test_a_key_service_that_is_away_is_told(client, monkeypatch):
    assert asked(client)["innsats_keys_answer"] == 1

    def away(patience_seconds: float = 0) -> int:
        raise TransitAway("the key service does not answer")

    monkeypatch.setattr(keys, "unlock", away)
    assert asked(client)["innsats_keys_answer"] == 0


def test_it_asks_as_much_whatever_there_is(client, django_assert_max_num_queries):
    for _ in range(3):
        world.a_report()
    with django_assert_max_num_queries(6):
        asked(client)


def test_no_number_is_of_a_school_a_case_or_anybody(client):
    case = world.received()
    text = client.get(PLACE, headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    assert case.number not in text and case.school.name not in text
    labels = set(re.findall(r'(\w+)="', text))
    assert labels <= {"worker", "class", "le"}
