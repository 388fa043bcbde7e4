"""What a page of the access matrix is, and the ways of saying what stands in its address and is posted there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse

from innsats.cases.models import Case, Report
from innsats.people.models import Appointment
from tests.architecture.access_world import Watched
from tests.architecture.canaries import NOW

Typed = Mapping[str, Any]
TODAY, LATER = NOW.date().isoformat(), (NOW.date() + timedelta(days=7)).isoformat()
MUCH_LATER = (NOW.date() + timedelta(days=700)).isoformat()
NUMBER, NOBODY = "2026-0000000-0", uuid4()  # of nothing at all
NOT_HIDDEN = {"noun", "token", "key", "blank_name", "way", "step"}
SAFETY = {"needed": "yes", "text": "En voksen er med"}
RIGHTS = {"rights": "given", "rights_on": TODAY}
MEASURE = {
    "problem": "Alene", "kind": "adult_close_by", "what": "Voksen", "when_words": "Storefri", "place": "Gården",
    "start_on": TODAY, "evaluate_on": LATER, "family_text": "Voksen",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An address: its name, what stands in it, what is asked after `?`, and what is posted (none: it takes no POST)."""

    name: str
    of: Callable[[Watched], Mapping[str, Any]] = lambda world: {}
    asked: Callable[[Watched], str] = lambda world: ""
    typed: Callable[[Watched], Typed] | None = None

    def address(self, world: Watched, **instead: Any) -> str:
        """The address in this world, with `instead` in place of what stands there."""
        asked = self.asked(world)
        return reverse(self.name, kwargs={**self.of(world), **instead}) + (f"?{asked}" if asked else "")

    def nowhere(self, world: Watched) -> str:
        """The same address with numbers and ids of nothing in it; "" when nothing stands in it."""
        nothing = {name: NUMBER if name == "number" else NOBODY for name in self.of(world) if name not in NOT_HIDDEN}
        return self.address(world, **nothing) if nothing else ""


def of_report(name: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"number": world.report.number}, typed=typed)


def of_file(name: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"attachment": world.file.pk}, typed=typed)


def of_case(name: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"number": world.case.number}, typed=typed)


def of_adult(name: str, typed: Callable[[Watched], Typed]) -> Page:
    """About the employee whom the case is about."""
    return Page(
        name=name, of=lambda world: {"number": world.case.number, "person": world.people["concerned"].uuid}, typed=typed
    )


def of_moved(name: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"number": world.moved.number}, typed=typed)


def of_over(name: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"number": world.over.number}, typed=typed)


def on(row: Callable[[Watched], Report | Case], name: str, typed: Callable[[Watched], Typed]) -> Page:
    """A page that reports and cases share."""
    noun = {"report": "meldinger", "case": "saker"}
    return Page(name=name, of=lambda world: {"noun": noun[row(world).KIND], "number": row(world).number}, typed=typed)


def of_measure(name: str, which: str, typed: Callable[[Watched], Typed]) -> Page:
    return Page(
        name=name,
        of=lambda world: {"number": world.case.number, "measure": world.measures[which]},
        typed=typed,
    )


def of_link(name: str, typed: Callable[[Watched], Typed]) -> Page:
    return Page(name=name, of=lambda world: {"number": world.case.number, "link": world.link.pk}, typed=typed)


def of_person(name: str, who: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"person": world.people[who].uuid}, typed=typed)


def of_cause(name: str, which: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"cause": world.causes[which].pk}, typed=typed)


def of_errand(name: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"errand": world.errand.pk}, typed=typed)


def uuid_of(who: str) -> Callable[[Watched], str]:
    return lambda world: str(world.people[who].uuid)


def declares(world: Watched) -> Typed:
    return {"step": "answer", "none": "1"}


def appointment(world: Watched) -> Mapping[str, Any]:
    return {"appointment": Appointment.objects.get(person=world.people["employee"]).uuid}


def a_measure(world: Watched) -> Typed:
    return {**MEASURE, "responsible": uuid_of("lead")(world), "aimed_at": [str(world.pupils[1].pk)]}


def follow_up(world: Watched) -> Typed:
    return {"trusted_adult": uuid_of("lead")(world), "until": MUCH_LATER, "agreed_with": "both"}


def knows(world: Watched) -> Typed:
    """What health personnel know of the other pupil, by consent."""
    consent = {"gate": "consent", "consented_by": ["pupil", "guardians"], "consented_on": TODAY}
    consent |= {"covers": "Det om søvn", "until": LATER}
    return {**consent, "pupil": str(world.pupils[1].pk), "necessity": "Planen", "text": "Sover lite"}


def a_talk(world: Watched) -> Typed:
    """A stop talk with the other pupil."""
    adults = {"led_by": uuid_of("lead")(world), "beside": uuid_of("employee")(world)}
    return {**adults, "pupil": str(world.pupils[1].pk), "agreed": "Slutte", "next_on": LATER}


def about_pupil(world: Watched) -> Typed:
    """What is typed whenever something is proposed about a pupil."""
    texts = dict.fromkeys(("reason", "tried", "pupil_view", "best_interest"), "Skrevet")
    return {**texts, "pupil": str(world.pupils[1].pk)}


def a_new_role(world: Watched) -> Typed:
    return {"unit": str(world.school.uuid), "role": "employee", "starts_on": TODAY}
