"""What there is of help from the external team in a case: who was asked, and what was advised, asked for and agreed."""

from __future__ import annotations

from dataclasses import dataclass

from innsats.assistance.queries.advice import AdviceRows, advice_rows
from innsats.assistance.queries.commissions import commissions_in
from innsats.assistance.queries.meetings import MeetingRows, meeting_rows
from innsats.assistance.queries.shown import AssistanceRows, assistance_rows
from innsats.cases.models import Commission
from innsats.cases.queries.head import OpenCase
from innsats.cases.queries.texts import Key, keys_of


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRows:
    assistance: AssistanceRows
    advice: AdviceRows
    commissions: list[Commission]
    meetings: MeetingRows

    def keys(self) -> list[Key]:
        """What must be opened to show them."""
        return [
            *self.assistance.keys(), *self.advice.keys(), *keys_of(self.commissions, "words"), *self.meetings.keys()
        ]  # fmt: skip


def help_rows(case: OpenCase) -> HelpRows:
    """As the viewer of `case` may read it. A fixed number of queries."""
    pk = case.row.pk
    return HelpRows(
        assistance=assistance_rows(case.row, case.viewer.at), advice=advice_rows(pk, case.standing),
        commissions=commissions_in(pk, case.viewer.at), meetings=meeting_rows(pk),
    )  # fmt: skip
