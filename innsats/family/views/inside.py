"""What somebody of a family reads, once let in: only what a person at the school has approved. And a pupil answers."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innsats.cases.actions import check_in_pupil
from innsats.cases.asking_child import ChildCheckInForm
from innsats.cases.framing import form_page, form_shown, signed
from innsats.cases.queries.access import NotVisible
from innsats.people.middleware import Request
from innsats.rules.trust import Question, Reply
from innsats.web import codes
from innsats.web.refusals import refusals_shown_on
from innsats.web.throttle import origin_of

from .. import actions
from ..doors import address, let_in, of_family, open_door
from ..forms.open import CodeForm, UseFamilyKeyForm
from ..forms.trust import AnswerTrustCheckForm
from ..queries import approved, trust
from ..queries.approved import FamilyReader, Reading
from ..queries.ownvoice import invitation_for, own_voice_page


@open_door
def use_family_key(request: Request) -> HttpResponse:
    """The code of a letter is exchanged for an own one, which is shown once; and one is in."""
    form = UseFamilyKeyForm(request.POST or None, at=request.viewer.at)
    if not (form.is_bound and form.is_valid()):
        return redirect("type_code")
    letter, seed = form.cleaned_data["code"], form.cleaned_data["form_key"]
    try:
        found = codes.tried(letter, lambda one: one.lookup, origin=origin_of(request), at=request.viewer.at)
        own = codes.code_for(f"own|{seed}|{codes.read_code(letter)}")
        key = actions.use_family_key(
            found.hex() if found else "", by=request.viewer.actor, at=request.viewer.at, form_key=seed,
            lookup=codes.derived(own).lookup.hex(),
        )  # fmt: skip
    except (NotVisible, codes.TooManyMisses):
        again = CodeForm({"code": letter})
        again.add_error("code", _("Vi finner ikke den koden. Se om alle de 16 tallene er riktige."))
        return render(request, "family/type_code.html", {"form": again}, status=422)
    return let_in(render(request, "family/own_code.html", {"code": codes.grouped(own)}), key)


@require_safe
@of_family
def family_editions(request: Request, reader: FamilyReader) -> HttpResponse:
    """What there is to read now: at once when it is one, a list when there are more, and kind words for none."""
    found = approved.visible_editions(reader)
    if len(found) == 1:
        return _read(request, approved.reading_of(reader, found[0].pk))
    return render(request, "family/family_editions.html", {"cases": found, "invitation": invitation_for(reader)})


@require_safe
@of_family
def read_edition(request: Request, reader: FamilyReader, case: UUID) -> HttpResponse:
    """The approved edition. Whoever may not read it, or no more, learns nothing of why."""
    return _read(request, _reading(reader, case))


@form_page
@of_family
def answer_trust_check(request: Request, reader: FamilyReader, case: UUID) -> HttpResponse:
    """How the school has met whoever reads: three questions; and when they are answered, thanks."""
    reading = _reading(reader, case)
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


def _read(request: Request, reading: Reading) -> HttpResponse:
    """The edition; over it what a pupil is invited to say, and under it, until answered, the three questions."""
    page, check = approved.read(reading), trust.asked(reading)
    asks = "" if check.answered_at else address(request, "answer_trust_check", reading.case.pk)
    context = {"edition": page, "asks": asks, "invitation": invitation_for(reading.reader)}
    return render(request, "family/read_edition.html", context)


def _reading(reader: FamilyReader, case: UUID) -> Reading:
    try:
        return approved.reading_of(reader, case)
    except NotVisible as hidden:
        raise Http404 from hidden


def _answers(form: AnswerTrustCheckForm) -> dict[str, Reply]:
    return {question.value: Reply(form.cleaned_data[question]) for question in Question}
