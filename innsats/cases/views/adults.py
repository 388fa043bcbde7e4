"""The employee whom a case is about: told by the employer, and cleared."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web.forms import form_page

from .. import actions
from ..forms.adults import FindNoGroundsForm, NoteEmployeeToldForm
from ..framing import answered, of_case
from ..queries.case_acts import adult_page


@form_page
@of_case
def note_employee_told(request: Request, number: str, person: UUID) -> HttpResponse:
    """The employer has told the employee."""
    page = adult_page(Act.NOTE_EMPLOYEE_TOLD, request.viewer, number, person)
    form = NoteEmployeeToldForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.note_employee_told, person=person)


@form_page
@of_case
def find_no_grounds(request: Request, number: str, person: UUID) -> HttpResponse:
    """Nothing was found to hold."""
    page = adult_page(Act.FIND_NO_GROUNDS, request.viewer, number, person)
    form = FindNoGroundsForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.find_no_grounds, person=person)
