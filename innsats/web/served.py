"""The product as a server asks it: Django's own, which is told of a body only what we would read it by.

Django makes its request before any of our code runs: what fails there is answered by the server, without our headers
and without a page. It believes a sender about the coding of a body, also where Python knows one that never decodes.
"""

from __future__ import annotations

import re
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler

KIND = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
BOUNDARY = re.compile(r';\s*boundary=(?:"([^";\\]{1,70})"|([^\s";,]{1,70}))\s*(?:;|$)', re.IGNORECASE)


class Site(WSGIHandler):
    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ["CONTENT_TYPE"] = as_we_read(environ.get("CONTENT_TYPE", ""))
        return super().__call__(environ, start_response)


def as_we_read(said: str) -> str:
    """The kind of a body, and where the parts of a form with files are divided: everything is UTF-8, as our pages."""
    kind, boundary = KIND.match(said.strip()), BOUNDARY.search(said)
    if kind is None:
        return ""
    return kind[0].lower() + (f"; boundary={boundary[1] or boundary[2]}" if boundary and said.isascii() else "")


def application() -> Site:
    """Ready to answer."""
    django.setup(set_prefix=False)
    return Site()
