"""Cases that have to do with each other: which may be linked, and what never crosses from one to another."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from . import law
from .verdicts import Obstacle

RUN_OF_WORDS = 6  # as many words in the same order are copied, not told anew


class LinkReason(StrEnum):
    """Why two cases belong together."""

    SAME_EVENT = "same_event"
    REPORT_EACH_OTHER = "report_each_other"
    SIBLINGS = "siblings"
    SAME_GROUP = "same_group"


def link_obstacles(*, is_itself: bool, same_school: bool, is_linked: bool) -> tuple[Obstacle, ...]:
    """Why two cases cannot be linked.

    Source: law.HOUSE_PRACTICE (product rule: linked cases stay each pupil's own).
    Chosen reading: only cases of one school; a link across schools would tell a school of a case it does not have.
    """
    found = {"link_to_itself": is_itself, "link_across_schools": not same_school, "linked_already": is_linked}
    return tuple(Obstacle(code, law.HOUSE_PRACTICE) for code, is_so in found.items() if is_so)


def trust_obstacles(adult: str, trusted_by_others: Collection[str]) -> tuple[Obstacle, ...]:
    """`trusted_elsewhere`, about `adult`: already the trusted adult of a pupil with whom this one has a mutual case.

    Source: law.HOUSE_PRACTICE (product rule: two pupils who report each other never have the same trusted adult).
    Chosen reading: mutual is that each is involved in the other's case, linked or not. The obstacle does not say so:
    whoever chooses need not know that there is another case.
    """
    return (Obstacle("trusted_elsewhere", law.HOUSE_PRACTICE, (adult,)),) if adult in trusted_by_others else ()


def copied_obstacles(field: str, text: str, original: str) -> tuple[Obstacle, ...]:
    """`text_copied` when `text` repeats `original`: what is told in another child's case is told anew, by a person.

    Source: law.CONFIDENTIAL (fvl67 § 13: what is known of somebody's personal matters is kept from others).
    Chosen reading: the whole text, or six words in the same order. Signs and capitals do not make it another text.
    """
    told, source = _words(text), _words(original)
    runs = {tuple(source[at : at + RUN_OF_WORDS]) for at in range(len(source) - RUN_OF_WORDS + 1)}
    repeats = any(tuple(told[at : at + RUN_OF_WORDS]) in runs for at in range(len(told) - RUN_OF_WORDS + 1))
    return (Obstacle("text_copied", law.CONFIDENTIAL, (field,)),) if repeats or (source and told == source) else ()


def naming_obstacles(
    field: str, text: str, names: Collection[str], known: Collection[str] = ()
) -> tuple[Obstacle, ...]:
    """`names_another_child` when `text` names one of `names`. What they have in common with those `known` is no name.

    Source: law.CONFIDENTIAL (fvl67 § 13).
    Chosen reading: the whole name however it is written, or one of its parts with a capital, also as a genitive. A word
    in small letters is a word: *liv* and *dag* are not names.
    """
    folded = f" {' '.join(_words(text))} "
    whole = any(f" {' '.join(_words(name))} " in folded for name in names)
    own = {part for name in known for part in name.split()}
    parts = {part for name in names for part in name.split() if len(part) > 1} - own
    spoken = set(re.findall(r"\w+", text))
    named = whole or any(part in spoken or f"{part}s" in spoken for part in parts)
    return (Obstacle("names_another_child", law.CONFIDENTIAL, (field,)),) if named else ()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
