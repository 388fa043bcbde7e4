"""What the open report shows: the schools that a name may mean, who would read it, and the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from innsats.cases.models import Report
from innsats.cases.queries import reporting
from innsats.cases.queries.attachments import pairs_of_files, sent_with
from innsats.cases.queries.reporting import OwnReport, Preview
from innsats.journal.actors import Actor
from innsats.people.models import School, SchoolOwner
from innsats.people.queries.search import find_owners, find_schools
from innsats.people.queries.units import school_known_by, school_outside
from innsats.people.viewers import Viewer
from innsats.rules.attachments import IntimatePicture
from innsats.rules.reports import Concern, speaks_of_leaders

from ..steps import COUNT, Step, number_of

MOST_SHOWN_COUNT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A school, or an owner, that a name may mean."""

    uuid: str
    name: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its heading and its place in the row. `school` is where it goes, once that is known."""

    step: str
    heading: str
    number: int
    count: int
    school: str
    found: tuple[Place, ...] = ()
    nothing_found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLook:
    """Before it is sent: what is sent and who reads it. `doubts`: the words speak of a leader, and no tick says so."""

    preview: Preview
    doubts: bool


def question(step: Step, typed: Mapping[str, str], school: School | None) -> Question:
    """The question, with what is found for a name that was typed. At most two queries."""
    found: tuple[Place, ...] = ()
    called = ""
    if step is Step.SCHOOL:
        called = typed.get("school_called", "").strip()
        found = tuple(
            Place(uuid=str(row.uuid), name=row.name, where=row.school_owner.name)
            for row in find_schools(called, limit=MOST_SHOWN_COUNT)
        )
    elif step is Step.MISSING:
        called = typed.get("owner_called", "").strip()
        found = tuple(
            Place(uuid=str(row.uuid), name=row.name) for row in find_owners(called, limit=MOST_SHOWN_COUNT)
        )
    return Question(
        step=step, heading=HEADINGS[step](), number=number_of(step), count=COUNT, school=school.name if school else "",
        found=found, nothing_found=bool(called) and not found,
    )


def place_of(typed: Mapping[str, str]) -> School | None:
    """Where the report goes: the school that was chosen, or the owner's place for those who do not find theirs."""
    chosen = school_known_by(typed.get("school", ""))
    if chosen or not typed.get("owner"):
        return chosen
    try:
        owner = SchoolOwner.objects.filter(uuid=typed["owner"]).first()
    except (ValueError, ValidationError):
        return None
    return school_outside(owner) if owner else None


def last_look(
    viewer: Viewer, school: School, facts: Mapping[str, Any], files: tuple[str, ...] = (),
    picture: IntimatePicture | None = None,
) -> LastLook:  # fmt: skip
    """Who reads it, and whom to send it to instead."""
    doubts = facts["concern"] == Concern.PUPILS and speaks_of_leaders(str(facts["text"]))
    shown = {**facts, "concerned": None, "happened_on": None}
    return LastLook(preview=reporting.preview(viewer, school, shown, files=files, picture=picture), doubts=doubts)


def held_report(viewer: Viewer, report: Report) -> OwnReport:
    """The report as whoever holds its code sees it: what was sent, and what became of it up to the ceiling."""
    holder = Viewer(actor=Actor.holding(report), at=viewer.at)
    return reporting.own_report(holder, report.number)


def is_other_than_sent(
    viewer: Viewer, report: Report, facts: Mapping[str, Any], files: Iterable[str], receipt: str = ""
) -> bool:
    """Whether `facts`, the parameters of `report_concern`, or the names of `files` say more than the report that was
    made of the same form before, or a code is wanted (`receipt`) that it was sent without. Of a form that just came
    twice they say the same, with its files or, once sent, none.
    """
    if receipt and not report.receipt_set.filter(lookup=bytes.fromhex(receipt)).exists():
        return True
    sent = reporting.as_sent(report, Viewer(actor=Actor.holding(report), at=viewer.at))
    now = pairs_of_files(files, facts["picture"])
    is_elsewhere = "school" in facts and facts["school"] != report.school.uuid
    is_said_otherwise = any(_as_sent(facts[name]) != _as_sent(sent[name]) for name in sent.keys() & facts.keys())
    return is_elsewhere or is_said_otherwise or not set(map(str, now)) <= set(map(str, sent_with(report)))


def _as_sent(value: object) -> str:
    return "" if value is None else str(value)


HEADINGS = {
    Step.SCHOOL: lambda: _("Hvilken skole gjelder det?"),
    Step.MISSING: lambda: _("Skolen står ikke på lista"),
    Step.SENDER: lambda: _("Hvem er du?"),
    Step.WORDS: lambda: _("Hva har skjedd?"),
    Step.ABOUT: lambda: _("Hvem gjelder det?"),
    Step.WHERE: lambda: _("Hvor skjer det?"),
    Step.ADULT: lambda: _("Handler det om en voksen?"),
    Step.SELF: lambda: _("Vil du si hvem du er?"),
    Step.TALK: lambda: _("Vil du snakke med en voksen?"),
    Step.SEND: lambda: _("Hvem leser dette?"),
}
