"""The providers that an installation has been given, as its settings say. What is not set is not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

FEIDE, IDPORTEN = "feide", "idporten"
NAMES = {FEIDE: "Feide", IDPORTEN: "ID-porten"}
HIGH_ENOUGH = ("idporten-loa-substantial", "idporten-loa-high")
SCOPES = {
    FEIDE: "openid userid userinfo-name email userid-feide groups-org",
    IDPORTEN: "openid profile",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider and what we are to it. `secret` or `key` (PEM) proves who we are there.

    `pushed`: whether our questions are pushed before the browser is sent (None: where the provider offers it).
    `levels`: the levels of assurance that are high enough (none: any). `strong`: those that count as two factors.
    `origins`: where the provider's own addresses may lie. `extended`: where Feide tells more of a person.
    """

    slug: str
    issuer: str
    client_id: str
    secret: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    key_id: str = ""
    pushed: bool | None = None
    origins: frozenset[str]
    levels: tuple[str, ...] = ()
    strong: frozenset[str] = frozenset()
    extended: str = ""

    @property
    def name(self) -> str:
        return NAMES[self.slug]

    @property
    def scope(self) -> str:
        return SCOPES[self.slug]

    @property
    def asked_levels(self) -> str:
        """The `acr_values` that we ask for: the lowest that is enough, and what is above it."""
        return " ".join(self.levels)


def provider(slug: str) -> Provider | None:
    """The provider of this name; None where it is not set up."""
    given = settings.OPENID_PROVIDERS.get(slug)
    if not given:
        return None
    origins = frozenset({origin_of(given["issuer"]), *given["origins"], *filter(None, [origin_of(given["extended"])])})
    levels = HIGH_ENOUGH if slug == IDPORTEN else ()
    strong = frozenset(levels or given["strong"])
    return Provider(slug=slug, **{**given, "origins": origins, "strong": strong}, levels=levels)


def origin_of(address: str) -> str:
    """https://sted.no:444 of https://sted.no:444/her; "" for what is no address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("https", "http") and parts.netloc else ""
