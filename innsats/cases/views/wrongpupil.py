"""A case that was opened about the wrong child: moved to the right one, and what may have been told is assessed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation, Tie
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.wrongpupil import AssessBreachForm, ChoosePupilForm, CorrectPupilForm
from ..framing import did, form_shown, of_case, signed
from ..queries.case_acts import CaseActPage, act_page
from ..queries.declaring import DeclarePage, declare_page
from ..queries.errandgiving import errands_to_look_at
from ..queries.wrongpupil import breach_page
from .declaring import after_answering


@form_page
@of_case
def correct_pupil(request: Request, number: str) -> HttpResponse:
    """Who the right pupil is, found by name; then once more with class and birth date, and what went wrong."""
    viewer, typed = request.viewer, request.POST
    if typed and done_before(typed.get("form_key", ""), viewer.actor):
        return after_answering(request, "saker", number)
    frame = act_page(Act.CORRECT_PUPIL, viewer, number)
    chosen = typed.get("pupil", "") if typed.get("step") in ("choose", "answer") else ""
    page = declare_page(
        viewer, "saker", number, chosen=[chosen], find=typed.get("find", ""), act=Act.CORRECT_PUPIL
    )
    if any(line.uuid == chosen for line in page.lines):
        return _confirm(request, frame, page, chosen)
    form = ChoosePupilForm(
        typed if typed.get("step") == "choose" else None, found=page.found, at=viewer.at, initial={"find": page.find}
    )
    return form_shown(request, "cases/correct_pupil.html", form, page=page, frame=frame)


def _confirm(request: Request, frame: CaseActPage, page: DeclarePage, chosen: str) -> HttpResponse:
    typed = request.POST if request.POST.get("step") == "answer" else None
    form = CorrectPupilForm(
        typed, lines=page.lines, at=request.viewer.at, has_none="none" in (typed or ()), is_alike=bool(page.alike),
        errands=errands_to_look_at(page.row, request.viewer) if not page.reasons else {}, initial={"pupil": chosen},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        ties = [Tie(party=party, kind=Relation(kind)) for party, kind in form.ties().items()]
        with refusals_shown_on(form, owner_kind=page.owner_kind, names=page.names):
            moved = actions.correct_pupil(page.row.pk, **form.facts(), ties=ties, **signed(request, form))
            messages.success(request, words.of("done", Act.CORRECT_PUPIL))
            if moved.exposed:
                messages.warning(request, _("Noe kan ha kommet ut om det andre barnet. Vurder det innen 72 timer."))
            return after_answering(request, "saker", page.number)
    right = next(line for line in page.lines if line.uuid == chosen)
    return form_shown(request, "cases/correct_pupil.html", form, page=page, frame=frame, right=right)


@form_page
@of_case
def assess_breach(request: Request, number: str) -> HttpResponse:
    """What the breach may mean for the child, and who was told; whoever read of another child sees this one first."""
    page = breach_page(request.viewer, number)
    form = AssessBreachForm(request.POST or None, page=page, at=request.viewer.at)
    if did(request, page, form, actions.assess_breach):
        return redirect(page.back)
    if form.is_bound:
        page = breach_page(request.viewer, number)  # as it stands now
        form.meets(page.target)
    return form_shown(request, "cases/assess_breach.html", form, page=page, frame=page)
