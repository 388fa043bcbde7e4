"""Reports with pictures and files."""

from __future__ import annotations

from typing import Any

from innsats.cases.actions import report_concern
from innsats.cases.models import Attachment, Report
from innsats.people.models import School
from innsats.rules.attachments import CheckedFile, FileKind, Scan
from innsats.rules.reports import Arena
from tests import world
from tests.web import evil

PICTURE = evil.picture("PNG", (60, 40))


def a_file(
    name: str = "skjermbilde.png", content: bytes = PICTURE, kind: FileKind = FileKind.PNG, scan: Scan = Scan.NOT_SET_UP
) -> CheckedFile:
    return CheckedFile(name=name, kind=kind, content=content, scan=scan)


def a_text(text: str, name: str = "notat.txt") -> CheckedFile:
    return a_file(name, text.encode(), FileKind.TEXT)


def a_report_with(*files: CheckedFile, school: School | None = None, by: Any = None, **more: Any) -> Report:
    """A report from an employee, with these files."""
    school = school or world.a_school()
    reporter = by or world.actor(world.an_employee(school, "Per Sand"))
    return report_concern(
        school.uuid, by=reporter, at=world.AT, text=world.WORDS, arena=Arena.SCHOOL, files=files, **more
    )


def file_of(report: Report) -> Attachment:
    return Attachment.objects.filter(report=report).order_by("at", "place")[0]
