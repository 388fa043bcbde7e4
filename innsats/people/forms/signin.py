"""What is asked for when somebody signs in, shows who it is, or changes the own way in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from innsats.web.forms import MISSING

from ..models import Account
from ..models.signin import LONGEST_NAME
from .keyed import Keyed

CODE_HELP = _("Seks sifre fra appen. Har du ikke telefonen, kan du bruke en av reservekodene dine.")


def a_password(label: Any, autocomplete: str, **options: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget, **options)


def a_code(**options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=_("Kode"), max_length=100, widget=widget, **options)


def a_name(**options: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=_("Hva vil du kalle den?"), max_length=LONGEST_NAME, widget=widget, **options)


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-post"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = a_password(_("Passord"), "current-password")


class ProveForm(forms.Form):
    """One of what is offered: a passkey, a code, or at a lock the password."""

    credential = forms.CharField(widget=forms.HiddenInput, required=False)
    code = a_code(required=False, help_text=CODE_HELP)
    password = a_password(_("Passord"), "current-password", required=False)

    def __init__(self, *args: Any, takes_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_password:
            del self.fields["password"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in self.fields):
            self.add_error("code", MISSING)
        return given


class SetPasswordForm(forms.Form):
    password = a_password(_("Nytt passord"), "new-password")
    again = a_password(_("Passordet en gang til"), "new-password")

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("De to passordene er ikke like."))
        elif password:
            try:
                validate_password(password, self.account)
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        return given


class ChangePasswordForm(Keyed, SetPasswordForm):
    """The one there is comes first: a screen left open is not enough to change it."""

    current = a_password(_("Passordet du har nå"), "current-password")

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(account, *args, **kwargs)
        self.order_fields(["form_key", "current", "password", "again"])


class AddCodeAppForm(Keyed):
    name = a_name(initial=_("Telefonen min"))
    code = a_code(help_text=_("Skriv de seks sifrene som appen viser nå."))


class AddPasskeyForm(Keyed):
    name = a_name(initial=_("Denne maskinen"))
    credential = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": _("Nettleseren laget ingen passnøkkel. Prøv igjen.")}
    )


class RenameFactorForm(forms.Form):
    name = a_name(error_messages={"required": MISSING})


class RemoveFactorForm(Keyed):
    """Nothing to fill in: a button, on a page that says what it does."""


class RenewRecoveryCodesForm(Keyed):
    """As `RemoveFactorForm`."""


class ResetSignInForm(Keyed):
    """As `RemoveFactorForm`."""
