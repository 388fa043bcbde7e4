"""How names are ordered, searched and said: one Python function for each, so that both databases agree."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from innsats.vault.index import words_of

LONGEST_KEY = 400
LAST_COMPULSORY = 10  # the last grade of grunnskolen
_ORDER = {sign: f"{place:02}" for place, sign in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyzæøå", start=10)}
_LAST = "99"  # signs we have no order for come last, in no order among themselves
_PLAIN = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "ä": "æ", "ö": "ø"})
_FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


def sort_key(name: str) -> str:
    """`name` as two digits for each sign, in Norwegian order: Z, Æ, Ø, Å, and AA as Å.

    Digits alone, because every collation of every database orders those in the same way.
    """
    return "".join(_ORDER.get(sign, _LAST) for sign in plain(name).replace("aa", "å"))[:LONGEST_KEY]


def search_key(name: str) -> str:
    """`name` folded for searching: å, aa and a are one, ø and o are one, accents and punctuation are gone."""
    return plain(name).replace("aa", "å").translate(_FOLDED)[:LONGEST_KEY]


def plain(name: str) -> str:
    """Lower case, without accents (æ, ø and å are letters, not accents), one space between words."""
    kept = unicodedata.normalize("NFC", name).casefold().translate(_PLAIN)
    bare = "".join(sign if sign in "æøå" else _bare(sign) for sign in kept)
    return re.sub(r"[\W_]+", " ", bare).strip()


def name_key(name: str) -> frozenset[str]:
    """The words of a name in no order, hyphens or not: two names with the same key are the same."""
    return frozenset(word for word in words_of(name) if "-" not in word)


def with_class(name: str, class_name: str, grade: int | None) -> str:
    """A pupil as people say it: Noah Lien, 6A; without a class, Sander Moen, 5. trinn; without a grade, the name."""
    return ", ".join(filter(None, (name, class_in_words(class_name, grade))))


def class_in_words(class_name: str, grade: int | None) -> str:
    """6A, or 5. trinn, or Vg1; nothing when neither is known."""
    return class_name or (grade_in_words(grade) if grade else "")


def grade_in_words(grade: int) -> str:
    """5. trinn; from the eleventh year on, Vg1."""
    if grade > LAST_COMPULSORY:
        return _("Vg{year}").format(year=grade - LAST_COMPULSORY)
    return _("{grade}. trinn").format(grade=grade)


def _bare(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
