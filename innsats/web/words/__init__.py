"""Codes become sentences here, and nowhere else.

Rules, events and rows hold codes; pages say words. Every code of every closed list has its words (tested).
Sentences may name `{principal}`, `{owner}` and `{about}`: a private school has a daglig leder and a styre.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from innsats.rules.verdicts import Obstacle, Source, Strength

from ..kept import by_language
from . import (
    acts,
    assistance,
    attachments,
    caring,
    codes,
    desk,
    dialogue,
    edition,
    errands,
    family,
    followup,
    governor,
    impartiality,
    keeping,
    looking,
    meetings,
    obstacles,
    processmaps,
    sharing,
    sources,
    special,
    teams,
    troubles,
    trust,
    voice,
)
from .about import ABOUT

KINDS: dict[str, Mapping[str, str]] = {
    "act": acts.ACTS,
    "done": acts.DONE,
    "obstacle": obstacles.OBSTACLES,
    "about": ABOUT,
    **codes.KINDS,
    **followup.KINDS,
    **governor.KINDS,
    **special.KINDS,
    **sharing.KINDS,
    **edition.KINDS,
    **family.KINDS,
    **caring.KINDS,
    **desk.KINDS,
    **dialogue.KINDS,
    **teams.KINDS,
    **processmaps.KINDS,
    **assistance.KINDS,
    **errands.KINDS,
    **meetings.KINDS,
    **impartiality.KINDS,
    **attachments.KINDS,
    **voice.KINDS,
    **trust.KINDS,
    **looking.KINDS,
    **keeping.KINDS,
    **troubles.KINDS,
}


class OwnerKind(StrEnum):
    """Whose school it is decides the words for who leads and who is told."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    PRIVATE = "private"


def of(kind: str, code: str, *, owner_kind: str = OwnerKind.MUNICIPALITY, **about: str) -> str:
    """The word or sentence for `code` of `kind` (a key of `KINDS`), in the language of the page."""
    return _filled(str(KINDS[kind][code]), owner_kind, **about) if about else _of_code(kind, code, owner_kind)


@by_language
def _of_code(kind: str, code: str, owner_kind: str) -> str:
    return _filled(str(KINDS[kind][code]), owner_kind)


def titles(owner_kind: str = OwnerKind.MUNICIPALITY) -> dict[str, str]:
    """What the one who leads the school, and the one who owns it, are called there."""
    return {name: str(said) for name, said in codes.TITLES[OwnerKind(owner_kind)].items()}


def choices(
    kind: str, offered: Iterable[str] | None = None, *, owner_kind: str = OwnerKind.MUNICIPALITY
) -> list[tuple[str, str]]:
    """What a form offers: each code of `kind` with its words, in the order given (or that of the list)."""
    given = KINDS[kind] if offered is None else offered
    return [(str(code), of(kind, code, owner_kind=owner_kind)) for code in given]


def of_obstacle(
    obstacle: Obstacle, *, owner_kind: str = OwnerKind.MUNICIPALITY, names: Mapping[str, str] | None = None
) -> str:
    """Why something may not be done, with the source it rests on.

    `names` gives the name of each id in `obstacle.about` (a measure, a pupil, a person) that the viewer may know.
    """
    code = obstacle.code if obstacle.code in obstacles.OBSTACLES else obstacles.UNNAMED
    if obstacle.about and f"{code}_other" in obstacles.OBSTACLES:
        code = f"{code}_other"
    about = ", ".join(filter(None, (_named(one, names or {}) for one in obstacle.about)))
    said = str(obstacles.OBSTACLES[code])
    said = said if about else said.replace(": {about}", "")
    return f"{_filled(said, owner_kind, about=about)} ({of_source(obstacle.source)})"


def of_source(source: Source) -> str:
    """How a source is cited to people. Practice is never cited as law."""
    if source.strength is Strength.PRACTICE:
        return _("god praksis, ikke lov")
    for short, long in sources.CITED.items():
        if source.name.startswith(short):
            return f"{long}{source.name.removeprefix(short)}".replace("(", " (").replace("  ", " ")
    return source.name


def _filled(words: str, owner_kind: str, **about: str) -> str:
    """Placeholders filled in; a sentence that began with one begins with a capital letter."""
    if "{" not in words:
        return words
    said = words.format(**titles(owner_kind), **about)
    return said[:1].upper() + said[1:] if words.startswith("{") else said


def _named(one: str, names: Mapping[str, str]) -> str:
    """What an obstacle is about: a name the viewer may know, a field, a relation, or a longest length."""
    if one in names:
        return names[one]
    if one.isdecimal():
        return _("høyst {count} tegn").format(count=one)
    return str({**codes.RELATIONS, **ABOUT}.get(one, ""))
