"""Habilitet: one's own answer, and the decision for others."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innsats.journal.looks import looked
from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.schoolties import SchoolTie
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.impartiality import DecideImpartialityForm, DeclareSchoolTiesForm, NoteObjectionForm
from ..forms.reports import DeclareImpartialityForm, NamePartiesForm
from ..framing import answered, form_shown, nothing_left, of_case, signed
from ..queries import declaring
from ..queries.access import NotVisible
from ..queries.objecting import objection_page
from ..queries.schoolties import NamesWait, school_ties_page


@form_page
def declare_impartiality(request: Request, noun: str, number: str) -> HttpResponse:
    """Who it concerns, when that is not settled; then how one stands to them. No tie is one click."""
    viewer, typed = request.viewer, request.POST
    if typed and done_before(typed.get("form_key", ""), viewer.actor):
        return after_answering(request, noun, number)
    is_chosen = typed.get("step") in ("choose", "answer")
    chosen, find = ticked_on(request), "" if is_chosen else typed.get("find")
    try:
        page = declaring.declare_page(viewer, noun, number, chosen=chosen, find=find)
    except NamesWait as waits:
        return redirect("declare_school_ties", str(waits))
    if page.register and typed.get("step") == "register":
        return register_and_return(request, page)
    wants_more = bool(typed) or page.needs_pupils or "flere" in request.GET
    if page.names_parties and not is_chosen and wants_more:
        form = NamePartiesForm(found=page.found, staff=page.staff, at=viewer.at, initial=page.initial)
    elif page.lines:
        return _answer(request, noun, number, page)
    else:
        form = NamePartiesForm(typed or None, found=page.found, staff=page.staff, at=viewer.at)
        form.add_error(None, _("Før opp hvem det gjelder: minst én elev eller en ansatt."))
    return form_shown(request, "cases/name_parties.html", form, page=page)


@form_page
def declare_school_ties(request: Request, number: str) -> HttpResponse:
    """Before the names: the school and what kind of case, for who comes from outside. Then on to the names, or out."""
    viewer = request.viewer
    is_again = bool(request.POST) and done_before(request.POST.get("form_key", ""), viewer.actor)
    try:
        page = school_ties_page(viewer, number)
    except NotVisible:
        if is_again:  # whoever stepped aside by the first of two clicks
            return redirect("today")
        raise
    if is_again:
        return redirect("declare_impartiality", "saker", number)
    looked(Act.DECLARE_SCHOOL_TIES, page.row.subject, by=viewer.actor, at=viewer.at)
    form = DeclareSchoolTiesForm(request.POST or None, at=viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            made = actions.declare_school_ties(page.row.pk, **form.facts(), **signed(request, form))
            if made.answer == SchoolTie.STEPS_ASIDE:
                said = _("Takk. Du er ute av saken, og en annen kan ta over. Du har ikke sett hvem den gjelder.")
                return nothing_left(request, said)
            return redirect("declare_impartiality", "saker", number)
    return form_shown(request, "cases/declare_school_ties.html", form, page=page)


@require_safe
def impartiality_to_decide(request: Request) -> HttpResponse:
    """Whose habilitet waits for me."""
    return render(request, "cases/impartiality_to_decide.html", {"lines": declaring.waiting_decisions(request.viewer)})


@form_page
def decide_impartiality(request: Request, declaration: UUID) -> HttpResponse:
    """Decide for somebody else, on the facts that person gave."""
    if request.POST and done_before(request.POST.get("form_key", ""), request.viewer.actor):
        return redirect("impartiality_to_decide")
    page = declaring.decide_page(request.viewer, declaration)
    looked(Act.DECIDE_IMPARTIALITY, page.row.subject, by=request.viewer.actor, at=request.viewer.at)
    form = DecideImpartialityForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.decide_impartiality(declaration, **form.facts(), **signed(request, form))
            messages.success(request, _("Du har avgjort habiliteten."))
            return redirect("impartiality_to_decide")
        page = declaring.decide_page(request.viewer, declaration)  # with what has been said since
    return form_shown(request, "cases/decide_impartiality.html", form, page=page)


@form_page
@of_case
def note_objection(request: Request, number: str) -> HttpResponse:
    """A party says that somebody should not work on the case."""
    page = objection_page(request.viewer, number)
    form = NoteObjectionForm(request.POST or None, page=page.frame, noting=page, at=request.viewer.at)
    return answered(request, page, form, actions.note_objection)


def _answer(request: Request, noun: str, number: str, page: declaring.DeclarePage) -> HttpResponse:
    """The second half of the page: nothing of it is shown before the look at it is kept."""
    looked(Act.DECLARE_IMPARTIALITY, page.row.subject, by=request.viewer.actor, at=request.viewer.at)
    typed = request.POST if request.POST.get("step") == "answer" else None
    form = DeclareImpartialityForm(typed, lines=page.lines, at=request.viewer.at, has_none="none" in (typed or ()))
    if form.is_bound and form.is_valid():
        ties = [Tie(party=party, kind=Relation(kind)) for party, kind in form.ties().items()]
        named = [line.uuid for line in page.lines if line.is_new]
        with refusals_shown_on(form, owner_kind=page.owner_kind, names=page.names):
            given = {"parties": named, "ties": ties, "asks_superior": "superior" in request.POST}
            actions.declare_impartiality(page.row.subject, **given, **signed(request, form))
            return after_answering(request, noun, number)
    return form_shown(request, "cases/declare_impartiality.html", form, page=page)


def ticked_on(request: Request) -> list[str]:
    """The uuids of those ticked on the page: as typed, or as one came back with them from registering a pupil."""
    typed = request.POST
    return [*typed.getlist("parties"), typed.get("adult", "")] if typed else request.GET.getlist("valgt")


def register_and_return(request: Request, page: declaring.DeclarePage) -> HttpResponse:
    """Off to register a pupil, and back here with those ticked: by uuid, for a name has no place in an address."""
    ticked = [("valgt", line.uuid) for line in page.lines if line.is_new]
    back = f"{request.path}?{urlencode([('flere', 'ja'), *ticked])}"
    return redirect(f"{page.register}?{urlencode({'tilbake': back, 'skole': page.row.school.uuid})}")


def after_answering(request: Request, noun: str, number: str) -> HttpResponse:
    """What follows: on with the work, a decision to wait for, or nothing more to see."""
    after = declaring.after_declaring(request.viewer, noun, number)
    if not after.back:
        return nothing_left(request, after.said)
    (messages.success if after.is_clear else messages.warning)(request, after.said)
    return redirect(after.back)
