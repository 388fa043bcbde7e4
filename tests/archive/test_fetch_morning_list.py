"""The morning's list is taken out (`fetch_morning_list`) by whoever wanted it, on its own day, and leaves its trace."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.archive.actions import fetch_morning_list, set_morning_list
from innsats.cases.models import MorningSheet
from innsats.journal.models import Event, Look
from innsats.notices.ticking import tick
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from tests import world
from tests.archive.leaving import by, rektor
from tests.cases.refusals import not_visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def sheet(case):
    set_morning_list(case.school.uuid, is_on=True, **by(rektor(case), world.AT))
    tick(world.AT)
    return MorningSheet.objects.get()


def test_it_is_kept_who_fetched_it_and_that_each_case_on_it_was_seen(case, sheet):
    printed = fetch_morning_list(sheet.pk, **by(rektor(case), world.AT))
    assert printed.pdf.startswith(b"%PDF-") and case.number not in printed.name
    assert Event.objects.get(act=Act.FETCH_MORNING_LIST).facts["sha256"] == printed.sha256 == sheet.sha256
    assert Look.objects.filter(act=Act.SEE_CASE, stream=case.subject.stream).exists()


def test_nobody_else_fetches_it_nor_anybody_the_day_after(case, sheet):
    for other in (world.officer_of(case.school.school_owner), world.an_employee(case.school)):
        with not_visible():
            fetch_morning_list(sheet.pk, **by(other, world.AT))
    with not_visible():
        fetch_morning_list(sheet.pk, **by(rektor(case), world.AT + timedelta(days=1)))
    with not_visible():
        fetch_morning_list(uuid4(), **by(rektor(case), world.AT))


def test_when_a_case_on_it_has_become_somebody_elses_it_is_not_handed_out(case, sheet):
    world.declared(case, ties={case.pupil: Relation.PARENT})
    with not_visible():
        fetch_morning_list(sheet.pk, **by(rektor(case), world.AT))


def test_it_is_fetched_from_the_page_of_the_list(case, sheet, client, monkeypatch):
    world.it_is(monkeypatch)
    world.signed_in(client, rektor(case))
    address = f"/apne-saker/morgen/{sheet.pk}/"
    assert address in client.get("/apne-saker/utskrift/").content.decode()
    assert client.get(address).status_code == 200
    answer = client.post(address, {"form_key": str(uuid4())})
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
