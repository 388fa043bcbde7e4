"""Whether a text that must be without names holds the name of a pupil at the school. Never whose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from innsats.rules.consulting import ORDINARY
from innsats.vault.index import blind_indexes, forms_of, words_of
from innsats.vault.sealing import open_all

from ..models import NameWord, Pupil, School

WORD = re.compile(r"[^\W\d_](?:['’\-\u2010-\u2015]?\w)*")
APART = 100  # words on each side of a sign are not beside each other
SHORTEST_ALONE = 4  # letters: a shorter word alone points at nobody
Spot = tuple[int, bool]  # the place of a word, and whether it begins with a capital
Said = Mapping[str, Collection[Spot]]


def names_a_pupil(text: str, school: School) -> bool:
    """Whether a first and a last name of one pupil at the school both stand there, or a word that only one of them has.

    Ordinary words that are names too count only beside each other, and a name alone only with a capital. Three queries
    at most.
    """
    said = _said(text)
    held = NameWord.objects.filter(school_owner=school.school_owner_id, pupil__school=school)
    hashes = blind_indexes(said, school_owner_id=school.school_owner_id)
    found: dict[UUID, set[str]] = defaultdict(set)
    bearers: dict[str, set[UUID]] = defaultdict(set)
    for pupil, word in held.filter(word__in=hashes).order_by("pk").values_list("pupil_id", "word"):
        found[pupil].add(hashes[bytes(word)])
        bearers[hashes[bytes(word)]].add(pupil)
    known = ORDINARY | forms_of(school.name)
    if any(len(pupils) == 1 and _stands_out(word, said, known) for word, pupils in bearers.items()):
        return True
    likely = Pupil.objects.filter(pk__in=[pupil for pupil, words in found.items() if len(words) > 1]).order_by("pk")
    names = open_all((pupil.sealed_name, pupil.pk) for pupil in likely) if found else []
    return any(_is_named(name, said, known) for name in names)


def _said(text: str) -> dict[str, list[Spot]]:
    """The words of a text, also without the s of a genitive, each with its spots."""
    said: dict[str, list[Spot]] = defaultdict(list)
    place, end = 0, 0
    for found in WORD.finditer(text):
        place += APART if text[end : found.start()].strip() else 1
        end = found.end()
        spot = (place, not found[0][0].islower())
        for word in words_of(found[0]):
            for form in {word, word.removesuffix("s")} - {""}:
                said[form].append(spot)
    return said


def _stands_out(word: str, said: Said, known: Collection[str]) -> bool:
    return len(word) >= SHORTEST_ALONE and word not in known and any(capital for _place, capital in said[word])


def _is_named(name: str, said: Said, known: Collection[str]) -> bool:
    *first, last = name.split()
    both = [
        (one, other, one_spot, other_spot)
        for one in _forms(first) for other in _forms([last])
        for one_spot in said.get(one, ()) for other_spot in said.get(other, ())
        if one_spot[0] != other_spot[0]
    ]  # fmt: skip
    for one, other, (place, capital), (other_place, other_capital) in both:
        is_ordinary = one in known and other in known
        if abs(place - other_place) <= len(first) and (capital or other_capital or not is_ordinary):
            return True
        if capital and other_capital and not is_ordinary:
            return True
    return False


def _forms(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in forms_of(word)}
