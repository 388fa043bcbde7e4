"""Texts with their corrections: the original is kept and shown, and what should have stood there stands beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from innsats.database.prepared import Prepared
from innsats.web import dates

from ..models import Case, Correction, SafetyStep
from .gathered import of_case
from .moved import before_move, hearings_in
from .texts import Key

CORRECTABLE = {  # model → its texts that may be corrected
    "note": ("words", "own_words", "meaning", "present", "place", "held_by", "paper_by"),
    "hearing": ("own_words", "not_heard_because", "best_interest", "observed", "present", "paper_by"),
    "guardiancontact": ("words", "whom"),
    "stoptalk": ("words",),
    "stoptalksend": ("because",),
    "safetystep": ("words",),
    "evaluation": ("pupil_words",),
    "seriousness": ("words",),
    "checkin": ("own_words", "adult_view"),
    "followupnote": ("words",),
    "governorentry": ("words",),
    "intervention": ("event", "intervention", "pupil_view", "by_whom", "present"),
    "proposal": ("reason", "tried", "pupil_view", "best_interest", "checks"),
    "proposaldecision": ("decided_by", "words"),
    "policecontact": ("words", "reported_by", "contact"),
    "interpreterneed": ("for_whom", "language", "name", "need"),
    "supporter": ("name", "for_whom", "scope", "authority"),
    "restriction": ("reason",),
    "teammeeting": ("words", "decisions", "family", "others"),
    "meetingstep": ("words",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction: what should have stood there, why, and who said so when."""

    text: str
    reason: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text as it was written, with its corrections, the oldest first. `target` names it for the next one."""

    text: str
    target: str
    corrections: tuple[Corrected, ...] = ()

    @property
    def newest(self) -> str:
        """As it stands after the newest correction."""
        return self.corrections[-1].text if self.corrections else self.text


class Corrections:
    """The corrections of one case, found by the text they correct. One query, when it is made."""

    def __init__(self, case: Case) -> None:
        self._rows = _corrections(case.pk)
        self._by_target: dict[str, list[Correction]] = defaultdict(list)
        for row in self._rows:
            self._by_target[row.target].append(row)

    def keys(self) -> list[Key]:
        """What must be opened to show them."""
        return [(row, name) for row in self._rows for name in ("words", "reason")]

    def shown(self, row: models.Model, name: str, said: Mapping[Key, str]) -> Written:
        """The text `name` of `row` with all its corrections."""
        target = target_of(row, name)
        corrections = tuple(
            Corrected(
                text=said[one, "words"],
                reason=said[one, "reason"],
                said=f"{one.by.name}, {dates.moment(one.at)}",
            )
            for one in self._by_target[target]
        )
        return Written(text=said[row, name], target=target, corrections=corrections)


@Prepared
def _corrections(case: UUID) -> QuerySet[Correction]:
    return Correction.objects.filter(case=case).select_related("by").order_by("at", "pk")


def target_of(row: models.Model, name: str) -> str:
    """How a correction names a text: note:<uuid>:words."""
    return f"{row._meta.model_name}:{row.pk}:{name}"


def row_of(case: Case, target: str) -> tuple[models.Model, str] | None:
    """The row and the name of the text that `target` names, when it is a text of this case that may be corrected. What
    the wrong child and its family said, while the case was about that child, is shown to nobody.
    """
    model, _, rest = target.partition(":")
    uuid, _, name = rest.partition(":")
    if name not in CORRECTABLE.get(model, ()):
        return None
    belongs = of_case(SafetyStep, case) if model == "safetystep" else Q(case=case)  # also those of its reports
    try:
        row = _shown(case, model, name).filter(belongs, pk=UUID(uuid)).first()
    except ValueError:
        return None
    return (row, name) if row is not None else None


def _shown(case: Case, model: str, name: str) -> QuerySet[Any]:
    rows = hearings_in(case.pk) if model == "hearing" else apps.get_model("cases", model)._default_manager.all()
    return rows.filter(~before_move()) if (model, name) == ("teammeeting", "family") else rows
