"""The pages of advice: giving it within the mandate, answering it for the school, and deciding it for the owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.head import OpenCase, opened, read
from innsats.cases.queries.texts import texts_of
from innsats.people.viewers import Viewer
from innsats.rules.access import Part, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.advising import (
    AdviceAnswer,
    Weight,
    obstacles_to_answer,
    obstacles_to_carrying_out,
    obstacles_to_ruling,
    weights_within,
)
from innsats.rules.calendar import day_of
from innsats.rules.mandates import Level, Thing
from innsats.web import words

from .advice import AdviceShown, advice_rows, decided_on, is_own_to_decide
from .asking import authority_of
from .candidates import open_assistance


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisePage:
    """Giving advice. `authority` says how far the mandate goes in each thing, `means` what each weight leads to, of
    those that it allows in something.
    """

    frame: CaseActPage
    authority: tuple[Mapping[str, str], ...]
    means: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvicePage:
    """One advice that somebody answers or decides. `means`: what its weight leads to."""

    frame: CaseActPage
    advice: AdviceShown
    means: str


def advise_page(viewer: Viewer, number: str) -> AdvisePage:
    """Raises NotVisible or Shut."""
    case = read(viewer, number)
    asked = open_assistance(case.row.pk, viewer.at)
    levels = authority_of(asked, day_of(viewer.at)) if asked else {}
    within = {weight for level in (None, *levels.values()) for weight in weights_within(level)}
    frame = framed(case, Act.GIVE_ADVICE, texts_of(*case.title_keys))
    return AdvisePage(
        frame=replace(frame, readers=_readers(frame)), authority=_authority(levels),
        means={str(weight): case.of("weight_means", weight) for weight in Weight if weight in within},
    )  # fmt: skip


def reply_page(viewer: Viewer, number: str, advice: UUID) -> AdvicePage:
    """Raises NotVisible or Shut."""
    case = read(viewer, number)
    return _page(Act.ANSWER_ADVICE, case, advice)


def done_page(viewer: Viewer, number: str, advice: UUID) -> AdvicePage:
    """What the school did of what was decided. Raises NotVisible or Shut."""
    return _page(Act.CARRY_OUT_ADVICE, read(viewer, number), advice)


def ruling_page(viewer: Viewer, number: str, advice: UUID) -> AdvicePage:
    """For the owner's officer, who reads this advice and nothing else of the case. Raises NotVisible or Shut."""
    return _page(Act.DECIDE_ADVICE, opened(viewer, number, Act.READ_ADVICE)[0], advice)


def _page(act: Act, case: OpenCase, advice: UUID) -> AdvicePage:
    """One advice that the viewer may read, and what keeps it from being answered or decided now."""
    rows = advice_rows(case.row.pk, case.standing)
    rows = replace(rows, given=[one for one in rows.given if one.pk == advice])
    if not rows.given:
        raise NotVisible(f"advice:{advice}")
    is_shut = bool(obstacles_to(Act.READ_CASE, case.standing))
    said = texts_of(*(() if is_shut else case.title_keys), *rows.keys())
    frame, (shown,) = framed(case, act, said), rows.shown(said, case.owner_kind)
    one, person = rows.given[0], case.viewer.person_id
    if act is Act.ANSWER_ADVICE:
        is_head = Part.PRINCIPAL in case.standing.parts
        barred = obstacles_to_answer(shown.state, AdviceAnswer.ACCEPTED, is_own=one.by_id == person, is_head=is_head)
    elif act is Act.CARRY_OUT_ADVICE:
        today = day_of(case.viewer.at)
        barred = obstacles_to_carrying_out(shown.state, today, decided_on=decided_on(one))
    else:
        barred = obstacles_to_ruling(shown.state, is_own=is_own_to_decide(one, person))
    reasons = (*frame.reasons, *case.reasons(barred))
    means = case.of("weight_means", shown.state.weight)
    return AdvicePage(frame=replace(frame, reasons=reasons, readers=_readers(frame)), advice=shown, means=means)


def _readers(frame: CaseActPage) -> str:
    readers = _("Leses av dem som arbeider med saken. Går rådet videre, leser også {owner} det.")
    return readers.format(owner=frame.owner)


def _authority(levels: Mapping[Thing, Level]) -> tuple[Mapping[str, str], ...]:
    """Each level with the things it is given for, the furthest first. What is not named, anybody may advise on."""
    found = []
    for level in (Level.DECIDE, Level.DEMAND):
        things = [words.of("thing", thing) for thing in Thing if levels.get(thing) is level]
        if things:
            found.append({"word": words.of("level", level), "value": ", ".join(things)})
    return tuple(found)
