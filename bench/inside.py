"""`python -m bench.inside`: what is asked from inside a process with the product. Prints JSON.

Who signs in and what they ask for, how many queries each page takes, and what sealing, journal, guard and wall cost.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from html import unescape
from importlib import import_module
from statistics import quantiles
from time import perf_counter, time
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from dj_database_url import parse

from . import at_work

REPORTERS_COUNT = 200  # each at a school of its own, so that no desk grows while reports are saved
COST_ROUNDS = 60
CLOCK_ROUNDS = 200
POLICY_WARM, POLICY_TURNS = 16, 200
TOLD = "Ingen vil være sammen med ham i friminuttene. " * 4
TOKEN = "b" * 32  # of the cookie and of the form alike: what a browser would have been given


def main(desk: str) -> None:
    """Print everything, for the school with the uuid `desk`."""
    at_work()
    from innsats.vault.keys import unlock

    from . import clock

    clock.start()
    unlock()
    pages = _pages(desk)
    _run_twice(pages)
    print(json.dumps({
        "asks": {name: [asdict(ask) for ask in asks] for name, asks in pages.items()},
        "queries": {name: _queries(asks[0]) for name, asks in pages.items()},
        "costs": {name: _costs(asks) | _policies(asks) for name, asks in pages.items()},
        "clocks_us": _clocks_us(),
    }))  # fmt: skip


def _pages(desk: str) -> dict[str, list[Any]]:
    """What the clients ask for, by the name of the page."""
    from innsats.cases.models import Case
    from innsats.people.models import School
    from innsats.rules.roles import Role

    from .driver import Ask
    from .originals import OPEN_EVENTS

    school = School.objects.get(uuid=desk)
    rektor = _account(school, Role.PRINCIPAL)
    cookie = cookie_of(rektor)
    cases = Case.objects.filter(school=school).order_by("pk")
    opened = [case.number for case in cases if _events_of(case) >= OPEN_EVENTS]
    return {
        "I dag": [Ask(path="/", cookie=cookie)],
        "Oversikt": [Ask(path=f"/saker/{number}/", cookie=cookie) for number in opened],
        "Logg": [Ask(path=f"/saker/{number}/logg/", cookie=cookie) for number in opened],
        "Save a report": _reports(school),
    }


def _events_of(case: Any) -> int:
    from innsats.cases.models import CaseReport
    from innsats.journal.models import Event

    reports = [link.report.subject.stream for link in CaseReport.objects.filter(case=case).select_related("report")]
    return Event.objects.filter(stream__in=[case.subject.stream, *reports]).count()


def _account(school: Any, role: Any) -> Any:
    from innsats.people.models import Appointment

    return Appointment.objects.filter(school=school, role=role).select_related("person__account").first().person.account


def cookie_of(account: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from innsats.people.sessions import SIGNED_IN
    from innsats.people.signin.begun import SignedIn

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    now = time()
    session[SIGNED_IN] = asdict(SignedIn(by="bench", since=now, shown_at=now, device="|", name="bench"))
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def _reports(desk: Any) -> list[Any]:
    """The last post of a report, as it stands after the preview, by many reporters at other schools."""
    from innsats.people.models import School
    from innsats.rules.roles import Role

    from .driver import Ask

    schools = list(School.objects.exclude(pk=desk.pk).order_by("pk")[:REPORTERS_COUNT])
    first = schools[0]
    cookie = cookie_of(_account(first, Role.EMPLOYEE))
    typed = {"text": TOLD, "pupil_named": "Noah i 6A", "arena": "school", "concern": "pupils", "channel": "written",
             "sender": "unknown", "school": str(first.uuid), "form_key": "{form_key}"}  # fmt: skip
    preview = _answer(Ask(path="/meld/", cookie=cookie, body=_form(typed)))
    assert preview.status_code == 200, preview.content[:2000]
    sent = _hidden(preview.content.decode()) | {"form_key": "{form_key}"}
    assert "send_as" in sent, "the preview offers nothing to send"
    cookies = [cookie_of(_account(school, Role.EMPLOYEE)) for school in schools]
    bodies = [_form(sent | {"school": str(school.uuid)}) for school in schools]
    return [Ask(path="/meld/", cookie=cookie, body=body) for cookie, body in zip(cookies, bodies, strict=True)]


def _form(fields: dict[str, str]) -> str:
    return urlencode(fields | {"csrfmiddlewaretoken": TOKEN}, safe="{}")


def _hidden(page: str) -> dict[str, str]:
    """The fields that the preview carries, and its first button."""
    tags = re.findall(r"<(?:input|button)[^>]*>", page[page.index("<main") :])
    fields: dict[str, str] = {}
    for name, value in (named for tag in tags for named in _named(tag)):
        fields.setdefault(name, unescape(value))
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def _named(tag: str) -> Iterator[tuple[str, str]]:
    name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
    if name and name[1] not in ("step", "language", "next"):
        yield name[1], value[1] if value else ""


def _answer(ask: Any) -> Any:
    """The answer to what a client would ask, without a server."""
    from uuid import uuid4

    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies.load(ask.cookie)
    if not ask.body:
        return client.get(ask.path)
    body = ask.body.replace("{form_key}", str(uuid4()))
    return client.post(ask.path, body, content_type="application/x-www-form-urlencoded")


def _run_twice(pages: dict[str, list[Any]]) -> None:
    """Each page answers as it should; the first time everything is imported and the hour's look is kept."""
    for name, asks in pages.items():
        for ask in asks[:12] * 2:
            answer = _answer(ask)
            if answer.status_code != (302 if ask.body else 200):
                raise SystemExit(f"{name} answers {answer.status_code}: {answer.content[:400]!r}")


def _queries(ask: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        _answer(ask)
    return len(captured)


def _costs(asks: list[Any]) -> dict[str, float]:
    """Milliseconds in one answer: what is sealed and opened, the journal and its chain, the guard of reading, and what
    the wall between owners asks before the page and tells the connection.
    """
    from innsats.database import walls

    spent: dict[str, float] = defaultdict(float)
    with walls.standing(walls.NOTHING), _timing(spent):  # as a worker is, between two requests
        for turn in range(COST_ROUNDS):
            _answer(asks[turn % len(asks)])
    return {name: round(spent[name] * 1000 / COST_ROUNDS, 3) for name in ("sealing", "journal", "guard", "wall")}


def _policies(asks: list[Any]) -> dict[str, float]:
    """Milliseconds in one answer of the role that serves beyond those of the role that no policy holds for.

    Turn by turn, each on a connection of its own that has been warmed up; of each the quarter that was not disturbed,
    which is what differs by the policies alone. Nothing on SQLite, which has no policies.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        return {}
    roles, opened = [parse(os.environ[name]) for name in ("DATABASE_URL", "MIGRATE_DATABASE_URL")], []
    for role in roles:
        connection.close()
        connection.settings_dict |= {name: role[name] for name in ("USER", "PASSWORD")}
        for turn in range(POLICY_WARM):  # until every question is planned for good
            _answer(asks[turn % len(asks)])
        opened.append(connection.connection)
        connection.connection = None  # kept open, and taken up again in its turns
    spent: list[list[float]] = [[], []]
    for turn in range(POLICY_TURNS):
        for n in (0, 1) if turn % 2 else (1, 0):
            connection.connection = opened[n]
            began = perf_counter()
            _answer(asks[turn % len(asks)])
            spent[n].append(perf_counter() - began)
    connection.connection = opened[1]
    connection.close()
    connection.settings_dict |= {name: roles[0][name] for name in ("USER", "PASSWORD")}
    connection.connection = opened[0]
    serving, owning = (quantiles(one, n=4)[0] for one in spent)
    return {"policies": round((serving - owning) * 1000, 3)}


@contextmanager
def _timing(spent: dict[str, float]) -> Iterator[None]:
    """Add up, by name, the seconds that sealing, the journal and the read guard take while this is open."""
    from innsats.cases.queries import crossing
    from innsats.database import walls
    from innsats.journal import action
    from innsats.vault import cipher, keys
    from innsats.web import reading

    with (
        patch.object(cipher, "opened", _timed(spent, "sealing", cipher.opened)),
        patch.object(cipher, "sealed", _timed(spent, "sealing", cipher.sealed)),
        patch.object(keys, "ciphers_of", _timed(spent, "sealing", keys.ciphers_of)),
        patch.object(keys, "_fresh", _timed(spent, "sealing", keys._fresh)),
        patch.object(action, "_write", _timed(spent, "journal", action._write)),
        patch.object(walls, "_tell", _timed(spent, "wall", walls._tell)),
        patch.object(crossing, "rows_planned_once", _timed(spent, "wall", crossing.rows_planned_once)),
        patch.object(reading, "refuse_writes", _guarding(spent, reading.refuse_writes)),
    ):
        yield


def _timed(spent: dict[str, float], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        began = perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += perf_counter() - began

    return wrapper


def _guarding(spent: dict[str, float], refuse_writes: Callable[..., Any]) -> Callable[..., Any]:
    """The guard's own time: what it takes, less what the database takes inside it."""

    def guarding(execute: Callable[..., Any], *args: Any) -> Any:
        began, inside = perf_counter(), 0.0

        def executing(*given: Any) -> Any:
            nonlocal inside
            started = perf_counter()
            try:
                return execute(*given)
            finally:
                inside = perf_counter() - started

        try:
            return refuse_writes(executing, *args)
        finally:
            spent["guard"] += perf_counter() - began - inside

    return guarding


def _clocks_us() -> float:
    """Microseconds for all the clocks of a long case: its two reports, and sixty events' worth of evaluations."""
    from innsats.people.calendars import calendar_of
    from innsats.people.models import SchoolOwner
    from innsats.rules.deadlines import (
        CaseFacts,
        EvaluationFacts,
        Reading,
        ReportFacts,
        clocks_of_case,
        clocks_of_report,
    )
    from innsats.rules.reports import Concern
    from innsats.rules.verdicts import Met

    from .clock import NOW

    calendar = calendar_of(SchoolOwner.objects.order_by("pk").first().pk)
    began_at = NOW - timedelta(days=40)
    report = ReportFacts(
        reported_at=began_at, about=Concern.EMPLOYEE, by_staff=True, told_by="1", available_to_principal_at=began_at,
        readings=(Reading(at=began_at),), in_case=True,
    )  # fmt: skip
    rounds = tuple(EvaluationFacts(about=f"m{n}", due_on=(NOW + timedelta(days=n)).date()) for n in range(20))
    case = CaseFacts(first_reported_at=began_at, serious=Met(began_at), evaluations=rounds)
    reports = (report, replace(report, about=Concern.PUPILS))
    began = perf_counter()
    for _ in range(CLOCK_ROUNDS):
        for one in reports:
            clocks_of_report(one, calendar)
        clocks_of_case(case, calendar)
    return round((perf_counter() - began) / CLOCK_ROUNDS * 1_000_000)


if __name__ == "__main__":
    import sys

    main(sys.argv[1])
