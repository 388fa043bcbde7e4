"""The pages of a case on its way out: what the archive has, what keeps it, and the list of those at the owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.cases.models import ArchiveReceipt, Case, KeepingTime, LegalHold
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.head import read
from innsats.cases.queries.texts import Key, keys_of, texts_of
from innsats.people.models import SchoolOwner
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.aftercare import months_after
from innsats.rules.calendar import day_of
from innsats.rules.retention import kept_until, obstacles_to_archiving, obstacles_to_disposal
from innsats.rules.roles import Role
from innsats.rules.stages import Stage
from innsats.rules.verdicts import Obstacle
from innsats.web import dates, words

from .access import handed_over, kept_seen
from .keeping import Keeping, files_of, keeping_of, last_print, rules_of

AT_ONCE_COUNT = 25
Pair = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldShown:
    """A hold that stands: why, who placed it and when, and where it is lifted."""

    uuid: UUID
    word: str
    said: str
    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """One case on its way out, without a name. `reasons` keep the act of the page from being done."""

    uuid: UUID
    number: str
    owner_kind: str
    pairs: tuple[Pair, ...]
    holds: tuple[HoldShown, ...]
    reasons: tuple[str, ...]
    hold: str
    back: str
    back_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A case that the archive has, in the list of those at its owner. Without `reasons` it is proposed."""

    number: str
    said: str
    reasons: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """How long an owner keeps its cases. `address`: where its officer decides it anew."""

    owner: str
    said: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """What `archive/disposals.html` shows: what is proposed, and what is kept with every reason why."""

    rules: tuple[RuleShown, ...]
    ready: tuple[KeptLine, ...]
    kept: tuple[KeptLine, ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesShown:
    """That files came with a report, and where they are opened."""

    word: str
    said: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivingPage:
    """Saying that the archive has the case. `printed`: when it was last printed, "" for never. `files`: the reports
    that files came with, which the print does not hold.
    """

    frame: CaseActPage
    printed: str
    files: tuple[FilesShown, ...]
    pairs: tuple[Pair, ...]


def kept_page(act: Act, viewer: Viewer, number: str) -> KeptPage:
    """Raises NotVisible, Disposed or Shut."""
    row, standing = kept_seen(viewer, number)
    keeping = keeping_of([row], viewer.at)[row.pk]
    found = obstacles_to(act, standing)
    if act is Act.DISPOSE_CASE and not found:  # what keeps it is for those who may let it go
        archived_by = keeping.receipt.by_id if keeping.receipt else None
        on = day_of(viewer.at)
        found += obstacles_to_disposal(keeping.kept, on, archived_by=archived_by, by=viewer.person_id)
    at_owner = row.school_owner_id in viewer.owners_kept
    return KeptPage(
        uuid=row.pk, number=row.number, owner_kind=row.school_owner.kind, pairs=_pairs(row, keeping),
        holds=_holds(row), reasons=_said(found, row.school_owner.kind),
        hold=reverse("place_hold", args=[row.number]),
        back=reverse("disposals") if at_owner else reverse("read_case", args=[row.number]),
        back_word=_("Arkiv og kassering") if at_owner else _("Sak {number}").format(number=row.number),
    )  # fmt: skip


def hold_page(viewer: Viewer, number: str, hold: UUID) -> tuple[KeptPage, HoldShown]:
    """One hold that stands. Raises NotVisible, also when it does not, Disposed or Shut."""
    page = kept_page(Act.LIFT_HOLD, viewer, number)
    found = next((one for one in page.holds if one.uuid == hold), None)
    if found is None:
        raise NotVisible(f"hold:{hold}")
    return page, found


def archiving_page(viewer: Viewer, number: str) -> ArchivingPage:
    """Raises NotVisible, Disposed or Shut."""
    case = read(viewer, number)
    keeping, printed = keeping_of([case.row], viewer.at)[case.row.pk], last_print(case.row)
    frame = framed(case, Act.RECORD_ARCHIVED, texts_of(*case.title_keys))
    lacks_reports = printed is not None and printed.lacks_reports
    barred = obstacles_to_archiving(keeping.kept, printed.at if printed else None, lacks_reports=lacks_reports)
    reasons = (*frame.reasons, *(() if frame.reasons else _said(barred, case.owner_kind)))
    return ArchivingPage(
        frame=replace(frame, reasons=reasons), printed=dates.moment(printed.at) if printed else "",
        files=_files(case.row), pairs=_pairs(case.row, keeping) if keeping.receipt else (),
    )


def _files(row: Case) -> tuple[FilesShown, ...]:
    """No name of a file: it is read with its report."""
    counted = files_of(row).order_by("report__number").values_list("report__number").annotate(count=Count("pk"))
    return tuple(
        FilesShown(
            word=_("Melding {number}").format(number=number),
            said=ngettext("{count} fil", "{count} filer", count).format(count=count),
            address=reverse(Act.READ_REPORT.value, args=[number]),
        )
        for number, count in counted
    )


def kept_list(viewer: Viewer, after: str = "") -> KeptList:
    """The cases that the archive has, first those whose time counts from longest ago, from after the one numbered
    `after`. Raises NotVisible for all but those at an owner. As many queries however many there are.
    """
    owners = list(SchoolOwner.objects.filter(pk__in=viewer.owners_kept).order_by("sort_key", "pk"))
    if not owners:
        raise NotVisible("disposals")
    rows = list(_from(viewer, after)[: AT_ONCE_COUNT + 1])
    shown, rules = rows[:AT_ONCE_COUNT], rules_of(owner.pk for owner in owners)
    keeping = keeping_of(shown, viewer.at) if shown else {}
    receipts = [one.receipt for one in keeping.values() if one.receipt]
    said = texts_of(*keys_of(receipts, "reference"), *keys_of(rules.values(), "document"))
    lines = [_line(row, keeping[row.pk], said, day_of(viewer.at)) for row in shown]
    return KeptList(
        rules=tuple(_rule(viewer, owner, rules.get(owner.pk), said) for owner in owners),
        ready=tuple(line for line in lines if not line.reasons),
        kept=tuple(line for line in lines if line.reasons),
        after=shown[-1].number if len(rows) > AT_ONCE_COUNT else "",
    )


def is_any_overdue(viewer: Viewer) -> bool:
    """Whether the time of any case is over that nobody holds: those at the owner are asked to look. Two queries, none
    for others.
    """
    owners = viewer.owners_kept
    rules = rules_of(owners) if owners else {}
    over = Q(pk__in=[])
    for owner, rule in rules.items():
        if rule.years:
            over |= Q(school_owner=owner, since__lte=months_after(day_of(viewer.at), -12 * rule.years))
    held = LegalHold.objects.filter(case=OuterRef("pk"), end=None)
    return bool(over) and _from(viewer, "").filter(over, ~Exists(held)).exists()


def rule_page(viewer: Viewer, uuid: UUID) -> SchoolOwner:
    """The owner whose keeping time one decides. Raises NotVisible for all but its trained officer."""
    mine = viewer.owners_as(Role.OWNER_OFFICER) if viewer.trained else frozenset[int]()
    owner = SchoolOwner.objects.filter(uuid=uuid, pk__in=mine).first()
    if owner is None:
        raise NotVisible(f"owner:{uuid}")
    return owner


def _from(viewer: Viewer, after: str) -> QuerySet[Case, Any]:
    newest = ArchiveReceipt.objects.filter(case=OuterRef("pk")).order_by("-at", "pk").values("counts_from")[:1]
    seen = handed_over(viewer).filter(disposed_at=None, stage=Stage.CLOSED).annotate(since=Subquery(newest))
    last = seen.filter(number=after).values_list("since", "number").first() if after else None
    if last is not None:
        seen = seen.filter(Q(since__gt=last[0]) | Q(since=last[0], number__gt=last[1]))
    return seen.select_related("school", "school_owner").order_by("since", "number")


def _line(row: Case, keeping: Keeping, said: Mapping[Key, str], on: date) -> KeptLine:
    told = [row.school.name]
    if keeping.receipt:
        told.append(_("i arkivet: {reference}").format(reference=said[keeping.receipt, "reference"]))
    if until := _until(keeping):
        told.append(_("skal oppbevares til {day}").format(day=dates.long_date(until)))
    return KeptLine(
        number=row.number, said=" · ".join(told),
        reasons=_said(obstacles_to_disposal(keeping.kept, on), row.school_owner.kind),
        address=reverse(Act.DISPOSE_CASE.value, args=[row.number]),
    )  # fmt: skip


def _rule(viewer: Viewer, owner: SchoolOwner, rule: KeepingTime | None, said: Mapping[Key, str]) -> RuleShown:
    is_officer = owner.pk in viewer.owners_as(Role.OWNER_OFFICER)
    told = _("Oppbevaringstida er ikke bestemt. Ingenting blir kassert.")
    if rule is not None:
        told = f"{in_years(rule.years)} ({said[rule, 'document']})"
    address = reverse(Act.SET_KEEPING_TIME.value, args=[owner.uuid]) if is_officer else ""
    return RuleShown(owner=owner.name, said=told, address=address)


def in_years(years: int | None) -> str:
    """I 10 år etter det siste som ble skrevet"""
    if years is None:
        return _("For alltid")
    said = ngettext("I ett år etter det siste som ble skrevet", "I {count} år etter det siste som ble skrevet", years)
    return said.format(count=years)


def _until(keeping: Keeping) -> date | None:
    kept = keeping.kept
    return kept_until(kept.counts_from, kept.keep_years) if kept.counts_from and kept.keep_years else None


def _pairs(row: Case, keeping: Keeping) -> tuple[Pair, ...]:
    """What the archive has of it, and for how long it is kept here."""
    kept, receipt, rule = keeping.kept, keeping.receipt, keeping.rule
    said = texts_of(
        *(keys_of([receipt], "reference") if receipt else ()), *(keys_of([rule], "document") if rule else ())
    )
    found = [(_("Skole"), row.school.name)]
    if kept.closed_on:
        found.append((_("Avsluttet"), dates.long_date(kept.closed_on)))
    found.append((_("Sist skrevet i"), dates.long_date(kept.written_at)))
    if receipt is None:
        found.append((_("I arkivet"), _("Nei, ikke ennå")))
    else:
        by = _("{name} skrev det {day}").format(name=receipt.by.name, day=dates.long_date(receipt.at))
        found += [(_("I arkivet"), said[receipt, "reference"]), (_("Hvem som overførte den"), by)]
    if rule is not None:
        found.append((_("Oppbevares her"), f"{in_years(rule.years)} ({said[rule, 'document']})"))
    if until := _until(keeping):
        found.append((_("Kan kasseres fra"), dates.long_date(until)))
    return tuple({"word": word, "value": value} for word, value in found)


def _holds(row: Case) -> tuple[HoldShown, ...]:
    """Those that stand, the oldest first."""
    rows = list(LegalHold.objects.filter(case=row, end=None).select_related("by").order_by("at", "pk"))
    said = texts_of(*keys_of(rows, "words"))
    return tuple(
        HoldShown(
            uuid=one.pk, word=words.of("hold_reason", one.reason), words=said[one, "words"],
            said=_("Lagt inn {day} av {name}").format(day=dates.long_date(one.at), name=one.by.name),
            address=reverse(Act.LIFT_HOLD.value, args=[row.number, one.pk]),
        )
        for one in rows
    )  # fmt: skip


def _said(obstacles: Iterable[Obstacle], owner_kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.of_obstacle(one, owner_kind=owner_kind) for one in obstacles))
