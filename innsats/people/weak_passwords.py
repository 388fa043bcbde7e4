"""Passwords that are tried first: the most used ones, also with signs around them or twice, and words of this house."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HOUSE_WORDS = (
    "innsats", "team", "mobbing", "mobbe", "skole", "skolen", "skoler", "rektor", "inspektør", "elev", "elever",
    "lærer", "laerer", "larer", "kommune", "kommunen", "fylke", "passord", "feide", "idporten", "norge", "norsk",
    "admin", "bruker", "logginn", "vår", "sommer", "høst", "host", "vinter", "velkommen",
)  # fmt: skip
ONLY_HOUSE_WORDS = re.compile(f"(?:{'|'.join(HOUSE_WORDS)})+")
NO_LETTERS = re.compile(r"[\W\d_]+")
SHORTEST_UNIT = 5  # signs: what only repeats fewer is no more than them


class NotTriedFirst(CommonPasswordValidator):
    """Few of the 20,000 most used passwords have twelve signs. What people make of them is told by its letters."""

    def validate(self, password: str, user: Any = None) -> None:
        whole = password.casefold()
        letters = NO_LETTERS.sub("", whole)
        forms = {whole, letters, unit_of(whole), unit_of(letters)}
        repeats = len(unit_of(whole)) < SHORTEST_UNIT
        if repeats or any(one in self.passwords or ONLY_HOUSE_WORDS.fullmatch(one) for one in forms):
            raise ValidationError(
                _("Passordet er blant dem som prøves først. Velg noe annet, gjerne flere ord etter hverandre."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Ikke bruk et vanlig passord med tall eller tegn etter. Flere ord etter hverandre er trygt.")


def unit_of(text: str) -> str:
    """What a text repeats: "abc" of "abcabcabc"; the text itself when it repeats nothing."""
    return text[: (text + text).find(text, 1)] if text else ""
