"""Finding names that are sealed: a keyed hash of every word, that tells nothing without the owner's key."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator

from . import keys

OWN_LETTERS = frozenset("æøåäöáčđŋšŧžï")  # letters of the Norwegian and Sámi alphabets, not letters with accents
PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})
HYPHENS = re.compile(r"[-\u2010-\u2015]+")


def words_of(name: str) -> tuple[str, ...]:
    """The words to find a name by: small letters, foreign accents off, a hyphenated word whole and in its parts.

    "Anne-Márjá D'André" → ("anne-márjá", "anne", "márjá", "dandre").
    """
    words: dict[str, None] = {}
    for whole in unicodedata.normalize("NFKC", name).split():
        parts = [part for part in map(_letters, HYPHENS.split(whole)) if part]
        words |= dict.fromkeys(["-".join(parts), *parts] if parts else [])
    return tuple(words)


def forms_of(name: str) -> frozenset[str]:
    """The words of a name, and each as it is typed on a keyboard without our letters."""
    return frozenset(form for word in words_of(name) for form in (word, _plain(word)))


def index_words(name: str, *, school_owner_id: int) -> frozenset[bytes]:
    """The hashes (32 bytes each) to store for a name. For actions: the owner's key is made on first use.

    Holds each word, and as it is typed on a keyboard without our letters: "Øyvind" is found by "Oyvind".
    """
    return next(index_names([name], school_owner_id=school_owner_id))


def index_names(names: Iterable[str], *, school_owner_id: int) -> Iterator[frozenset[bytes]]:
    """As `index_words`, for many names in their order."""
    key = keys.index_key(school_owner_id)
    for name in names:
        yield frozenset(_hash(key, form) for form in forms_of(name))


def blind_index(word: str, *, school_owner_id: int) -> bytes:
    """The hash (32 bytes) to look for one word of `words_of` with. Only reads.

    b"", which stands on no row, where nothing has been indexed, and for a word without letters.
    """
    key = keys.index_key_if_any(school_owner_id)
    words = words_of(word)
    return _hash(key, words[0]) if key and words else b""


def blind_indexes(forms: Iterable[str], *, school_owner_id: int) -> dict[bytes, str]:
    """The hash of each of these forms, and which it is of. Only reads; empty where nothing has been indexed."""
    key = keys.index_key_if_any(school_owner_id)
    return {_hash(key, form): form for form in forms} if key else {}


def index_codes(codes: Iterable[str], *, school_owner_id: int) -> list[bytes]:
    """The hashes (32 bytes) of ids from another system, exactly as they are written there. For actions."""
    key = keys.index_key(school_owner_id)
    return [_hash(key, f"code {code}") for code in codes]


def subject_index(subject: str, *, provider: str) -> bytes:
    """The hash (32 bytes) of who somebody is at a sign-in provider, or of a session there: never kept in clear.

    The key is made on first use.
    """
    return _hash(keys.sign_in_key(), f"{provider} {subject}")


def _letters(part: str) -> str:
    folded = unicodedata.normalize("NFC", part.casefold())
    return "".join(letter if letter in OWN_LETTERS else _bare(letter) for letter in folded)


def _bare(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter) if c.isalnum() or unicodedata.category(c) == "Mc")


def _plain(word: str) -> str:
    return "".join(_bare(c) if c != "-" else c for c in word.translate(PLAIN))


def _hash(key: bytes, word: str) -> bytes:
    return hmac.digest(key, word.encode(), "sha256")
