"""A code that was made for somebody else, shown on one page once: to be read aloud, or printed.

Until that page is opened, what it is made of waits in the session of whoever made it, never the code itself: the
database alone gives nothing. So an answer that got lost on the way loses no code, and a page loaded again shows none.
"""

from __future__ import annotations

from django.http import HttpRequest

from .codes import code_for, grouped

WAITING = "codes to show"


def keep(request: HttpRequest, about: str, seed: str) -> None:
    """Let the code of this seed be shown once, on the page that is about this."""
    request.session[WAITING] = {**request.session.get(WAITING, {}), about: seed}


def take(request: HttpRequest, about: str) -> str:
    """The code that waits to be shown, in groups of four; "" when it has been, or when there was none."""
    seed = take_seed(request, about)
    return grouped(code_for(seed)) if seed else ""


def take_seed(request: HttpRequest, about: str) -> str:
    """What the codes that wait to be shown are made of, once; "" when there is none, or it was taken."""
    waiting = dict(request.session.get(WAITING, {}))
    seed: str = waiting.pop(about, "")
    if seed:
        request.session[WAITING] = waiting
    return seed
