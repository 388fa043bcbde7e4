"""The schools of an owner that can take over for one another."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from innsats.people.models import School, SchoolOwner, Succession
from innsats.people.queries.closing import owner_of_officer
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.web import dates

from .access import NotVisible


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionPage:
    """The owner, its schools that nobody has taken over, and what was taken over before, newest first."""

    act: Act
    owner: SchoolOwner
    schools: tuple[tuple[str, str], ...]
    before: tuple[dict[str, str], ...]

    @property
    def owner_kind(self) -> str:
        return self.owner.kind


def succession_page(viewer: Viewer, owner: UUID) -> SuccessionPage:
    """For the owner's own trained officer. Three queries. Raises NotVisible for anybody else."""
    found = owner_of_officer(viewer, owner)
    if found is None:
        raise NotVisible(f"owner:{owner}")
    schools = School.objects.filter(school_owner=found, succession=None).order_by("sort_key", "pk")
    held = Succession.objects.filter(school_owner=found).exclude(school=None).select_related("school", "to_school")
    return SuccessionPage(
        act=Act.SUCCEED_SCHOOL, owner=found,
        schools=tuple((str(uuid), name) for uuid, name in schools.values_list("uuid", "name")),
        before=tuple(
            {"word": f"{one.school} → {one.to_school}", "value": f"{dates.long_date(one.on)}, {one.document}"}
            for one in held.order_by("-on", "pk")
        ),
    )  # fmt: skip
