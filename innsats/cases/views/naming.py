"""Naming more people whom a case concerns, and answering in the same step how one stands to them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation, Tie
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.case import NamePartyForm
from ..forms.reports import DeclareImpartialityForm
from ..framing import form_shown, of_case, signed
from ..queries.case_acts import act_page
from ..queries.declaring import DeclarePage, declare_page
from .declaring import after_answering, register_and_return, ticked_on


@form_page
@of_case
def name_party(request: Request, number: str) -> HttpResponse:
    """Who else it concerns, found by name; then how one stands to everybody it concerns."""
    viewer, typed = request.viewer, request.POST
    if typed and done_before(typed.get("form_key", ""), viewer.actor):
        return after_answering(request, "saker", number)
    frame = act_page(Act.NAME_PARTY, viewer, number)
    chosen, find = ticked_on(request), typed.get("find", "")
    page = declare_page(viewer, "saker", number, chosen=chosen, find=find, act=Act.NAME_PARTY)
    if page.register and typed.get("step") == "register":
        return register_and_return(request, page)
    is_chosen = typed.get("step") in ("choose", "answer")
    if is_chosen and any(line.is_new for line in page.lines):
        return _answer(request, number, page)
    form = NamePartyForm(typed if is_chosen else None, found=page.found, staff=page.staff, at=viewer.at)
    form.initial = page.initial
    if is_chosen:
        form.add_error(None, _("Velg minst én elev eller en ansatt som ikke er ført opp før."))
    return form_shown(request, "cases/name_party.html", form, page=page, frame=frame)


def _answer(request: Request, number: str, page: DeclarePage) -> HttpResponse:
    typed = request.POST if request.POST.get("step") == "answer" else None
    form = DeclareImpartialityForm(
        typed, lines=page.lines, at=request.viewer.at, has_none="none" in (typed or ()),
        is_alike=bool(page.alike),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        ties = [Tie(party=party, kind=Relation(kind)) for party, kind in form.ties().items()]
        named = [line.uuid for line in page.lines if line.is_new]
        with refusals_shown_on(form, owner_kind=page.owner_kind, names=page.names):
            actions.name_party(page.row.pk, parties=named, ties=ties, is_sure=form.is_alike, **signed(request, form))
            return after_answering(request, "saker", number)
    return form_shown(request, "cases/declare_impartiality.html", form, page=page)
