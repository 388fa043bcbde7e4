"""What every form of ours has in common: a key against double posting, and kind words about what cannot be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from innsats.rules.inputs import LONGEST_NAME, LONGEST_TEXT

MISSING = gettext_lazy("Fyll ut dette feltet.")
CHOOSE = gettext_lazy("Velg ett av svarene.")
SEVERAL = {"required": CHOOSE}  # for several of a few answers
YEARS = range(1900, 2200)
form_page = require_http_methods(["GET", "HEAD", "POST"])  # a page that a form is on


class NotSent(QueryDict):
    """What was typed in a form that was not taken, because the screen was locked meanwhile. To be looked over."""


def say_if_not_sent(form: forms.BaseForm) -> None:
    """A form that is filled in again for somebody says that it was not sent, and is not sent by being shown."""
    if isinstance(form.data, NotSent):
        form.add_error(None, _("Skjermen var låst, så dette er ikke sendt ennå. Se over, og send det."))


def new_form_key() -> str:
    return str(uuid4())


class KeyedForm(forms.Form):
    """A form whose `form_key` lets the action know the second posting of the same form from a new one.

    `at` is the instant of the request: what happened cannot lie after it.
    """

    form_key = forms.CharField(widget=forms.HiddenInput, initial=new_form_key, max_length=64, required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        for field in self.fields.values():
            if isinstance(field, (DayField, MomentField)):
                field.latest = at if field.is_past else None

    def full_clean(self) -> None:
        super().full_clean()
        say_if_not_sent(self)

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


def carry(form: forms.Form, **now: Any) -> None:
    """Let `form`, shown again as it was sent, carry these hidden fields as they stand now: they have been shown."""
    typed = form.data.copy()  # type: ignore[attr-defined]
    for name, value in now.items():
        typed[name] = value
    form.data = typed


def offer(form: forms.Form, **choices: Iterable[Any]) -> None:
    """Give each of these fields of `form` its choices: a value (a uuid, a code) and a word each."""
    for name, offered in choices.items():
        cast(forms.ChoiceField, form.fields[name]).choices = list(offered)


def explain(form: forms.Form, **helps: Mapping[str, Any]) -> None:
    """Give each of these fields of `form` a sentence for single answers, by value."""
    for name, given in helps.items():
        cast(OneOf, form.fields[name]).choice_help = dict(given)


class WordsField(forms.CharField):
    """Free text: any script, any sign, as many lines as wanted. Line breaks count as one sign each."""

    widget: type[forms.Widget] = forms.Textarea
    longest = LONGEST_TEXT

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": MISSING})
        super().__init__(strip=False, **kwargs)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value.strip())
        if len(value) > self.longest:
            said = _("Teksten er {count} tegn. Det er plass til {longest}. Kort den ned, eller del den i to.")
            raise ValidationError(said.format(count=_grouped(len(value)), longest=_grouped(self.longest)))
        if "\x00" in value:
            raise ValidationError(_("Teksten har et tegn som ikke kan lagres (NUL). Skriv setningen på nytt."))


class LineField(WordsField):
    """A name or a place: one line."""

    widget = forms.TextInput
    longest = LONGEST_NAME


class DayField(forms.DateField):
    """A day. With `is_past`, not after today."""

    latest: datetime | None = None

    def __init__(self, *, is_past: bool = True, **kwargs: Any) -> None:
        self.is_past = is_past
        invalid = gettext_lazy("Skriv datoen slik: 23.03.2026.")
        kwargs.setdefault("error_messages", {"required": MISSING, "invalid": invalid})
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"], **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        check_year(value)
        if value and self.latest and value > self.latest.date():
            raise ValidationError(_("Datoen ligger fram i tid. Velg en dag som har vært."))


class MomentField(forms.DateTimeField):
    """A day and a time of day, in Oslo. With `is_past`, not after now."""

    latest: datetime | None = None

    def __init__(self, *, is_past: bool = True, **kwargs: Any) -> None:
        self.is_past = is_past
        invalid = gettext_lazy("Skriv dato og klokkeslett slik: 23.03.2026 09:12.")
        kwargs.setdefault("error_messages", {"required": MISSING, "invalid": invalid})
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y %H.%M"]
        super().__init__(input_formats=formats, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """The instant; a time of the night when the clocks change comes twice, or never, and is asked for anew."""
        try:
            return super().to_python(value)
        except ValidationError as unread:
            if unread.code != "ambiguous_timezone":
                raise
        raise ValidationError(_("Klokka ble stilt den natta. Velg et tidspunkt før klokka 2 eller etter klokka 3."))

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        check_year(value)
        if value and self.latest and value > self.latest:
            raise ValidationError(_("Tidspunktet ligger fram i tid. Velg et som har vært."))


class OneOf(forms.ChoiceField):
    """One of a few answers. `choice_help` explains single answers, by value."""

    def __init__(self, *, choice_help: dict[str, Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {**SEVERAL, "invalid_choice": CHOOSE})
        super().__init__(**kwargs)
        self.choice_help = choice_help or {}


def check_year(value: date | None) -> None:
    """A slip of the finger makes the year 226 or 20226, and no rule counts days from there. Raises ValidationError."""
    if value and value.year not in YEARS:
        said = _("Året {year} kan ikke stemme. Skriv året med fire sifre, for eksempel 2026.")
        raise ValidationError(said.format(year=value.year))


def _grouped(count: int) -> str:
    """20 000"""
    return f"{count:,}".replace(",", "\u00a0")
