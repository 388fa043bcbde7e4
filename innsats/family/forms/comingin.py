"""Coming in by ID-porten or Feide: nothing but clicks. What is asked of the provider, no browser says."""

from __future__ import annotations

from django import forms


class LinkFamilySignInForm(forms.Form):
    """Nothing but the click."""


class ChooseChildForm(forms.Form):
    key = forms.UUIDField()
