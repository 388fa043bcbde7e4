"""What the school has asked those who assist to do for it: shown on the tab, given, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from innsats.cases.models import Commission
from innsats.cases.queries.access import NotVisible, assisting, commissions
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.head import read
from innsats.cases.queries.texts import Key, keys_of, texts_of
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.web import dates

from .candidates import helping_in


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionShown:
    """Who was asked, for what, by whom; and whether it holds still."""

    uuid: UUID
    name: str
    text: str
    said: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionPage:
    """Giving one: who can be asked. Taking one back: the one it is about."""

    frame: CaseActPage
    members: tuple[tuple[str, str], ...] = ()
    commission: CommissionShown | None = None


def commissions_in(case: UUID, at: datetime) -> list[Commission]:
    """Every one in the case, the newest first, each with whether the one asked assists at `at` by what the commission
    was given in: help that comes anew, perhaps about another child, does not wake an old one. One query.
    """
    held = assisting(at, day_of(at)).filter(
        case=OuterRef("case"), person=OuterRef("person"), assignment__assistance=OuterRef("assistance")
    )
    found = Commission.objects.select_related("person", "by", "end__by").annotate(assists=Exists(held))
    return list(found.filter(case=case).order_by("-at", "pk"))


def keys_in(rows: list[Commission]) -> list[Key]:
    return keys_of(rows, "words")


def commission_shown(one: Commission, said: Mapping[Key, str]) -> CommissionShown:
    end = getattr(one, "end", None)
    given = _("Gitt av {name} {moment}").format(name=one.by.name, moment=dates.moment(one.at))
    taken = _("Tatt tilbake av {name} {moment}").format(name=end.by.name, moment=dates.moment(end.at)) if end else ""
    return CommissionShown(
        uuid=one.pk, name=one.person.name, text=said[one, "words"], said=" · ".join(filter(None, (given, taken))),
        is_over=end is not None or not one.assists,  # type: ignore[attr-defined]
    )  # fmt: skip


def give_page(viewer: Viewer, number: str) -> CommissionPage:
    """Raises NotVisible or Shut."""
    case = read(viewer, number)
    helpers = helping_in(case.row.pk, viewer.at)
    frame = framed(case, Act.GIVE_COMMISSION, texts_of(*case.title_keys))
    return CommissionPage(frame=frame, members=tuple((str(one.uuid), one.name) for one in helpers))


def end_page(viewer: Viewer, number: str, commission: UUID) -> CommissionPage:
    """Raises NotVisible, also for one that is not there or is over, or Shut."""
    case = read(viewer, number)
    there = commissions().filter(case=case.row, pk=commission).exists()
    one = next((one for one in commissions_in(case.row.pk, viewer.at) if there and one.pk == commission), None)
    if one is None:
        raise NotVisible(f"commission:{commission}")
    said = texts_of(*case.title_keys, *keys_in([one]))
    return CommissionPage(frame=framed(case, Act.END_COMMISSION, said), commission=commission_shown(one, said))
