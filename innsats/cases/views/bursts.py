"""Many reports at once: all of them on one page, and several marked as abuse with one line on what was checked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.middleware import Request
from innsats.rules.verdicts import Refused
from innsats.web.forms import form_page

from .. import actions
from ..forms.reports import MarkSeveralForm
from ..framing import form_shown, signed
from ..queries import bursts
from ..queries.finding import report_seen


@form_page
def burst(request: Request, number: str) -> HttpResponse:
    """Those that name a pupil, or say how to reach somebody, come first. What may not be marked stays as it was."""
    skip = request.GET.get("fra", "")
    page = bursts.burst_page(request.viewer, number, int(skip) if skip.isdecimal() and len(skip) < 7 else 0)
    form = MarkSeveralForm(request.POST or None, lines=page.lines, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        return _marked(request, form, number)
    return form_shown(request, "cases/burst.html", form, page=page)


def _marked(request: Request, form: MarkSeveralForm, number: str) -> HttpResponse:
    """Each by the act itself, and whole: one that is refused takes none of the others with it."""
    marked_count, kept = 0, []
    given = signed(request, form)
    for chosen in form.cleaned_data["reports"]:
        row = report_seen(request.viewer, chosen)
        once = given | {"form_key": f"{given['form_key']}|{chosen}"}
        try:
            actions.mark_abuse(row.pk, reason=form.cleaned_data["reason"], **once)
            marked_count += 1
        except Refused:
            kept.append(chosen)
    if marked_count:
        said = ngettext("Én melding er merket.", "{count} meldinger er merket.", marked_count)
        messages.success(request, said.format(count=marked_count))
    if kept:
        why = _("Disse kan ikke merkes. Les dem én for én: {numbers}.")
        messages.warning(request, why.format(numbers=", ".join(kept)))
    return redirect("burst", number)
