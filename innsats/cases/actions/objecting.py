"""A party objects to somebody who works on the case."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.objecting import Objector, objection_goes_up, objection_stands, obstacles_to_objection

from ..models import Case, Declaration, Objection
from ..queries.access import lock_visible
from ..queries.deciding import ties_of
from ..queries.objecting import objectors_in, with_part
from ..queries.objections import awaiting, unanswered
from ..queries.shut_out import shut_out_of
from ..queries.texts import keys_of, texts_of
from .impartiality import write_declaration
from .writing import first_report_at, write_row

ByWhom = tuple[Objector, UUID | None]


@action
def note_objection(
    case: UUID, *, by: Actor, at: datetime, person: UUID, part: Objector, text: str, objector: UUID | None = None,
    said_at: datetime | None = None, costs_much_time: bool = False, reason: str = "",
) -> Objection:  # fmt: skip
    """Note that a party says that somebody who works on the case should not: whom, who says it, and what.

    From then that one's habilitet must be decided: by the superior, or when that `costs_much_time` (and why, in
    `reason`) by that one alone, who declares anew. Who has not declared yet is met by it then. `objector` is the pupil,
    guardian or adult with that part; unsaid by somebody who reads no names.

    Raises NotVisible; Refused for who is out already or has no part, who is no party, and the same one twice.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NOTE_OBJECTION, standing)
    whom, parties, said_at = person_named(person), objectors_in(row), said_at or at
    by_whom = (Objector(part), UUID(str(objector)) if objector else None)
    refuse_if(
        obstacles_to_objection(
            str(whom.uuid), has_part=whom in with_part(row, standing, at), is_disqualified=whom.pk in shut_out_of(row),
            is_party=by_whom in parties or by_whom in {(one, None) for one, _uuid in parties},
            waits_already=_is_said(row, whom, by_whom), of_oneself=whom.pk == viewer.person_id,
            costs_much_time=costs_much_time,
        )
        + text_obstacles("text", text)
        + (text_obstacles("reason", reason) if costs_much_time else ())
        + time_obstacles("said_at", said_at, at=at, not_before=first_report_at(row))
    )
    declaration, goes_up = _undecided(row, whom, viewer, at, costs_much_time=costs_much_time)
    named = json.dumps([part, str(by_whom[1] or ""), parties.get(by_whom, "")])
    noted = write_row(
        Objection, row, {"who": named, "words": text, "because": "" if goes_up else reason}, case=row, person=whom,
        declaration=declaration, said_at=said_at, goes_up=goes_up, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    facts = {"declaration": declaration.pk, "outcome": declaration.outcome} if declaration else {}
    record(
        Act.NOTE_OBJECTION, row.subject, by=by, at=at, objection=noted.pk, person=whom.uuid, part=part,
        goes_up=goes_up, happened_at=said_at, **facts,
    )  # fmt: skip
    return noted


def _is_said(row: Case, whom: Person, by_whom: ByWhom) -> bool:
    """Whether the same one's objection to the same person is not decided yet."""
    rows, (part, who) = unanswered(row, whom.pk), by_whom
    said = texts_of(*keys_of(rows, "who"))
    return any(json.loads(said[one, "who"])[:2] == [part, str(who or "")] for one in rows)


def _undecided(
    row: Case, whom: Person, viewer: Viewer, at: datetime, *, costs_much_time: bool
) -> tuple[Declaration | None, bool]:
    """What must be decided for it, and whether the superior does: what waits already, or a new declaration with the
    ties of the last one; none when there is none to stand on.
    """
    waiting, on = awaiting(row, whom.pk), day_of(at)
    has_superior = len(waiting.all) > len(waiting.own)
    goes_up = objection_goes_up(costs_much_time=costs_much_time, waits_for_superior=has_superior, on=on)
    held = row.declaration_set.filter(person=whom, party_round=row.party_round).order_by("at", "pk").last()
    if waiting.all or held is None:
        return next(iter(waiting.all), None), goes_up
    found = objection_stands(goes_up=goes_up, on=on)
    return write_declaration(row, whom.pk, found.outcome, found.source.name, ties_of(held), viewer, at), goes_up
