"""Families come in by ID-porten, pupils by Feide: to the same pages as by the own code, and in no other way."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET

from innsats.cases.models import FamilyKey
from innsats.cases.queries.access import NotVisible
from innsats.people import outside
from innsats.people.middleware import Request
from innsats.people.oidc.dance import Outsider
from innsats.people.oidc.providers import FEIDE, IDPORTEN, Provider
from innsats.people.oidc.trouble import Reason, Trouble
from innsats.people.troubles import trouble_shown
from innsats.people.viewers import Viewer
from innsats.rules.verdicts import Refused
from innsats.web import clock
from innsats.web.forms import form_page

from .. import actions
from ..doors import address, in_language, let_in, of_family, open_door
from ..forms.comingin import ChooseChildForm, LinkFamilySignInForm
from ..queries.approved import FamilyReader
from ..queries.comingin import beside, children_of, holder_of, is_linked, keys_of, provider_for
from ..queries.keys import key_shown

FAMILIES_COME_BY = (IDPORTEN, FEIDE)


@open_door
def go_to_family_provider(request: Request, provider: str) -> HttpResponse:
    """Off to sign in. Nothing but the language comes from the page."""
    if request.method != "POST":
        return redirect(address(request, "type_code"))
    return _off(request, _offered(provider), to="come_in")


@login_not_required
@require_GET
@sensitive_variables()
def family_comes_back(request: Request, provider: str) -> HttpResponse:
    """Back with an answer: in, where an own code of this one's still holds; or the code is linked from now on."""
    _offered(provider)
    request.viewer = Viewer(actor=request.viewer.actor, at=clock.now())
    try:
        outsider, purpose = outside.come_back(request, provider, back="family_comes_back", at=request.viewer.at)
    except Trouble as trouble:
        return in_language(request, _not_in, trouble=trouble, slug=provider)
    request.GET = QueryDict(urlencode({"sprak": purpose["language"]}))  # as when one left
    return in_language(request, _linked if purpose["to"] == "link" else _come_in, outsider=outsider, purpose=purpose)


@form_page
@of_family
def link_family_sign_in(request: Request, reader: FamilyReader) -> HttpResponse:
    """Whoever is in with an own code may come in without it from now on."""
    key = request.came.key
    there = _offered(provider_for(key))
    form = LinkFamilySignInForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and not request.came.begun:
        return _off(request, there, to="link", key=str(key.pk))
    context = {"form": form, "provider": there, "is_linked": is_linked(key, there.slug)}
    return render(request, "family/link_family_sign_in.html", context)


@form_page
@of_family
def choose_child(request: Request, reader: FamilyReader) -> HttpResponse:
    """Whoever came in for several children reads of one at a time."""
    key, begun = request.came.key, request.came.begun
    keys = beside(key, provider_for(key)) if begun else [key]
    form = ChooseChildForm(request.POST or None)
    if form.is_bound and form.is_valid():
        chosen = next((one for one in keys if one.pk == form.cleaned_data["key"]), None)
        if chosen is None:
            raise Http404
        return let_in(redirect(address(request, "family_editions")), chosen, begun)
    return render(request, "family/choose_child.html", {"children": children_of(keys)})


def _come_in(request: Request, outsider: Outsider, purpose: dict[str, str]) -> HttpResponse:
    keys = keys_of(outsider.provider, outside.lookup_of(outsider))
    if not keys:
        name = outside.name_of(outsider.provider)
        return render(request, "family/nothing_linked.html", {"name": name}, status=403)
    return _in(request, keys, keys[0], outsider)


def _linked(request: Request, outsider: Outsider, purpose: dict[str, str]) -> HttpResponse:
    """The code that was shown before leaving is linked; the device could not show it again on the way back."""
    key = key_shown(purpose["key"])
    if key is None or provider_for(key) != outsider.provider:
        return _not_in(request, Trouble(Reason.STALE, "a code that has ended meanwhile"), outsider.provider)
    lookup = outside.lookup_of(outsider)
    try:
        actions.link_family_sign_in(
            key.pk, by=holder_of(key), at=request.viewer.at, provider=outsider.provider, lookup=lookup.hex()
        )
    except (NotVisible, Refused):
        name = outside.name_of(outsider.provider)
        return render(request, "family/nothing_linked.html", {"name": name}, status=403)
    return _in(request, keys_of(outsider.provider, lookup), key, outsider)


def _in(request: Request, keys: list[FamilyKey], key: FamilyKey, outsider: Outsider) -> HttpResponse:
    """In, on a page of our own: a browser does not send on what it was given on the way from another site."""
    begun = outside.begun(outsider, request.viewer.at)
    context = {"children": children_of(keys), "name": outside.name_of(outsider.provider)}
    return let_in(render(request, "family/come_in.html", context), key, begun.pk)


def _not_in(request: Request, trouble: Trouble, slug: str) -> HttpResponse:
    return trouble_shown(request, trouble, slug, again="type_code", page="family/trouble.html")


def _off(request: Request, there: Provider, **purpose: str) -> HttpResponse:
    language = request.POST.get("sprak", "")[:2]
    try:
        return outside.go(
            request, there, back="family_comes_back", at=request.viewer.at, language=language, **purpose
        )
    except Trouble as trouble:
        return _not_in(request, trouble, there.slug)


def _offered(provider: str) -> Provider:
    there = outside.offered(provider) if provider in FAMILIES_COME_BY else ()
    if not there:
        raise Http404
    return there[0]
