"""How many people stand to many rows: the answer that `standing_of` gives of one, asked for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from innsats.database.prepared import Prepared
from innsats.people.models import Training
from innsats.people.viewers import Viewer, running_on
from innsats.rules.access import Standing
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role
from innsats.teams.models import Membership
from innsats.teams.queries.seen import LEADING

from ..models import AdviceRaised, Assistance, Case, CaseAccess, Declaration, OwnerTold, Party, Recusal, Report
from ..models.case import runs_at
from .access import (
    ADVISED,
    COMMISSIONED,
    CONFLICT,
    LEADER,
    PRINCIPAL_OUT,
    RECUSED,
    TOLD,
    assisting,
    commissions,
    may_help,
    shut_above,
    standings_of,
)
from .shut_out import shut_out_of

Row = Case | Report
Rows = QuerySet[Any, tuple[Any, ...]]
Keys = tuple[UUID, ...]
Codes = dict[tuple[int, UUID], set[str]]  # what the rows say of a person and a report or case


def standings(asked: Mapping[Viewer, Collection[Row]]) -> Iterator[tuple[Viewer, Row, Standing]]:
    """How each of these viewers, persons at one instant, stands to each of its rows. At most twenty queries for all."""
    found = _codes(asked)
    for viewer, rows in asked.items():
        standing = standings_of(viewer)
        for row in rows:
            yield viewer, row, standing(row, found.get((viewer.person_id or 0, row.pk), ()))


def _codes(asked: Mapping[Viewer, Collection[Row]]) -> Codes:
    found: Codes = defaultdict(set)
    rows = {row.pk: row for held in asked.values() for row in held}
    for kind, queries in QUERIES.items():
        if keys := tuple(sorted(key for key, row in rows.items() if isinstance(row, kind))):
            for person, key, code in _said(queries, list(asked), keys):
                found[person, key].add(code)
    return found


def _said(queries: Mapping[str, Prepared[Any]], viewers: list[Viewer], keys: Keys) -> Iterator[tuple[int, UUID, str]]:
    """(person, row, code) for each row that says something of a viewer, or somebody else, and a report or case."""
    guards: dict[UUID, list[int]] = defaultdict(list)
    officers: dict[int, list[int]] = defaultdict(list)
    heads: dict[int, list[int]] = defaultdict(list)
    for viewer in viewers:
        for pupil in viewer.wards:
            guards[pupil].append(viewer.person_id or 0)
        for owner in viewer.owners_as(Role.OWNER_OFFICER):
            officers[owner].append(viewer.person_id or 0)
        for owner in viewer.owners_as(Role.OWNER_HEAD):
            heads[owner].append(viewer.person_id or 0)
    at, on = viewers[0].at, day_of(viewers[0].at)
    yield from queries["worked_on"](keys, at)
    for key in {key for (key,) in (*queries["recused_above"](keys, on), *queries["party_above"](keys, on))}:
        yield from ((viewer.person_id or 0, key, PRINCIPAL_OUT) for viewer in viewers)
    yield from queries["assists"](keys, at, on)
    if "led" in queries:
        yield from ((person, key, LEADER) for person, key in queries["led"](keys, on))
        for key, owner, to_head in queries["advised"](keys) if officers or heads else ():
            yield from ((one, key, ADVISED) for one in (heads if to_head else officers).get(owner, ()))
        yield from ((person, key, COMMISSIONED) for person, key in queries["commissioned"](keys))
    yield from queries["declared"](keys)
    yield from ((person, key, RECUSED) for person, key in queries["recused"](keys))
    yield from ((person, key, CONFLICT) for person, key in queries["parties"](keys))
    for pupil, key in queries["wards"](keys, tuple(sorted(guards))):
        yield from ((one, key, CONFLICT) for one in guards[pupil])
    for key, owner in queries["told"](keys) if officers else ():
        yield from ((one, key, TOLD) for one in officers.get(owner, ()))


def _queries(kind: str, of_case: str) -> dict[str, Prepared[Any]]:
    """What is asked about rows of this kind, each found by its report or case. `of_case` leads from a case to them.

    None asks for the people too: a database that looks up every pair of a person and a row has half a million to do.
    """
    here = f"{kind}__in"

    def declared(keys: Keys) -> Rows:
        held = Declaration.objects.filter(**{here: keys}, party_round=F(f"{kind}__party_round"))
        return held.order_by("pk").values_list("person_id", kind, "outcome")

    def recused(keys: Keys) -> Rows:
        return Recusal.objects.filter(**{here: keys}).order_by("pk").values_list("person_id", kind)

    def parties(keys: Keys) -> Rows:
        return Party.objects.filter(**{here: keys}).exclude(person=None).order_by("pk").values_list("person_id", kind)

    def wards(keys: Keys, pupils: Keys) -> Rows:
        return Party.objects.filter(**{here: keys}, pupil__in=pupils).order_by("pk").values_list("pupil_id", kind)

    def told(keys: Keys) -> Rows:
        return OwnerTold.objects.filter(**{here: keys}).order_by("pk").values_list(kind, "school_owner_id")

    def recused_above(keys: Keys, on: date) -> Rows:
        return shut_above(kind, {here: keys}, on)[0].order_by("pk").values_list(kind)

    def party_above(keys: Keys, on: date) -> Rows:
        return shut_above(kind, {here: keys}, on)[1].order_by("pk").values_list(kind)

    asked: list[Any] = [declared, recused, parties, wards, told, recused_above, party_above, *_working(of_case)]
    return {build.__name__: Prepared(build) for build in asked}


def _working(of_case: str) -> tuple[Callable[..., Rows], ...]:
    """Who leads and works, and who assists for the external team as long as one is in it."""

    def worked_on(keys: Keys, at: datetime) -> Rows:
        held = CaseAccess.objects.filter(runs_at(at), starts_at__lte=at)
        held = held.exclude(part=CaseAccess.ASSISTANT).filter(**{f"{of_case}__in": keys})
        return held.order_by("pk").values_list("person_id", of_case, "part")

    def assists(keys: Keys, at: datetime, on: date) -> Rows:
        held = assisting(at, on).filter(**{f"{of_case}__in": keys})
        return held.order_by("pk").values_list("person_id", of_case, "part")

    return worked_on, assists


@Prepared
def leaders_asked(cases: Keys, on: date) -> Rows:
    """(person, case) for those who lead a team that is asked for help, or stand in for its leader."""
    runs = Q(team__membership__ends_on=None) | Q(team__membership__ends_on__gte=on)
    held = Assistance.objects.filter(
        runs, may_help(on), case__in=cases, is_open=True, team__membership__starts_on__lte=on,
        team__membership__place__in=LEADING,
    )
    return held.order_by("pk").values_list("team__membership__person_id", "case_id")


def is_received(asked: Assistance, row: Case, at: datetime) -> bool:
    """Whether anybody who leads the team that is asked here, or stands in, may know of it. Two queries."""
    on = day_of(at)
    trained = Training.objects.filter(person=OuterRef("person"), completed_on__lte=on)
    leads = Membership.objects.filter(running_on(on), Exists(trained), team=asked.team_id, place__in=LEADING)
    return bool(set(leads.order_by().values_list("person", flat=True)) - shut_out_of(row))


@Prepared
def _commissioned(cases: Keys) -> Rows:
    """(person, case) for those who assist and have been asked to talk and observe for the school."""
    return commissions().filter(case__in=cases).order_by("pk").values_list("person_id", "case_id")


@Prepared
def _advised(cases: Keys) -> Rows:
    """(case, owner, whether past its officers) for the advice that has gone to an owner."""
    raised = AdviceRaised.objects.filter(case__in=cases)
    return raised.order_by("pk").values_list("case_id", "school_owner_id", "to_head")


QUERIES = {
    Case: _queries("case", "case_id") | {"led": leaders_asked, "commissioned": _commissioned, "advised": _advised},
    Report: _queries("report", "case__casereport__report_id"),
}
