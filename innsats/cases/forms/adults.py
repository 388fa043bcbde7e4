"""What is asked about an employee whom a case is about. Nothing of personnel matters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from innsats.web.forms import DayField, LineField, WordsField

from ..framing import CaseForm


class NoteEmployeeToldForm(CaseForm):
    """Who told, and when."""

    told_by = LineField(label=_("Hvem fortalte det?"), help_text=_("Navn og stilling hos arbeidsgiveren."))
    told_on = DayField(label=_("Hvilken dag?"))


class FindNoGroundsForm(CaseForm):
    """Why."""

    reason = WordsField(
        label=_("Hva er undersøkt, og hvorfor er det ingen holdepunkter?"),
        help_text=_("Ikke skriv navnet på den ansatte."),
    )
