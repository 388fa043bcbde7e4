"""From which services the viewer comes, as a hint where something is written: never as an answer."""

from __future__ import annotations

from innsats.people.viewers import Viewer
from innsats.rules.access import Part
from innsats.rules.acts import Act
from innsats.rules.sharing import BRINGS, Origin
from innsats.rules.teams import Profession
from innsats.teams.queries.seen import seats_of
from innsats.web import words

from .head import OpenCase

STRICT = (Origin.HEALTH, Origin.CHILD_WELFARE)
REMINDED = (Act.NOTE_INQUIRY, Act.HEAR_PUPIL, Act.GIVE_ADVICE)


def own_origins(viewer: Viewer) -> tuple[Origin, ...]:
    """By the viewer's places in teams today. One query."""
    held = seats_of(viewer).order_by("pk").values_list("profession", flat=True)
    return tuple(dict.fromkeys(BRINGS[one] for one in map(Profession, held) if one in BRINGS))


def reminder(case: OpenCase, act: Act) -> str:
    """The strict services that somebody on this case comes from, in words, where an ordinary note could be taken for
    the place to write what is known from there. One query, for those who are in a team here.
    """
    if act not in REMINDED or not case.standing.parts & {Part.TEAM, Part.ASSISTANT}:
        return ""
    return ", ".join(words.of("origin", one) for one in own_origins(case.viewer) if one in STRICT)
