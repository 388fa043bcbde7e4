"""How a team works: what its owner has settled, with the usual words where nothing else is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.calendars import limits_of
from innsats.people.queries.closing import in_school_days
from innsats.people.viewers import Viewer
from innsats.rules.calendar import day_of
from innsats.rules.deadlines.dates import PROMISE
from innsats.rules.processmaps import MapStep, Scenario
from innsats.web import dates, words
from innsats.web.words.processmaps import MARKS

from ..models import Team, TeamAgreement, TeamMap, TeamMapStep
from .agreements import holds_on
from .seen import keeps, seats_of

WAYS = {Scenario.SCHOOL_ASKS: "skolen-ber", Scenario.FAMILY_ASKS: "familien-ber"}  # as they stand in addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """One step: what it is called, by when, what happens, and whom to ask when that is another than for the map."""

    code: str
    title: str
    mark: str
    words: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShown:
    """One of the two maps. `is_settled`: the owner has settled it, as `said` tells; else it is what is usual."""

    way: str
    title: str
    contact: str
    phone: str
    said: str
    is_settled: bool
    is_open: bool
    steps: tuple[StepShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapsPage:
    """How a team works. `keeps`: the viewer settles it; `is_inside`: may read it also when it is not shown openly."""

    team: Team
    maps: tuple[MapShown, ...]
    keeps: bool
    is_inside: bool
    is_open: bool


def maps_page(viewer: Viewer, uuid: UUID) -> MapsPage | None:
    """How an external team works, for who may know: everybody, of what is shown openly; and whoever may ask it, is in
    it or looks after it, of both maps, settled or not. None for anybody else. At most seven queries.
    """
    team = Team.objects.select_related("school_owner").filter(uuid=uuid, school=None, ending=None).first()
    if team is None:
        return None
    held, is_inside = newest_maps(team), may_ask(viewer, team)
    talk_days = limits_of(team.school_owner_id).first_talk_school_days
    found = [_shown(one, held.get(one), talk_days) for one in Scenario]
    maps = tuple(one for one in found if is_inside or one.is_open)
    if not maps:
        return None
    return MapsPage(
        team=team, maps=maps, keeps=keeps(viewer, team), is_inside=is_inside, is_open=any(one.is_open for one in found)
    )


def may_ask(viewer: Viewer, team: Team) -> bool:
    """Whether the viewer works where the team helps, or is in it. At most two queries."""
    owners = {held.school_owner_id for held in viewer.appointments}
    if team.school_owner_id in owners or seats_of(viewer).filter(team=team).exists():
        return True
    agreed = TeamAgreement.objects.filter(holds_on(day_of(viewer.at)), team=team, school_owner__in=owners)
    return bool(owners) and agreed.exists()


def newest_maps(team: Team) -> dict[Scenario, TeamMap]:
    """The maps of a team that apply, each with its steps. Two queries."""
    settled = TeamMap.objects.filter(team=team).prefetch_related("steps").order_by("pk")
    return {Scenario(row.scenario): row for row in settled}


def mapped(teams: Iterable[int]) -> dict[int, list[tuple[Scenario, date]]]:
    """When a map was settled for each of these teams. One query."""
    found: dict[int, list[tuple[Scenario, date]]] = defaultdict(list)
    settled = TeamMap.objects.filter(team__in=set(teams)).order_by("pk")
    for team, scenario, at in settled.values_list("team", "scenario", "at"):
        found[team].append((Scenario(scenario), day_of(at)))
    return found


def in_days(count: int | None) -> str:
    """Innen 3 arbeidsdager"""
    if count is None:
        return ""
    within = ngettext("Innen én arbeidsdag", "Innen {count} arbeidsdager", count).format(count=count)
    return within if count else _("Samme dag")


def usual_words(scenario: Scenario, step: MapStep) -> str:
    """What is said of a step until an owner says something else."""
    return words.of(scenario, step)


def fixed_mark(step: MapStep, talk_days: int) -> str:
    """By when, where the time is not for a map to set: the first talk has the owner's limit, the measures the week."""
    if step is MapStep.FIRST_TALK:
        return in_school_days(talk_days)
    if step is MapStep.MEASURES:
        return _("Senest {count} dager etter start").format(count=PROMISE.days)
    return words.of("map_mark", step) if step in MARKS else ""


def _shown(scenario: Scenario, row: TeamMap | None, talk_days: int) -> MapShown:
    said = {one.step: one for one in row.steps.all()} if row else {}
    return MapShown(
        way=WAYS[scenario], title=words.of("scenario", scenario), contact=row.contact_point if row else "",
        phone=row.phone if row else "", is_settled=row is not None, is_open=row is not None and row.is_open,
        said=_("Sist endret {day}").format(day=dates.long_date(day_of(row.at))) if row else "",
        steps=tuple(_step(scenario, one, said.get(one), talk_days) for one in MapStep),
    )


def _step(scenario: Scenario, step: MapStep, said: TeamMapStep | None, talk_days: int) -> StepShown:
    return StepShown(
        code=step, title=words.of("map_step", step),
        mark=(in_days(said.days) if said else "") or fixed_mark(step, talk_days),
        words=(said.words if said else "") or usual_words(scenario, step), contact=said.contact if said else "",
    )
