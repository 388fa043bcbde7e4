"""The form that removes a file for good."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from innsats.web.forms import KeyedForm, LineField, WordsField


class RemoveAttachmentForm(KeyedForm):
    """What is kept of a picture that nobody may keep."""

    reason = WordsField(
        label=gettext_lazy("Hvorfor må den bort?"),
        help_text=gettext_lazy("For eksempel: «Bildet viser en elev uten klær.» Ikke beskriv mer enn nødvendig."),
    )
    held_by = LineField(label=gettext_lazy("Hvem har bildet, så vidt dere vet?"), required=False)
    shows = LineField(label=gettext_lazy("Hva viser det, med få ord?"), required=False)
