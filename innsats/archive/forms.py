"""What one is asked before something is printed: nothing, or which unit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from innsats.web.forms import KeyedForm, OneOf

from .queries.opencases import ListPage


class PrintCaseForm(KeyedForm):
    """Nothing to fill in: that one has seen who the paper is for."""


class PrintPlanForm(KeyedForm):
    """Nothing to fill in."""


class PrintOpenCasesForm(KeyedForm):
    """Where: the schools and owners one looks after."""

    unit = OneOf(label=gettext_lazy("Hvor?"))

    def __init__(self, *args: Any, page: ListPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.uuid), one.name) for one in page.units]  # type: ignore[attr-defined]
