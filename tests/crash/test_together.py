"""Several at the same moment on the pages: one form is one report, and a lost right is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from innsats.cases.actions import admit_to_team, release_from_team
from innsats.cases.models import Case, Receipt, Report
from innsats.web import clock
from tests import world

pytestmark = pytest.mark.slow
FORMS_COUNT, LOSSES_COUNT = 24, 30
CODE = re.compile(r'<p class="code" dir="ltr">([\d ]+)</p>')


def together(*asks: Callable[[], Any]) -> list[Any]:
    """All of them in threads that begin at the same moment."""
    begin = Barrier(len(asks))

    def asked(ask: Callable[[], Any]) -> Any:
        begin.wait(60)
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(asked, asks))


@pytest.mark.usefixtures("committed")
def test_a_form_that_is_sent_many_times_at_once_is_one_report_with_one_receipt() -> None:
    school, dice = world.a_school(), Random(2026)
    world.a_principal(school)
    for number in range(FORMS_COUNT):
        typed = {"go": "send", "step": "send", "form_key": str(uuid4()), "school": str(school.uuid),
                 "text": f"Noen stenger ham ute, gang {number}.", "wants_code": "on"}  # fmt: skip
        answers = together(*[lambda typed=typed: Client().post("/skole/", typed)] * dice.randint(2, 8))
        codes = {found[1] if (found := CODE.search(one.content.decode())) else "" for one in answers}
        assert {one.status_code for one in answers} == {200}
        assert len(codes) == 1 and codes != {""}
    assert Report.objects.count() == Receipt.objects.count() == FORMS_COUNT


@pytest.fixture
def case() -> Case:
    return world.received()


@pytest.mark.usefixtures("committed")
def test_nothing_is_read_that_was_asked_for_after_the_right_was_taken_away(case: Case) -> None:
    member, rektor, dice = world.in_team(case), world.actor(world.principal_of(case.school)), Random(2026)
    reading = world.signed_in(Client(), member)
    cookies, page = reading.cookies, f"/saker/{case.number}/"
    for _ in range(LOSSES_COUNT):
        waits = [dice.uniform(0, 0.05) for _ in range(3)]

        def read(wait: float) -> tuple[float, int]:
            sleep(wait)
            client, asked_at = Client(), monotonic()
            client.cookies = cookies
            return asked_at, client.get(page).status_code

        def release(wait: float = waits[0]) -> float:
            sleep(wait)
            release_from_team(case.uuid, by=rektor, at=clock.now(), member=member.uuid)
            return monotonic()

        lost_at, *read_at = together(release, *(lambda wait=wait: read(wait) for wait in waits))
        assert [status for asked_at, status in read_at if asked_at > lost_at and status == 200] == []
        assert reading.get(page).status_code in (403, 404)
        admit_to_team(case.uuid, by=rektor, at=clock.now(), member=member.uuid)
        assert reading.get(page).status_code == 200
