"""What went wrong with a provider, on a page, in words for whoever wanted in; and in the log for whoever runs this."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from innsats.web import words

from .oidc.trouble import Reason, Trouble
from .outside import name_of

STATUS = {
    Reason.AWAY: 503, Reason.WRONG: 502, Reason.DECLINED: 403, Reason.STALE: 400, Reason.WEAK: 403, Reason.OFTEN: 429,
}  # fmt: skip
log = logging.getLogger("innsats.signin")


def trouble_shown(
    request: HttpRequest, trouble: Trouble, slug: str, *, again: str, page: str = "people/trouble.html"
) -> HttpResponse:
    """`again`: the name of the page from which one begins anew. Nobody has been let in, and nothing written."""
    if trouble.reason in (Reason.AWAY, Reason.WRONG):
        log.warning("%s: %s", slug, trouble.detail)
    said = words.of("trouble", trouble.reason, about=name_of(slug))
    return render(request, page, {"said": said, "again": again}, status=STATUS[trouble.reason])
