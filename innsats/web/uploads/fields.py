"""What a form that takes pictures and files has in common. `web/files.html` draws all of it.

The view asks `choosing.handled`, and sends what `facts_of_files` gives with the act.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules.attachments import LARGEST_BYTES, IntimatePicture

from ..forms import KeyedForm, LineField, new_form_key
from .choosing import Chosen

ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,text/plain,.txt"  # a phone then turns its own kind into JPEG
NAMES = ("files_key", "attached", "has_picture", "picture_held_by", "picture_shows")


class _Several(forms.FileInput):
    allow_multiple_selected = True


class _Nothing(forms.HiddenInput):
    """A chosen file cannot be carried in a page: it is held already."""

    def render(self, *given: Any, **named: Any) -> Any:
        return ""


class FilesField(forms.Field):
    """Where files are chosen. What came is handled before the form is looked at, and is no value of it."""

    widget = _Several(attrs={"accept": ACCEPT, "data-largest": LARGEST_BYTES})
    hidden_widget = _Nothing

    def clean(self, value: Any) -> None:
        return None


class FilesForm(KeyedForm):
    """A form with pictures and files, and the one kind of picture that is told of and never sent."""

    files_key = forms.CharField(widget=forms.HiddenInput, initial=new_form_key, max_length=64, required=False)
    attached = FilesField(
        label=gettext_lazy("Bilder eller filer"),
        help_text=gettext_lazy(
            "Skjermbilder, bilder, PDF eller tekst. Høyst fem, og 10 MB hver. Vi tar bort hvor og når bildet er tatt."
        ),
        required=False,
    )
    has_picture = forms.BooleanField(label=gettext_lazy("Det finnes et slikt bilde"), required=False)
    picture_held_by = LineField(label=gettext_lazy("Hvem har bildet?"), required=False)
    picture_shows = LineField(
        label=gettext_lazy("Hva viser det, med få ord?"),
        help_text=gettext_lazy("Du trenger ikke å si mer enn du vil."),
        required=False,
    )

    @property
    def tells_of_picture(self) -> bool:
        """Whether the part about an intimate picture is in use, and should stand open."""
        return any(self[name].value() for name in NAMES[2:])

    def picture(self) -> IntimatePicture | None:
        """What is told of an intimate picture. Whoever has filled in a part of it tells of one."""
        held_by, shows = (self.cleaned_data[name].strip() for name in NAMES[3:])
        has_picture = self.cleaned_data["has_picture"] or held_by or shows
        return IntimatePicture(held_by=held_by, shows=shows) if has_picture else None

    def facts_of_files(self, chosen: Chosen) -> dict[str, Any]:
        """The parameters `files` and `picture` of the act."""
        return {"files": chosen.files(), "picture": self.picture()}
