"""Signing in by Feide: out, and back in as somebody known; or somebody unknown asks the school to be let in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from innsats.journal.actors import ANONYMOUS, Actor
from innsats.rules.verdicts import Refused
from innsats.web import clock, words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on
from innsats.web.shell import local_address

from .. import outside
from ..actions import outside as actions
from ..forms import LinkSignInForm, ProposeAppointmentForm
from ..middleware import KEPT_SESSION, Request
from ..models import Account, Person
from ..oidc import dance as dancing
from ..oidc.dance import Outsider
from ..oidc.providers import FEIDE, Provider
from ..oidc.trouble import Trouble
from ..queries import outside as queries
from ..signin import begin, passwords
from ..troubles import trouble_shown

STAFF_COMES_BY = (FEIDE,)
KEPT_ASKING = "asking"  # in the session: whom Feide named, and at which schools that one may ask to be let in


@login_not_required
@require_POST
def go_to_provider(request: Request, provider: str) -> HttpResponse:
    """Off to sign in. Only where to go afterwards comes from the page."""
    there = _offered(provider)
    return _off(request, there, to="sign_in", next=local_address(request.POST.get("next", "")))


@login_not_required
@require_GET
@sensitive_variables()
def come_back(request: Request, provider: str) -> HttpResponse:
    """Back with an answer: in, when it holds and names somebody known here."""
    there, at = _offered(provider), clock.now()
    try:
        outsider, purpose = outside.come_back(request, provider, back="come_back", at=at)
        if purpose["to"] == "link":
            return _linked(request, outsider, purpose)
        account = queries.account_of(provider, outside.lookup_of(outsider))
        if account is None:
            return _unknown(request, there, outsider)
    except Trouble as trouble:
        return trouble_shown(request, trouble, provider, again="sign_in")
    _let_in(request, account, outsider)
    return redirect(local_address(purpose["next"], resolve_url(settings.LOGIN_REDIRECT_URL)))


@login_not_required
@csrf_exempt
@require_POST
def told_out(request: Request, provider: str) -> HttpResponse:
    """The provider itself says that somebody has signed out: back-channel, with a token that proves it. No browser."""
    if "origin" in request.headers:
        raise PermissionDenied
    there = outside.offered(provider)
    if not there:
        raise Http404
    try:
        outside.told_out(there[0], request.POST.get("logout_token", ""), clock.now())
    except Trouble:
        return JsonResponse({"error": "invalid_request"}, status=400)
    return HttpResponse(status=200)


@form_page
def link_sign_in(request: Request) -> HttpResponse:
    """The own account and Feide: whether they are linked, and the way to do it."""
    there = _offered(FEIDE)
    form = LinkSignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _off(request, there, to="link", person=request.viewer.actor.id, token="")
    context = {"form": form, "provider": there, "is_linked": queries.is_linked(FEIDE, request.user.pk or 0)}
    return render(request, "people/link_sign_in.html", context)


@login_not_required
@require_POST
def link_by_letter(request: Request, person: UUID, token: str) -> HttpResponse:
    """With a link that works once: Feide instead of a password."""
    there = _offered(FEIDE)
    if passwords.person_by_link(person, token) is None:
        return render(request, "people/link_is_over.html", status=410)
    return _off(request, there, to="link", person=str(person), token=token)


@login_not_required
@form_page
def propose_appointment(request: Request) -> HttpResponse:
    """Somebody whom Feide knows, and nobody here does, asks the school; and is told what happens then."""
    asking = request.session.get(KEPT_ASKING)
    if asking is None:
        return redirect_to_login("/")
    form = ProposeAppointmentForm(asking["schools"], request.POST or None)
    if request.method == "POST" and form.is_valid() and not asking["told"]:
        school = form.cleaned_data["school"]
        given = {name: asking[name] for name in ("provider", "lookup", "name", "email")}
        with refusals_shown_on(form):
            actions.propose_appointment(UUID(school), by=ANONYMOUS, at=clock.now(), **given)
            request.session[KEPT_ASKING] = {**asking, "told": dict(asking["schools"])[school]}
            return redirect("propose_appointment")
    return render(request, "people/propose_appointment.html", {"form": form, "asking": asking})


def _offered(provider: str) -> Provider:
    there = outside.offered(provider) if provider in STAFF_COMES_BY else ()
    if not there:
        raise Http404
    return there[0]


def _off(request: Request, there: Provider, **purpose: str) -> HttpResponse:
    try:
        return outside.go(request, there, back="come_back", at=clock.now(), **purpose)
    except Trouble as trouble:
        return trouble_shown(request, trouble, there.slug, again="sign_in")


def _let_in(request: Request, account: Account, outsider: Outsider) -> None:
    begin(request, account, by=outsider.provider, factors=outsider.factors)
    request.session[KEPT_SESSION] = str(outside.begun(outsider, clock.now()).pk)


def _linked(request: Request, outsider: Outsider, purpose: dict[str, str]) -> HttpResponse:
    """Linked by whoever proved to be the same person here: signed in, or with a link that works once."""
    by_letter = passwords.person_by_link(purpose["person"], purpose["token"]) if purpose["token"] else None
    own = Person.objects.select_related("account").filter(account=request.user.pk, uuid=purpose["person"]).first()
    whose = by_letter if purpose["token"] else own
    if whose is None or whose.account is None:
        return render(request, "people/link_is_over.html", status=410)
    try:
        actions.link_sign_in(
            whose.uuid, by=Actor.of(whose), at=clock.now(), provider=outsider.provider,
            lookup=outside.lookup_of(outsider).hex(),
        )  # fmt: skip
    except Refused as refused:
        said = [words.of_obstacle(one) for one in refused.obstacles]
        return render(request, "people/not_linked.html", {"said": said}, status=422)
    messages.success(request, words.of("done", "link_sign_in"))
    if not by_letter:  # the session stands, and may be worth more than what Feide vouches for
        return redirect("own_sign_in")
    _let_in(request, whose.account, outsider)
    return redirect(settings.LOGIN_REDIRECT_URL)


def _unknown(request: Request, there: Provider, outsider: Outsider) -> HttpResponse:
    """Nobody here yet. Where Feide says that one works at a school we know, one may ask it. Raises Trouble."""
    belongs = dancing.affiliation_of(there, outsider)
    schools = queries.schools_numbered(belongs.numbers) if belongs.works_there and outsider.name else []
    if not schools:
        context = {"works_there": belongs.works_there}
        return render(request, "people/not_known.html", context, status=403)
    request.session[KEPT_ASKING] = {
        "provider": outsider.provider, "lookup": outside.lookup_of(outsider).hex(), "name": outsider.name[:200],
        "email": outsider.email[:254], "schools": [(str(uuid), name) for uuid, name in schools], "told": "",
    }  # fmt: skip
    return redirect("propose_appointment")
