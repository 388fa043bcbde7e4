"""The form of letting one school take over for another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.web.forms import DayField, KeyedForm, LineField, OneOf, offer

from ..queries.succession import SuccessionPage


class SucceedSchoolForm(KeyedForm):
    """Which school ends, which takes over, from when, and by which decision."""

    school = OneOf(label=gettext_lazy("Skolen som slutter"))
    to = OneOf(label=gettext_lazy("Skolen som tar over"))
    on = DayField(label=gettext_lazy("Første dag"))
    document = LineField(
        label=gettext_lazy("Vedtaket"), help_text=gettext_lazy("For eksempel saksnummeret i arkivet. Ingen navn.")
    )

    def __init__(self, *args: Any, page: SuccessionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = [("", _("Velg en skole")), *page.schools]
        offer(self, school=schools, to=schools)

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = super().facts()
        return {**given, **{name: UUID(given[name]) for name in ("school", "to")}}
