"""What somebody of a family reads, once let in, and writes: only what a person at the school has approved is read."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innsats.cases.framing import signed
from innsats.cases.models import FamilyKey
from innsats.cases.queries.access import NotVisible
from innsats.people.middleware import Request
from innsats.web import clock, codes
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on
from innsats.web.throttle import allow, origin_of

from .. import actions
from ..doors import address, let_in, of_family, open_door
from ..forms.open import CodeForm, UseFamilyKeyForm, WriteFromHomeForm
from ..queries import approved
from ..queries.approved import FamilyReader, Reading
from ..queries.home import home_page
from ..queries.keys import letter_by
from ..queries.ownvoice import invitation_for

WRITTEN_COUNT, WRITTEN_WINDOW = 20, timedelta(hours=1)  # messages of one reader
SHOWN_AGAIN_FOR = timedelta(minutes=10)  # an own code, to its form sent twice; then a shared device gives it to nobody


@open_door
def use_family_key(request: Request) -> HttpResponse:
    """The code of a letter is exchanged for an own one, which is shown once; and one is in."""
    form = UseFamilyKeyForm(request.POST or None, at=request.viewer.at)
    if not (form.is_bound and form.is_valid()):
        return redirect("type_code")
    letter, seed = form.cleaned_data["code"], form.cleaned_data["form_key"]
    try:
        found = codes.tried(
            letter, lambda one: letter_by(one.lookup), origin=origin_of(request), at=request.viewer.at
        )  # fmt: skip
        own = codes.code_for(f"own|{seed}|{codes.read_code(letter)}")
        key = actions.use_family_key(
            found.lookup.hex() if found else "", by=request.viewer.actor, at=request.viewer.at, form_key=seed,
            lookup=codes.derived(own).lookup.hex(),
        )  # fmt: skip
        if not _is_shown_again(key, request.viewer.at):
            raise NotVisible("an own code that was shown before")
    except codes.TooManyMisses:
        said = _("Det er prøvd for mange koder herfra. Vent et kvarter, og prøv igjen.")
        return _typed_again(request, letter, said, 429)
    except NotVisible:
        return _typed_again(request, letter, _("Vi finner ikke den koden. Se om alle de 16 tallene er riktige."), 422)
    return let_in(render(request, "family/own_code.html", {"code": codes.grouped(own)}), key)


@require_safe
@of_family
def family_editions(request: Request, reader: FamilyReader) -> HttpResponse:
    """What there is to read now: at once when it is one, a list when there are more, and kind words for none."""
    found = approved.readings(reader)
    if len(found) == 1:
        return _page(request, found[0], WriteFromHomeForm(at=reader.at))
    shown = {"choices": approved.choices(found), "invitation": invitation_for(reader)}
    return render(request, "family/family_editions.html", shown)


@require_safe
@of_family
def read_edition(request: Request, reader: FamilyReader, case: UUID) -> HttpResponse:
    """The approved edition. Whoever may not read it, or no more, learns nothing of why."""
    return _page(request, reading_for(reader, case), WriteFromHomeForm(at=reader.at))


@form_page
@of_family
def write_from_home(request: Request, reader: FamilyReader, case: UUID) -> HttpResponse:
    """What somebody of the family writes to the school, on the page of what it reads."""
    form = WriteFromHomeForm(request.POST or None, at=reader.at)
    if form.is_bound and form.is_valid():
        if not allow(f"written by {reader.actor}", limit=WRITTEN_COUNT, per=WRITTEN_WINDOW, at=reader.at):
            form.add_error("text", _("Du har skrevet mye nå. Vent litt, og prøv igjen."))
        else:
            with refusals_shown_on(form):
                actions.write_from_home(case, text=form.cleaned_data["text"], **signed(request, form))
                return redirect(f"{address(request, 'read_edition', case)}#written")
    return _page(request, reading_for(reader, case), form)


def reading_for(reader: FamilyReader, case: UUID) -> Reading:
    """What `reader` may read of the case now. Raises Http404."""
    try:
        return approved.reading_of(reader, case)
    except NotVisible as hidden:
        raise Http404 from hidden


def _is_shown_again(key: FamilyKey | None, at: datetime) -> bool:
    """Whether the form may show its own code: it holds, and was made just now, or by the first of two clicks."""
    return key is not None and key.ended_at is None and clock.is_within(SHOWN_AGAIN_FOR, since=key.at, at=at)


def _typed_again(request: Request, code: str, why: str, status: int) -> HttpResponse:
    """The page where a code is typed, with what is wrong with this one."""
    form = CodeForm({"code": code})
    form.add_error("code", why)
    return render(request, "family/type_code.html", {"form": form}, status=status)


def _page(request: Request, reading: Reading, form: WriteFromHomeForm) -> HttpResponse:
    """All that this reader has in the case."""
    context = {"page": home_page(reading), "form": form}
    return render(request, "family/read_edition.html", context, status=422 if form.errors else 200)
