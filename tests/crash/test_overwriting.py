"""Two people write in one plan, in any order, while a third closes the case, takes the measure out, names another lead
or takes one of them off the case: nobody overwrites what was not shown, and no text is lost to who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from random import Random
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from innsats.cases.actions import activate_plan, close_case, name_lead, release_from_team
from innsats.cases.models import Case, Measure
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.rules.endings import Ending
from innsats.vault.sealing import open_one
from tests import world
from tests.attack.sent import EXAMPLES_COUNT
from tests.conftest import IS_SEARCHING
from tests.world import AT

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.sqlite]
SCHEDULES_COUNT = EXAMPLES_COUNT if IS_SEARCHING else 36
VERSION = re.compile(r'name="version" value="(\d+)"')
WHOLE = {"kind": "adult_close_by", "problem": "Alene", "when_words": "Storefri", "start_on": "2026-03-24",
         "evaluate_on": "2026-04-20"}  # fmt: skip
THIRD = ("nothing", "drop", "activate", "close", "release", "assign")


@dataclass
class Plan:
    """What a measure must be, by what has been done; and who has been shown which version of it."""

    case: Case
    people: dict[str, Person]
    row: Measure
    stands: str = "Slik det sto."
    version: int = 1
    gone: bool = False
    closed: bool = False
    shown: dict[str, int] = field(default_factory=dict)
    saw: dict[str, str] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    applies: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clients = {who: world.signed_in(Client(), person) for who, person in self.people.items()}
        self.address = f"/saker/{self.case.number}/tiltak/{self.row.lineage}/"

    def open(self, who: str, then: str = "") -> None:
        """Read the page, and remember what it showed."""
        answer = self.clients[who].get(self.address + then)
        if self.gone or self.closed or who in self.out:
            return
        page = unescape(answer.content.decode())
        assert answer.status_code == 200 and self.stands in page
        self._shown(who, page)

    def save(self, who: str, said: str) -> None:
        """What is said takes the place of what this person was shown, or is given back beside what stands now."""
        if who not in self.shown:
            return
        typed = {"form_key": str(uuid4()), "version": self.shown[who], "what": said}
        answer = self.clients[who].post(self.address, WHOLE | typed | {"responsible": self.people["a"].uuid})
        page = unescape(answer.content.decode())
        if self._is_free(who):
            assert answer.status_code == 302
            assert self.saw[who] == self.stands, "what is overwritten had been shown"
            self.stands, self.version = said, self.version + 1
            return
        assert answer.status_code in (403, 404, 422) and said in page, "whoever wrote it has it still"
        if answer.status_code == 422 and not self.gone and not self.closed:
            assert self.stands in page, "and sees what the other wrote"
            self._shown(who, page)

    def drop(self, who: str) -> None:
        if who not in self.shown:
            return
        typed = {"form_key": str(uuid4()), "version": self.shown[who]}
        answer = self.clients[who].post(f"{self.address}fjern/", typed)
        if self._is_free(who):
            assert answer.status_code == 302 and self.saw[who] == self.stands, "what is taken out had been shown"
            self.gone = True
        elif not self.gone:
            page = unescape(answer.content.decode())
            assert answer.status_code == 422 and self.stands in page and "Se hvordan det står nå" in page
            self._shown(who, page)

    def holds(self) -> None:
        """What stands is what was saved last by somebody who knew; and what has applied stands as it did."""
        rows = Measure.objects.filter(lineage=self.row.lineage)
        applying = [open_one(row.what, row.pk) for row in rows.exclude(plan__number=None).order_by("plan__number")]
        drafted = [(open_one(row.what, row.pk), row.version) for row in rows.filter(plan__number=None)]
        assert applying == self.applies
        is_copied = not drafted and applying and not self.gone  # no draft yet after it was activated
        assert (applying[-1] if is_copied else drafted) == (
            self.stands if is_copied else [] if self.gone else [(self.stands, self.version)]
        )

    def _is_free(self, who: str) -> bool:
        shut = self.gone or self.closed or who in self.out
        return not shut and self.shown[who] == self.version

    def _shown(self, who: str, page: str) -> None:
        found = VERSION.search(page)
        assert found, "the page says which version it shows"
        self.shown[who], self.saw[who] = int(found[1]), self.stands
        assert self.shown[who] == self.version, "what is sent from here builds on what the page shows"


def activates(plan: Plan) -> None:
    activate_plan(plan.case.uuid, by=_rektor(plan), at=AT)
    plan.applies.append(plan.stands)


def closes(plan: Plan) -> None:
    close_case(plan.case.uuid, by=_rektor(plan), at=AT, ending=Ending.LEFT, left_on=AT.date())
    plan.closed = True


def releases(plan: Plan) -> None:
    release_from_team(plan.case.uuid, by=_rektor(plan), at=AT, member=plan.people["b"].uuid)
    plan.out.add("b")


def assigns(plan: Plan) -> None:
    name_lead(plan.case.uuid, by=_rektor(plan), at=AT, lead=plan.people["b"].uuid)


ACTS: dict[str, Callable[[Plan], None]] = {
    "activate": activates, "close": closes, "release": releases, "assign": assigns,
}  # fmt: skip


def schedules(dice: Random) -> Iterator[list[str]]:
    """In which order two people open and save a measure, with something that a third one does in between."""
    for number in range(SCHEDULES_COUNT):
        left = {"a": ["open", "save"] * 2, "b": ["open", "save"] * 2}
        third = THIRD[number % len(THIRD)]
        if third != "nothing":
            left["c"] = ["open", "drop", "drop"] if third == "drop" else [third]
        steps = []
        while left:
            who = dice.choice(sorted(left))
            steps.append(f"{who} {left[who].pop(0)}")
            if not left[who]:
                del left[who]
        yield steps


def test_in_whatever_order_people_write_close_assign_and_take_out_nobody_overwrites_what_was_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world.it_is(monkeypatch)
    case = world.heard(world.received())
    third = world.in_team(case, world.an_employee(case.school, "Siv Moen"))
    people = {"a": world.principal_of(case.school), "b": world.in_team(case), "c": third}
    measure = world.with_draft(case, what=Plan.stands)
    drawn, done = Random().randrange(2**32) if IS_SEARCHING else 2026, set()
    for number, steps in enumerate(schedules(Random(drawn))):
        with transaction.atomic():
            plan = Plan(case, people, measure)
            try:
                for turn, (who, step) in enumerate(one.split() for one in steps):
                    if step in ACTS:
                        ACTS[step](plan)
                    elif step == "open":
                        plan.open(who, "fjern/" if who == "c" else "")
                    elif step == "save":
                        plan.save(who, f"{who} skrev dette som nummer {turn} i {number}.")
                    else:
                        plan.drop(who)
                    plan.holds()
            except AssertionError as wrong:
                raise AssertionError(f"seed {drawn}, schedule {number}: {', '.join(steps)}") from wrong
            done |= {"gone"} & {"gone" * plan.gone} | {"closed" * plan.closed} | plan.out
            transaction.set_rollback(True)
    assert {"gone", "closed", "b"} <= done


def _rektor(plan: Plan) -> Actor:
    return world.actor(world.principal_of(plan.case.school))
