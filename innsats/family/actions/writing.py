"""What the school and one reader at home write to each other. Each time, it is asked anew whether that one may."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.cases.actions.writing import write_row
from innsats.cases.models import Case, HomeMessage
from innsats.cases.models.home import WAITING
from innsats.cases.queries.access import NotVisible, lock_visible
from innsats.cases.queries.entitled import families_of
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import Part, Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles
from innsats.rules.stages import Stage
from innsats.rules.verdicts import Obstacle
from innsats.rules.writinghome import names_obstacles

from ..queries.approved import lock_reading
from ..queries.threads import NOTHING_WRITTEN, Reader, bars_writing, reader_named


@action
def write_from_home(case: UUID, *, by: Actor, at: datetime, text: str) -> HomeMessage:
    """Write to those who answer for the school, from the page that one reads. Raises NotVisible for whoever does not
    read it now, or whose code was ended; Refused for what cannot be written.
    """
    reading = lock_reading(case, by=by, at=at)
    row, reader = reading.case, reading.reader
    require(Act.WRITE_FROM_HOME, Standing(parts=frozenset({Part.FAMILY}), stage=Stage(row.stage)))
    refuse_if(text_obstacles("text", text))
    message = write_row(
        HomeMessage, row, {"words": text}, case=row, pupil_id=reader.pupil, guardian_id=reader.guardian,
        from_school=False, at=at,
    )  # fmt: skip
    record(
        Act.WRITE_FROM_HOME, row.subject, by=by, at=at, message=message.pk, pupil=reader.pupil,
        guardian=reader.guardian,
    )  # fmt: skip
    return message


@action
def write_home(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, text: str, guardian: UUID | None = None,
    is_sure: bool = False, last: str = "",
) -> HomeMessage:  # fmt: skip
    """Write to one reader at home, which answers what waits from there. `last` is the newest message that was on the
    page, by its id, or NOTHING_WRITTEN: what has come since waits on. Without it, all that stands now is answered.
    `is_sure`: the name of another child may stand there.

    Raises NotVisible; Refused for a reader who may not get it or would not read it, and for names.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.WRITE_HOME, standing)
    families = families_of(row, at)
    reader = reader_named(families, pupil, guardian)
    family = reader.family
    others = [one.name for one in families if one.pupil.pk != family.pupil.pk]
    refuse_if(
        bars_writing(row, reader, at)
        + text_obstacles("text", text)
        + names_obstacles(text, others, family.name, is_subject=family.is_subject, is_sure=is_sure)
    )
    _settle(row, reader, at, last=last)
    message = write_row(
        HomeMessage, row, {"words": text}, case=row, pupil=family.pupil, guardian_id=reader.guardian,
        from_school=True, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.WRITE_HOME, row.subject, by=by, at=at, message=message.pk, pupil=family.pupil.pk,
        guardian=reader.guardian,
    )  # fmt: skip
    return message


@action
def leave_unanswered(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, guardian: UUID | None = None, last: str = ""
) -> Case:
    """Say that what waits from one reader at home needs no answer: also of one who may not be written to any more.

    `last` as in `write_home`. Raises NotVisible; Refused when nothing waits.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.LEAVE_UNANSWERED, standing)
    reader = reader_named(families_of(row, at), pupil, guardian)
    left = _settle(row, reader, at, last=last, by_id=viewer.person_id)
    refuse_if(() if left else (Obstacle("nothing_waits", law.HOUSE_PRACTICE),))
    record(Act.LEAVE_UNANSWERED, row.subject, by=by, at=at, pupil=reader.family.pupil.pk, guardian=reader.guardian)
    return row


def _settle(row: Case, reader: Reader, at: datetime, *, last: str, by_id: int | None = None) -> int:
    """How many of the reader's messages, up to `last`, waited and wait no more. Raises NotVisible."""
    if last == NOTHING_WRITTEN:
        return 0
    own = HomeMessage.objects.filter(case=row, pupil=reader.family.pupil, guardian=reader.guardian)
    written = {str(pk): when for pk, when in own.values_list("pk", "at")} | {"": at}
    if last not in written:
        raise NotVisible(f"home message:{last}")
    return own.filter(WAITING, at__lte=written[last]).update(settled_at=at, settled_by=by_id)
