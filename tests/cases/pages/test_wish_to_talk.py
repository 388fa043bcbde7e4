"""A pupil who reports may ask for an adult to talk with: it stands where somebody is about to talk with the pupil."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.cases.models import Case
from innsats.rules.reports import THE_WRITER, Sender
from tests import world
from tests.cases.pages.reading import text_of

pytestmark = pytest.mark.django_db
HEADING = "Eleven ba om å få snakke med noen"


def reported(**said: object) -> Case:
    return world.received(world.a_case(report=world.a_report(talk_wish="Tone, mandag i storefri", **said)))


def hearing(client: Client, case: Case) -> str:
    return text_of(world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/samtaler/"))


def test_it_stands_where_the_pupil_is_heard(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)
    said = hearing(client, reported(sender=Sender.PUPIL, wants_talk=True, pupil_named=f"{THE_WRITER}: Noah"))
    assert HEADING in said and "Ja: Tone, mandag i storefri" in said


@pytest.mark.parametrize(
    "other",
    [
        {"sender": Sender.PUPIL, "wants_talk": False, "pupil_named": THE_WRITER},
        {"sender": Sender.GUARDIAN, "wants_talk": True},
        {"sender": Sender.PUPIL, "wants_talk": True, "pupil_named": "Noah i 4B"},  # a classmate, who may be nameless
    ],
)
def test_who_did_not_ask_or_is_not_the_pupil_has_asked_for_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, other: dict[str, object]
) -> None:
    world.it_is(monkeypatch)
    assert HEADING not in hearing(client, reported(**other))
