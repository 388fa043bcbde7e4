"""Several at the same moment on the pages: one form is one report, nobody overwrites unseen, a lost right is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from random import Random
from threading import Barrier
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from innsats.cases.actions import admit_to_team, release_from_team
from innsats.cases.models import Case, Measure, Receipt, Report
from innsats.vault.sealing import open_one
from innsats.web import clock
from tests import world

pytestmark = pytest.mark.slow
FORMS_COUNT, SCHEDULES_COUNT, LOSSES_COUNT = 24, 40, 30
CODE = re.compile(r'<p class="code" dir="ltr">([\d ]+)</p>')
VERSION = re.compile(r'name="version" value="(\d+)"')


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


def schedules() -> Iterator[tuple[int, list[str]]]:
    """In which order two people open and save a measure; a third one may take it out of the draft in between."""
    dice = Random(2026)
    for number in range(SCHEDULES_COUNT):
        left = {"a": ["open", "save"] * 2, "b": ["open", "save"] * 2}
        if number % 4 == 0:
            left["c"] = ["drop"]
        steps = []
        while left:
            who = dice.choice(sorted(left))
            steps.append(f"{who} {left[who].pop(0)}")
            if not left[who]:
                del left[who]
        yield number, steps


@pytest.mark.django_db
def test_in_whatever_order_two_change_a_measure_nobody_overwrites_what_was_not_shown(case: Case) -> None:
    people = {"a": world.principal_of(case.school), "b": world.in_team(case), "c": world.principal_of(case.school)}
    for number, steps in schedules():
        measure, shown = world.with_draft(case), dict[str, str]()
        address = f"/saker/{case.number}/tiltak/{measure.lineage}/"
        clients = {who: world.signed_in(Client(), person) for who, person in people.items()}
        stands, version = "", measure.version
        for turn, (who, step) in enumerate(one.split() for one in steps):
            said = f"{who} skrev dette som nummer {turn} i {number}."
            if step == "drop":
                clients[who].post(f"{address}fjern/", {"form_key": str(uuid4())})
                version = 0
            elif step == "open" and version:
                shown[who] = VERSION.search(clients[who].get(address).content.decode())[1]  # type: ignore[index]
            elif step == "save" and who in shown:
                typed = {"form_key": str(uuid4()), "version": shown[who], "what": said, "kind": "adult_close_by"}
                answer = clients[who].post(address, typed)
                page = unescape(answer.content.decode())
                if shown[who] == str(version):
                    assert answer.status_code == 302, steps
                    stands, version = said, version + 1
                else:
                    assert answer.status_code == 422 and said in page, steps
                    assert stands in page or not version, steps
            if version and stands:
                row = Measure.objects.get(lineage=measure.lineage)
                assert (open_one(row.what, row.pk), row.version) == (stands, version), steps


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
