"""Which rows are places for children. Some are for adults only, and some are no schools at all; the name says so.

A row stays offered when there is doubt: one place too many in a list is better than a child who cannot find the school.
"""

from __future__ import annotations

import re

from ..naming import plain
from .rows import Oddity, SchoolRow

ADULTS = re.compile(r"v[oa]ksenopplæring")
LANGUAGE = re.compile(r"språksent|morsmålsopplæring|migrasjonssent|særskilt norsk")
LEARNING = re.compile(r"(opp)?læringssent|kvalifiseringssent")
SERVICE = re.compile(
    r"vikarer|felles(tjenest|tenest|funksjon)|sentraladministrasjon|(grunnskole|veilednings|rettleiings)?te?je?nest"
    r"|ressursteam|team\b|rådgj?[ei]v|kulturetat|newton|statped"
)
CHILDREN = re.compile(r"\b(\w*sk[ou]len?|barn|unge|ungdom|elever)\b")  # Mottaksskolen and Flerspråklige Barn too


def weighed(row: SchoolRow) -> SchoolRow:
    """The row with what its name says of whom it is for, and whether it is offered to children.

    Chosen reading: adult education and language centres are not offered, save where the name also says school or
    children («Vadsø ungdomsskole og voksenopplæring»). A learning centre or a service unit is not offered when it has
    no grades either. Schools for newcomers («Mottaksskolen») are for children, and are offered.
    """
    name = plain(row.name)
    names_children = CHILDREN.search(name) is not None
    has_grades = row.lowest_grade is not None
    if _starts_a_word(ADULTS, name):
        return row.with_odd(Oddity.ALSO_ADULTS if names_children else Oddity.ADULT_EDUCATION, offered=names_children)
    if _starts_a_word(LANGUAGE, name):
        return row.with_odd(Oddity.LANGUAGE_CENTRE, offered=names_children)
    if _starts_a_word(LEARNING, name):
        return row.with_odd(Oddity.LEARNING_CENTRE, offered=names_children or has_grades)
    if _starts_a_word(SERVICE, name):
        return row.with_odd(Oddity.SERVICE_UNIT, offered=has_grades)
    return row


def _starts_a_word(pattern: re.Pattern[str], name: str) -> bool:
    """Whether a word of the name begins so: «tegnspråksenter» is no language centre."""
    return re.search(rf"\b({pattern.pattern})", name) is not None
