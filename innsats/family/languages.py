"""The languages of the open pages: our three, and six more. Only here: whoever works with cases reads our three."""

from __future__ import annotations

from django.utils.translation import get_language

from innsats.web.middleware import SPOKEN
from innsats.web.said_openly import EDITION_IN

NAMES = {
    "nb": "Bokmål",
    "nn": "Nynorsk",
    "en": "English",
    "se": "Davvisámegiella",
    "uk": "Українська",
    "pl": "Polski",
    "ar": "العربية",
    "so": "Soomaali",
    "ti": "ትግርኛ",
}
OFFERED = tuple(NAMES)
MACHINE_TRANSLATED = frozenset(OFFERED) - frozenset(SPOKEN)  # as long as a sentence of theirs is marked so
READ_IN = (*SPOKEN, *EDITION_IN)  # what a family reads of a case


def read_in() -> str:
    """In which language what a family reads of its case is shown on this page: bokmål where we have no words for it."""
    language = get_language() or "nb"
    return language if language in READ_IN else "nb"
