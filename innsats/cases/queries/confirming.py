"""Who is known to hold the code of a report, and who could be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.people.models import Guardian, Pupil
from innsats.people.queries.pupils import opened
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.dialogue import obstacles_to_confirming
from innsats.rules.handover import age_on
from innsats.rules.sharing import ADULT
from innsats.rules.verdicts import Obstacle
from innsats.vault.sealing import open_all
from innsats.web import dates, words

from ..models import HolderConfirmation, Report
from .access import NotVisible
from .report_acts import ActPage, act_page
from .texts import keys_of, texts_of

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbleHolder:
    """Somebody in the register with a pupil whom the report names: the pupil, or a guardian; and what bars it."""

    pupil: UUID
    guardian: UUID | None
    name: str
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def value(self) -> str:
        """As a form says it."""
        return f"{self.pupil}:{self.guardian or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A confirmation in words. `holds`: it is the one that holds now."""

    uuid: UUID
    who: str
    how: str
    by: str
    words: str
    holds: bool
    ended: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who is confirmed to hold the code: the pupil (`guardian` None), or a guardian of the pupil."""

    pupil: UUID
    guardian: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    """Who can be confirmed (`able`), who cannot and why, and what stands in the way of confirming anybody."""

    frame: ActPage
    able: tuple[Choice, ...]
    barred: tuple[str, ...]


def confirmed_holder(report: Report, at: datetime) -> Holder | None:
    """Who is confirmed to hold the code now, as the register stands now: it ends by itself. Three queries at most.

    A guardian who has lost parental responsibility since, or whose child is of age since midnight, holds it no more.
    """
    held = HolderConfirmation.objects.filter(report=report, end=None).select_related("guardian", "pupil").first()
    if held is None or _bars(held.guardian, _born([held.pupil]).get(held.pupil_id), at):
        return None
    return Holder(pupil=held.pupil_id, guardian=held.guardian_id)


def confirmed_in(report: Report, at: datetime) -> tuple[Confirmed, ...]:
    """Every confirmation on the report, the newest first. Two queries, four when there is one."""
    found = HolderConfirmation.objects.filter(report=report).select_related("pupil", "guardian", "by", "end__by")
    rows = list(found.order_by("-at", "pk"))
    if not rows:
        return ()
    ends = [one.end for one in rows if hasattr(one, "end")]
    guardians = [one.guardian for one in rows if one.guardian]
    said = texts_of(
        *keys_of(rows, "words"), *keys_of(ends, "words"), *keys_of(guardians, "sealed_name"),
        *keys_of([one.pupil for one in rows], "sealed_name"),
    )  # fmt: skip
    born = _born([one.pupil for one in rows])
    return tuple(
        Confirmed(
            uuid=one.pk,
            who=_named(said[one.pupil, "sealed_name"], said[one.guardian, "sealed_name"] if one.guardian else ""),
            how=words.of("known_by", one.how),
            by=f"{one.by.name}, {dates.day(one.confirmed_on)}",
            words=said[one, "words"],
            holds=not hasattr(one, "end") and not _bars(one.guardian, born.get(one.pupil_id), at),
            ended=_("Gjelder ikke lenger: {why} ({name}, {day})").format(
                why=said[one.end, "words"], name=one.end.by.name, day=dates.day(one.end.at)
            )
            if hasattr(one, "end")
            else "",
        )
        for one in rows
    )


def able_to_hold(report: Report, at: datetime) -> tuple[AbleHolder, ...]:
    """The pupils whom the report names, each with the guardians in the register. Three queries."""
    pupils = [party.pupil for party in report.party_set.exclude(pupil=None).select_related("pupil") if party.pupil]
    guardians = list(Guardian.objects.filter(pupil__in=pupils).order_by("pupil_id", "pk"))
    names = dict(zip(guardians, open_all((one.sealed_name, one.pk) for one in guardians), strict=True))
    found: list[AbleHolder] = []
    for shown in opened(pupils):
        found.append(AbleHolder(pupil=shown.uuid, guardian=None, name=_named(shown.with_class, "")))
        found += [
            AbleHolder(
                pupil=shown.uuid, guardian=one.pk, name=_named(shown.name, names[one]),
                obstacles=_bars(one, shown.born, at),
            )
            for one in guardians
            if one.pupil_id == shown.uuid
        ]  # fmt: skip
    return tuple(found)


def confirm_page(viewer: Viewer, number: str) -> ConfirmPage:
    """Whom one can choose among. Raises NotVisible."""
    frame = act_page(Act.CONFIRM_HOLDER, viewer, "meldinger", number)
    assert isinstance(frame.row, Report)
    looked(Act.READ_REPORT, frame.row.subject, by=viewer.actor, at=viewer.at)
    found = able_to_hold(frame.row, viewer.at)
    return ConfirmPage(
        frame=frame,
        able=tuple((one.value, one.name) for one in found if not one.obstacles),
        barred=tuple(
            f"{one.name}: {words.of_obstacle(why, owner_kind=frame.owner_kind)}"
            for one in found
            for why in one.obstacles
        ),
    )


def end_confirmation_page(viewer: Viewer, number: str, confirmation: UUID) -> tuple[ActPage, Confirmed]:
    """The confirmation that one ends. Raises NotVisible."""
    frame = act_page(Act.END_CONFIRMATION, viewer, "meldinger", number)
    assert isinstance(frame.row, Report)
    looked(Act.READ_REPORT, frame.row.subject, by=viewer.actor, at=viewer.at)
    held = next((one for one in confirmed_in(frame.row, viewer.at) if one.uuid == confirmation), None)
    if held is None or held.ended:
        raise NotVisible(number)
    return frame, held


def _bars(guardian: Guardian | None, born: date | None, at: datetime) -> tuple[Obstacle, ...]:
    if guardian is None:
        return ()
    is_of_age = born is not None and age_on(born, day_of(at)) >= ADULT
    return obstacles_to_confirming(
        is_signed_in=False, is_confirmed=False, has_responsibility=guardian.has_responsibility, is_of_age=is_of_age
    )


def _born(pupils: list[Pupil]) -> dict[UUID, date | None]:
    return {one.uuid: one.born for one in opened(pupils)}


def _named(pupil: str, guardian: str) -> str:
    if guardian:
        return _("{guardian}, foresatt til {pupil}").format(guardian=guardian, pupil=pupil)
    return _("{pupil} (eleven selv)").format(pupil=pupil)
