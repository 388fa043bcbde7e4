"""The report of the access tests: with a file, and with one that was an intimate picture and is removed."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex

from innsats.cases import actions
from innsats.cases.models import Report
from innsats.cases.queries.reporting import SEALED
from innsats.people.models import Person, School
from innsats.rules.attachments import IntimatePicture
from innsats.rules.reports import Arena, Concern
from tests.cases.attached import a_text
from tests.world import AT, actor


def watched_report(school: School, people: dict[str, Person], *, words: Callable[[], str]) -> Report:
    """About the employee who is concerned, as somebody told it on the phone. Every text of it is one of `words`."""
    report = actions.report_concern(
        school.uuid, by=actor(people["reporter"]), at=AT, arena=Arena.SCHOOL, concern=Concern.EMPLOYEE,
        concerned=people["concerned"].uuid, channel="phone", said_at=AT, receipt=token_hex(32),
        files=[a_text(words(), f"{words()}.txt"), a_text("Bort.", "bort.txt")],
        picture=IntimatePicture(held_by=words(), shows=words()), **{name: words() for name in SEALED},
    )  # fmt: skip
    gone = report.attachment_set.get(place=1).pk
    actions.remove_attachment(gone, by=actor(people["rektor"]), at=AT, reason=words())
    return report
