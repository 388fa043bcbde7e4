"""Before the names: whether somebody from outside the school has been let on to whom the case is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import Part, Standing
from innsats.rules.acts import Act
from innsats.rules.impartiality import Outcome
from innsats.rules.verdicts import Obstacle
from innsats.web import words

from ..models import Assistance, Case, Declaration, Party, Report, SchoolTies
from .access import standing_of, visible
from .finding import found
from .head import address
from .reports import reasons_against
from .texts import texts_of


class FirstStep(StrEnum):
    """How far somebody has come before the names."""

    ASKED = "asked"
    WAITS = "waits"  # for somebody to decide whether the tie to the school matters
    DONE = "done"


class NamesWait(Exception):
    """Somebody from outside has not been let on to the names. Carries the number of the case to answer in first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTiesPage:
    """What one sees before the names: the school, the parts of those concerned, and why the team is asked."""

    row: Case
    number: str
    school: str
    concerned: tuple[str, ...]
    why: tuple[str, ...]
    back: str
    waits: str
    reasons: tuple[str, ...]
    owner_kind: str


def first_step(viewer: Viewer, row: Case | Report, standing: Standing) -> FirstStep:
    """Where this viewer stands. Whoever is at the school, holds rektor's part or has answered before, is past it."""
    steps = [step for _case, step in _steps(viewer, row, standing)]
    return FirstStep.DONE if not steps or FirstStep.DONE in steps else steps[0]


def let_on(viewer: Viewer, row: Case | Report, standing: Standing) -> None:
    """Raises NamesWait, for what shows whom the matter concerns."""
    steps = _steps(viewer, row, standing)
    if steps and all(step is not FirstStep.DONE for _case, step in steps):
        raise NamesWait(steps[0][0].number)


def obstacles_to_names(viewer: Viewer, row: Case | Report, standing: Standing) -> tuple[Obstacle, ...]:
    """Why this viewer may not see yet whom the matter concerns."""
    if first_step(viewer, row, standing) is FirstStep.DONE:
        return ()
    return (Obstacle("school_ties_first", law.HOUSE_PRACTICE),)


def school_ties_page(viewer: Viewer, number: str) -> SchoolTiesPage:
    """Raises NotVisible."""
    row = found(Act.DECLARE_SCHOOL_TIES, viewer, "saker", number)
    assert isinstance(row, Case)
    standing = standing_of(viewer, row)
    step = first_step(viewer, row, standing)
    return SchoolTiesPage(
        row=row, number=number, school=row.school.name, concerned=_concerned(row), why=_why(row),
        back=address(Act.DECLARE_IMPARTIALITY, number) if step is FirstStep.DONE else "",
        waits=_("Noen avgjør først om det du svarte, har noe å si. Du får beskjed.") if step is FirstStep.WAITS else "",
        reasons=reasons_against(Act.DECLARE_SCHOOL_TIES, standing, row.school.school_owner.kind),
        owner_kind=row.school.school_owner.kind,
    )  # fmt: skip


def answered_in(case: UUID) -> list[SchoolTies]:
    """What those from outside have answered, the oldest first. One query."""
    rows = SchoolTies.objects.filter(case=case).select_related("by", "declaration")
    return list(rows.order_by("at", "pk"))


def fact_of(held: Declaration) -> tuple[dict[str, str], ...]:
    """What somebody answered about the school, for the one who decides whether it matters."""
    one = SchoolTies.objects.filter(declaration=held).first()
    if one is None:
        return ()
    value = ": ".join(filter(None, (words.of("school_tie", one.answer), texts_of((one, "words"))[one, "words"])))
    return ({"word": held.seated.school.name, "value": value},)


def _steps(viewer: Viewer, row: Case | Report, standing: Standing) -> list[tuple[Case, FirstStep]]:
    """The case, or each case of the report in which this viewer is asked, with how far this viewer has come; nothing
    for who is asked nothing.
    """
    at_school = any(one.school_id == row.school_id for one in viewer.appointments)
    if at_school or Part.PRINCIPAL in standing.parts:
        return []
    if isinstance(row, Case):
        return [(row, _in_case(viewer, row))]
    asked = visible(Act.DECLARE_SCHOOL_TIES, viewer, Case).filter(casereport__report=row).order_by("pk")
    return [(case, _in_case(viewer, case)) for case in asked]


def _in_case(viewer: Viewer, case: Case) -> FirstStep:
    mine = Declaration.objects.filter(case=case, person=viewer.person_id or 0).exclude(party_round=None)
    if mine.exists():
        return FirstStep.DONE
    answers = SchoolTies.objects.filter(case=case, by=viewer.person_id or 0).select_related("declaration")
    one = answers.order_by("at", "pk").last()
    if one is None:
        return FirstStep.ASKED
    decided = one.declaration.outcome if one.declaration else Outcome.IMPARTIAL
    return FirstStep.DONE if decided == Outcome.IMPARTIAL else FirstStep.WAITS


def _concerned(row: Case) -> tuple[str, ...]:
    """The parts of those concerned, and of the pupil the grade: never a name."""
    parties = list(Party.objects.filter(case=row).order_by("at", "pk"))
    others = sum(1 for one in parties if one.pupil_id and one.pupil_id != row.pupil_id)
    adults = sum(1 for one in parties if one.person_id)
    grade = row.pupil.grade
    said = [_("Én elev på {grade}. trinn").format(grade=grade) if grade else _("Én elev")]
    if others:
        said.append(ngettext("{count} annen elev", "{count} andre elever", others).format(count=others))
    if adults:
        said.append(ngettext("{count} ansatt", "{count} ansatte", adults).format(count=adults))
    return tuple(said)


def _why(row: Case) -> tuple[str, ...]:
    """Why the external team is asked, as the closed list says it."""
    asked = Assistance.objects.filter(case=row, is_open=True).first()
    return tuple(words.of("assistance_reason", code) for code in (asked.reasons.split() if asked else ()))
