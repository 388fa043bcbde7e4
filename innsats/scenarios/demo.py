"""The demo: stories moved so that they end now, told together in one invented municipality."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import TypeVar

from innsats.people.calendars import FIRST_YEAR, LAST_YEAR, red_days
from innsats.people.naming import search_key
from innsats.rules.calendar import OSLO, Calendar, day_of
from innsats.rules.roles import Role

from .binding import Names
from .describe import STORIES
from .story import Adult, Owner, Story, World, read_story
from .walk import Move, Walk, prepared, walk_together
from .world import build

S = TypeVar("S")
HOLIDAY_WEEKS = 5  # until the schools are closed for a week
DOMAIN = "fjordvik.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story of the demo, and how many working days ago it ends."""

    story: str
    days_ago: int = 0


TOLD = (
    # Solbakken skole: cases in every stage, one that is late, a report from today and one from last night
    Told(story="not-safe-on-day-seven", days_ago=1),
    Told(story="the-week-passes"),
    Told(story="serious-case", days_ago=1),
    Told(story="followed-up", days_ago=1),
    Told(story="safe-after-follow-up", days_ago=2),
    Told(story="a-child-is-heard"),  # a curve, and a child who wants to talk with somebody today
    Told(story="plan-refused", days_ago=1),
    Told(story="plain-week", days_ago=1),
    Told(story="employee-concern", days_ago=1),
    Told(story="one-report-two-cases", days_ago=1),
    Told(story="two-reports-one-case", days_ago=1),
    Told(story="on-the-way-home"),
    Told(story="nobody-opens-it"),
    Told(story="a-pupil-writes"),
    Told(story="what-the-family-reads", days_ago=1),
    Told(story="just-opened"),
    # what is rare: stop talks, force used twice on one pupil, the police and an interpreter
    Told(story="stop-talks", days_ago=1),
    Told(story="held-back", days_ago=1),
    Told(story="around-the-case", days_ago=1),
    # the external team helps, and has left
    Told(story="help-within-the-week"),
    # the neighbour's team helps where nearly everybody is inhabil
    Told(story="the-neighbours-team-helps", days_ago=1),
    # elsewhere in Fjordvik, at a private school, and at an upper secondary school of the county
    Told(story="rektor-is-the-mother", days_ago=1),
    Told(story="correction", days_ago=1),
    Told(story="leadership-concern", days_ago=1),
    Told(story="private-school"),
    Told(story="upper-secondary"),
    # what lies behind: enough to tell the year in numbers
    Told(story="the-year-behind", days_ago=15),
    # a team that is ready in Fjordvik, and one in Lundeby that nobody could count on
    Told(story="a-team-is-set-up", days_ago=1),
    Told(story="a-team-that-stood-still", days_ago=1),
)


CODES = (  # on paper, in the stories: what each opens at /skole/kode/
    ("1111 2222 3333 4444", "a pupil who wrote at night, and follows what becomes of it"),
    ("5555 6666 7777 8888", "Eva Nesse, who reads what the school does for Ida"),
    ("9999 0000 1111 2222", "Ida Nesse herself"),
)


def load(at: datetime) -> list[Walk]:
    """Fill an empty database with the demo world as it stands at `at`. The same each time, save for numbers and ids.

    Every adult gets an account to sign in with. Call it in a transaction, so that it is whole or not at all.
    """
    stories = [(read_story(STORIES / f"{told.story}.yaml"), told) for told in TOLD]
    walks = [prepared(story, moved(story, told.days_ago, at)) for story, told in stories]
    world = together([one.story.world for one in walks], at)
    since = min(one.lines[0].at for one in walks)
    names = Names()
    build(world, names, at=since, emails={name: email_of(adult) for name, adult in world.adults.items()})
    for one in walks:
        one.names = Names(rows=dict(names.rows), ids=dict(names.ids))
    walk_together(walks, since=since, until=at)
    return walks


def moved(story: Story, days_ago: int, at: datetime) -> Move:
    """Let the last step fall as late as it can before `at`, on a working day, and keep the working days between steps.

    What falls on a day off in the story, falls on the working day before it.
    """
    last = story.steps[-1].at
    ends = _nth_of(day_of(at)) - days_ago
    if _on(ends, last) > at:
        ends -= 1
    shift = ends - _nth_of(day_of(last))
    return Move(
        moment=lambda moment: _on(_nth_of(day_of(moment)) + shift, moment),
        day=lambda on: _working_days()[_nth_of(on) + shift],
    )


def together(worlds: Iterable[World], at: datetime) -> World:
    """One world of several that agree. The schools' holiday is moved too: one week, with the officer on duty."""
    owners: dict[str, Owner] = {}
    both, ties = World(owners=owners), set[tuple[str, tuple[str, str]]]()
    for world in worlds:
        _agree(both.owners, world.owners)
        _agree(both.schools, world.schools)
        _agree(both.adults, {name: replace(one, relations=()) for name, one in world.adults.items()})
        _agree(both.children, world.children)
        ties |= {(name, tie) for name, one in world.adults.items() for tie in one.relations}
    for name, tie in sorted(ties):
        both.adults[name] = replace(both.adults[name], relations=(*both.adults[name].relations, tie))
    monday = day_of(at) + timedelta(weeks=HOLIDAY_WEEKS, days=-day_of(at).weekday())
    week = (monday, monday + timedelta(days=6))
    for name, owner in owners.items():
        on_duty = _officers(name, both.adults)[:1]
        owners[name] = replace(owner, closed=(week,), sfo_closed=(week,), duty=tuple((week, who) for who in on_duty))
    return both


def email_of(adult: Adult) -> str:
    """Kari Solvang → kari.solvang@fjordvik.example"""
    return f"{search_key(adult.title).replace(' ', '.')}@{DOMAIN}"


def _agree(held: dict[str, S], more: Mapping[str, S]) -> None:
    for name, one in more.items():
        if held.setdefault(name, one) != one:
            raise ValueError(f"the stories of the demo say different things of {name}")


def _officers(owner: str, adults: Mapping[str, Adult]) -> list[str]:
    posts = [(name, post) for name, adult in adults.items() for post in adult.posts]
    return [name for name, post in posts if post.role == Role.OWNER_OFFICER and post.unit == owner]


def _on(nth: int, moment: datetime) -> datetime:
    """The time of day of `moment`, on this working day."""
    return datetime.combine(_working_days()[nth], moment.astimezone(OSLO).time(), OSLO)


def _nth_of(on: date) -> int:
    """Which working day this is; of a day off, the one before it."""
    return bisect_right(_working_days(), on) - 1


@cache
def _working_days() -> tuple[date, ...]:
    calendar = Calendar(red_days=red_days(), closed_days=frozenset())
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if calendar.is_working_day(day))
