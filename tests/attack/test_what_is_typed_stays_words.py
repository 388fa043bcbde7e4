"""What would run elsewhere is typed into every form: where it comes out again it is words, and nowhere else at all."""

from __future__ import annotations

import logging
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected
from tests.architecture.access_world import Watched
from tests.architecture.asking import browser_of, said_in
from tests.attack.answered import faults_of, undone

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXPECTED = expected()
DONE = [name for name, page in PAGES.items() if page.typed and EXPECTED[name, "rektor"][1] == "+"]
MARK = "Markeres"
TYPED = (
    f'=1+1 {MARK}"><svg onload=alert(1)>{{{{ 7|add:42 }}}}{{% now "Y" %}}${{7*7}} \' OR 1=1 -- <!-- ]]> #show'
    ' javascript:alert(1)\r\nSet-Cookie: markeres=1\r\n\r\n{"level": "forged"}'
)
RUNS = re.compile(rf'<svg onload|{MARK}">|}}}}49|>\s*49\{{|49{{% now')  # as markup, or worked out
WORDS = re.compile(r"[A-ZÆØÅ ]")  # what stands there is a text, not a code, a day or a key
MOMENTS = {"ends_at"}  # a day and an hour, with a T between
SHOWS = ("today", "read_case", "case_people", "case_inquiry", "case_plan", "case_log", "case_special", "case_aftercare",
         "case_governor", "read_report", "print_case", "people", "errands", "causes", "teams")  # fmt: skip


def with_what_runs(typed: dict[str, Any]) -> dict[str, Any]:
    """The same, with that in place of every text."""
    texts = {name for name, value in typed.items() if isinstance(value, str) and WORDS.search(value)}
    return {name: TYPED if name in texts - MOMENTS else value for name, value in typed.items()}


def test_what_would_run_is_shown_as_it_was_typed_and_is_in_no_log_head_or_mail(
    the_world: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong, came_out = [], set()
    with browser_of("rektor", the_world) as (client, _):
        for name in DONE:
            page: Any = PAGES[name]
            address = page.address(the_world)
            with undone(client):
                sent = client.post(address, {**with_what_runs(dict(page.typed(the_world))), "form_key": str(uuid4())})
                answers = [sent, client.get(sent.headers.get("Location") or address), client.get(address)]
                shows = SHOWS if sent.status_code == 302 else ()
                answers += [client.get(PAGES[one].address(the_world)) for one in shows]
                for answer in answers:
                    said = said_in(answer)
                    is_page = answer.headers["Content-Type"].startswith("text/html")
                    wrong += [f"{name}: {hit[0]}" for hit in [RUNS.search(said)] if hit and is_page]
                    wrong += [f"{name}: {fault}" for fault in faults_of(answer)]
                    wrong += [f"{name}: in the head"] * (MARK.lower() in f"{answer.headers}{answer.cookies}".lower())
                    came_out |= {name} if MARK in said else set()
    wrong += [f"in the log: {line[:80]}" for line in caplog.messages if MARK in line]
    wrong += [f"in a mail: {one.subject}" for one in mail.outbox if MARK in f"{one.subject}{one.body}{one.to}"]
    assert not wrong, "\n".join(wrong[:40])
    assert len(came_out) >= 30  # there was something to run


def test_the_case_on_paper_says_it_as_it_was_typed(the_world: Watched) -> None:
    """The PDF is set from JSON: what is Typst to others, `#show`, is letters there."""
    with browser_of("rektor", the_world) as (client, _), undone(client):
        page: Any = PAGES["note_inquiry"]
        client.post(page.address(the_world), {**with_what_runs(dict(page.typed(the_world))), "form_key": str(uuid4())})
        printed = client.post(PAGES["print_case"].address(the_world), {"form_key": str(uuid4())})
        assert printed.headers["Content-Type"] == "application/pdf"
        said = re.sub(r"\s", "", said_in(printed))
    assert re.sub(r"\s", "", f'{MARK}"><svg onload=alert(1)>{{{{ 7|add:42 }}}}') in said and "#show" in said
