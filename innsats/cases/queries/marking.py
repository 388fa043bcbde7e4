"""The mark of abuse on a report: whether it stands, in what words, and the page on which it is set or taken away."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.access import Impartiality, obstacles_to
from innsats.rules.acts import Act
from innsats.web import dates, words

from ..models import AbuseMark, Report
from .access import standing_of
from .barring import bars_marking, is_marked
from .finding import report_seen, row_address
from .texts import keys_of, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """That somebody judged it to be abuse: what was checked, and by whom and when."""

    words: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPage:
    """The page of the act. `is_abuse`: what it is to be, for a mark that stands can only be taken away."""

    row: Report
    number: str
    is_abuse: bool
    back: str
    reasons: tuple[str, ...]
    may_return: bool

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind


def mark_page(viewer: Viewer, number: str) -> MarkPage:
    """For whoever reads the report. Raises NotVisible."""
    row = report_seen(viewer, number)
    standing, kind, is_abuse = standing_of(viewer, row), row.school.school_owner.kind, not is_marked(row)
    against = obstacles_to(Act.MARK_ABUSE, standing) or bars_marking(row, is_abuse=is_abuse)
    return MarkPage(
        row=row, number=number, is_abuse=is_abuse, back=row_address(row),
        reasons=tuple(words.of_obstacle(one, owner_kind=kind) for one in against),
        may_return=standing.impartiality is not Impartiality.DISQUALIFIED,
    )  # fmt: skip


def mark_on(report: Report) -> Mark | None:
    """The mark that stands, with what was checked. At most two queries; none for one from somebody signed in."""
    if report.reporter_id is not None:
        return None
    newest = AbuseMark.objects.filter(report=report).select_related("by").order_by("at", "pk").last()
    if newest is None or not newest.is_abuse:
        return None
    written = _("Skrevet av {name} {day}.").format(name=newest.by.name, day=dates.day(newest.at))
    return Mark(words=texts_of(*keys_of([newest], "words"))[newest, "words"], written=written)
