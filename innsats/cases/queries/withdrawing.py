"""The wish to withdraw a report: whose report it is, what was wished, and the page on which it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.journal.actors import ActorKind
from innsats.people.viewers import Viewer
from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.reports import Channel
from innsats.web import dates, words

from ..models import Report, Withdrawal
from .access import standing_of
from .barring import bars_to
from .codesheld import report_held
from .finding import report_seen, row_address
from .texts import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """That somebody wishes to withdraw the report: on which day, as written by whom, and in what words."""

    day: str
    written: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage:
    """The page of the act, for the reporter (`is_own`) or for the report's reader; `is_told`: for another."""

    row: Report
    number: str
    is_own: bool
    is_told: bool
    back: str
    back_word: str
    reasons: tuple[str, ...]

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind


def sent_by(viewer: Viewer) -> Q:
    """The reports that the viewer sent, signed in; or the one whose receipt the viewer holds."""
    if viewer.actor.kind is ActorKind.RECEIPT:
        return report_held(viewer)
    return Q(reporter_id=viewer.person_id or 0, disposed_at=None)


def is_for_another(report: Report, *, is_own: bool) -> bool:
    """Whether the wish is somebody else's: also one's own report may have been typed in for whoever phoned."""
    return not is_own or report.channel != Channel.WRITTEN


def withdraw_page(viewer: Viewer, number: str) -> WithdrawPage:
    """For one's own report, or for one that the viewer reads. Raises NotVisible."""
    own = Report.objects.filter(sent_by(viewer), number=number).select_related("school__school_owner").first()
    row = own or report_seen(viewer, number)
    standing = Standing(parts=frozenset({Part.REPORTER})) if own else standing_of(viewer, row)
    kind = row.school.school_owner.kind
    against = obstacles_to(Act.WITHDRAW_REPORT, standing) or bars_to(Act.WITHDRAW_REPORT, row)
    return WithdrawPage(
        row=row,
        number=number,
        is_own=own is not None,
        is_told=is_for_another(row, is_own=own is not None),
        back=reverse("own_report", args=[number]) if own else row_address(row),
        back_word=_("Meldingen din") if own else _("Melding {number}").format(number=number),
        reasons=tuple(words.of_obstacle(one, owner_kind=kind) for one in against),
    )


def wish_of(report: Report) -> Withdrawal | None:
    """The wish, when there is one. No query for a report that was read with its `withdrawal__by`."""
    return getattr(report, "withdrawal", None)


def wish_shown(wish: Withdrawal, said: Mapping[Key, str]) -> Wish:
    """For those who may read the report. Who reported stands on the report itself, and is not said again."""
    by = wish.by.name if wish.by else ""
    written = _("Skrevet av den som meldte fra.") if wish.is_own else _("Skrevet av {name}.").format(name=by)
    return Wish(day=dates.day(wish.wished_on), written=written, words=said[wish, "words"])
