"""The meetings with those who assist, as the tab and the printed case show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import MeetingMember, MeetingStep, StepDone, TeamMeeting
from innsats.cases.queries.agreed import clock_of_step
from innsats.cases.queries.clocks import due_of, left_of, look_of
from innsats.cases.queries.corrections import Corrections, Written
from innsats.cases.queries.moved import before_move, was_before_move
from innsats.cases.queries.texts import Key, keys_of
from innsats.database.prepared import Prepared
from innsats.rules.verdicts import Status
from innsats.web import dates

MINUTES = ("words", "decisions", "family", "others")


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """One text of the minutes, with its word."""

    word: str
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """What was agreed that somebody does. `is_done`: nothing of it is left to do."""

    uuid: UUID
    written: Written
    said: str
    status: str
    left: str
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingShown:
    """One meeting: with which team and when, who wrote the minutes, who was there, what was said and agreed."""

    title: str
    said: str
    who: str
    minutes: tuple[Minute, ...]
    steps: tuple[StepShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRows:
    """The meetings of a case, the newest first; those who were there and what was agreed, by meeting."""

    held: list[TeamMeeting]
    members: Mapping[UUID, list[str]]
    steps: Mapping[UUID, list[MeetingStep]]

    def keys(self) -> list[Key]:
        """What must be opened to show them."""
        steps = [one for given in self.steps.values() for one in given]
        return [*keys_of(self.held, *MINUTES), *keys_of(steps, "words")]

    def shown(self, corrections: Corrections, said: Mapping[Key, str], at: datetime) -> tuple[MeetingShown, ...]:
        return tuple(
            MeetingShown(
                title=_("Møte med {team} {moment}").format(
                    team=one.assistance.team.name, moment=dates.moment(one.happened_at)
                ),
                said=_("Referat skrevet av {name} {moment}").format(name=one.by.name, moment=dates.moment(one.at)),
                who=", ".join(self.members[one.pk]),
                minutes=_minutes(one, corrections, said),
                steps=tuple(_step(step, corrections, said, at) for step in self.steps[one.pk]),
            )
            for one in self.held
        )


NO_MEETINGS = MeetingRows(held=[], members={}, steps={})


def meeting_rows(case: UUID) -> MeetingRows:
    """Every meeting of a case. Three queries."""
    members: dict[UUID, list[str]] = defaultdict(list)
    for meeting, name in _members(case):
        members[meeting].append(name)
    steps: dict[UUID, list[MeetingStep]] = defaultdict(list)
    for one in _steps(case):
        steps[one.meeting_id].append(one)
    return MeetingRows(held=_held(case), members=members, steps=steps)


def done_of(step: MeetingStep) -> StepDone | None:
    """That it is done; None while it waits. `step` is one of `meeting_rows`."""
    return getattr(step, "done", None)


def _minutes(one: TeamMeeting, corrections: Corrections, said: Mapping[Key, str]) -> tuple[Minute, ...]:
    """The texts that somebody wrote, without what a child has said whom the case was wrongly about."""
    labels = {
        "others": _("Andre som var der"), "words": _("Dette ble det snakket om"), "decisions": _("Dette ble bestemt"),
        "family": _("Dette sa eleven og familien"),
    }  # fmt: skip
    return tuple(
        Minute(word=word, written=corrections.shown(one, name, said))
        for name, word in labels.items()
        if said[one, name] and not (name == "family" and was_before_move(one))
    )


def _step(one: MeetingStep, corrections: Corrections, said: Mapping[Key, str], at: datetime) -> StepShown:
    clock, done = clock_of_step(one.due_on), done_of(one)
    told, status, left = due_of(clock), look_of(clock, at), left_of(clock, at)
    if was_before_move(one):
        status, left = Status.LAPSED, _("Saken gjaldt feil barn")
    if done is not None:
        status, left = "met", _("Gjort")
        told = _("gjort {day}. Ført av {name}").format(day=dates.day(done.done_on), name=done.by.name)
    return StepShown(
        uuid=one.pk, written=corrections.shown(one, "words", said), said=f"{one.person.name} · {told}",
        status=status, left=left, is_done=done is not None or was_before_move(one),
    )  # fmt: skip


@Prepared
def _held(case: UUID) -> QuerySet[TeamMeeting]:
    found = TeamMeeting.objects.filter(case=case).select_related("by", "assistance__team")
    return found.annotate(is_before_move=before_move()).order_by("-happened_at", "-at", "pk")


@Prepared
def _members(case: UUID) -> QuerySet[MeetingMember, tuple[UUID, str]]:
    found = MeetingMember.objects.filter(case=case).order_by("person__sort_key", "pk")
    return found.values_list("meeting_id", "person__name")


@Prepared
def _steps(case: UUID) -> QuerySet[MeetingStep]:
    found = MeetingStep.objects.filter(case=case).select_related("person", "done__by")
    return found.annotate(is_before_move=before_move()).order_by("due_on", "place", "pk")
