"""What the school sees of the families' side: under *Personer* in the case."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from innsats.cases.framing import answered, form_shown, of_case, signed
from innsats.cases.queries.access import NotVisible
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.rules.editions import Group
from innsats.web.codes import code_for, derived, grouped
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..actions.keys import LETTER_HOLDS
from ..forms.school import (
    ApproveEditionForm,
    EndFamilyKeyForm,
    GiveFamilyKeyForm,
    LeaveUnansweredForm,
    WriteHomeForm,
)
from ..queries.keys import key_page
from ..queries.pages import SLUGS, approve_page, family_page, letter_page
from ..queries.threads import thread_page

GROUPS = {slug: group for group, slug in SLUGS.items()}


@require_safe
@of_case
def case_family(request: Request, number: str) -> HttpResponse:
    """Who of the families may get what, and what they read."""
    return render(request, "family/case_family.html", {"page": family_page(request.viewer, number)})


@form_page
@of_case
def approve_edition(request: Request, number: str, pupil: UUID, way: str) -> HttpResponse:
    """An edition as the family would see it, and the approval."""
    group = _group(way)
    page = approve_page(request.viewer, number, pupil, group)
    form = ApproveEditionForm(request.POST or None, shown=page, at=request.viewer.at)
    return answered(request, page, form, actions.approve_edition, folder="family", pupil=pupil, group=group)


@require_safe
@of_case
def edition_letter(request: Request, number: str, pupil: UUID, way: str) -> HttpResponse:
    """The approved edition, to be printed for a family without a phone."""
    page = letter_page(request.viewer, number, pupil, _group(way))
    return render(request, "family/edition_letter.html", {"page": page})


@form_page
@of_case
def give_family_key(request: Request, number: str, pupil: UUID, reader: UUID) -> HttpResponse:
    """A code for one of the family, shown once: to be given in a letter, or said in a talk."""
    page = key_page(Act.GIVE_FAMILY_KEY, request.viewer, number, pupil, reader)
    form = GiveFamilyKeyForm(request.POST or None, page=page.frame, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        code = code_for(f"letter|{form.cleaned_data['form_key']}|{request.viewer.actor}")
        lookup = derived(code).lookup.hex()
        with refusals_shown_on(form, owner_kind=page.frame.owner_kind, names=page.frame.names):
            actions.give_family_key(
                page.frame.uuid, pupil=pupil, guardian=page.guardian, lookup=lookup, **signed(request, form)
            )
            context = {"page": page, "code": grouped(code), "days": LETTER_HOLDS.days,
                       "site": request.build_absolute_uri(reverse("type_code"))}
            return render(request, "family/family_key_letter.html", context)
    return form_shown(request, "family/give_family_key.html", form, page=page, frame=page.frame)


@form_page
@of_case
def end_family_key(request: Request, number: str, pupil: UUID, reader: UUID) -> HttpResponse:
    """Shut one of the family out again."""
    page = key_page(Act.END_FAMILY_KEY, request.viewer, number, pupil, reader)
    if page.key is None:
        raise NotVisible(f"family key:{reader}")
    form = EndFamilyKeyForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.end_family_key, folder="family", key=page.key)


@form_page
@of_case
def write_home(request: Request, number: str, pupil: UUID, reader: UUID) -> HttpResponse:
    """All that was written with one reader at home, and what the school writes now."""
    page = thread_page(Act.WRITE_HOME, request.viewer, number, pupil, reader)
    form = WriteHomeForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(
        request, page, form, actions.write_home, folder="family", then=f"{request.path}#written", pupil=pupil,
        guardian=page.guardian,
    )  # fmt: skip


@form_page
@of_case
def leave_unanswered(request: Request, number: str, pupil: UUID, reader: UUID) -> HttpResponse:
    """What one reader at home has written needs no answer."""
    page = thread_page(Act.LEAVE_UNANSWERED, request.viewer, number, pupil, reader)
    form = LeaveUnansweredForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.leave_unanswered, folder="family", pupil=pupil, guardian=page.guardian)


def _group(way: str) -> Group:
    if way not in GROUPS:
        raise Http404(way)
    return GROUPS[way]
