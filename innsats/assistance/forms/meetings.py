"""The minutes of a meeting, what was agreed, and what those who help write for themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.cases.framing import CaseForm
from innsats.rules.inquiry import Method, Perspective, Question
from innsats.rules.meetings import Step
from innsats.rules.worknotes import LONGEST_NOTE
from innsats.web import words
from innsats.web.forms import DayField, LineField, MomentField, OneOf, WordsField, offer

from ..queries.agenda import MeetingPage

STEPS_ON_FORM = 5
STEP_PARTS = ("what", "who", "due_on")


class NoteField(WordsField):
    """A few lines."""

    longest = LONGEST_NOTE


class HoldTeamMeetingForm(CaseForm):
    """The minutes: when, who was there, what was said and decided, and a few lines of who does what by when."""

    happened_at = MomentField(label=_("Når var møtet?"), required=False, help_text=_("La det stå tomt hvis det er nå."))
    members = forms.MultipleChoiceField(
        label=_("Hvem var med?"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("De som leser saken. Andre som var der, skriver du inn lenger ned."),
    )
    others = LineField(
        label=_("Hvem andre var der?"), required=False,
        help_text=_("Skriv hvilken rolle de har, for eksempel helsesykepleier."),
    )
    text = WordsField(label=_("Hva snakket dere om?"), required=False)
    family = WordsField(
        label=_("Hva sa eleven og familien?"), required=False,
        help_text=_("Var de med, skriver du det her, helst slik de selv sa det."),
    )
    decisions = WordsField(
        label=_("Hva bestemte dere?"), required=False, help_text=_("Skriv én beslutning på hver linje.")
    )

    def __init__(self, *args: Any, meeting: MeetingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = [("", _("Velg hvem")), *((str(uuid), name) for uuid, name in meeting.members)]
        offer(self, members=meeting.members)
        for place in range(1, STEPS_ON_FORM + 1):
            self.fields |= {
                f"step_{place}_what": LineField(label=_("Hva skal gjøres?"), required=False),
                f"step_{place}_who": OneOf(label=_("Hvem gjør det?"), required=False, choices=who),
                f"step_{place}_due_on": DayField(label=_("Innen hvilken dag?"), required=False, is_past=False),
            }

    @property
    def steps(self) -> list[tuple[forms.BoundField, ...]]:
        """The fields of each line: what, who, by which day."""
        return [tuple(self[f"step_{place}_{part}"] for part in STEP_PARTS) for place in range(1, STEPS_ON_FORM + 1)]

    def facts(self) -> dict[str, Any]:
        """Every line is a step in its own place, also an empty one: what each lacks, the rules say."""
        given = super().facts()
        lines = [[given.pop(f"step_{place}_{part}") for part in STEP_PARTS] for place in range(1, STEPS_ON_FORM + 1)]
        steps = [Step(what=what, who=UUID(who) if who else None, due_on=due_on) for what, who, due_on in lines]
        return given | {"members": [UUID(one) for one in given["members"]], "steps": steps}


class FinishStepForm(CaseForm):
    """The day it was done."""

    done_on = DayField(
        label=_("Hvilken dag ble det gjort?"), required=False, help_text=_("La det stå tomt hvis det er i dag.")
    )


class WriteWorkNoteForm(CaseForm):
    """A few lines to remember by."""

    text = NoteField(label=_("Hva vil du huske?"))


class HandNoteToSchoolForm(CaseForm):
    """What kind of finding it is. Nothing is chosen beforehand."""

    question = OneOf(label=_("Hvilket spørsmål svarer det på?"), widget=forms.RadioSelect)
    method = OneOf(label=_("Hvordan fant du det ut?"))
    perspective = OneOf(label=_("Hvem har sett eller opplevd det?"))

    def offers(self) -> dict[str, Any]:
        choose = ("", _("Velg"))
        return {
            "question": words.choices("question", Question), "method": [choose, *words.choices("method", Method)],
            "perspective": [choose, *words.choices("perspective", Perspective)],
        }  # fmt: skip
