"""Getting it out on paper. What leaves the system leaves a trace: who, when, and the sum of exactly what was made.

The PDF is made inside the act, so that what is recorded is what was made. A print is never repeated by a form key: a
second download is a second sheet of paper, and is recorded as one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from innsats.cases.models import Case
from innsats.cases.queries.access import lock_visible
from innsats.journal.action import action, record
from innsats.journal.actors import Actor, Subject
from innsats.journal.looks import looked_at_all
from innsats.people.queries.units import lock_unit
from innsats.people.viewers import standing_at_unit, viewer_of
from innsats.rules.access import require
from innsats.rules.acts import Act

from ..document import Document
from ..pdf import made
from ..queries import case_file, open_cases, plan_edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """What was made: the bytes of a PDF, their SHA-256, and a name that tells nothing of a child."""

    name: str
    pdf: bytes
    sha256: str


@action
def print_case(case: UUID, *, by: Actor, at: datetime) -> Printout:
    """Print everything that is kept of the case. Its reports are then read too, those that one may read.

    Raises NotVisible, or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.PRINT_CASE, standing)
    printed = case_file(viewer, row.number)
    looked_at_all(Act.READ_REPORT, printed.reports, by=by, at=at)
    reports = [one.id for one in printed.reports]
    return _printed(Act.PRINT_CASE, row.subject, printed.document, row.number, by=by, at=at, reports=reports)


@action
def print_plan(case: UUID, *, by: Actor, at: datetime) -> Printout:
    """Print the plan that applies, in full. Raises NotVisible, or Refused, also when no plan applies."""
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.PRINT_PLAN, standing)
    return _printed(Act.PRINT_PLAN, row.subject, plan_edition(viewer, row.number), row.number, by=by, at=at)


@action
def print_open_cases(unit: UUID, *, by: Actor, at: datetime) -> Printout:
    """Print the open cases at a school or an owner, those that one may see, with their clocks. Raises Refused."""
    held, viewer = lock_unit(unit), viewer_of(by, at)
    require(Act.PRINT_OPEN_CASES, standing_at_unit(viewer, held))
    listed = open_cases(viewer, held)
    name = viewer.at.date().isoformat()
    return _printed(Act.PRINT_OPEN_CASES, held.subject, listed.document, name, by=by, at=at, cases=list(listed.cases))


def _printed(
    act: Act, subject: Subject, document: Document, name: str, *, by: Actor, at: datetime, **facts: Any
) -> Printout:
    pdf = made(document)
    sha256 = hashlib.sha256(pdf).hexdigest()
    record(act, subject, by=by, at=at, sha256=sha256, language=document.language, **facts)
    return Printout(name=f"{name}.pdf", pdf=pdf, sha256=sha256)
