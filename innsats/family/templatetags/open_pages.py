"""The choice of language on the open pages, and addresses that take the chosen one along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from innsats.people import outside
from innsats.people.oidc.providers import FEIDE, IDPORTEN, Provider

from ..doors import address
from ..languages import MACHINE_TRANSLATED, NAMES

register = template.Library()


@register.simple_tag
def offered_languages() -> tuple[tuple[str, str, str], ...]:
    """Code, own name and direction of each language."""
    return tuple((code, name, "rtl" if code in settings.LANGUAGES_BIDI else "ltr") for code, name in NAMES.items())


@register.simple_tag
def is_machine_translated() -> bool:
    """Whether nobody has checked all that the page says in its language."""
    return get_language() in MACHINE_TRANSLATED


@register.simple_tag
def family_providers() -> tuple[Provider, ...]:
    """By whom families and pupils may sign in here."""
    return outside.offered(IDPORTEN, FEIDE)


@register.simple_tag(takes_context=True)
def open_address(context: Mapping[str, Any], name: str, *given: object) -> str:
    """The address of an open page, in the language that was asked for on this one."""
    return address(context["request"], name, *given)
