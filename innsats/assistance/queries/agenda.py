"""The agenda of a meeting with those who assist, made from the case as it stands; and the pages of the two acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.cases.models import Evaluation, Hearing, MeetingStep
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.agreed import clock_of_step
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.clocks import clock_of, dues_of, left_of, still_running
from innsats.cases.queries.colleagues import colleagues_in
from innsats.cases.queries.following import pupils_answers
from innsats.cases.queries.head import OpenCase, read
from innsats.cases.queries.moved import before_move, was_before_move
from innsats.cases.queries.texts import Key, texts_of
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.meetings import AGENDA, Item, obstacles_to_finishing
from innsats.rules.verdicts import Status
from innsats.web import dates, words

from .advice import AdviceRows, advice_rows
from .candidates import open_assistance
from .meetings import MeetingRows, done_of, meeting_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A fixed point: what it is, how many minutes it takes, what the case says of it, and what to ask."""

    word: str
    minutes: int
    ask: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """The agenda, and who can be at the meeting: those who work on the case, and those who assist."""

    frame: CaseActPage
    team: str
    agenda: tuple[AgendaItem, ...]
    minutes: int
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """A step that is done: what was agreed, who has it, and by when."""

    frame: CaseActPage
    text: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord:
    """Something the pupil may have said: the row, the name of its text, and when it was said."""

    key: Key
    on: datetime


def meeting_page(viewer: Viewer, number: str) -> MeetingPage:
    """The agenda and the form for the minutes. Raises NotVisible, also where nobody assists; or Shut."""
    case = read(viewer, number)
    asked = open_assistance(case.row.pk, viewer.at)
    if asked is None or not asked.assignment_set.exists():
        raise NotVisible(number)
    rows, advice = meeting_rows(case.row.pk), advice_rows(case.row.pk, case.standing)
    own = _own_words(case)
    said = texts_of(*case.title_keys, *rows.keys(), *advice.keys(), *(one.key for one in own))
    lines = _lines(case, rows, advice, own, said)
    agenda = tuple(
        AgendaItem(
            word=words.of("agenda", item), minutes=minutes, ask=words.of("agenda_asks", item),
            lines=tuple(lines.get(item, ())),
        )
        for item, minutes in AGENDA.items()
    )  # fmt: skip
    people = colleagues_in(case.row, viewer.at)
    named = {str(one.uuid): _("{name} (teamet)").format(name=one.name) if assists else one.name
             for one, assists in people.items()}  # fmt: skip
    frame = framed(case, Act.HOLD_TEAM_MEETING, said)
    readers = _("Leses av dem som arbeider med saken, og av dem som hjelper. Referatet står i journalen til skolen.")
    return MeetingPage(
        frame=replace(frame, names={str(one.uuid): one.name for one in people}, readers=readers),
        team=asked.team.name, agenda=agenda, minutes=sum(AGENDA.values()), members=tuple(named.items()),
    )  # fmt: skip


def step_page(viewer: Viewer, number: str, step: UUID) -> StepPage:
    """A step, and what keeps it from being finished. Raises NotVisible, also for one that is not there; or Shut."""
    case = read(viewer, number)
    one = MeetingStep.objects.select_related("person", "meeting", "done").filter(case=case.row, pk=step).first()
    if one is None:
        raise NotVisible(f"step:{step}")
    said = texts_of(*case.title_keys, (one, "words"))
    due = _("{name}, innen {day}").format(name=one.person.name, day=dates.day(one.due_on))
    barred = obstacles_to_finishing(is_done=done_of(one) is not None, done_on=None, met_at=one.meeting.happened_at)
    frame = framed(case, Act.FINISH_STEP, said)
    frame = replace(frame, reasons=(*frame.reasons, *case.reasons(barred)))
    return StepPage(frame=frame, text=said[one, "words"], said=due)


def _own_words(case: OpenCase) -> list[OwnWord]:
    """What the pupil has said last when heard, when a measure was evaluated, and in the follow-up: none of it another
    child's, whom the case was wrongly about. Three queries.
    """
    heard = Hearing.objects.filter(case=case.row, pupil=case.row.pupil_id, is_heard=True).order_by("-happened_at", "pk")
    asked = pupils_answers().filter(~before_move(), case=case.row).exclude(own_words=b"")
    asked = asked.order_by("-happened_at", "pk")
    evaluated = Evaluation.objects.filter(~before_move(), case=case.row).order_by("-at", "pk")
    found = [OwnWord(key=(one, "own_words"), on=one.happened_at) for one in heard[:1]]
    found += [OwnWord(key=(one, "own_words"), on=one.happened_at) for one in asked[:1]]
    found += [OwnWord(key=(one, "pupil_words"), on=one.at) for one in evaluated[:1]]
    return found


def _lines(
    case: OpenCase, rows: MeetingRows, advice: AdviceRows, own: list[OwnWord], said: Mapping[Key, str]
) -> dict[Item, list[str]]:
    """What the case says of each point."""
    return {
        Item.SINCE_LAST: _since(rows, said),
        Item.OWN_WORD: _pupil(own, said),
        Item.UNDONE: [*_steps(rows, said, case.viewer.at), *_clocks(case)] or [_("Alt er i rute.")],
        Item.ADVICE: [
            f"{words.of('thing', one.thing)}: {said[one, 'words']}" for one in advice.waiting()
        ] or [_("Alle rådene har fått svar.")],
    }  # fmt: skip


def _since(rows: MeetingRows, said: Mapping[Key, str]) -> list[str]:
    """When they met last, what they decided, and what has been done of what was agreed then."""
    last = next((one for one in rows.held if not was_before_move(one)), None)
    if last is None:
        return [_("Dette er det første møtet.")]
    decided = [_("Bestemt: {what}").format(what=line) for line in said[last, "decisions"].splitlines() if line.strip()]
    done = [_("Gjort: {what}").format(what=said[one, "words"]) for one in rows.steps[last.pk] if done_of(one)]
    return [_("Forrige møte var {day}.").format(day=dates.day(last.happened_at)), *decided, *done]


def _pupil(own: list[OwnWord], said: Mapping[Key, str]) -> list[str]:
    newest = max((one for one in own if said[one.key]), key=lambda one: one.on, default=None)
    if newest is None:
        return [_("Eleven er ikke hørt ennå. Avtal hvem som snakker med eleven først.")]
    return [_("{day}: «{words}»").format(day=dates.day(newest.on), words=said[newest.key])]


def _steps(rows: MeetingRows, said: Mapping[Key, str], at: datetime) -> Iterable[str]:
    """What was agreed and is not done, the least time left first."""
    waiting = [one for given in rows.steps.values() for one in given if not done_of(one) and not was_before_move(one)]
    for one in sorted(waiting, key=lambda step: step.due_on):
        left = left_of(clock_of_step(one.due_on), at)
        yield _("{name}: {what} ({left})").format(name=one.person.name, what=said[one, "words"], left=left)


def _clocks(case: OpenCase) -> Iterable[str]:
    """The clocks of the case that are overdue."""
    at = case.viewer.at
    for clock in still_running([clock_of(due) for due in dues_of(case.row.pk)], at):
        if clock.status_at(at) is Status.OVERDUE:
            yield f"{case.of('clock', clock.code)} ({left_of(clock, at)})"
