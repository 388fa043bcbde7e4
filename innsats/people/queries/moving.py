"""Where a pupil was before, where the pupil may go next, and who stands at another school by the same id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from innsats.database import walls
from innsats.rules.acts import Act
from innsats.rules.moving import Grades
from innsats.web import dates

from ..models import Pupil, PupilMove, School, SchoolOwner
from ..viewers import Viewer
from .pupils import PupilShown, alike_at, opened, same_name, schools_led_by
from .search import find_schools

OFFERED_COUNT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePage:
    """A pupil whom the viewer may move, and the schools to choose from: (uuid, what it is called)."""

    act: Act
    pupil: PupilShown
    row: Pupil
    schools: tuple[tuple[UUID, str], ...]
    came: str

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind


def move_page(viewer: Viewer, pupil: UUID, find: str = "") -> MovePage | None:
    """For whoever leads the school where the pupil is; None for anybody else, for one's own child, and who has left."""
    mine = Pupil.objects.filter(school__in=schools_led_by(viewer), left_on=None).exclude(pk__in=viewer.wards)
    row = mine.select_related("school__school_owner").filter(pk=pupil).first()
    if row is None:
        return None
    (shown,) = opened([row], schools={row.school_id: row.school.name})
    schools = find_schools(find) if find.strip() else _near(row)
    return MovePage(
        act=Act.MOVE_PUPIL, pupil=shown, row=row, came=dates.long_date(row.came_on) if row.came_on else "",
        schools=_with_owners(one for one in schools if one.pk != row.school_id),
    )


def _with_owners(schools: Iterable[School]) -> tuple[tuple[UUID, str], ...]:
    """Åsen skole, Fjordvik kommune: many schools share a name. One query."""
    rows = list(schools)
    owners = SchoolOwner.objects.in_bulk({one.school_owner_id for one in rows})
    return tuple((one.uuid, f"{one.name}, {owners[one.school_owner_id]}") for one in rows)


def earlier_place(child: Pupil, school: School) -> Pupil | None:
    """The row of this child from an earlier time at the school, by the moves that led here."""
    current, seen = child, {child.pk}
    while move := PupilMove.objects.filter(continued_as=current).order_by("-moved_on", "-at").first():
        if move.pupil_id in seen:
            return None
        current = move.pupil
        if current.school_id == school.pk:
            return current
        seen.add(current.pk)
    return None


def place_now(pupil: Pupil) -> Pupil | None:
    """The row of the child at the school it goes to now, by the moves since; None for who has not moved."""
    current, seen = pupil, {pupil.pk}
    while current.left_on is not None:
        moves = PupilMove.objects.filter(pupil=current).select_related("continued_as__school")
        with walls.lifted():  # a child may have moved to a school of another owner
            move = moves.order_by("-moved_on", "-at").first()
        if move is None or move.continued_as_id in seen:
            return None
        current = move.continued_as
        seen.add(current.pk)
    return current if current.pk != pupil.pk else None


def same_child_at(school: School, child: Pupil) -> Pupil | None:
    """The pupil there with the same name and birth date: the new school has registered the child already."""
    (shown,) = opened([child])
    if shown.born is None:
        return None
    alike = [one for one in alike_at(school, shown.name, shown.born) if one.born == shown.born]
    same = [one.uuid for one in alike if same_name(one.name, shown.name)]
    return Pupil.objects.get(pk=same[0]) if len(same) == 1 else None


def elsewhere_by_source(school: School, keys: Iterable[bytes]) -> dict[bytes, Pupil]:
    """Those who stand at another school of the same owner now, by the id that the school system gives them."""
    others = Pupil.objects.filter(school_owner_id=school.school_owner_id, left_on=None, source_key__in=list(keys))
    rows = others.exclude(school=school).select_related("school", "not_in_file").order_by("came_on", "pk")
    return {bytes(row.source_key or b""): row for row in rows}


def _near(row: Pupil) -> list[School]:
    """The owner's other schools that have the grade, or the one after it."""
    others = School.objects.filter(school_owner_id=row.school_owner_id, offered=True, succession=None)
    others = others.exclude(pk=row.school_id)
    wanted = [one for one in (row.grade, (row.grade or 0) + 1) if one]
    fitting = [
        one for one in others.order_by("sort_key", "pk")
        if any(Grades(lowest=one.lowest_grade, highest=one.highest_grade).has(grade) for grade in wanted)
    ]
    return fitting[:OFFERED_COUNT]
