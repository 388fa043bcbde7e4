"""Asking every page as somebody, and seeing what came of it: the outcome, what it let out, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection, models, transaction
from django.http import HttpResponse, QueryDict
from django.test import Client

from innsats.family.doors import let_in
from innsats.journal.models import Look
from innsats.people import outside
from innsats.people.oidc.dance import Outsider
from tests.architecture.access_personas import PERSONAS
from tests.architecture.access_world import Watched
from tests.architecture.canaries import GROUPS, NOW
from tests.archive.reading import text_of
from tests.written import written

ELSEWHERE = Outsider(provider="idporten", subject="noen", factors=2)
SEEN = {"cases.Message.seen_at", "cases.HomeMessage.seen_at"}  # that a message was read: a look
State = dict[type[models.Model], list[tuple[Any, ...]]]
UNWATCHED = {"journal.Look", "journal.Refusal", "web.Throttle", "people.Session", "people.Account"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a page answered. `outcome` is one of the signs of the access table; `leaked` are groups of canaries.

    `looks` are the streams of which it is kept that this person has looked at them within the hour.
    """

    outcome: str
    leaked: frozenset[str]
    changed: bool
    looks: frozenset[str]
    queries_count: int
    response: HttpResponse


class Counted:
    """How often the database was asked while this was open."""

    def __init__(self) -> None:
        self.count, self.wrapped = 0, connection.execute_wrapper(self.see)

    def see(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)

    def __enter__(self) -> Counted:
        self.wrapped.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self.wrapped.__exit__(*raised)


class Asking:
    """Somebody in front of the pages. Whatever an answer changed is undone before the next question."""

    def __init__(self, client: Client, actor_id: str) -> None:
        self.client, self.cookies = client, client.cookies.output(header="", sep=";")
        self.before: State = {}  # what each table that is written to holds between the questions
        self.looks = Look.objects.filter(actor_id=actor_id, at__gte=NOW)

    def get(self, address: str) -> Answer:
        return self.ask("get", address)

    def post(self, address: str, typed: dict[str, Any]) -> Answer:
        return self.ask("post", address, {"form_key": str(uuid4()), **typed})

    def ask(self, method: str, address: str, typed: dict[str, Any] | None = None) -> Answer:
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic(), written() as writes:
            with Counted() as asked:
                response = getattr(self.client, method)(address, typed)
            after = {model: rows_of(model) for model in watched_models() if model in writes}
            looks = frozenset(self.looks.values_list("stream", flat=True))
            transaction.set_rollback(True)
        changed = any(rows != self.rows_before(model) for model, rows in after.items())
        leaked = leaked_by(response, typed or {}, address)
        outcome = outcome_of(response, method, changed)
        return Answer(
            outcome=outcome, leaked=leaked, changed=changed, looks=looks, queries_count=asked.count, response=response
        )

    def rows_before(self, model: type[models.Model]) -> list[tuple[Any, ...]]:
        """What a table held before the question, which is undone: read the first time it is written to."""
        if model not in self.before:
            self.before[model] = rows_of(model)
        return self.before[model]


@contextmanager
def somebody(name: str, world: Watched) -> Iterator[Asking]:
    """The pages as this persona meets them. Afterwards nothing has happened."""
    with browser_of(name, world) as (client, holder):
        yield Asking(client, holder)


@contextmanager
def browser_of(name: str, world: Watched) -> Iterator[tuple[Client, str]]:
    """The browser of this persona, and as whom looks are kept of it. Afterwards nothing has happened."""
    persona = PERSONAS[name]
    with transaction.atomic():
        persona.after(world)
        client, holder = Client(raise_request_exception=False), ""
        if persona.code:
            held, begun = persona.code(world), outside.begun(ELSEWHERE, NOW).pk if persona.by_provider else ""
            shown = let_in(HttpResponse(), held, begun)
            holder = str(getattr(held, "guardian_id", None) or getattr(held, "pupil_id", ""))
            client.cookies = SimpleCookie(shown.cookies.output(header="", sep=";"))
        if persona.who:
            client.force_login(world.people[persona.who].account)
        yield client, str(world.people[persona.who].uuid) if persona.who else holder
        transaction.set_rollback(True)


def outcome_of(response: HttpResponse, method: str, changed: bool) -> str:
    """The sign in the access table; a status that has no sign stands as itself."""
    status, to = response.status_code, response.headers.get("Location", "")
    if status == 302 and to.startswith("/logg-inn/?next="):
        return "S"
    if status == 302 and to == "/skole/kode/" or status == 403 and shows(response, "family/type_code.html"):
        return "K"
    if status == 302 and to.startswith("https://"):
        return "A"
    if method == "get" and status == 302:
        return "O"
    if method == "post" and status in (200, 204, 302):
        return "+" if changed else "="
    return {200: "P", 403: "H", 404: "4", 405: "M", 409: "C", 410: "G", 422: "="}.get(status, str(status))


def shows(response: HttpResponse, template: str) -> bool:
    """Whether this is the page of that template."""
    return any(one.name == template for one in getattr(response, "templates", ()))


def leaked_by(response: HttpResponse, typed: dict[str, Any], address: str) -> frozenset[str]:
    """The groups of canaries that the answer holds, beyond what was sent to it."""
    said = said_in(response) + str(response.headers)
    for sent in [*map(str, typed.values()), *QueryDict(address.partition("?")[2]).values()]:
        said = said.replace(sent, "") if sent else said
    return frozenset(group for group in GROUPS if group in said)


def said_in(response: HttpResponse) -> str:
    """What the answer says: the page, or the words in the PDF."""
    is_pdf = response.headers.get("Content-Type") == "application/pdf"
    return text_of(response.content) if is_pdf else response.content.decode()


def rows_of(model: type[models.Model]) -> list[tuple[Any, ...]]:
    return list(model._base_manager.order_by("pk").values_list(*_kept(model)))


def _kept(model: type[models.Model]) -> list[str]:
    fields = [field.attname for field in model._meta.concrete_fields]
    return [name for name in fields if f"{model._meta.label}.{name}" not in SEEN]


def watched_models() -> list[type[models.Model]]:
    """All that is kept but sessions, looks, refusals and tries: what only an act may change."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("innsats."))
    return [model for model in ours if model._meta.label not in UNWATCHED]
