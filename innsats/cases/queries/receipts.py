"""The pages on which somebody at work gives a code, and on which it is shown once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.dialogue import is_talked_with, obstacles_to_first_code, obstacles_to_new_code
from innsats.rules.verdicts import Obstacle
from innsats.web import words
from innsats.web.codes import derived, read_code

from ..models import Receipt, Report
from .access import NotVisible
from .confirming import confirmed_holder, confirmed_in
from .report_acts import act_page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """A report on which a code is given. `holder`: who is known to have held the last one; "" for whoever told it."""

    row: Report
    number: str
    back: str
    back_word: str
    reasons: tuple[str, ...] = ()
    holder: str = ""

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind


def told_to(viewer: Viewer) -> Q:
    """The reports that the viewer sent, signed in: also what somebody else told. Never by a code."""
    return Q(reporter=viewer.person_id or 0, disposed_at=None)


def bars_first_code(report: Report, at: datetime) -> tuple[Obstacle, ...]:
    """Why whoever typed it in cannot give a code. One query; none for what nobody told."""
    is_told = not is_talked_with(report.channel, report.sender)
    return obstacles_to_first_code(
        channel=report.channel, sender=report.sender, told_ago=at - report.reported_at,
        has_code=is_told and Receipt.objects.filter(report=report).exists(),
    )  # fmt: skip


def bars_new_code(report: Report, at: datetime) -> tuple[Obstacle, ...]:
    """Why nobody can be given a new code: nobody is known to hold it, as the register stands now."""
    return obstacles_to_new_code(
        channel=report.channel, sender=report.sender, is_signed_in=report.reporter_id is not None,
        is_confirmed=confirmed_holder(report, at) is not None,
    )  # fmt: skip


def give_page(viewer: Viewer, number: str) -> ReceiptPage:
    """For the colleague who typed it in. Raises NotVisible."""
    row = _told(viewer, number)
    if row is None:
        raise NotVisible(number)
    return _of_teller(row, bars_first_code(row, viewer.at))


def renew_page(viewer: Viewer, number: str) -> ReceiptPage:
    """For those who read the report, and may or may not give a new code. Raises NotVisible."""
    frame = act_page(Act.RENEW_RECEIPT, viewer, "meldinger", number)
    assert isinstance(frame.row, Report)
    looked(Act.READ_REPORT, frame.row.subject, by=viewer.actor, at=viewer.at)
    barred = tuple(words.of_obstacle(one, owner_kind=frame.owner_kind) for one in bars_new_code(frame.row, viewer.at))
    held = (one.who for one in confirmed_in(frame.row, viewer.at) if one.holds)
    return ReceiptPage(
        row=frame.row, number=number, back=reverse("answer_reporter", args=[number]),
        back_word=_("Skriv til den som meldte fra"), reasons=frame.reasons or barred, holder=next(held, ""),
    )  # fmt: skip


def code_page(viewer: Viewer, number: str) -> ReceiptPage:
    """For whoever has just made a code, while that one may. Raises NotVisible."""
    own = _told(viewer, number)
    return _of_teller(own, ()) if own else renew_page(viewer, number)


def is_held(report: Report, code: str) -> bool:
    """Whether the code, written in groups or not, is the one that holds: another may have been given meanwhile."""
    return Receipt.objects.filter(report=report, lookup=derived(read_code(code)).lookup, ended_at=None).exists()


def _told(viewer: Viewer, number: str) -> Report | None:
    return Report.objects.filter(told_to(viewer), number=number).select_related("school__school_owner").first()


def _of_teller(row: Report, against: tuple[Obstacle, ...]) -> ReceiptPage:
    return ReceiptPage(
        row=row, number=row.number, back=reverse("own_report", args=[row.number]), back_word=_("Meldingen din"),
        reasons=tuple(words.of_obstacle(one, owner_kind=row.school.school_owner.kind) for one in against),
    )  # fmt: skip
