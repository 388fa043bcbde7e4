"""Asking the external team in general, without names: when an answer is late, and which words are no names."""

from __future__ import annotations

from datetime import datetime

from . import law
from .calendar import Calendar, day_of
from .inputs import text_obstacles
from .verdicts import Obstacle

LONGEST_QUESTION = 4_000  # characters: what needs more is about somebody
ANSWERED_WITHIN_WORKING_DAYS = 2
# Words that begin many a sentence, or name a place, and are names of people too: alone they point at nobody.
ORDINARY = frozenset(
    "alle april ask august bakke bakken bekk berg berge bjørk bjørn blid bo borg brekke brå bråk bråten bråthen dag "
    "dahl dal dalen dans eide eik ek elv eng engen falk fin finn fjeld fjell fjord fors foss fred frisk gran gro "
    "grønn gull gård haag haga hage hagen ham han haug hauge haugen hauk hav hei heia heim hell holm holmen holt håp "
    "ja jo jord juli juni kan kim kirke klok kvist lang lange li lia lie lien line liv lund lunde lyng lys mai man "
    "mark marker mars min mo moe moen mor myhre myr myra nes ness ny nygård odd ord per rask rein rolig rose rune sa "
    "sand sande sander skog skogen skov smed sol solberg sommer stein sti stille storm strand strøm sund sunde svart "
    "sæter tang teig tom tone torg torp trygg tvedt tveit ulv vang vei vik vil ving vinter vold voll våge vår å år ås "
    "åsen øy øyen".split()
)


def is_late(asked_at: datetime, at: datetime, calendar: Calendar) -> bool:
    """Whether a question that has no answer has waited long. No clock runs, and nobody is reminded.

    Source: law.HOUSE_PRACTICE.
    """
    return day_of(at) > calendar.add_working_days(day_of(asked_at), ANSWERED_WITHIN_WORKING_DAYS)


def obstacles_to_text(text: str, *, names_a_pupil: bool) -> tuple[Obstacle, ...]:
    """Why a question, or an answer, cannot be kept as it is written. Which pupil it names is said to nobody.

    Source: law.ANONYMISED (fvl67 § 13 a nr. 2: what points somebody out is left out; then no consent is needed).
    """
    found = text_obstacles("text", text, longest=LONGEST_QUESTION)
    return found + ((Obstacle("text_names_pupil", law.ANONYMISED, ("text",)),) if names_a_pupil else ())


def obstacles_to_answer(*, has_answer: bool) -> tuple[Obstacle, ...]:
    """A question is answered once. Source: law.HOUSE_PRACTICE."""
    return (Obstacle("consult_answered", law.HOUSE_PRACTICE),) if has_answer else ()
