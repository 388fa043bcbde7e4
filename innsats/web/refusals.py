"""A refusal from the rules becomes words on the form, every reason of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django import forms

from innsats.rules.verdicts import Obstacle, Refused

from . import words


@contextmanager
def refusals_shown_on(
    form: forms.BaseForm, *, owner_kind: str = words.OwnerKind.MUNICIPALITY, names: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run an action; when the rules say no, put each obstacle's sentence on `form` and go on.

    An obstacle about one of the form's fields stands at that field, the rest over the form. `owner_kind` and `names` as
    in `words.of_obstacle`.
    """
    try:
        yield
    except Refused as refused:
        for obstacle in refused.obstacles:
            said = words.of_obstacle(obstacle, owner_kind=owner_kind, names=names)
            form.add_error(_field_of(obstacle, form), said)


def _field_of(obstacle: Obstacle, form: forms.BaseForm) -> str | None:
    """The field that the obstacle is about; None when it is about something else, or the field is not seen."""
    named = obstacle.about[0] if obstacle.about else ""
    return named if named in form.fields and not form[named].is_hidden else None
