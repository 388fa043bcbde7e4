"""Pupils: found by an exact word of the name, opened in one batch, and shown so that nobody takes one for another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.rules import law
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.index import blind_index, words_of
from innsats.vault.sealing import open_all
from innsats.web import dates, words

from ..contacts import contact_of
from ..models import Guardian, NameWord, Pupil, School
from ..naming import class_in_words, name_key, sort_key
from ..viewers import Viewer

SHOWN_COUNT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilShown:
    """A pupil as one chooses: name, birth date, and class in words (6A, or 5. trinn).

    `needs_care`: another here has this name, or is a twin. `guardians` are names, `guardians_said` all that is known of
    each; `has_left`: an earlier file of the school system had the pupil, and the newest has not; `left`: the day the
    pupil changed school, in words.
    """

    uuid: UUID
    name: str
    born: date | None
    class_name: str
    grade: int | None = None
    school: str = ""
    guardians: tuple[str, ...] = ()
    guardians_said: tuple[str, ...] = ()
    needs_care: bool = False
    has_left: bool = False
    left: str = ""

    @property
    def with_class(self) -> str:
        """Noah Lien, 6A"""
        return ", ".join(filter(None, (self.name, self.class_name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilList:
    """What a search found. `is_cut`: there are more, so ask for one more word."""

    words: str
    pupils: tuple[PupilShown, ...]
    is_cut: bool


def pupil_named(uuid: UUID | str) -> Pupil:
    """The pupil with this uuid. Raises Refused."""
    pupil = Pupil.objects.filter(pk=uuid).first()
    if pupil is None:
        raise Refused((Obstacle("unknown_pupil", law.HOUSE_PRACTICE),))
    return pupil


def schools_led_by(viewer: Viewer) -> QuerySet[School]:
    """The schools whose pupils a viewer may look up: those led, when trained."""
    led = School.objects.filter(pk__in=viewer.schools_kept)
    return led.select_related("school_owner").order_by("sort_key", "pk")


def leads_school(viewer: Viewer) -> bool:
    """Whether there are pupils for this viewer to look up. No query."""
    return bool(viewer.schools_kept)


def pupils_for(viewer: Viewer, asked: str) -> PupilList:
    """The pupils at the viewer's schools whose name has every one of these words; without words, none.

    The pupils one is a guardian of are not among them.
    """
    schools = {school.pk: school for school in schools_led_by(viewer)}
    found: list[Pupil] = []
    for owner in sorted({school.school_owner_id for school in schools.values()}):
        at_schools = matching(asked, owner).filter(school_id__in=schools).exclude(pk__in=viewer.wards)
        found += at_schools.select_related("not_in_file")[: SHOWN_COUNT + 1]
    names = {pk: school.name for pk, school in schools.items()}
    shown = opened(found[:SHOWN_COUNT], schools=names, with_guardians=True)
    return PupilList(words=asked, pupils=tuple(shown), is_cut=len(found) > SHOWN_COUNT)


def matching(words: str, school_owner_id: int) -> QuerySet[Pupil]:
    """The pupils of an owner whose name has every one of `words`, exactly. No words match nobody."""
    hashes = [blind_index(word, school_owner_id=school_owner_id) for word in words_of(words)]
    found = Pupil.objects.filter(school_owner_id=school_owner_id).order_by("school_id", "grade", "class_name", "pk")
    if not hashes:
        return found.none()
    for hashed in hashes:
        holding = NameWord.objects.filter(school_owner_id=school_owner_id, word=hashed)
        found = found.filter(pk__in=holding.values("pupil"))
    return found


def opened(
    pupils: Iterable[Pupil], *, schools: dict[int, str] | None = None, with_guardians: bool = False
) -> list[PupilShown]:
    """Pupils with their names opened, by class and name. One query for all keys, and one for guardians."""
    rows = list(pupils)
    guardians = _guardians_of(rows) if with_guardians else {}
    sealed = [(row.sealed_name, row.pk) for row in rows] + [(row.sealed_birth_date, row.pk) for row in rows]
    grown_ups = [one for ones in guardians.values() for one in ones]
    sealed += [(text, one.pk) for one in grown_ups for text in (one.sealed_name, one.sealed_contact)]
    texts = open_all(sealed)
    names, births, adults = texts[: len(rows)], texts[len(rows) : 2 * len(rows)], iter(texts[2 * len(rows) :])
    adult_names = {
        pk: [(name := next(adults), _guardian_said(one, name, next(adults))) for one in ones]
        for pk, ones in guardians.items()
    }
    alike = _alike(zip(names, births, strict=True))
    shown = [
        PupilShown(
            uuid=row.pk, name=name, born=date.fromisoformat(born) if born else None,
            class_name=class_in_words(row.class_name, row.grade), grade=row.grade,
            school=(schools or {}).get(row.school_id, ""),
            guardians=tuple(name for name, _said in adult_names.get(row.pk, ())),
            guardians_said=tuple(said for _name, said in adult_names.get(row.pk, ())),
            has_left=with_guardians and hasattr(row, "not_in_file"),
            needs_care=(name, born) in alike, left=dates.long_date(row.left_on) if row.left_on else "",
        )
        for row, name, born in zip(rows, names, births, strict=True)
    ]
    return sorted(shown, key=lambda one: (one.school, one.grade or 0, one.class_name, sort_key(one.name)))


def alike_at(school: School, name: str, born: date) -> list[PupilShown]:
    """The pupils at the school now with the same name, and those born that day with the same last name."""
    words = words_of(name)
    if not words:
        return []
    at_school = matching(words[-1], school.school_owner_id).filter(school=school, left_on=None)
    return [one for one in opened(at_school) if same_name(one.name, name) or one.born == born]


def alike_in(school_id: int, chosen: Iterable[Pupil]) -> frozenset[UUID]:
    """Those of the chosen of whom there is a namesake or a twin at the school. Three queries, however many."""
    shown = opened(chosen)
    owner = School.objects.filter(pk=school_id).values_list("school_owner", flat=True).first()
    if not shown or owner is None:
        return frozenset()
    hashes = {blind_index(word, school_owner_id=owner) for one in shown for word in words_of(one.name)[-1:]}
    holding = NameWord.objects.filter(school_owner_id=owner, word__in=hashes).values("pupil")
    near = opened(Pupil.objects.filter(school_id=school_id, pk__in=holding).order_by("pk"))
    return frozenset(one.uuid for one in near if one.needs_care) & {one.uuid for one in shown}


def same_name(one: str, other: str) -> bool:
    """Whether two names have the same words, in any order, hyphens or not."""
    return name_key(one) == name_key(other)


def _alike(given: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those among the shown that have somebody's name, or somebody's last name and birth date."""
    rows = list(given)
    by_name: dict[object, list[tuple[str, str]]] = {}
    for name, born in rows:
        words = words_of(name)
        by_name.setdefault(name_key(name), []).append((name, born))
        by_name.setdefault((words[-1:], born), []).append((name, born))
    return {row for rows in by_name.values() if len(rows) > 1 for row in rows}


def _guardian_said(guardian: Guardian, name: str, contact: str) -> str:
    """Mona Lien (mor, 900 00 000): har foreldreansvar, fra Folkeregisteret 1. august 2026"""
    reached = contact_of(contact).in_words
    who = f"{name} ({reached})" if reached else name
    known = {True: "yes", False: "no", None: "unknown"}[guardian.has_responsibility]
    said = words.of("responsibility", known)
    if guardian.has_responsibility is not None:
        said = f"{said}, {words.of('guardian_source', guardian.source)} {dates.long_date(guardian.as_of)}"
    gone = f". {_('Ikke i den nyeste fila')}" if hasattr(guardian, "not_in_file") else ""
    return f"{who}: {said}{gone}"


def _guardians_of(rows: list[Pupil]) -> dict[UUID, list[Guardian]]:
    found: dict[UUID, list[Guardian]] = {}
    held = Guardian.objects.filter(pupil__in=[row.pk for row in rows]).select_related("not_in_file")
    for guardian in held.order_by("pupil_id", "pk"):
        found.setdefault(guardian.pupil_id, []).append(guardian)
    return found
