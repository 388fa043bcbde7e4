"""Walking a story through the real acts: bound first, as a whole; then step by step, with time passing between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.apps import apps

from innsats.cases.queries.access import NotVisible
from innsats.journal.actors import Actor
from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused

from . import asks
from .binding import Bound, Known, Names, actor_of, bind, kinds_in, made_by
from .expect import Expected, Miss, expected
from .reading import one_of
from .saying import Saying
from .story import Step, Story
from .time import pass_until
from .world import build

DONE, REFUSED, NOT_VISIBLE = "done", "refused", "not_visible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """How the times of a story are moved when it is told at another time. Never changes their order."""

    moment: Callable[[datetime], datetime] = lambda at: at
    day: Callable[[date], date] = lambda on: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step that is ready to be walked: the function, who, when, and the arguments once the names are known."""

    step: Step
    verb: str
    function: Callable[..., Any]
    actor: Callable[[Names], Actor]
    at: datetime
    arguments: dict[str, Bound]
    expected: Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a step."""

    line: Line
    outcome: str
    obstacles: list[dict[str, Any]] = field(default_factory=list)
    answer: Any = None


@dataclass(slots=True, kw_only=True)
class Walk:
    """A story under way: what has been done, what the names stand for, and which step made which event."""

    story: Story
    lines: tuple[Line, ...]
    names: Names = field(default_factory=Names)
    taken: list[Taken] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    made_by: dict[str, int] = field(default_factory=dict)  # event ref → step number

    def saying(self, at: datetime) -> Saying:
        """How this story says what came, at an instant."""
        return Saying(names=self.names, steps=self.made_by, at=at)

    def take(self, line: Line) -> Taken:
        """Walk one step."""
        before = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        taken = self._do(line)
        for event in Event.objects.filter(pk__gt=before):
            self.made_by[event.ref] = line.step.n
        self.taken.append(taken)
        self.misses += line.expected.missed(taken.outcome, taken.obstacles, taken.answer)
        return taken

    def _do(self, line: Line) -> Taken:
        saying = self.saying(line.at)
        arguments = {name: bound(self.names) for name, bound in line.arguments.items()}
        try:
            made = line.function(**arguments, by=line.actor(self.names), at=line.at)
        except Refused as refused:
            return Taken(line=line, outcome=REFUSED, obstacles=saying.said(refused.obstacles))
        except NotVisible:
            return Taken(line=line, outcome=NOT_VISIBLE)
        except Exception as error:
            error.add_note(f"in {line.step.where.file}:{line.step.where.line}")
            raise
        if line.step.made_as:
            self.names.give(line.step.made_as, made)
        return Taken(line=line, outcome=DONE, answer=None if line.step.is_act else saying.said(made))


def prepared(story: Story, move: Move | None = None) -> Walk:
    """The story with every step bound, and nothing changed yet. Raises Broken where a step cannot be walked."""
    move = move or Move()
    known = Known(kinds=kinds_in(story), start=story.start, moved=move.moment, moved_day=move.day)
    return Walk(story=story, lines=tuple(_line(step, known, move) for step in story.steps))


def walk(story: Story, *, until: datetime | None = None) -> Walk:
    """Build the story's world in the database at hand, which must be empty, and walk its steps, those up to `until`.

    Time then passes on to `until`.
    """
    under_way = prepared(story)
    build(story.world, under_way.names, at=story.start)
    at = story.start
    for line in under_way.lines:
        if until is not None and line.at > until:
            break
        pass_until(line.at, since=at)
        under_way.take(line)
        at = line.at
    pass_until(until or at, since=at)
    return under_way


def walk_together(walks: Iterable[Walk], *, since: datetime, until: datetime) -> None:
    """Walk several stories of one world at the same time, step by step in order, up to `until`."""
    steps = [(line, under_way) for under_way in walks for line in under_way.lines if line.at <= until]
    for line, under_way in sorted(steps, key=lambda step: step[0].at):
        pass_until(line.at, since=since)
        under_way.take(line)
        since = line.at
    pass_until(until, since=since)


@cache
def actions() -> dict[str, Callable[..., Any]]:
    """Every action of every slice, by its act."""
    slices = [app.name for app in apps.get_app_configs() if app.name.startswith("innsats.")]
    members = [pair for name in slices for module in _modules(f"{name}.actions") for pair in vars(module).items()]
    return {name: one for name, one in members if name in set(Act) and hasattr(one, "__wrapped__")}


def _modules(name: str) -> list[Any]:
    try:
        package = import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        return []
    inside = iter_modules(getattr(package, "__path__", []))
    return [package, *(import_module(f"{name}.{one.name}") for one in inside)]


def _line(step: Step, known: Known, move: Move) -> Line:
    verb, function = _function(step)
    line = Line(
        step=step, verb=verb, function=function, actor=actor_of(step.by, known.kinds), at=move.moment(step.at),
        arguments=bind(step.said, function, step.where, known), expected=expected(step.expect),
    )
    if step.made_as:
        if held := known.kinds.get(step.made_as):
            raise step.where.broken(f"expected a new name after as, found {step.made_as!r}, a {held} already")
        known.kinds[step.made_as] = made_by(function)
    return line


def _function(step: Step) -> tuple[str, Callable[..., Any]]:
    what = "act" if step.is_act else "ask"
    verb = step.verb.text(f"an {what}")
    known, others = (actions(), asks.ASKS) if step.is_act else (asks.ASKS, actions())
    if verb in known:
        return verb, known[verb]
    if verb in others:
        raise step.verb.broken(f"{verb} is {'asked, not done' if step.is_act else 'done, not asked'}")
    raise step.verb.broken(f"unknown {what} {step.verb.shown}: {one_of(verb, known)}")
