"""A template that names a variable nobody gave fails, instead of showing nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.template import engines


class UnknownVariable(Exception):
    """A template asked for something that its page does not give."""


class Refusing(str):
    """What Django shows for an unknown variable: here, an error with its name."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        raise UnknownVariable(str(variable))


@contextmanager
def unknown_variables_refused() -> Iterator[None]:
    """Hold every template rendered inside to the variables it is given."""
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, Refusing("refused")
    try:
        yield
    finally:
        engine.string_if_invalid = before
