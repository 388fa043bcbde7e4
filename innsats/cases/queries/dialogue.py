"""The pages on which the school answers whoever reported, and on which a colleague who reported writes more."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.dialogue import AnsweredAs, is_talked_with
from innsats.rules.reports import Channel, Receiving
from innsats.rules.roles import Role
from innsats.web import words

from ..models import Receipt, Report
from .access import NotVisible, standing_of
from .barring import bars_answering
from .confirming import Confirmed, confirmed_in
from .finding import report_seen, row_address
from .messages import MessageLine, dialogue_for, is_handling, lines_of, mark_seen, messages_on, talks
from .recipients import SEATS
from .reports import has_opened, talk_in_words
from .texts import keys_of, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """The page on which the school answers. `signed_in`: the colleague who reads it; else somebody with a code. `text`
    is what they reported, `wish` whom they would like to talk with.
    """

    row: Report
    number: str
    back: str
    lines: tuple[MessageLine, ...]
    confirmed: tuple[Confirmed, ...]
    signed_in: str
    is_typed_in: bool
    has_code: bool
    may_confirm: bool
    reasons: tuple[str, ...]
    text: str
    wish: str

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind

    @property
    def held_by(self) -> Confirmed | None:
        """Who is known to hold the code now."""
        return next((one for one in self.confirmed if one.holds), None)

    @property
    def readers(self) -> str:
        """Who will read what is typed."""
        who = self.signed_in or (self.held_by.who if self.held_by else "")
        if who:
            return _("Dette leses av {who}, og av dem som leser meldingen.").format(who=who)
        return _("Dette leses av den som har koden, og av dem som leser meldingen.")

    @property
    def is_open(self) -> bool:
        """Whether nobody is confirmed, or a confirmation has not been ended."""
        return all(one.ended for one in self.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePage:
    """The page on which a colleague who reported writes to the school."""

    row: Report
    number: str
    lines: tuple[MessageLine, ...]

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind


def answer_page(viewer: Viewer, number: str) -> AnswerPage | None:
    """For those who read the report and may answer; others who read it see why they may not. None for whoever has not
    chosen to open it yet. Raises NotVisible.
    """
    row = report_seen(viewer, number)
    if not has_opened(row, viewer):
        return None
    standing, kind = standing_of(viewer, row), row.school.school_owner.kind
    looked(Act.READ_REPORT, row.subject, by=viewer.actor, at=viewer.at)
    rows = messages_on(row)
    texts = texts_of(*keys_of(rows, "words"), *keys_of([row], "words", "talk_wish"))
    lines = lines_of(rows, texts, row, for_school=True)
    if is_handling(standing):
        mark_seen(rows, viewer.at, for_school=True)
    against = obstacles_to(Act.ANSWER_REPORTER, standing) or bars_answering(row, viewer)
    return AnswerPage(
        row=row,
        number=number,
        back=row_address(row),
        lines=lines,
        confirmed=confirmed_in(row, viewer.at),
        signed_in=row.reporter.name if row.reporter and is_talked_with(row.channel, row.sender) else "",
        is_typed_in=row.channel != Channel.WRITTEN,
        has_code=row.channel != Channel.WRITTEN and Receipt.objects.filter(report=row, ended_at=None).exists(),
        may_confirm=not obstacles_to(Act.CONFIRM_HOLDER, standing),
        reasons=tuple(words.of_obstacle(one, owner_kind=kind) for one in against),
        text=texts[row, "words"],
        wish=talk_in_words(row.wants_talk, texts[row, "talk_wish"]),
    )


def write_page(viewer: Viewer, number: str) -> WritePage:
    """For the colleague who reported. Raises NotVisible."""
    rows = Report.objects.filter(talks(viewer), number=number).select_related("school__school_owner")
    row = rows.first()
    if row is None:
        raise NotVisible(number)
    return WritePage(row=row, number=number, lines=dialogue_for(viewer, row))


def capacity_of(viewer: Viewer, report: Report) -> AnsweredAs:
    """In which capacity the viewer answers: the seat that is held, or as the one who is responsible for the report."""
    held = {
        Receiving.PRINCIPAL: report.school_id in viewer.schools_as(Role.PRINCIPAL, deputy=False),
        Receiving.DEPUTY: report.school_id in viewer.schools_as(Role.PRINCIPAL, deputy=True),
        Receiving.OWNER_OFFICER: report.school_owner_id in viewer.owners_as(Role.OWNER_OFFICER),
        Receiving.OWNER_HEAD: report.school_owner_id in viewer.owners_as(Role.OWNER_HEAD),
    }
    seated = (one for one, holds in held.items() if holds and getattr(report, SEATS[one]))
    return next((AnsweredAs(one.value) for one in seated), AnsweredAs.LEAD)
