"""The same form sent many times at the same moment is one report, and everybody who sent it gets the same code."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from innsats.cases.models import Receipt, Report
from innsats.web.forms import new_form_key
from tests import world
from tests.family.walking import code_on

FORMS_COUNT, POSTS_COUNT = 20, 4


@pytest.mark.usefixtures("committed")
def test_r7_twenty_forms_posted_four_times_each_at_once_are_twenty_reports() -> None:
    school = world.a_school()
    world.a_principal(school)
    keys = [new_form_key() for _ in range(FORMS_COUNT)]

    def post(key: str) -> tuple[str, int, str]:
        typed = {"form_key": key, "school": str(school.uuid), "text": f"Form {key}", "step": "send", "go": "send"}
        try:
            answer = Client().post("/skole/", {**typed, "wants_code": "on"})
            return key, answer.status_code, code_on(answer)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, [key for key in keys for _ in range(POSTS_COUNT)]))
    assert {status for _key, status, _code in answers} == {200}
    assert Report.objects.count() == Receipt.objects.count() == FORMS_COUNT
    assert len({(key, code) for key, _status, code in answers}) == FORMS_COUNT == len({code for *_, code in answers})
