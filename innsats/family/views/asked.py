"""What somebody of a family is asked, once let in: a pupil how it is, and everybody how the school has met them; and
what it can ask: who has opened the case.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from innsats.cases.actions import check_in_pupil
from innsats.cases.asking_child import ChildCheckInForm
from innsats.cases.framing import form_shown, signed
from innsats.cases.queries.access import NotVisible
from innsats.people.middleware import Request
from innsats.rules.trust import Question, Reply
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..doors import address, of_family
from ..forms.open import AskForTrailForm
from ..forms.trust import AnswerTrustCheckForm
from ..queries import trust
from ..queries.approved import FamilyReader
from ..queries.ownvoice import own_voice_page
from ..queries.trail import trail_shown
from .inside import reading_for


@form_page
@of_family
def answer_trust_check(request: Request, reader: FamilyReader, case: UUID) -> HttpResponse:
    """How the school has met whoever reads: three questions; and when they are answered, thanks."""
    reading = reading_for(reader, case)
    check = trust.asked(reading)
    form = AnswerTrustCheckForm(request.POST or None, voice=trust.VOICES[reading.group], at=reader.at)
    if form.is_bound and form.is_valid() and not check.answered_at:
        with refusals_shown_on(form):
            actions.answer_trust_check(case, **_answers(form), **signed(request, form))
            return redirect(address(request, "answer_trust_check", case))
    back = address(request, "read_edition", case)
    return form_shown(request, "family/answer_trust_check.html", form, check=check, back=back)


@form_page
@of_family
def own_check_in(request: Request, reader: FamilyReader, case: UUID) -> HttpResponse:
    """The pupil says how it is. Whoever has just done so is thanked, and sees nothing of what was answered."""
    try:
        page = own_voice_page(reader, case)
    except NotVisible as hidden:
        raise Http404 from hidden
    form = ChildCheckInForm(request.POST or None, topics=page.topics, at=reader.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            check_in_pupil(page.case, **form.facts(), **signed(request, form))
            return redirect(address(request, "own_check_in", page.case))
    if page.is_done and not form.is_bound:
        return render(request, "family/own_check_in_done.html", {"page": page})
    return form_shown(request, "family/own_check_in.html", form, page=page)


@form_page
@of_family
def ask_for_trail(request: Request, reader: FamilyReader, case: UUID) -> HttpResponse:
    """Who has opened the case: the newest list that was given, and the way to ask for one."""
    reading = reading_for(reader, case)
    form = AskForTrailForm(request.POST or None, at=reader.at)
    try:
        shown = trail_shown(reading)
        if form.is_bound and form.is_valid():
            with refusals_shown_on(form):
                actions.ask_for_trail(case, **signed(request, form))
                return redirect(address(request, "ask_for_trail", case))
    except NotVisible as hidden:
        raise Http404 from hidden
    return form_shown(request, "family/ask_for_trail.html", form, page=shown)


def _answers(form: AnswerTrustCheckForm) -> dict[str, Reply]:
    return {question.value: Reply(form.cleaned_data[question]) for question in Question}
